"""Totals of a window as machines: the state is what is counted so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.machine import (
    FORBIDDEN,
    staying,
    ticks_of,
    values_of,
)

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from constraints.terms import Price, Tally
    from scheduler.engine.line.machine import Menus, Moves

__all__ = ["GroupCount", "Total"]

_COUNT_BITS = 16


class _Bounds:
    """The two bounds of a tally; one without price does not exist."""

    def __init__(self, term: Tally) -> None:
        self._price_low, self._price_high = term.price_low, term.price_high
        self.low = term.low if _matters(term.price_low) else None
        self.high = term.high if _matters(term.price_high) else None

    def ticks(self, total: IntArray) -> IntArray:
        """Return what final totals cost."""
        cost = np.zeros_like(total)
        if self.low is not None:
            cost += ticks_of(self._price_low, self.low - total)
        if self.high is not None:
            cost += ticks_of(self._price_high, total - self.high)
        return cost

    def merged(self, total: IntArray, least: int, most: int) -> Moves:
        """Return totals so far, those of one fate made equal, and ticks.

        Parameters
        ----------
        least, most
            What the rest of the window can add.
        """
        cost = np.zeros_like(total)
        if self.low is not None and self._price_low.hard:
            cost[total + most < self.low] = FORBIDDEN
        if self.high is not None and self._price_high.hard:
            cost[total + least > self.high] = FORBIDDEN
        if self.low is None and self.high is not None:
            total = np.maximum(total, self.high - most)
        elif self.low is not None and self.high is None:
            total = np.minimum(total, self.low - least)
        return total, cost


def _matters(price: Price) -> bool:
    return price.hard or bool(price.slopes)


class Total:
    """A tally of what each day adds."""

    def __init__(self, term: Tally, menus: Menus) -> None:
        self._term = term
        self._bounds = _Bounds(term)
        first, last = term.days
        self._least, self._most = {last: 0}, {last: 0}
        for day in range(last, first, -1):
            values = values_of(term.measure, menus[day])
            self._least[day - 1] = self._least[day] + int(values.min())
            self._most[day - 1] = self._most[day] + int(values.max())

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Add up until the window ends; then pay, and forget."""
        first, last = self._term.days
        if not first <= day <= last:
            return staying(states, choices)
        total = states[:, None] + values_of(self._term.measure, choices)
        if day == last:
            return np.zeros_like(total), self._bounds.ticks(total)
        return self._bounds.merged(total, self._least[day], self._most[day])


class GroupCount:
    """A tally of groups of days with any of something.

    The state holds the count, and a bit for each group that is under way
    and has been counted.
    """

    def __init__(
        self, term: Tally, groups: tuple[tuple[int, ...], ...]
    ) -> None:
        self._measure = term.measure
        self._bounds = _Bounds(term)
        self._groups = groups
        self._end = max((max(g) for g in groups), default=-1)

    @staticmethod
    def reads(groups: tuple[tuple[int, ...], ...]) -> bool:
        """Return whether so many groups fit into one number."""
        return len(groups) <= 60 - _COUNT_BITS and all(groups)

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Count each group once; pay when the last one ends."""
        if day > self._end:
            return staying(np.zeros_like(states), choices)
        some = (values_of(self._measure, choices) != 0).astype(np.int64)
        count = np.repeat(
            (states & ((1 << _COUNT_BITS) - 1))[:, None], len(choices), axis=1
        )
        flags = np.repeat(
            (states >> _COUNT_BITS)[:, None], len(choices), axis=1
        )
        for idx, group in enumerate(self._groups):
            if day in group:
                new = some[None] * (1 - (flags >> idx & 1))
                count = count + new
                flags |= new << idx
                if day == max(group):
                    flags &= ~(1 << idx)
        if day == self._end:
            return np.zeros_like(count), self._bounds.ticks(count)
        ahead = sum(max(group) > day for group in self._groups)
        count, cost = self._bounds.merged(count, 0, ahead)
        return np.maximum(count, 0) | flags << _COUNT_BITS, cost
