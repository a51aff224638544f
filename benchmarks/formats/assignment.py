"""One entry of a published roster of shifts; shared by three formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Assignment", "Line", "lines"]

Line: TypeAlias = "tuple[int | None, ...]"
"""Somebody's shift on each day, None for off."""


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """Somebody works a shift on a day; all are indices.

    Attributes
    ----------
    skill
        The skill used, where the format has people of several; else -1.
    """

    person: int
    day: int
    shift: int
    skill: int = -1


def lines(
    assignments: Iterable[Assignment], people: int, days: int
) -> tuple[Line, ...]:
    """Return everybody's line; the last of two shifts on a day is kept."""
    found: list[list[int | None]] = [[None] * days for _ in range(people)]
    for given in assignments:
        found[given.person][given.day] = given.shift
    return tuple(map(tuple, found))
