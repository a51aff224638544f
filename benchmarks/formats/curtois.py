"""The shift scheduling instances of schedulingbenchmarks.org/nrp.

Tim Curtois and Rong Qu, "Computational results on new staff scheduling
benchmark instances", 2014. Day 0 is a Monday.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.formats.sections import rows_by_section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.formats.sections import Rows

__all__ = ["Cover", "Curtois", "Person", "Request", "Shift", "parse"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift type.

    Attributes
    ----------
    bars
        Indices of the shifts that nobody works the day after this one.
    """

    id: str
    length_min: int
    bars: frozenset[int]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works; all bounds are hard.

    Attributes
    ----------
    most_of_shift
        By shift: how often they may work it.
    days_off
        Fixed days off.
    """

    id: str
    most_of_shift: tuple[int, ...]
    most_total_min: int
    least_total_min: int
    most_in_row: int
    least_in_row: int
    least_off_in_row: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for, or against, a shift on a day, and its weight."""

    person: int
    day: int
    shift: int
    weight: int
    on: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """People wanted on a shift, and what each missing or extra one costs."""

    day: int
    shift: int
    wanted: int
    weight_under: int
    weight_over: int


@dataclass(frozen=True, slots=True)
class Curtois:
    """An instance of the set."""

    name: str
    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    requests: tuple[Request, ...]
    cover: tuple[Cover, ...]


def parse(text: str, name: str) -> Curtois:
    """Return the instance that a text describes."""
    sections = rows_by_section(text)
    shift_rows = sections["SECTION_SHIFTS"]
    shifts = {row[0]: idx for idx, row in enumerate(shift_rows)}
    staff = sections["SECTION_STAFF"]
    people = {row[0]: idx for idx, row in enumerate(staff)}
    days_off = {
        row[0]: frozenset(map(int, row[1:]))
        for row in sections["SECTION_DAYS_OFF"]
    }
    return Curtois(
        name=name,
        days=int(sections["SECTION_HORIZON"][0][0]),
        shifts=tuple(_shift(row, shifts) for row in shift_rows),
        people=tuple(
            _person(row, shifts, days_off.get(row[0], frozenset()))
            for row in staff
        ),
        requests=tuple(
            Request(people[who], int(day), shifts[shift], int(weight), on)
            for section, on in (
                ("SECTION_SHIFT_ON_REQUESTS", True),
                ("SECTION_SHIFT_OFF_REQUESTS", False),
            )
            for who, day, shift, weight in sections.get(section, [])
        ),
        cover=tuple(_covers(sections["SECTION_COVER"], shifts)),
    )


def _shift(row: Sequence[str], shifts: Mapping[str, int]) -> Shift:
    barred = row[2].split("|") if len(row) > 2 and row[2] else []
    return Shift(row[0], int(row[1]), frozenset(shifts[b] for b in barred))


def _person(
    row: Sequence[str], shifts: Mapping[str, int], days_off: frozenset[int]
) -> Person:
    limits = dict(part.split("=") for part in row[1].split("|"))
    return Person(
        id=row[0],
        most_of_shift=tuple(int(limits[shift]) for shift in shifts),
        most_total_min=int(row[2]),
        least_total_min=int(row[3]),
        most_in_row=int(row[4]),
        least_in_row=int(row[5]),
        least_off_in_row=int(row[6]),
        most_weekends=int(row[7]),
        days_off=days_off,
    )


def _covers(rows: Rows, shifts: Mapping[str, int]) -> list[Cover]:
    return [
        Cover(int(day), shifts[shift], int(wanted), int(under), int(over))
        for day, shift, wanted, under, over in rows
    ]
