"""Who serves what in one cell, as a flow: everybody counts for one.

Those present fall into classes (same pool, same queues); a minimum-cost
flow from pools through classes to queues seats them. Costs are compared
lexicographically: ``must`` shortage in minutes first, then ticks. Read by
``seating`` alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Price

__all__ = [
    "Classes",
    "Cost",
    "Pools",
    "Seating",
    "Wanted",
    "by_flow",
    "gained",
]

Wanted: TypeAlias = "tuple[int, Price, bool]"
"""Level of a tier, its price, and whether it prices what lies above."""

Classes: TypeAlias = "tuple[tuple[int, frozenset[int], int], ...]"
"""Pool, queues they may serve, how many are present."""

Pools: TypeAlias = "tuple[tuple[Price, int, int], ...]"
"""By pool: the price of its person-minutes, how many heads are in a group,
and how many serve besides."""

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


def by_flow(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pools: Pools,
    minutes: int,
    base: tuple[int, ...],
) -> Seating:
    """Seat people who all count for the whole cell.

    Or groups of people who together do: what is counted in the result are
    groups, but for those of a pool who serve.

    People are seated one by one along the cheapest augmenting path while a
    path lowers the cost. Prices are convex, so that this is optimal for
    every number seated and may stop at the first path that gains nothing
    (successive shortest paths: Ahuja, Magnanti and Orlin, Network Flows,
    1993, section 9.7 and, for convex costs, chapter 14).
    """
    arcs = _solved(classes, wanted, pools, minutes, base)
    first_class = 2 + len(pools)
    first_queue = first_class + len(classes)
    by_pool = [[0] * len(wanted) for _ in pools]
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
    used = tuple(
        heads * sum(groups) + before
        for groups, (_, heads, before) in zip(by_pool, pools, strict=True)
    )
    costs = [
        _cost(tiers, n, minutes)
        for tiers, n in zip(wanted, served_min, strict=True)
    ]
    paid = sum(
        price(minutes * n)
        for (price, _, _), n in zip(pools, used, strict=True)
    )
    return Seating(
        tuple(map(tuple, by_pool)),
        served,
        used,
        served_min,
        (sum(c[0] for c in costs), sum(c[1] for c in costs) + paid),
    )


def gained(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pools: Pools,
    minutes: int,
    base: tuple[int, ...],
) -> tuple[Cost, ...]:
    """Return what one more of each class gains, all counting wholly."""
    arcs = _solved(classes, wanted, pools, minutes, base)
    ahead = _ahead(arcs)
    found = []
    for idx, (pool, _, _) in enumerate(classes):
        groups = sum(a.flow for a in arcs if a.head == 2 + pool)
        price, heads, before = pools[pool]
        used = heads * groups + before
        step = price(minutes * (used + heads)) - price(minutes * used)
        hard, soft = ahead.get(2 + len(pools) + idx, (0, 0))
        found.append(max((0, 0), (-hard, -soft - step)))
    return tuple(found)


@lru_cache(maxsize=1024)
def _solved(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pools: Pools,
    minutes: int,
    base: tuple[int, ...],
) -> list[_Arc]:
    """Return the network with the cheapest flow on it, to be read only."""
    arcs = _network(classes, wanted, pools, minutes, base)
    while path := _cheapest(arcs):
        for arc, forth in path:
            arc.flow += 1 if forth else -1
    return arcs


def _network(
    classes: Classes,
    wanted: tuple[tuple[Wanted, ...], ...],
    pools: Pools,
    minutes: int,
    base: tuple[int, ...],
) -> list[_Arc]:
    """Return the arcs between source 0, sink 1, pools, classes, queues."""
    first_class = 2 + len(pools)
    first_queue = first_class + len(classes)
    # Room for one more behind the pools, whom ``worth`` asks about.
    heads = 1 + sum(count for _, _, count in classes)
    # In the direction of the flow, so that Bellman-Ford needs few rounds.
    arcs = []
    for pool, (price, per, before) in enumerate(pools):
        in_pool = sum(n for r, _, n in classes if r == pool)
        totals = [
            price(minutes * (per * k + before)) for k in range(in_pool + 1)
        ]
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
