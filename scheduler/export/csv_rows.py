"""Rows of a roster in CSV → works; what is not understood is a finding.

``scheduler.export.csv`` says what columns there may be, and uses it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from constraints.near import nearest
from scheduler.clock import DAY_MIN, UnknownZone, zone
from scheduler.errors import Finding, InputError, Place
from scheduler.export.moments import Inside, Moment, moment
from scheduler.export.reading import Entry, EntryPiece
from scheduler.problem import Span
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from scheduler.clock import Zone
    from scheduler.problem import Person, Problem
    from scheduler.spec.cells import Cell

__all__ = ["FORMULA", "Rows", "columns_of", "fold"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs what begins so (OWASP, CSV injection)."""

_ALSO = {
    "person": ("person", "who", "id", "name", "employee", "agent"),
    "day": ("day", "date"),
    "start": ("start", "from", "begin", "begins"),
    "end": ("end", "to", "until", "ends"),
    "utc start": ("utc start",),
    "utc end": ("utc end",),
    "zone": ("zone", "time zone", "timezone"),
    "shift": ("shift",),
    "breaks": ("breaks", "break"),
    "queues": ("queues", "queue"),
    "events": ("events", "event"),
    "pieces": ("pieces",),
}
"""Titles of the columns that are read; the first that is there counts."""

_STRETCH = re.compile(
    r"(?:(?P<name>(?!\d{4}-\d\d-\d\d ).+?) +)?"
    r"(?P<start>(?:\d{4}-\d\d-\d\d )?\d{1,2}:[0-5]\d)"
    r"[-–](?P<end>\d{1,2}:[0-5]\d)(?P<paid> paid)?(?P<standby> standby)?",
    re.ASCII,
)


class _Named(Protocol):
    @property
    def idx(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def columns_of(header: Sequence[Cell], file: str) -> dict[str, int]:
    """Return the number of each column that is read.

    Raises
    ------
    InputError
        When it is not said who works, or not when.
    """
    titles = [fold(cell.text) for cell in header]
    found = {
        column: titles.index(next(t for t in also if t in titles))
        for column, also in _ALSO.items()
        if any(title in titles for title in also)
    }
    missing = [
        needed
        for needed in ("person", "start", "end")
        if needed not in found and f"utc {needed}" not in found
    ]
    if missing:
        place = header[0].place if header else Place(file, 1, 1)
        message = f"the header has no column {' and no '.join(missing)}: a"
        message += " roster needs at least person, start and end"
        raise InputError(Finding(message, place, code="missing-column"))
    return found


def fold(text: str) -> str:
    """Return a name without capitals, hyphens and underscores."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def _by_name(items: Iterable[_Named]) -> dict[str, int]:
    """Return indices by id and by name; ids go before names."""
    known = list(items)
    return {fold(item.name): item.idx for item in known} | {
        fold(item.id): item.idx for item in known
    }


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


class _Misread(Exception):
    """Something in a row is not understood; the rest of it is not read."""


class Rows:
    """Reads rows, one by one.

    Parameters
    ----------
    columns
        Number of each column that is read.
    findings
        Receives what is not understood.
    """

    def __init__(
        self,
        problem: Problem,
        columns: Mapping[str, int],
        findings: list[Finding],
    ) -> None:
        self._problem = problem
        self._columns = columns
        self._findings = findings
        self._people = _by_name(problem.people)
        self._shifts = _by_name(problem.shifts)
        self._queues = _by_name(problem.queues)

    def entry(self, row: Sequence[Cell]) -> Iterator[Entry]:
        """Yield the work of a row, or nothing if it is not understood."""
        cells = {
            column: row[at]
            for column, at in self._columns.items()
            if at < len(row) and row[at].text.strip()
        }
        try:
            yield self._entry(cells, row[0].place)
        except _Misread:
            return

    def _entry(self, cells: Mapping[str, Cell], place: Place) -> Entry:
        for needed in ("person", "start", "end"):
            if needed not in cells and f"utc {needed}" not in cells:
                raise self._refused(f"this row has no {needed}", place)
        who = self._index("person", self._people, cells["person"])
        person = self._problem.people[who]
        clock = self._clock(person, cells)
        start, end = self._times(clock, cells)
        inside = Inside(clock, start, end)
        shift, breaks = cells.get("shift"), self._breaks(inside, cells)
        return Entry(
            person=who,
            start_min=start,
            end_min=end,
            where=partial(_itself, place),
            shift=shift and self._index("shift", self._shifts, shift),
            breaks=breaks,
            queues=tuple(self._blocks(inside, cells)),
            events=tuple(self._events(inside, cells)),
            pieces=tuple(self._pieces(inside, cells)) or None,
        )

    def _refused(
        self, message: str, place: Place | None, code: str = "cell"
    ) -> _Misread:
        self._findings.append(Finding(message, place, code=code))
        return _Misread()

    def _index(self, what: str, known: Mapping[str, int], cell: Cell) -> int:
        name = _unguarded(cell.text.strip())
        if fold(name) not in known:
            raise self._refused(
                f"there is no {what} {shown(name)}"
                f"{nearest(name, self._names(what))}",
                cell.place,
                f"unknown-{what}",
            )
        return known[fold(name)]

    def _names(self, what: str) -> list[str]:
        problem = self._problem
        items: dict[str, Sequence[_Named]] = {
            "person": problem.people,
            "shift": problem.shifts,
            "queue": problem.queues,
        }
        return [name for item in items[what] for name in (item.name, item.id)]

    # When

    def _clock(self, person: Person, cells: Mapping[str, Cell]) -> Zone:
        """Return the clock of a row: of its zone, else of the person."""
        cell = cells.get("zone")
        try:
            return zone(person.zone if cell is None else cell.text.strip())
        except UnknownZone as error:
            place = None if cell is None else cell.place
            raise self._refused(str(error), place, "unknown-zone") from None

    def _times(
        self, clock: Zone, cells: Mapping[str, Cell]
    ) -> tuple[int, int]:
        """Return start and end of a row."""
        first, last = (
            cells.get(f"utc {at}") or cells[at] for at in ("start", "end")
        )
        written = self._moment(first)
        start = written.start(clock, self._day(written, cells))
        end = self._moment(last).end(clock, start)
        if end <= start:
            raise self._refused("this ends before it starts", last.place)
        if "utc start" in cells:
            self._agree("start", cells, clock, start)
            if "day" in cells and self._day_in(cells["day"]) != (
                clock.local_day(start)
            ):
                raise self._differs("day", cells["day"])
        if "utc end" in cells:
            self._agree("end", cells, clock, end)
        return start, end

    def _agree(
        self, at: str, cells: Mapping[str, Cell], clock: Zone, instant: int
    ) -> None:
        """Refuse a time that somebody changed, but not the UTC beside it.

        Of an hour that clocks show twice, either is meant.
        """
        if at not in cells:
            return
        written, there = self._moment(cells[at]), clock.local(instant)
        if written.ahead_min is None and written.minute % DAY_MIN != (
            there.minute
        ):
            raise self._differs(at, cells[at])

    def _differs(self, what: str, cell: Cell) -> _Misread:
        return self._refused(
            f"this {what} and the UTC time beside it differ: change both, or "
            "empty the columns utc start and utc end",
            cell.place,
        )

    def _day(self, written: Moment, cells: Mapping[str, Cell]) -> date:
        if written.day is not None:
            return written.day
        if "day" not in cells:
            raise self._refused(
                "a start needs a date, here or in a column day",
                cells["start"].place,
            )
        return self._day_in(cells["day"])

    def _day_in(self, cell: Cell) -> date:
        found = self._moment(cell._replace(text=f"{cell.text} 00:00")).day
        if found is None:
            raise self._refused("write a date as 2027-03-01", cell.place)
        return found

    def _moment(self, cell: Cell) -> Moment:
        try:
            found = moment(cell.text)
        except ValueError:
            raise self._refused(
                f"there is no date {shown(cell.text)}", cell.place
            ) from None
        if found is None:
            raise self._refused(
                f"{shown(cell.text)} is not understood: write times as"
                " 08:00 and dates as 2027-03-01",
                cell.place,
            )
        return found

    # Stretches inside a duty

    def _breaks(
        self, inside: Inside, cells: Mapping[str, Cell]
    ) -> tuple[tuple[Span, bool], ...] | None:
        if "breaks" not in self._columns:
            return None
        return tuple(
            (Span(start, end, "break"), match["paid"] is not None)
            for match, start, end in self._stretches(inside, cells, "breaks")
        )

    def _blocks(
        self, inside: Inside, cells: Mapping[str, Cell]
    ) -> Iterator[Span]:
        for match, start, end in self._stretches(inside, cells, "queues"):
            name = cells["queues"]._replace(text=match["name"] or "")
            queue = self._index("queue", self._queues, name)
            yield Span(start, end, "queue", queue)

    def _events(
        self, inside: Inside, cells: Mapping[str, Cell]
    ) -> Iterator[Span]:
        """Yield time at events, their names as keys."""
        for match, start, end in self._stretches(inside, cells, "events"):
            yield Span(start, end, "event", event=match["name"] or "")

    def _pieces(
        self, inside: Inside, cells: Mapping[str, Cell]
    ) -> Iterator[EntryPiece]:
        for match, start, end in self._stretches(inside, cells, "pieces"):
            shift = None
            if match["name"]:
                name = cells["pieces"]._replace(text=match["name"])
                shift = self._index("shift", self._shifts, name)
            yield EntryPiece(start, end, bool(match["standby"]), shift)

    def _stretches(
        self, inside: Inside, cells: Mapping[str, Cell], column: str
    ) -> Iterator[tuple[re.Match[str], int, int]]:
        cell = cells.get(column)
        parts = [] if cell is None else _unguarded(cell.text).split(";")
        for part in filter(None, map(str.strip, parts)):
            match = _STRETCH.fullmatch(part)
            stretch = match and inside.stretch(match["start"], match["end"])
            if match is None or stretch is None:
                raise self._refused(
                    f"{shown(part)} is no time inside the duty: write"
                    " 12:00-12:30",
                    cells[column].place,
                )
            yield match, *stretch


def _itself(place: Place) -> Place:
    return place
