"""Week grids: who works when, on everybody's own wall clock.

One block per week and team; people are rows, days columns. What the clocks
of a zone do within a week is said under its block.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from constraints import wording
from scheduler.clock import format_local, zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from scheduler.clock import Zone
    from scheduler.problem import Person, Piece, Problem, Span, Work
    from scheduler.roster import Roster
    from scheduler.watch import Turn

__all__ = ["Grid", "week_blocks"]

_OFF = "·"
_NAME_WIDTH = 16
_FULL_CELL = 11  # 07:00–15:00
_SHORT_CELL = 7  # 07–15, or two lines
_HOURS_CELL = 5


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid shows.

    Attributes
    ----------
    people
        Indices, those of one team together.
    zone
        Zone of all times; None for each person's own.
    width
        Columns of the terminal.
    turns
        By person and line day: when they are on the queues shown, and
        nothing else of them; None to show whole duties.
    """

    roster: Roster
    people: tuple[int, ...]
    zone: str | None
    width: int
    turns: Mapping[tuple[int, int], Sequence[Turn]] | None = None

    @property
    def full(self) -> bool:
        """Whether there is room for 07:00–15:00 on one line."""
        used = _NAME_WIDTH + _HOURS_CELL + 8
        return self.width >= used + 7 * _FULL_CELL

    def clock(self, person: Person) -> Zone:
        """Return the clock on which somebody's times are shown."""
        return zone(self.zone or person.zone)


def week_blocks(grid: Grid, week: Sequence[int]) -> Iterator[RenderableType]:
    """Yield the blocks of one week: its title, then each team's grid."""
    problem = grid.roster.problem
    year = problem.date(week[0]).year
    title = wording.days((week[0], week[-1]), problem)
    yield Text(title if str(year) in title else f"{title} {year}", "bold")
    for (team, name), people in _blocks(grid):
        yield Text(f"{team} · {name}")
        yield _table(grid, week, people, zone(name))
        yield from (
            Text(said, "dim")
            for said in _events(grid, week, people, name)
            if grid.turns is None
        )
        changes = list(_changes(problem, week, zone(name)))
        yield from (Text(f"* {said}", "yellow") for said in changes)
        yield ""


def _blocks(grid: Grid) -> Iterator[tuple[tuple[str, str], list[Person]]]:
    people = [grid.roster.problem.people[idx] for idx in grid.people]
    teams = list(dict.fromkeys(person.team for person in people))

    def key(person: Person) -> tuple[int, str]:
        return teams.index(person.team), grid.zone or person.zone

    for (team, name), members in groupby(sorted(people, key=key), key):
        yield (teams[team], name), list(members)


def _events(
    grid: Grid, week: Sequence[int], people: list[Person], zone_name: str
) -> Iterator[str]:
    """Yield ``Tue 2 March 11:00–11:30 stand-up: Ana and Ben`` in turn."""
    problem, clock = grid.roster.problem, zone(zone_name)
    attended: dict[Span, list[int]] = {}
    for person in people:
        for day in week:
            work = grid.roster.work(person.idx, day)
            for span in () if work is None else work.events:
                attended.setdefault(span, []).append(person.idx)
    for span, members in sorted(attended.items()):
        first, last = (
            clock.local(at) for at in (span.start_min, span.end_min)
        )
        when = wording.day((first.day - problem.first_day).days, problem)
        yield (
            f"{when} {wording.clock(first.minute)}–"
            f"{wording.clock(last.minute)}"
            f" {problem.event_title(span.event)}:"
            f" {wording.people(members, problem)}"
        )


def _table(
    grid: Grid, week: Sequence[int], people: list[Person], clock: Zone
) -> Table:
    problem = grid.roster.problem
    changed = {clock.local_day(at) for at, _ in _shifts(problem, week, clock)}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", width=_NAME_WIDTH, overflow="fold")
    for day in week:
        at = problem.date(day)
        mark = "*" if at in changed else ""
        table.add_column(
            f"{wording.day(day, problem)[:3]} {at.day}{mark}",
            style="dim" if _all_rest(people, at) else "",
            width=_FULL_CELL if grid.full else _SHORT_CELL,
            overflow="fold",
        )
    table.add_column("hours", justify="right", width=_HOURS_CELL)
    for person in people:
        cells = [_cell(grid, person, day) for day in week]
        table.add_row(person.name, *cells, _hours(grid, person, week))
    return table


def _all_rest(people: list[Person], at: date) -> bool:
    """Return whether a date is everybody's weekend."""
    return all(person.weekend_of(at) is not None for person in people)


def _cell(grid: Grid, person: Person, day: int) -> str:
    work = grid.roster.work(person.idx, day)
    if work is None:
        return "away" if _away(grid.roster.problem, person, day) else _OFF
    return _times(grid, person, work) or _OFF


def _times(grid: Grid, person: Person, work: Work) -> str:
    """Return ``07:00–15:00``, or ``07–15`` where room is short.

    Each piece in a line of its own; standby in brackets.
    """
    parts: Sequence[Piece | Turn] = (
        grid.roster.duty(work).parts
        if grid.turns is None
        else grid.turns.get((person.idx, work.day), ())
    )
    return "\n".join(_piece(grid, person, work, part) for part in parts)


def _piece(grid: Grid, person: Person, work: Work, piece: Piece | Turn) -> str:
    text = _span(grid, person, work, piece)
    return f"({text})" if piece.standby else text


def _span(grid: Grid, person: Person, work: Work, piece: Piece | Turn) -> str:
    clock = grid.clock(person)
    start, end = clock.local(piece.start_min), clock.local(piece.end_min)
    shift = (start.day - grid.roster.problem.date(work.day)).days
    mark = f"{shift:+d}d" if shift else ""
    if grid.full:
        return f"{wording.clock(start.minute)}–{_end(end.minute)}{mark}"
    first, last = _brief(start.minute), _brief(end.minute or 1440)
    text = f"{first}–{last}{mark}"
    if len(text) <= _SHORT_CELL - 2 * piece.standby:
        return text
    return f"{first}–\n{last}{mark}"


def _end(minute: int) -> str:
    return wording.clock(minute) if minute else "24:00"


def _brief(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour:02}:{rest:02}" if rest else f"{hour:02}"


def _hours(grid: Grid, person: Person, week: Sequence[int]) -> str:
    """Return paid hours, or those on the queues shown."""
    roster = grid.roster
    if grid.turns is None:
        works = (roster.work(person.idx, day) for day in week)
        minutes = sum(roster.duty(work).paid_min for work in works if work)
    else:
        minutes = sum(
            turn.served_min
            for day in week
            for turn in grid.turns.get((person.idx, day), ())
        )
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") if minutes else "0"


def _away(problem: Problem, person: Person, day: int) -> bool:
    """Return whether somebody is away for most of a line day."""
    if not person.employed(problem.date(day)):
        return True
    if not problem.away:
        return False
    clock, at = zone(person.zone), problem.date(day)
    start = clock.start_min(at, person.day_starts)
    end = clock.end_min(at, person.day_starts + 1440)
    hidden = sum(
        max(0, min(end, last) - max(start, first))
        for first, last in problem.away[person.idx]
    )
    return 2 * hidden > end - start


def _shifts(
    problem: Problem, week: Sequence[int], clock: Zone
) -> Iterator[tuple[int, int]]:
    """Yield (instant, minutes) of the clock changes of a week."""
    first = clock.start_min(problem.date(week[0]), 0)
    last = clock.end_min(problem.date(week[-1]), 1440)
    for change in clock.changes(first, last):
        yield change.at_min, change.after_min - change.before_min


def _changes(
    problem: Problem, week: Sequence[int], clock: Zone
) -> Iterator[str]:
    """Yield ``the clocks go forward by 1 h to Sun … 03:00``."""
    for at, by in _shifts(problem, week, clock):
        way = "forward" if by > 0 else "back"
        yield (
            f"the clocks go {way} by {wording.hours(abs(by))}, to "
            f"{format_local(at, clock)}"
        )
