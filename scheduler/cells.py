"""A cell of coverage and its costs as plain integers.

``must`` minutes and ticks become one number, so that seating people is a
matter of adding up. ``scheduler.queues`` and ``blocks`` use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from constraints.terms import Cover, Price, Tier

__all__ = ["IDLE", "Cell", "Stretch", "cell_of"]

IDLE = -1
"""Instead of a queue: on duty, serving none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of coverage with the people who are there.

    Attributes
    ----------
    queues
        By kind of seat; kind 0 is ``IDLE``.
    steps
        By kind: what the first, second… person on it adds to the cost.
    prices
        By person: kind to what their serving costs, kind 0 included.
    """

    queues: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]
    prices: Mapping[int, Mapping[int, int]]

    def cost(self, on: Mapping[int, int]) -> int | None:
        """Return what a seating costs, None where it is not allowed.

        Parameters
        ----------
        on
            Person to queue.
        """
        kinds = {queue: kind for kind, queue in enumerate(self.queues)}
        taken = [0] * len(self.queues)
        cost = 0
        for person, queue in on.items():
            kind = kinds.get(queue)
            if kind is None or kind not in self.prices[person]:
                return None
            cost += self.prices[person][kind]
            cost += self.steps[kind][taken[kind]]
            taken[kind] += 1
        return cost


@dataclass(frozen=True, slots=True)
class Stretch:
    """Adjacent cells with the same coverage and the same people there."""

    start_min: int
    end_min: int
    cell: Cell


def cell_of(cover: Cover, able: Sequence[Sequence[int]]) -> Cell:
    """Return one cell's costs as integers, breaches before ticks.

    A minute of a tier that must hold, or of a pool that must not serve,
    weighs more than all the ticks the cell could cost.

    Parameters
    ----------
    able
        By pool and queue: those there who may serve it, a bit each.
    """
    minutes = cover.end_min - cover.start_min
    heads = sum(mask.bit_count() for mask in _any_queue(able))
    weight = 1 + _dearest(cover, minutes, heads)

    def cost(price: Price, amount: int) -> int:
        return amount * weight if price.hard else price(amount)

    steps = [(0,) * max(1, heads)]
    for queue in cover.queues:
        tiers = [t for t in cover.tiers if t.queue == queue]
        curve = [
            sum(cost(t.price, minutes * _off(t, served)) for t in tiers)
            for served in range(heads + 1)
        ]
        steps.append(tuple(b - a for a, b in pairwise(curve)))
    prices: dict[int, dict[int, int]] = {}
    for pool, masks in zip(cover.pools, able, strict=True):
        served = cost(pool.price, minutes)
        for kind, mask in enumerate(masks, start=1):
            for person in _bits(mask):
                prices.setdefault(person, {0: 0})[kind] = served
    return Cell((IDLE, *cover.queues), tuple(steps), prices)


def _any_queue(able: Sequence[Sequence[int]]) -> Iterable[int]:
    for masks in able:
        union = 0
        for mask in masks:
            union |= mask
        yield union


def _off(tier: Tier, served: int) -> int:
    return max(0, served - tier.level if tier.over else tier.level - served)


def _dearest(cover: Cover, minutes: int, heads: int) -> int:
    tiers = sum(t.price(minutes * max(t.level, heads)) for t in cover.tiers)
    pools = sum(heads * pool.price(minutes) for pool in cover.pools)
    return tiers + pools


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
