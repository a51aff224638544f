"""A day of somebody as the text of one cell, and back.

``core 08:00–16:00``; each piece of a split shift in a line of its own,
standby marked as such. Hands write it in other ways: ``8-16``, ``8am to
4pm``, with another dash, with or without the name of a shift.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import zone
from scheduler.spec.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from scheduler.errors import Place
    from scheduler.problem import Piece, Problem, Work
    from scheduler.roster import Roster

__all__ = ["AWAY", "NotUnderstood", "day_text", "is_off", "told_cells"]

AWAY = "away"

_OFF = frozenset(
    {"", ".", "·", "-", "–", "—", "x", "off", "day off", "free", "rest"}
    | {AWAY, "leave", "holiday", "sick"}
)
_TIME = r"\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]m)?"
_DATE = r"\d{4}-\d\d-\d\d"
_PART = re.compile(
    rf"(?:(?P<name>.*?\S)\s+)??(?:(?P<first>{_DATE}) )?(?P<start>{_TIME})"
    rf" ?(?:[-–—]| to ) ?(?:(?P<last>{_DATE}) )?(?P<end>{_TIME})"
    r"(?P<standby> standby)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>[ap]m)?",
    re.ASCII | re.IGNORECASE,
)


class NotUnderstood(Exception):
    """A cell says something else than a day of work, or none."""


# Writing


def day_text(roster: Roster, work: Work) -> str:
    """Return what somebody does on a day, on their own clock."""
    problem, duty = roster.problem, roster.duty(work)
    at = problem.date(work.day)
    clock = problem.people[work.person].zone
    lines = []
    shift = None
    for piece in duty.parts:
        # A later piece is of the same shift unless it says another.
        own = piece.shift if piece.shift >= 0 else duty.shift
        name = "" if own in (shift, -1) else f"{problem.shifts[own].name} "
        lines.append(name + _times(clock, at, piece))
        shift, at = own, zone(clock).local_day(piece.start_min)
    return "\n".join(lines)


def _times(clock_name: str, day: date, piece: Piece) -> str:
    """Return times; with the date where it is not what one would think."""
    clock = zone(clock_name)
    start, end = clock.local(piece.start_min), clock.local(piece.end_min)
    first = "" if start.day == day else f"{start.day} "
    later = start.day + timedelta(days=end.minute <= start.minute)
    last = "" if end.day == later else f"{end.day} "
    standby = " standby" if piece.standby else ""
    return f"{first}{_clock(start.minute)}–{last}{_clock(end.minute)}{standby}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


# Reading


def is_off(text: str) -> bool:
    """Return whether a cell says that somebody does not work."""
    return all(line.strip().casefold() in _OFF for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    first: str
    start: str
    last: str
    end: str
    standby: bool

    @property
    def told(self) -> str:
        """As a column of pieces in CSV tells it."""
        standby = " standby" if self.standby else ""
        return f"{self.name} {self.start}-{self.end}{standby}".strip()


def told_cells(
    problem: Problem, person: int, day: date, text: str, place: Place
) -> Mapping[str, Cell]:
    """Return the cells of a row in CSV that says the same; none for off.

    Raises
    ------
    NotUnderstood
        For what is neither times nor a day off.
    """
    if is_off(text):
        return {}
    lines = [line.strip() for line in re.split(r"[\n;]", text)]
    parts = [_part(line) for line in lines if line]
    name = parts[0].name
    found = {
        "person": problem.people[person].id,
        "day": parts[0].first or str(day),
        "start": parts[0].start,
        "end": f"{parts[-1].last} {parts[-1].end}".strip(),
        "shift": name,
    }
    if len(parts) > 1 or parts[0].standby:
        found["pieces"] = "; ".join(part.told for part in parts)
    return {key: Cell(value, place) for key, value in found.items()}


def _part(line: str) -> _Part:
    match = _PART.fullmatch(line)
    if match is None:
        raise NotUnderstood
    return _Part(
        match["name"] or "",
        match["first"] or "",
        _time(match["start"]),
        match["last"] or "",
        _time(match["end"]),
        match["standby"] is not None,
    )


def _time(text: str) -> str:
    """Return 8, 8.00, 8h00 and 8am as 08:00."""
    match = _CLOCK.fullmatch(text.strip())
    assert match is not None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half := (match["half"] or "").lower():
        if not 1 <= hour <= 12:
            raise NotUnderstood
        hour = hour % 12 + 12 * (half == "pm")
    if hour > 24 or minute > 59:
        raise NotUnderstood
    return f"{hour:02}:{minute:02}"
