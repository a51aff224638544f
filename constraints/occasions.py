"""Periods in which an event takes place once, and who owes it in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.problem import Person, Problem

__all__ = ["Period", "Stretch"]

Stretch: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Period:
    """Days in which an event takes place once.

    Attributes
    ----------
    name
        Date on which the whole period begins, wherever the roster does.
    days
        First and last of its line days that are in the roster.
    whole_days
        How long it is with those outside the roster.
    windows
        By zone: when the event may take place in it, in order of time.
        Keyed by the zone of the person, or by ``""`` for the file's.
    """

    name: str
    days: tuple[int, int]
    whole_days: int
    windows: Mapping[str, tuple[Stretch, ...]] = field(hash=False)

    def owes(self, problem: Problem, person: Person) -> bool:
        """Return whether somebody is there on at least half of its days."""
        first, last = self.days
        there = sum(
            not problem.absent(person.idx, day)
            for day in range(first, last + 1)
        )
        return 2 * there >= self.whole_days
