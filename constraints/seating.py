"""Who serves what in one cell of coverage, at the least cost.

Those who count for the whole cell are seated by a flow, and so are groups
of people who together do, two halves on one queue. Only who is left over
from groups has to be tried: at most one half on each queue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from constraints.flow import Seating, by_flow, gained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.flow import Classes, Cost, Pools, Wanted
    from constraints.terms import Price

__all__ = ["Seating", "seated", "worth"]


@dataclass(frozen=True, slots=True)
class _Split:
    """One way to let people serve who are left over from groups.

    Attributes
    ----------
    classes
        Groups, and people who are one by themselves.
    pools
        What they cost, as the flow needs it.
    rest
        By pool: how many of those left over serve each queue.
    base
        By queue: person-minutes served without the groups.
    """

    classes: Classes
    pools: Pools
    rest: tuple[tuple[int, ...], ...]
    base: tuple[int, ...]


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
    found = (
        _whole(
            split,
            by_flow(split.classes, wanted, split.pools, minutes, split.base),
        )
        for split in _splits(classes, pool_prices, minutes, per_head, base)
    )
    return min(found, key=lambda seating: seating.cost)


def _splits(
    classes: Classes,
    pool_prices: tuple[Price, ...],
    minutes: int,
    per_head: tuple[int, ...],
    base: tuple[int, ...],
) -> Iterator[_Split]:
    """Yield all ways to let people serve besides groups, none first.

    Where no number of people counts for exactly one, there are no groups.
    """
    queues = range(len(base))
    sizes = [
        minutes // share if share and minutes % share == 0 else 0
        for share in per_head
    ]
    ways = [
        list(_left_over(serves, count, sizes[pool], len(base)))
        for pool, serves, count in classes
    ]
    for taken in product(*ways):
        rest = [[0] * len(base) for _ in pool_prices]
        groups = []
        for (pool, serves, count), some in zip(classes, taken, strict=True):
            for queue in queues:
                rest[pool][queue] += some[queue]
            size = sizes[pool]
            made = (count - sum(some)) // size if size else 0
            groups.append((pool, serves, made))
        yield _Split(
            tuple(groups),
            tuple(
                (price, max(1, size), sum(left))
                for price, size, left in zip(
                    pool_prices, sizes, rest, strict=True
                )
            ),
            tuple(map(tuple, rest)),
            tuple(
                served
                + sum(
                    share * left[queue]
                    for share, left in zip(per_head, rest, strict=True)
                )
                for queue, served in enumerate(base)
            ),
        )


def _left_over(
    serves: frozenset[int], count: int, size: int, queues: int
) -> Iterator[tuple[int, ...]]:
    """Yield how many of a class serve each queue besides groups."""
    most = min(count, size - 1) if size else count
    ranges = [
        range(most + 1 if queue in serves else 1) for queue in range(queues)
    ]
    for taken in product(*ranges):
        if sum(taken) <= count:
            yield taken


def _whole(split: _Split, found: Seating) -> Seating:
    """Return a seating of groups as one of people."""
    if not any(map(any, split.rest)) and all(
        heads == 1 for _, heads, _ in split.pools
    ):
        return found
    by_pool = tuple(
        tuple(
            heads * groups + left
            for groups, left in zip(seats, rest, strict=True)
        )
        for seats, rest, (_, heads, _) in zip(
            found.by_pool, split.rest, split.pools, strict=True
        )
    )
    served = tuple(map(sum, zip(*by_pool, strict=True)))
    return replace(found, by_pool=by_pool, served=served)


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
    they count for less than a cell, seating them all anew tells.

    Parameters
    ----------
    classes, wanted, pool_prices, minutes, shares
        As for ``seated``; a class may have nobody present.
    """
    per_head = shares or (minutes,) * len(pool_prices)
    base = (0,) * len(wanted)
    now: Cost | None = None
    least: list[Cost] = []
    for split in _splits(classes, pool_prices, minutes, per_head, base):
        given = split.classes, wanted, split.pools, minutes, split.base
        cost = by_flow(*given).cost
        after = [_less(cost, gain) for gain in gained(*given)]
        least = list(map(min, least, after)) if least else after
        now = cost if now is None else min(now, cost)
    return tuple(
        _less(
            now or (0, 0),
            after
            if per_head[pool] == minutes
            else seated(
                _joined(classes, idx), wanted, pool_prices, minutes, shares
            ).cost,
        )
        for idx, ((pool, _, _), after) in enumerate(
            zip(classes, least, strict=True)
        )
    )


def _joined(classes: Classes, idx: int) -> Classes:
    pool, serves, count = classes[idx]
    return (*classes[:idx], (pool, serves, count + 1), *classes[idx + 1 :])


def _less(before: Cost, after: Cost) -> Cost:
    return before[0] - after[0], before[1] - after[1]
