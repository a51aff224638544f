"""Which days of whom to decide anew: neighbourhoods of a good roster.

Where a model is too large for CP-SAT to improve as a whole, small parts of
it are solved again and again with the rest held (large neighbourhood
search: Shaw, CP 1998; sizes that follow the success: Ropke and Pisinger,
Transportation Science 40, 2006).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

__all__ = ["Gap", "Neighbourhood", "Neighbours"]

Free: TypeAlias = "frozenset[tuple[int, int]]"
"""Persons and days to decide anew."""

TURNS = ("days", "patch", "days", "lines")
"""Days gain most per second: their lines hardly tie them together."""

PATIENCE = 12
"""Parts around gaps in a row; then every other one, as long as none closes."""

GROW, SHRINK = 1.1, 0.75
SHORTEST_WINDOW, LONGEST_WINDOW = 7, 14
"""Days of the window in which some people are free at once."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A part of a roster, and the kind it is of."""

    kind: str
    free: Free


@dataclass(frozen=True, slots=True)
class Gap:
    """Where ``must`` coverage is missing, and who could be there."""

    day: int
    people: tuple[int, ...]


@dataclass(eq=False)
class Neighbours:
    """Draws neighbourhoods of four kinds, each of its own size.

    ``lines``: all days of a few people. ``days``: everybody on a few days
    in a row. ``patch``: some people for a week or two. ``gap``, while
    there is one and closing it goes on: those who could fill it, on the
    days around it.

    Attributes
    ----------
    cells
        By kind: how many persons and days to free, about.
    """

    people: int
    days: int
    rng: Random
    cells: dict[str, float] = field(init=False)
    _turn: int = field(init=False, default=0)
    _gaps: int = field(init=False, default=0)
    _tries: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.cells = {
            "lines": 2.0 * self.days,
            "days": 2.0 * self.people,
            "patch": 2.0 * self.days,
            "gap": 2.0 * self.days,
        }

    def draw(self, gaps: Sequence[Gap] = ()) -> Neighbourhood:
        """Return the next neighbourhood.

        Parameters
        ----------
        gaps
            Where people are missing who must be there.
        """
        if gaps and self._gap_is_next(len(gaps)):
            return self._around(self.rng.choice(gaps))
        kind = TURNS[self._turn % len(TURNS)]
        self._turn += 1
        length = self._length(kind)
        first = self.rng.randint(0, self.days - length)
        count = max(1, round(self.cells[kind] / length))
        people = self.rng.sample(range(self.people), min(count, self.people))
        return Neighbourhood(
            kind,
            frozenset(
                (person, day)
                for person in people
                for day in range(first, first + length)
            ),
        )

    def _gap_is_next(self, gaps: int) -> bool:
        """Return whether to look at a gap: often, unless that is in vain."""
        self._tries = 1 if gaps != self._gaps else self._tries + 1
        self._gaps = gaps
        return self._tries <= PATIENCE or self._tries % 2 == 0

    def _around(self, gap: Gap) -> Neighbourhood:
        # Whether somebody can come is decided by the hours of their week.
        wanted = max(SHORTEST_WINDOW, self.cells["gap"] / len(gap.people))
        length = min(self.days, round(wanted))
        count = max(1, round(self.cells["gap"] / length))
        people = self.rng.sample(gap.people, min(count, len(gap.people)))
        first = gap.day - self.rng.randrange(length)
        first = min(max(0, first), self.days - length)
        return Neighbourhood(
            "gap",
            frozenset(
                (person, day)
                for person in people
                for day in range(first, first + length)
            ),
        )

    def learn(self, kind: str, *, solved: bool) -> None:
        """Try more next time if all of it was solved, else less."""
        most = float(self.people * self.days)
        factor = GROW if solved else SHRINK
        self.cells[kind] = min(most, max(1.0, self.cells[kind] * factor))

    def _length(self, kind: str) -> int:
        if kind == "lines":
            return self.days
        if kind == "days":
            wanted = round(self.cells[kind] / self.people)
        else:
            wanted = self.rng.randint(SHORTEST_WINDOW, LONGEST_WINDOW)
        return min(self.days, max(1, wanted))
