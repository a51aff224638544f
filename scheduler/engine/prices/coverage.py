"""Prices on coverage: what being there is worth, and what serving earns.

A price ``v`` on each queue of each cell splits coverage from lines: people
sell their presence at the best price among the queues they may serve, and
each queue buys as many as pay (the Lagrangian of serving = being there).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.view import past_presence

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.hall import Hall
    from scheduler.engine.prices.slots import Slots
    from scheduler.problem import Problem

__all__ = ["Coverage", "Market"]

_LOW = -(1 << 60)


@dataclass(frozen=True, eq=False)
class _Entries:
    """What people of one profile may serve: pairs of cell and class.

    Attributes
    ----------
    pair, share, rest
        By entry, in order of its slot: the pair, by how many slots its
        cell is divided, and 1 where the remainder goes.
    borders
        By slot, and one more: the first entry of it or later.
    """

    pair: IntArray
    slot: IntArray
    share: IntArray
    rest: IntArray
    borders: IntArray


class Coverage:
    """Coverage of a problem, ready to be priced.

    Attributes
    ----------
    prices
        How many prices there are: one for each cell and queue.
    profile
        By person: those of one profile can serve the same everywhere.
    """

    def __init__(self, problem: Problem, hall: Hall, slots: Slots) -> None:
        widths = np.array([len(k.steps) for k in hall.kinds], dtype=np.int64)
        of_cell = widths[hall.kind] if len(hall) else widths[:0]
        price_from = np.concatenate(([0], np.cumsum(of_cell)))
        self.prices = int(price_from[-1])
        self._base_must, self._base_ticks = _base(hall)
        self._steps(hall, price_from)
        self._pairs(hall, price_from)
        classes = np.array(
            [kind.class_of for kind in hall.kinds], dtype=np.int64
        ).reshape(len(hall.kinds), len(problem.people))
        distinct, profile = np.unique(classes, axis=1, return_inverse=True)
        self.profile: IntArray = profile.reshape(-1)
        self.profiles = distinct.shape[1]
        self._entries = [
            self._profile(hall, slots, distinct[:, at])
            for at in range(self.profiles)
        ]
        self._past = self._known(problem, slots)

    def _steps(self, hall: Hall, price_from: IntArray) -> None:
        rows = [
            (int(price_from[cell]) + queue, *step)
            for cell, kind in enumerate(hall.kind)
            for queue, steps in enumerate(hall.kinds[kind].steps)
            for step in steps
        ]
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        self._step_price = table[:, 0].copy()
        self._step_heads = table[:, 1].copy()
        self._step_must = table[:, 2].copy()
        self._step_ticks = table[:, 3].copy()

    def _pairs(self, hall: Hall, price_from: IntArray) -> None:
        most = max(
            (len(s) for kind in hall.kinds for s in kind.serves), default=1
        )
        self._pair_from: list[int] = []
        queues: list[list[int]] = []
        costs: list[int] = []
        for cell, kind in enumerate(hall.kind):
            self._pair_from.append(len(queues))
            own = hall.kinds[kind]
            for serves, cost in zip(own.serves, own.price, strict=True):
                row = [int(price_from[cell]) + q for q in serves]
                queues.append(row + [self.prices] * (most - len(row)))
                costs.append(int(cost))
        self._pair_queues = np.array(queues, dtype=np.int64).reshape(-1, most)
        self._pair_cost = np.array(costs, dtype=np.int64)

    def _profile(
        self, hall: Hall, slots: Slots, classes: IntArray
    ) -> _Entries:
        rows = []
        for cell, kind in enumerate(hall.kind):
            if classes[kind] < 0:
                continue
            pair = self._pair_from[cell] + int(classes[kind])
            first = slots.at(int(hall.start_min[cell]))
            after = slots.at(int(hall.end_min[cell]) - 1) + 1
            rows += [
                (slot, pair, after - first, int(slot == first))
                for slot in range(first, after)
            ]
        table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 4)
        slot = table[:, 0].copy()
        return _Entries(
            table[:, 1].copy(),
            slot,
            table[:, 2].copy(),
            table[:, 3].copy(),
            np.searchsorted(slot, np.arange(slots.count + 1)),
        )

    def _known(self, problem: Problem, slots: Slots) -> list[IntArray]:
        """Return who of each profile is there from before, slot by slot."""
        found = [
            np.zeros(slots.count + 1, dtype=np.int64)
            for _ in range(self.profiles)
        ]
        for person in range(len(problem.people)):
            there = found[self.profile[person]]
            for start, end in past_presence(problem, person):
                first, after = (
                    min(max(slots.at(instant), 0), slots.count)
                    for instant in (start, end)
                )
                there[first] += 1
                there[after] -= 1
        return found

    def gains(self, weight: int) -> IntArray:
        """Return the most that one more person can be worth, by price."""
        found = np.zeros(self.prices, dtype=np.int64)
        np.maximum.at(
            found,
            self._step_price,
            self._step_must * weight + self._step_ticks,
        )
        return found

    def known(self, profile: int) -> IntArray:
        """Return changes of the head count that history makes, by slot."""
        return self._past[profile]

    def market(self, prices: IntArray, weight: int) -> Market:
        """Return what prices make of coverage.

        Parameters
        ----------
        prices
            In ticks, not below 0.
        weight
            Ticks of a minute of ``must`` shortage.
        """
        padded = np.append(prices, _LOW)
        best = padded[self._pair_queues].max(axis=1, initial=_LOW)
        worth = np.maximum(best - self._pair_cost, 0)
        gain = self._step_must * weight + self._step_ticks
        over = gain - prices[self._step_price]
        cost = self._base_must * weight + self._base_ticks
        cost -= int((self._step_heads * np.maximum(over, 0)).sum())
        bought = np.bincount(
            self._step_price,
            weights=self._step_heads * (over > 0),
            minlength=self.prices,
        ).astype(np.int64)
        short = self._base_must - int(
            (self._step_must * self._step_heads * (over > 0)).sum()
        )
        return Market(self, prices, worth, cost, bought, short)

    def sums(self, profile: int, worth: IntArray) -> IntArray:
        """Return the running sum of what slots are worth, 0 in front."""
        own = self._entries[profile]
        values = worth[own.pair] // own.share
        values += own.rest * (worth[own.pair] % own.share)
        sums: IntArray = np.concatenate(([0], np.cumsum(values)))
        found: IntArray = sums[own.borders]
        return found

    def served(
        self,
        market: Market,
        heads: list[IntArray],
        noise: IntArray,
    ) -> IntArray:
        """Return how many offer themselves at each price.

        Parameters
        ----------
        heads
            By profile and slot, how many are there.
        noise
            By price, to break ties.
        """
        there = np.zeros(len(self._pair_cost), dtype=np.int64)
        for own, count in zip(self._entries, heads, strict=True):
            np.maximum.at(there, own.pair, 0)
            np.add.at(
                there, own.pair[own.rest > 0], count[own.slot[own.rest > 0]]
            )
        keys = np.append(market.prices * 8 + noise, _LOW)[self._pair_queues]
        chosen = np.take_along_axis(
            self._pair_queues, keys.argmax(axis=1)[:, None], axis=1
        )[:, 0]
        found: IntArray = np.bincount(
            chosen,
            weights=there * (market.worth > 0),
            minlength=self.prices + 1,
        )[: self.prices].astype(np.int64)
        return found


@dataclass(frozen=True, eq=False)
class Market:
    """Coverage at some prices.

    Attributes
    ----------
    worth
        By pair of cell and class: what one person there earns.
    cost
        What queues pay and lack, at their best.
    bought
        By price: how many that buys.
    short
        Minutes of ``must`` shortage that leaves.
    """

    coverage: Coverage
    prices: IntArray
    worth: IntArray
    cost: int
    bought: IntArray
    short: int


def _base(hall: Hall) -> tuple[int, int]:
    counts = np.bincount(hall.kind, minlength=len(hall.kinds))
    must = sum(
        int(n) * kind.base_must
        for n, kind in zip(counts, hall.kinds, strict=True)
    )
    ticks = sum(
        int(n) * kind.base_ticks
        for n, kind in zip(counts, hall.kinds, strict=True)
    )
    return must + hall.constant_must, ticks + hall.constant_ticks
