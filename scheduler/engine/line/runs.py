"""Runs of positions as machines: too long, and too short.

A position is a group of days, marked when any of its days is. The state is
the length of the run so far, capped where more makes no difference, and
whether the position under way is marked already.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.machine import (
    FORBIDDEN,
    inside,
    staying,
    ticks_of,
)

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from constraints.terms import Streak
    from scheduler.engine.line.machine import Moves

__all__ = ["LongRun", "ShortRun", "in_order"]


def in_order(term: Streak) -> bool:
    """Return whether positions follow each other in time."""
    return all(term.positions) and all(
        max(before) < min(after) for before, after in pairwise(term.positions)
    )


class _Run(ABC):
    """What both kinds share: days to positions, states to lengths."""

    def __init__(self, term: Streak) -> None:
        self._term = term
        self._at = {
            day: idx for idx, days in enumerate(term.positions) for day in days
        }

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Note what is marked; count when the position ends."""
        if day not in self._at:
            return staying(states, choices)
        position = self._at[day]
        marked = states[:, None] & 1 | inside(self._term.mark, choices)
        length = np.repeat((states >> 1)[:, None], len(choices), axis=1)
        if day < max(self._term.positions[position]):
            return length << 1 | marked, np.zeros_like(length)
        after, cost = self._counted(position, length, marked)
        if position == len(self._term.positions) - 1:
            after = np.zeros_like(after)
        return after << 1, cost

    @abstractmethod
    def _counted(
        self, position: int, length: IntArray, marked: IntArray
    ) -> Moves:
        """Return the length after a position, and what it costs."""


class LongRun(_Run):
    """Pays for each position by which a run is longer than ``high``."""

    def __init__(self, term: Streak, high: int) -> None:
        super().__init__(term)
        self._high = high
        slopes = term.price_high.slopes
        self._cap = high + (slopes[-1][0] if slopes else 0) + 1

    def start(self, carried: int) -> int:
        """Return the state of a run of so many before the first position.

        What history overran is not charged again.
        """
        return min(carried, self._high) << 1

    def _counted(
        self, position: int, length: IntArray, marked: IntArray
    ) -> Moves:
        price = self._term.price_high
        more = length + 1
        if price.hard:
            step = np.where(more > self._high, FORBIDDEN, 0)
        else:
            step = ticks_of(price, more - self._high) - ticks_of(
                price, length - self._high
            )
        after = np.minimum(more, self._cap)
        return np.where(marked, after, 0), np.where(marked, step, 0)


class ShortRun(_Run):
    """Pays when a run ends that is shorter than ``low``."""

    def __init__(self, term: Streak, low: int) -> None:
        super().__init__(term)
        self._low = low

    def start(self, carried: int) -> int:
        """Return the state of a run of so many before the first position."""
        return min(carried, self._low) << 1

    def _counted(
        self, position: int, length: IntArray, marked: IntArray
    ) -> Moves:
        price = self._term.price_low
        more = np.minimum(length + 1, self._low)
        if position == 0 and self._term.left_open:
            # A run whose beginning nobody knows counts as long enough.
            more = np.full_like(more, self._low)
        ended = np.where(marked, 0, length)
        cost = np.where(ended > 0, ticks_of(price, self._low - ended), 0)
        last = position == len(self._term.positions) - 1
        if last and not self._term.right_open:
            cost = cost + np.where(
                marked, ticks_of(price, self._low - more), 0
            )
        return np.where(marked, more, 0), cost
