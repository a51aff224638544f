"""The second International Nurse Rostering Competition: static instances.

Ceschia, Dang, De Causmaecker, Haspeslagh and Schaerf, "The second
international nurse rostering competition", Annals of OR 274 (2019). The
competition revealed week after week; a static instance is a scenario, a
history and all its weeks at once, named like ``n030w4_1_6-2-9-1``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.formats.assignment import Assignment
from benchmarks.formats.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "NAME",
    "WEEKDAYS",
    "Contract",
    "Cover",
    "History",
    "Inrc2",
    "Person",
    "Request",
    "Shift",
    "parse",
    "parse_solution",
    "read_named",
    "read_solution",
]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NAME = re.compile(r"(?P<set>n\d+w(?P<weeks>\d+))_(?P<h>\d)_(?P<wd>\d(-\d)*)")
_PAIR = re.compile(r"\((\d+),(\d+)\)")


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift type: bounds of its runs, and what may not follow it."""

    id: str
    least_in_row: int
    most_in_row: int
    bars: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Contract:
    """Bounds of a line; all are priced."""

    id: str
    least_days: int
    most_days: int
    least_in_row: int
    most_in_row: int
    least_off_in_row: int
    most_off_in_row: int
    most_weekends: int
    complete_weekends: bool


@dataclass(frozen=True, slots=True)
class History:
    """What is known of somebody before day 0.

    Attributes
    ----------
    days, weekends
        Worked before, counted towards the bounds of the contract.
    shift
        Worked on day -1; None for off.
    same_in_row, in_row, off_in_row
        Lengths of the runs that end on day -1.
    """

    days: int
    weekends: int
    shift: int | None
    same_in_row: int
    in_row: int
    off_in_row: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works."""

    id: str
    contract: int
    skills: frozenset[int]
    history: History


@dataclass(frozen=True, slots=True)
class Cover:
    """People wanted: at least, and for best service."""

    day: int
    shift: int
    skill: int
    least: int
    optimal: int


@dataclass(frozen=True, slots=True)
class Request:
    """A wish not to work a shift on a day; None for any shift."""

    person: int
    day: int
    shift: int | None


@dataclass(frozen=True, slots=True)
class Inrc2:
    """A static instance: a scenario, a first history and all weeks."""

    name: str
    days: int
    skills: tuple[str, ...]
    shifts: tuple[Shift, ...]
    contracts: tuple[Contract, ...]
    people: tuple[Person, ...]
    cover: tuple[Cover, ...]
    requests: tuple[Request, ...]


def read_named(folder: Path, name: str) -> Inrc2:
    """Return a static instance from the folder of its data set.

    Parameters
    ----------
    folder
        Holds ``Sc-``, ``H0-`` and ``WD-`` files, or a folder named after
        the data set that does.
    name
        Such as ``n030w4_1_6-2-9-1``: data set, history file, week files.

    Raises
    ------
    FormatError
        When the name has another form.
    """
    match = NAME.fullmatch(name)
    if match is None:
        raise FormatError(f'"{name}" is no name such as n030w4_1_6-2-9-1')
    data_set = match["set"]
    home = folder / data_set if (folder / data_set).is_dir() else folder
    return parse(
        name,
        (home / f"Sc-{data_set}.txt").read_text(),
        (home / f"H0-{data_set}-{match['h']}.txt").read_text(),
        [
            (home / f"WD-{data_set}-{week}.txt").read_text()
            for week in match["wd"].split("-")
        ],
    )


def parse(
    name: str, scenario: str, history: str, weeks: Sequence[str]
) -> Inrc2:
    """Return the static instance that texts describe."""
    sections = _sections(scenario)
    skills = {row[0]: idx for idx, row in enumerate(sections["SKILLS"])}
    shifts = {row[0]: idx for idx, row in enumerate(sections["SHIFT_TYPES"])}
    contracts = {row[0]: idx for idx, row in enumerate(sections["CONTRACTS"])}
    bars = {
        row[0]: frozenset(shifts[name] for name in row[2:])
        for row in sections["FORBIDDEN_SHIFT_TYPES_SUCCESSIONS"]
    }
    past = {
        row[0]: _history(row, shifts)
        for row in _sections(history)["NURSE_HISTORY"]
    }
    staff = sections["NURSES"]
    people = {row[0]: idx for idx, row in enumerate(staff)}
    parsed = [_sections(week) for week in weeks]
    return Inrc2(
        name=name,
        days=7 * len(weeks),
        skills=tuple(skills),
        shifts=tuple(
            Shift(row[0], *_pairs(row)[0], bars[row[0]])
            for row in sections["SHIFT_TYPES"]
        ),
        contracts=tuple(map(_contract, sections["CONTRACTS"])),
        people=tuple(
            Person(
                row[0],
                contracts[row[1]],
                frozenset(skills[skill] for skill in row[3:]),
                past[row[0]],
            )
            for row in staff
        ),
        cover=tuple(
            cover
            for week, found in enumerate(parsed)
            for cover in _covers(found["REQUIREMENTS"], week, shifts, skills)
        ),
        requests=tuple(
            _request(row, week, people, shifts)
            for week, found in enumerate(parsed)
            for row in found.get("SHIFT_OFF_REQUESTS", ())
        ),
    )


def read_solution(folder: Path, instance: Inrc2) -> tuple[Assignment, ...]:
    """Return the roster in the week files of a folder.

    Other files in it, such as a validator's report, are passed over.
    """
    texts = [
        path.read_text(errors="replace")
        for path in sorted(folder.glob("*.txt"))
    ]
    return parse_solution(
        [text for text in texts if text.startswith("SOLUTION")], instance
    )


def parse_solution(
    weeks: Iterable[str], instance: Inrc2
) -> tuple[Assignment, ...]:
    """Return the roster of week texts; each names its own week.

    Lines that are no assignment are passed over: some published files end
    with the cost and the time of their solver.
    """
    people = {person.id: idx for idx, person in enumerate(instance.people)}
    shifts = {shift.id: idx for idx, shift in enumerate(instance.shifts)}
    skills = {skill: idx for idx, skill in enumerate(instance.skills)}
    found = []
    for text in weeks:
        rows = [line.split() for line in text.splitlines() if line.strip()]
        week = int(rows[1][0])
        found += [
            Assignment(
                people[row[0]],
                7 * week + WEEKDAYS.index(row[1]),
                shifts[row[2]],
                skills[row[3]],
            )
            for row in rows[2:]
            if len(row) == 4 and row[1] in WEEKDAYS
        ]
    return tuple(found)


def _sections(text: str) -> Mapping[str, list[list[str]]]:
    """Return rows by heading; a heading is in capitals, on its own line."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        fields = line.split()
        if not fields:
            continue
        if fields[0].isupper() and (len(fields) == 1 or fields[1] == "="):
            rows = found.setdefault(fields[0], [])
        else:
            rows.append(fields)
    return found


def _pairs(row: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (int(low), int(high)) for low, high in _PAIR.findall(" ".join(row))
    ]


def _contract(row: Sequence[str]) -> Contract:
    (total, work, off) = _pairs(row)
    weekends, complete = row[-2:]
    return Contract(
        row[0], *total, *work, *off, int(weekends), bool(int(complete))
    )


def _history(row: Sequence[str], shifts: Mapping[str, int]) -> History:
    days, weekends = int(row[1]), int(row[2])
    same, work, off = map(int, row[4:])
    return History(days, weekends, shifts.get(row[3]), same, work, off)


def _covers(
    rows: Iterable[Sequence[str]],
    week: int,
    shifts: Mapping[str, int],
    skills: Mapping[str, int],
) -> list[Cover]:
    return [
        Cover(
            7 * week + weekday, shifts[row[0]], skills[row[1]], least, optimal
        )
        for row in rows
        for weekday, (least, optimal) in enumerate(_pairs(row))
    ]


def _request(
    row: Sequence[str],
    week: int,
    people: Mapping[str, int],
    shifts: Mapping[str, int],
) -> Request:
    day = 7 * week + WEEKDAYS.index(row[2])
    return Request(people[row[0]], day, shifts.get(row[1]))
