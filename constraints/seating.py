"""Who serves what in one cell of coverage, at the least cost.

Those present fall into classes (same pool, same queues); a minimum-cost
flow from pools through classes to queues seats them. Costs are compared
lexicographically: ``must`` shortage in minutes first, then ticks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise, product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Price

__all__ = ["Seating", "seated", "worth"]

Wanted: TypeAlias = "tuple[int, Price, bool]"
"""Level of a tier, its price, and whether it prices what lies above."""

Classes: TypeAlias = "tuple[tuple[int, frozenset[int], int], ...]"
"""Pool, queues they may serve, how many are present."""

Cost: TypeAlias = "tuple[int, int]"
"""Hard minutes and ticks, compared in this order."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who serves what.

    Attributes
    ----------
    by_pool
        How many of each pool serve each queue.
    served, used
        How many serve each queue, and how many of each pool serve.
    served_min
        By queue: what those who serve it count for, in person-minutes.
    cost
        The least there is.
    """

    by_pool: tuple[tuple[int, ...], ...]
    served: tuple[int, ...]
    used: tuple[int, ...]
    served_min: tuple[int, ...]
    cost: Cost


@dataclass(slots=True)
class _Arc:
    """An arc of the network, and how many pass it."""

    tail: int
    head: int
    hard: int
    soft: int
    room: int
    flow: int = 0


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
            _by_flow(
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


Spread: TypeAlias = "tuple[tuple[int, tuple[int, ...]], ...]"
"""By class: its pool, and how many of it serve each queue."""


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


def _by_flow(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    base: tuple[int, ...],
) -> Seating:
    """Seat people who all count for the whole cell.

    People are seated one by one along the cheapest augmenting path while a
    path lowers the cost. Prices are convex, so that this is optimal for
    every number seated and may stop at the first path that gains nothing
    (successive shortest paths: Ahuja, Magnanti and Orlin, Network Flows,
    1993, section 9.7 and, for convex costs, chapter 14).
    """
    arcs = _solved(classes, wanted, pool_prices, minutes, base)
    first_class = 2 + len(pool_prices)
    first_queue = first_class + len(classes)
    by_pool = [[0] * len(wanted) for _ in pool_prices]
    for arc in arcs:
        if first_class <= arc.tail < first_queue:
            pool, _, _ = classes[arc.tail - first_class]
            by_pool[pool][arc.head - first_queue] += arc.flow
    served = tuple(
        sum(seats[queue] for seats in by_pool) for queue in range(len(wanted))
    )
    served_min = tuple(
        more + minutes * n for more, n in zip(base, served, strict=True)
    )
    used = tuple(map(sum, by_pool))
    costs = [
        _cost(tiers, n, minutes)
        for tiers, n in zip(wanted, served_min, strict=True)
    ]
    pools = sum(
        price(minutes * n) for price, n in zip(pool_prices, used, strict=True)
    )
    return Seating(
        tuple(map(tuple, by_pool)),
        served,
        used,
        served_min,
        (sum(c[0] for c in costs), sum(c[1] for c in costs) + pools),
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
    if any(share != minutes for share in shares):
        now = seated(classes, wanted, pool_prices, minutes, shares).cost
        return tuple(
            _less(
                now,
                seated(
                    _joined(classes, idx), wanted, pool_prices, minutes, shares
                ).cost,
            )
            for idx in range(len(classes))
        )
    base = (0,) * len(wanted)
    arcs = _solved(classes, wanted, pool_prices, minutes, base)
    ahead = _ahead(arcs)
    found = []
    for idx, (pool, _, _) in enumerate(classes):
        used = sum(a.flow for a in arcs if a.head == 2 + pool)
        price = pool_prices[pool]
        step = price(minutes * (used + 1)) - price(minutes * used)
        hard, soft = ahead.get(2 + len(pool_prices) + idx, (0, 0))
        found.append(max((0, 0), (-hard, -soft - step)))
    return tuple(found)


def _joined(classes: Classes, idx: int) -> Classes:
    pool, serves, count = classes[idx]
    return (*classes[:idx], (pool, serves, count + 1), *classes[idx + 1 :])


def _less(before: Cost, after: Cost) -> Cost:
    return before[0] - after[0], before[1] - after[1]


def _solved(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    base: tuple[int, ...],
) -> list[_Arc]:
    """Return the network with the cheapest flow on it."""
    arcs = _network(classes, wanted, pool_prices, minutes, base)
    while path := _cheapest(arcs):
        for arc, forth in path:
            arc.flow += 1 if forth else -1
    return arcs


def _network(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
    base: tuple[int, ...],
) -> list[_Arc]:
    """Return the arcs between source 0, sink 1, pools, classes, queues."""
    first_class = 2 + len(pool_prices)
    first_queue = first_class + len(classes)
    # Room for one more behind the pools, whom ``worth`` asks about.
    heads = 1 + sum(count for _, _, count in classes)
    # In the direction of the flow, so that Bellman-Ford needs few rounds.
    arcs = []
    for pool, price in enumerate(pool_prices):
        in_pool = sum(n for r, _, n in classes if r == pool)
        totals = [price(minutes * k) for k in range(in_pool + 1)]
        arcs += [
            _Arc(0, 2 + pool, 0, step, room)
            for step, room in Counter(
                more - now for now, more in pairwise(totals)
            ).items()
        ]
    for idx, (pool, serves, count) in enumerate(classes):
        node = first_class + idx
        arcs.append(_Arc(2 + pool, node, 0, 0, count))
        arcs += [
            _Arc(node, first_queue + queue, 0, 0, count + 1)
            for queue in sorted(serves)
        ]
    for queue, tiers in enumerate(wanted):
        arcs += [
            _Arc(first_queue + queue, 1, hard, soft, room)
            for (hard, soft), room in Counter(
                _gains(tiers, heads, minutes, base[queue])
            ).items()
        ]
    return arcs


def _gains(
    tiers: tuple[Wanted, ...], heads: int, minutes: int, base: int
) -> Iterator[Cost]:
    """Yield what each further person on a queue changes, while it pays.

    By convexity nothing later pays either.
    """
    now = _cost(tiers, base, minutes)
    for served in range(1, heads + 1):
        then = _cost(tiers, base + minutes * served, minutes)
        step = then[0] - now[0], then[1] - now[1]
        if step >= (0, 0):
            return
        yield step
        now = then


def _cost(tiers: tuple[Wanted, ...], served_min: int, minutes: int) -> Cost:
    hard, soft = 0, 0
    for level, price, over in tiers:
        more = served_min - minutes * level
        amount = max(0, more if over else -more)
        hard += amount if price.hard else 0
        soft += price(amount)
    return hard, soft


def _cheapest(arcs: list[_Arc]) -> list[tuple[_Arc, bool]]:
    """Return the cheapest path from source to sink, empty if no gain.

    Bellman-Ford, since sending somebody back costs less than nothing.
    """
    reached: dict[int, Cost] = {0: (0, 0)}
    came: dict[int, tuple[_Arc, bool]] = {}
    changed = True
    while changed:
        changed = False
        for arc in arcs:
            if arc.flow < arc.room and arc.tail in reached:
                hard, soft = reached[arc.tail]
                cost = hard + arc.hard, soft + arc.soft
                if arc.head not in reached or cost < reached[arc.head]:
                    reached[arc.head] = cost
                    came[arc.head] = arc, True
                    changed = True
            if arc.flow and arc.head in reached:
                hard, soft = reached[arc.head]
                cost = hard - arc.hard, soft - arc.soft
                if arc.tail not in reached or cost < reached[arc.tail]:
                    reached[arc.tail] = cost
                    came[arc.tail] = arc, False
                    changed = True
    if reached.get(1, (0, 0)) >= (0, 0):
        return []
    return list(_back(came))


def _ahead(arcs: list[_Arc]) -> dict[int, Cost]:
    """Return the least cost from each node to the sink or the source."""
    ahead: dict[int, Cost] = {0: (0, 0), 1: (0, 0)}
    changed = True
    while changed:
        changed = False
        for arc in reversed(arcs):
            if arc.flow < arc.room and arc.head in ahead:
                hard, soft = ahead[arc.head]
                cost = hard + arc.hard, soft + arc.soft
                if arc.tail not in ahead or cost < ahead[arc.tail]:
                    ahead[arc.tail] = cost
                    changed = True
            if arc.flow and arc.tail in ahead:
                hard, soft = ahead[arc.tail]
                cost = hard - arc.hard, soft - arc.soft
                if arc.head not in ahead or cost < ahead[arc.head]:
                    ahead[arc.head] = cost
                    changed = True
    return ahead


def _back(
    came: dict[int, tuple[_Arc, bool]],
) -> Iterator[tuple[_Arc, bool]]:
    node = 1
    while node != 0:
        arc, forth = came[node]
        yield arc, forth
        node = arc.tail if forth else arc.head
