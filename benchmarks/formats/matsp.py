"""The multi-activity instances of schedulingbenchmarks.org/matsp.

Rong Qu and Tim Curtois, ICORES 2020. Minutes count from midnight of the
first day; the horizon runs from 06:00 to 06:00, ``DAY_STARTS_MIN``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from benchmarks.formats.sections import rows_by_section

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DAY_MIN",
    "DAY_STARTS_MIN",
    "SLOT_MIN",
    "Matsp",
    "Person",
    "Piece",
    "Shift",
    "Solution",
    "parse",
    "parse_solution",
]

DAY_MIN = 24 * 60
DAY_STARTS_MIN = 6 * 60
SLOT_MIN = 15


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works any task; both bounds are hard."""

    id: str
    least_total_min: int
    most_total_min: int


@dataclass(frozen=True, slots=True)
class Matsp:
    """An instance of the set.

    Attributes
    ----------
    demand
        By task and slot from the start of the horizon: the least and the
        most people wanted.
    """

    name: str
    days: int
    people: tuple[Person, ...]
    demand: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def tasks(self) -> int:
        """Number of tasks."""
        return len(self.demand)

    @property
    def start_min(self) -> int:
        """When the horizon begins."""
        return DAY_STARTS_MIN

    @property
    def end_min(self) -> int:
        """When the horizon ends."""
        return self.days * DAY_MIN + DAY_STARTS_MIN


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shift on one task."""

    task: int
    length_min: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of somebody: pieces that follow each other without gaps."""

    person: int
    start_min: int
    pieces: tuple[Piece, ...]

    @property
    def end_min(self) -> int:
        """When the last piece ends."""
        return self.start_min + sum(p.length_min for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Solution:
    """A published roster and the penalty that it is said to have."""

    shifts: tuple[Shift, ...]
    penalty: int | None


def parse(text: str, name: str) -> Matsp:
    """Return the instance that a text describes."""
    sections = rows_by_section(text)
    days = int(sections["SECTION_HORIZON"][0][0])
    tasks = int(sections["SECTION_TASKS"][0][0])
    slots = days * DAY_MIN // SLOT_MIN
    demand = [[(0, 0)] * slots for _ in range(tasks)]
    for day, clock, task, least, most in sections["SECTION_COVER"]:
        at_min = (int(day) - 1) * DAY_MIN + _minutes(clock.split("-")[0])
        slot = (at_min - DAY_STARTS_MIN) // SLOT_MIN
        demand[int(task) - 1][slot] = int(least), int(most)
    return Matsp(
        name=name,
        days=days,
        people=tuple(
            Person(who, int(least), int(most))
            for who, least, most in sections["SECTION_STAFF"]
        ),
        demand=tuple(map(tuple, demand)),
    )


def parse_solution(text: str, instance: Matsp) -> Solution:
    """Return the roster that an XML text describes."""
    root = ElementTree.fromstring(text)
    people = {person.id: i for i, person in enumerate(instance.people)}
    penalty = root.findtext("Penalty")
    return Solution(
        shifts=tuple(
            _shift(people[who.attrib["ID"]], shift)
            for who in root.iter("Employee")
            for shift in who.iter("Shift")
        ),
        penalty=None if penalty is None else int(penalty),
    )


def _shift(person: int, shift: ElementTree.Element) -> Shift:
    day = int(shift.findtext("Day", "0"))
    clock = _minutes(shift.findtext("Start", "00:00"))
    return Shift(
        person,
        day * DAY_MIN + clock,
        tuple(_piece(task) for task in shift.iter("Task")),
    )


def _piece(task: ElementTree.Element) -> Piece:
    # Tasks are numbered from 1 in files.
    return Piece(
        int(task.findtext("ID", "1")) - 1, int(task.findtext("Length", "0"))
    )


def _minutes(clock: str) -> int:
    parts: Sequence[str] = clock.split(":")
    return int(parts[0]) * 60 + int(parts[1])
