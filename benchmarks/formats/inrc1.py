"""The first International Nurse Rostering Competition (2010): its data.

Haspeslagh, De Causmaecker, Schaerf and Stolevik, "The first international
nurse rostering competition 2010", Annals of OR 218 (2014). The two ways to
write an instance are read by ``inrc1_xml`` and ``inrc1_text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "WEEKDAYS",
    "Contract",
    "Entry",
    "Inrc1",
    "Limit",
    "Pattern",
    "Person",
    "Request",
    "Shift",
    "accepted",
    "weekend_of",
]

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

Cover: TypeAlias = "tuple[tuple[int, ...], ...]"


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift type; it is a night when it crosses midnight.

    Attributes
    ----------
    skills
        What somebody who works it should have.
    """

    id: str
    start_min: int
    end_min: int
    skills: frozenset[str]

    @property
    def night(self) -> bool:
        """Whether it ends on the day after it starts."""
        return self.end_min <= self.start_min


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that is switched on, and what each unit beyond it costs."""

    weight: int
    value: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a pattern.

    Attributes
    ----------
    accepts
        Choices that match: shift indices, None for a day off.
    weekday
        0 for Monday; None for any.
    """

    accepts: frozenset[int | None]
    weekday: int | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of days that nobody wants, and what each match costs."""

    weight: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """What somebody's line should look like; None and 0 switch off.

    Attributes
    ----------
    weekend
        Its weekdays in order, 0 for Monday.
    complete_weekends, identical_weekends, night_before_free_weekend
        Weights of these rules.
    skill
        Weight of each shift worked without its skill.
    """

    id: str
    most_days: Limit | None
    least_days: Limit | None
    most_in_row: Limit | None
    least_in_row: Limit | None
    most_off_in_row: Limit | None
    least_off_in_row: Limit | None
    most_weekends_in_row: Limit | None
    least_weekends_in_row: Limit | None
    weekend: tuple[int, ...]
    complete_weekends: int
    identical_weekends: int
    night_before_free_weekend: int
    skill: int
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works."""

    id: str
    contract: int
    skills: frozenset[str]


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for or against work on a day, and its weight.

    Attributes
    ----------
    shift
        The shift meant; None for any work.
    on
        Whether it is wished for.
    """

    person: int
    day: int
    shift: int | None
    weight: int
    on: bool


@dataclass(frozen=True, slots=True)
class Inrc1:
    """An instance of the competition.

    Attributes
    ----------
    cover
        By day and shift: exactly how many people must work it.
    """

    name: str
    first_day: date
    days: int
    shifts: tuple[Shift, ...]
    contracts: tuple[Contract, ...]
    people: tuple[Person, ...]
    cover: Cover
    requests: tuple[Request, ...]

    def weekday(self, day: int) -> int:
        """Return the weekday of a day, 0 for Monday."""
        return (self.first_day + timedelta(days=day)).weekday()

    def weekends(self, contract: Contract) -> tuple[tuple[int, ...], ...]:
        """Return the days of each weekend, cut by the horizon."""
        found: list[list[int]] = []
        for day in range(self.days):
            weekday = self.weekday(day)
            if weekday not in contract.weekend:
                continue
            if not found or weekday == contract.weekend[0]:
                found.append([])
            found[-1].append(day)
        return tuple(map(tuple, found))


def accepted(word: str, shifts: Mapping[str, int]) -> frozenset[int | None]:
    """Return the choices that a pattern's word means."""
    if word == "None":
        return frozenset({None})
    if word == "Any":
        return frozenset(shifts.values())
    return frozenset({shifts[word]})


def weekend_of(definition: str) -> tuple[int, ...]:
    """Return the weekdays that a name such as SaturdaySunday holds."""
    named = [name for name in WEEKDAYS if name in definition]
    return tuple(
        WEEKDAYS.index(name) for name in sorted(named, key=definition.index)
    )
