"""A cell of coverage and its costs as plain integers.

``must`` minutes and ticks become one number, so that seating people is a
matter of adding up. ``scheduler.queues`` and ``blocks`` use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.seating import seated

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
        By kind of seat; kind 0 is ``IDLE``. A queue has one kind more for
        each pool whose people count for less than one.
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
        taken = [0] * len(self.queues)
        cost = 0
        for person, queue in on.items():
            kind = next(
                (k for k in self.prices[person] if self.queues[k] == queue),
                None,
            )
            if kind is None:
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

    partly = _seats_in_part(cover, able)
    queues = [IDLE, *cover.queues]
    steps = [(0,) * max(1, heads)]
    for at, queue in enumerate(cover.queues):
        tiers = [t for t in cover.tiers if t.queue == queue]
        base = sum(
            taken[at] * cover.pools[pool].share_min(minutes)
            for pool, taken in partly.items()
        )
        curve = [
            sum(
                cost(t.price, _off(t, base + minutes * served, minutes))
                for t in tiers
            )
            for served in range(heads + 1)
        ]
        steps.append(tuple(b - a for a, b in pairwise(curve)))
    prices: dict[int, dict[int, int]] = {}
    for number, (pool, masks) in enumerate(
        zip(cover.pools, able, strict=True)
    ):
        served = cost(pool.price, minutes)
        for at, mask in enumerate(masks):
            kind = 1 + at
            if number in partly and mask:
                kind = len(queues)
                queues.append(cover.queues[at])
                # Exactly so many are wanted: more than any cost says so.
                wanted = partly[number][at]
                most = weight * minutes * (1 + heads) * len(cover.tiers)
                steps.append(
                    (-most,) * wanted + (most,) * (max(1, heads) - wanted)
                )
            for person in _bits(mask):
                prices.setdefault(person, {0: 0})[kind] = served
    return Cell(tuple(queues), tuple(steps), prices)


def _seats_in_part(
    cover: Cover, able: Sequence[Sequence[int]]
) -> dict[int, tuple[int, ...]]:
    """Return how many of each pool that counts for less serve each queue.

    Of the cheapest seatings the first: they are few, and what the others do
    follows from it.
    """
    minutes = cover.end_min - cover.start_min
    shares = tuple(pool.share_min(minutes) for pool in cover.pools)
    if all(share == minutes for share in shares):
        return {}
    classes: dict[tuple[int, frozenset[int]], int] = {}
    for number, masks in enumerate(able):
        for person in {p for mask in masks for p in _bits(mask)}:
            key = (
                number,
                frozenset(q for q, m in enumerate(masks) if m >> person & 1),
            )
            classes[key] = classes.get(key, 0) + 1
    found = seated(
        tuple((*key, n) for key, n in sorted(classes.items(), key=str)),
        tuple(
            tuple(
                (t.level, t.price, t.over)
                for t in cover.tiers
                if t.queue == queue
            )
            for queue in cover.queues
        ),
        tuple(pool.price for pool in cover.pools),
        minutes,
        shares,
    )
    return {
        number: found.by_pool[number]
        for number, share in enumerate(shares)
        if share != minutes
    }


def _any_queue(able: Sequence[Sequence[int]]) -> Iterable[int]:
    for masks in able:
        union = 0
        for mask in masks:
            union |= mask
        yield union


def _off(tier: Tier, served_min: int, minutes: int) -> int:
    more = served_min - minutes * tier.level
    return max(0, more if tier.over else -more)


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
