"""Who serves what in one cell of coverage, at the least cost.

Those who count for the whole cell are seated by a flow. What people who
count for less should do depends on it: each way to spread them over the
queues is tried, as they are few.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING, TypeAlias

from constraints.flow import Seating, by_flow, gained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.flow import Classes, Cost, Wanted
    from constraints.terms import Price

__all__ = ["Seating", "seated", "worth"]

Spread: TypeAlias = "tuple[tuple[int, tuple[int, ...]], ...]"
"""By class: its pool, and how many of it serve each queue."""


@lru_cache(maxsize=65536)
def seated(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    shares: tuple[int, ...] = (),
    already: tuple[int, ...] = (),
) -> Seating:
    """Seat people so that hard shortage, then cost, is least.

    Those who count for the whole cell are seated by a flow. What people who
    count for less should do depends on it: each way to spread them over
    the queues is tried, as they are few.

    Parameters
    ----------
    classes
        (pool, queues they may serve, how many are present).
    wanted
        By queue: its tiers.
    pool_prices
        By pool: the price of its person-minutes served.
    minutes
        Length of the cell.
    shares
        By pool: the minutes that each of its people counts for; by default
        all of the cell.
    already
        By queue: person-minutes served by others.
    """
    per_head = shares or (minutes,) * len(pool_prices)
    base = already or (0,) * len(wanted)
    whole = tuple(c for c in classes if per_head[c[0]] == minutes)
    partly = tuple(c for c in classes if per_head[c[0]] != minutes)
    found = (
        _beside(
            spread,
            by_flow(
                whole,
                wanted,
                pool_prices,
                minutes,
                tuple(
                    more + sum(per_head[pool] * n[queue] for pool, n in spread)
                    for queue, more in enumerate(base)
                ),
            ),
            pool_prices,
            minutes,
        )
        for spread in _spreads(partly, len(wanted))
    )
    return min(found, key=lambda seating: seating.cost)


def _spreads(classes: Classes, queues: int) -> Iterator[Spread]:
    """Yield all ways to let some of each class serve, none first."""
    ways = [
        [
            (pool, tuple(taken.count(queue) for queue in range(queues)))
            for some in range(count + 1)
            for taken in combinations_with_replacement(sorted(serves), some)
        ]
        for pool, serves, count in classes
    ]
    return product(*ways)


def _beside(
    spread: Spread,
    rest: Seating,
    pool_prices: tuple[Price, ...],
    minutes: int,
) -> Seating:
    """Return a seating with those who count for less beside the rest."""
    if not spread:
        return rest
    by_pool = [list(seats) for seats in rest.by_pool]
    for pool, taken in spread:
        for queue, count in enumerate(taken):
            by_pool[pool][queue] += count
    used = tuple(map(sum, by_pool))
    soft = sum(
        price(minutes * now) - price(minutes * before)
        for price, now, before in zip(
            pool_prices, used, rest.used, strict=True
        )
    )
    hard, ticks = rest.cost
    return Seating(
        tuple(map(tuple, by_pool)),
        tuple(map(sum, zip(*by_pool, strict=True))),
        used,
        rest.served_min,
        (hard, ticks + soft),
    )


@lru_cache(maxsize=65536)
def worth(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    shares: tuple[int, ...] = (),
) -> tuple[Cost, ...]:
    """Return, by class, what one more person would take off the cost.

    The cheapest way for them is a path from their class to a queue, or to
    somebody dearer who may go: both ends of the residual network. Where
    people count for less than a cell, seating them all anew tells.

    Parameters
    ----------
    classes, wanted, pool_prices, minutes, shares
        As for ``seated``; a class may have nobody present.
    """
    per_head = shares or (minutes,) * len(pool_prices)
    if all(share == minutes for share in per_head):
        base = (0,) * len(wanted)
        return gained(classes, wanted, pool_prices, minutes, base)
    now = seated(classes, wanted, pool_prices, minutes, shares).cost
    whole = tuple(c for c in classes if per_head[c[0]] == minutes)
    after = _with_one_more(classes, wanted, pool_prices, minutes, per_head)
    return tuple(
        _less(
            now,
            after[whole.index(cls)]
            if cls in whole
            else seated(
                _joined(classes, idx), wanted, pool_prices, minutes, shares
            ).cost,
        )
        for idx, cls in enumerate(classes)
    )


def _with_one_more(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    per_head: tuple[int, ...],
) -> list[Cost]:
    """Return the least cost with one more of each class of whole people.

    However those who count for less are spread.
    """
    whole = tuple(c for c in classes if per_head[c[0]] == minutes)
    partly = tuple(c for c in classes if per_head[c[0]] != minutes)
    least: list[Cost] = []
    for spread in _spreads(partly, len(wanted)):
        base = tuple(
            sum(per_head[pool] * taken[queue] for pool, taken in spread)
            for queue in range(len(wanted))
        )
        rest = by_flow(whole, wanted, pool_prices, minutes, base)
        cost = _beside(spread, rest, pool_prices, minutes).cost
        gains = gained(whole, wanted, pool_prices, minutes, base)
        costs = [_less(cost, gain) for gain in gains]
        least = list(map(min, least, costs)) if least else costs
    return least


def _joined(classes: Classes, idx: int) -> Classes:
    pool, serves, count = classes[idx]
    return (*classes[:idx], (pool, serves, count + 1), *classes[idx + 1 :])


def _less(before: Cost, after: Cost) -> Cost:
    return before[0] - after[0], before[1] - after[1]
