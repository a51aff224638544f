"""A workbook that somebody edited → a roster.

The sheet of details says everything that was written; wherever a cell of a
week says something else by now, the cell counts. A workbook of one's own
needs no details: a column ``person`` and columns under dates are enough.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from constraints.near import nearest
from scheduler.errors import Finding, InputError, Place
from scheduler.export.bookings import keyed
from scheduler.export.csv_rows import Rows, columns_of, fold
from scheduler.export.extras import needed
from scheduler.export.reading import MOST_BYTES, line_day, roster_of
from scheduler.export.xlsx_cells import (
    NotUnderstood,
    day_text,
    is_off,
    told_cells,
)
from scheduler.spec.cells import Cell
from scheduler.spec.findings import refusal, shown
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scheduler.export.reading import Entry
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["DETAILS", "FINGERPRINT", "clean", "fingerprint", "read_xlsx"]

DETAILS = "details"
FINGERPRINT = "fingerprint"

_MOST_UNPACKED = 8 * MOST_BYTES
_TOLD = ("person", "day", "start", "end", "shift", "pieces")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Day: TypeAlias = "tuple[int, int]"
"""Person and line day."""


def clean(text: str) -> str:
    """Return a text as XML can carry it: without control characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).strip()


def fingerprint(rows: Sequence[Sequence[str]]) -> str:
    """Return what tells whether somebody edited the details."""
    text = io.StringIO()
    csv.writer(text).writerows([clean(cell) for cell in row] for row in rows)
    return hashlib.sha256(text.getvalue().encode()).hexdigest()[:16]


def read_xlsx(problem: Problem, path: Path | str) -> Roster:
    """Return the roster of a workbook.

    Breaks and queues of what was edited are placed anew.

    Raises
    ------
    InputError
        With every cell that is not understood, by sheet and name; when
        openpyxl is not installed.
    """
    name = str(path)
    findings: list[Finding] = []
    book = _opened(path, name)
    written = _details(problem, book, name, findings)
    if findings:
        raise refusal(findings)
    weeks = _Weeks(problem, name, findings)
    for sheet in book.worksheets:
        if sheet.title != DETAILS:
            weeks.read(sheet)
    if not weeks.days and written is None:
        message = "no sheet is a week: a column person and columns under"
        message += " dates, such as 2027-03-01, are needed"
        raise InputError(Finding(message, Place(name, 1, 1), code="no-week"))
    edited = weeks.edited(written)
    if findings:
        raise refusal(findings)
    return edited


def _opened(path: Path | str, name: str) -> Any:
    openpyxl = needed("openpyxl", "xlsx")
    data = read_bytes(path, MOST_BYTES, "split the roster by team")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(info.file_size for info in packed.infolist())
        if size > _MOST_UNPACKED:
            raise _unreadable(name, "it is too large when unpacked")
        with warnings.catch_warnings():
            # What we do not read, such as pictures, is no matter.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    except InputError:
        raise
    # It raises what its parsers raise, of a dozen kinds.
    except Exception as error:
        raise _unreadable(name, str(error) or type(error).__name__) from None


def _unreadable(name: str, why: str) -> InputError:
    message = f"this is no workbook that can be read: {why}"
    return InputError(Finding(message, Place(name, 1, 1), code="syntax"))


def _rows(sheet: Any, name: str) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet as text, each cell with its place."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield [
            Cell(_text(value), Place(name, number, column, sheet.title))
            for column, value in enumerate(row, start=1)
        ]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return str(value.date())
        case _:
            text = str(value).replace("_x005F_", "_")
            return text.replace("\r\n", "\n").strip()


def _details(
    problem: Problem, book: Any, name: str, findings: list[Finding]
) -> list[Entry] | None:
    """Return the works that were written; None where there is no such
    sheet.

    Raises
    ------
    InputError
        When somebody edited it.
    """
    if DETAILS not in book.sheetnames:
        return None
    lines = _rows(book[DETAILS], name)
    header = next(lines, [])
    titles = [cell.text for cell in header]
    rows = [row for row in lines if any(cell.text for cell in row)]
    if FINGERPRINT in titles:
        at = titles.index(FINGERPRINT)
        told = rows[0][at].text if rows else ""
        texts = [[cell.text for cell in row[:at]] for row in rows]
        if rows and told != fingerprint(texts):
            message = "this sheet was edited, or sorted: edit the sheets of"
            message += " weeks, or save this one by itself, as CSV"
            raise InputError(
                Finding(message, Place(name, 1, 1, DETAILS), code="edited")
            )
    reading = Rows(problem, columns_of(header, name), findings)
    return [entry for row in rows for entry in reading.entry(row)]


@dataclass
class _Weeks:
    """What the sheets of weeks say.

    Attributes
    ----------
    days
        By person and line day: the cell.
    rows
        By line day: the people who have a row under it.
    """

    problem: Problem
    name: str
    findings: list[Finding]
    days: dict[Day, Cell] = field(default_factory=dict)
    rows: dict[int, set[int]] = field(default_factory=dict)

    def read(self, sheet: Any) -> None:
        """Read a sheet, if it is one of a week."""
        lines = _rows(sheet, self.name)
        header = next(lines, [])
        titles = [fold(cell.text) for cell in header]
        who = next((titles.index(t) for t in _WHO if t in titles), None)
        dates = {
            at: found
            for at, cell in enumerate(header)
            if (found := _date(cell.text)) is not None
        }
        if who is None or not dates:
            return
        for row in lines:
            if who < len(row) and row[who].text:
                self._row(row, who, dates)

    def _row(
        self, row: Sequence[Cell], who: int, dates: dict[int, date]
    ) -> None:
        person = self._person(row[who])
        if person is None:
            return
        for at, on in dates.items():
            if at >= len(row):
                continue
            day, cell = self.problem.day(on), row[at]
            if not 0 <= day < self.problem.days:
                if not is_off(cell.text):
                    self._refuse(cell, f"{on} is none of the roster's days")
                continue
            self.rows.setdefault(day, set()).add(person)
            before = self.days.setdefault((person, day), cell)
            if before is not cell and before.text != cell.text:
                who_ = self.problem.people[person].name
                self._refuse(cell, f"{who_} has {on} twice, and not the same")

    def _person(self, cell: Cell) -> int | None:
        known = {fold(p.name): p.idx for p in self.problem.people}
        known |= {fold(p.id): p.idx for p in self.problem.people}
        if (name := fold(cell.text)) not in known:
            self._refuse(
                cell,
                f"there is no person {shown(cell.text)}"
                f"{nearest(cell.text, known)}",
            )
        return known.get(name)

    def _refuse(self, cell: Cell, message: str) -> None:
        self.findings.append(Finding(message, cell.place, code="cell"))

    # What was edited

    def edited(self, written: list[Entry] | None) -> Roster:
        """Return what was written, with what was edited."""
        problem = self.problem
        entries = keyed(problem, written or [])
        roster = roster_of(problem, entries)
        changed = {
            (person, day): cell
            for (person, day), cell in self.days.items()
            if not _same(roster, person, day, cell.text)
        }
        if written is not None:
            self._all_there(roster)
        if not changed:
            return roster
        kept = [
            replace(entry, queues=())
            for entry in entries
            if (entry.person, line_day(problem, entry)) not in changed
        ]
        reading = Rows(
            problem,
            {title: at for at, title in enumerate(_TOLD)},
            self.findings,
        )
        new = [
            entry
            for (person, day), cell in changed.items()
            for row in self._told(person, day, cell)
            for entry in reading.entry(row)
        ]
        if self.findings:
            return roster
        return roster_of(problem, keyed(problem, [*kept, *new]))

    def _told(
        self, person: int, day: int, cell: Cell
    ) -> Iterator[Sequence[Cell]]:
        """Yield the row that a cell amounts to; none for a day off."""
        at = self.problem.date(day)
        try:
            told = told_cells(self.problem, person, at, cell.text, cell.place)
        except NotUnderstood:
            self._refuse(
                cell,
                f"{shown(cell.text)} is neither times nor a day off: write"
                " 08:00–16:00, with a shift before it if you like, or"
                " nothing",
            )
            return
        if told:
            empty = Cell("", cell.place)
            yield [told.get(title, empty) for title in _TOLD]

    def _all_there(self, roster: Roster) -> None:
        """Refuse days of work that no sheet shows any more."""
        for work in roster.works():
            if work.person in self.rows.get(work.day, ()):
                continue
            name = self.problem.people[work.person].name
            message = f"no sheet has {name} on {self.problem.date(work.day)},"
            message += " who works then: keep rows and sheets, and empty"
            message += " cells for days off"
            self.findings.append(
                Finding(message, Place(self.name, 1, 1), code="missing-row")
            )
            return


_WHO = ("id", "person", "name", "who")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _same(roster: Roster, person: int, day: int, text: str) -> bool:
    work = roster.work(person, day)
    if work is None:
        return is_off(text)
    return day_text(roster, work) == text
