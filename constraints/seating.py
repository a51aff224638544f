"""Who serves what in one cell of coverage, at the least cost.

Those present fall into classes (same pool, same queues); a minimum-cost
flow from pools through classes to queues seats them. Costs are compared
lexicographically: ``must`` shortage in minutes first, then ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Price

__all__ = ["Seating", "seated"]

Wanted: TypeAlias = "tuple[int, Price, bool]"
"""Level of a tier, its price, and whether it prices what lies above."""

Cost: TypeAlias = "tuple[int, int]"
"""Hard minutes and ticks, compared in this order."""


@dataclass(frozen=True, slots=True)
class Seating:
    """How many serve each queue, and how many of each pool serve."""

    served: tuple[int, ...]
    used: tuple[int, ...]


@dataclass(slots=True)
class _Arc:
    """A residual arc with room for one person."""

    tail: int
    head: int
    cost: Cost
    free: bool = True


@lru_cache(maxsize=65536)
def seated(
    classes: tuple[tuple[int, frozenset[int], int], ...],
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
) -> Seating:
    """Seat people so that hard shortage, then cost, is least.

    People are seated one by one along the cheapest augmenting path while a
    path lowers the cost. Prices are convex, so that this is optimal for
    every number seated and may stop at the first path that gains nothing
    (successive shortest paths: Ahuja, Magnanti and Orlin, Network Flows,
    1993, section 9.7 and, for convex costs, chapter 14).

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
    """
    arcs = _network(classes, wanted, pool_prices, minutes)
    while path := _cheapest(arcs):
        for arc, forth in path:
            arc.free = not forth
    first_queue = 2 + len(pool_prices) + len(classes)
    return Seating(
        tuple(
            sum(a.tail == first_queue + q and not a.free for a in arcs)
            for q in range(len(wanted))
        ),
        tuple(
            sum(a.head == 2 + r and not a.free for a in arcs)
            for r in range(len(pool_prices))
        ),
    )


def _network(
    classes: tuple[tuple[int, frozenset[int], int], ...],
    wanted: tuple[tuple[Wanted, ...], ...],
    pool_prices: tuple[Price, ...],
    minutes: int,
) -> list[_Arc]:
    """Return unit arcs: source 0, sink 1, pools, classes, queues."""
    first_class = 2 + len(pool_prices)
    first_queue = first_class + len(classes)
    heads = sum(count for _, _, count in classes)
    gains = [list(_gains(tiers, heads, minutes)) for tiers in wanted]
    arcs = []
    for queue, steps in enumerate(gains):
        arcs += [_Arc(first_queue + queue, 1, step) for step in steps]
    for idx, (pool, serves, count) in enumerate(classes):
        node = first_class + idx
        for queue in sorted(serves):
            useful = min(count, len(gains[queue]))
            arcs += [
                _Arc(node, first_queue + queue, (0, 0)) for _ in range(useful)
            ]
        arcs += [_Arc(2 + pool, node, (0, 0)) for _ in range(count)]
    for pool, price in enumerate(pool_prices):
        in_pool = sum(n for r, _, n in classes if r == pool)
        for k in range(in_pool):
            step = price(minutes * (k + 1)) - price(minutes * k)
            arcs.append(_Arc(0, 2 + pool, (0, step)))
    return arcs


def _gains(
    tiers: tuple[Wanted, ...], heads: int, minutes: int
) -> Iterator[Cost]:
    """Yield what each further person on a queue changes, while it pays.

    By convexity nothing later pays either.
    """
    now = _cost(tiers, 0, minutes)
    for served in range(1, heads + 1):
        then = _cost(tiers, served, minutes)
        step = then[0] - now[0], then[1] - now[1]
        if step >= (0, 0):
            return
        yield step
        now = then


def _cost(tiers: tuple[Wanted, ...], served: int, minutes: int) -> Cost:
    hard, soft = 0, 0
    for level, price, over in tiers:
        amount = minutes * max(0, served - level if over else level - served)
        hard += amount if price.hard else 0
        soft += price(amount)
    return hard, soft


def _cheapest(arcs: list[_Arc]) -> list[tuple[_Arc, bool]]:
    """Return the cheapest path from source to sink, empty if no gain.

    Bellman-Ford: residual arcs of seated people cost less than nothing.
    """
    reached: dict[int, Cost] = {0: (0, 0)}
    came: dict[int, tuple[_Arc, bool]] = {}
    changed = True
    while changed:
        changed = False
        for arc in arcs:
            tail, head = arc.tail, arc.head
            hard, soft = arc.cost
            if not arc.free:
                tail, head, hard, soft = head, tail, -hard, -soft
            if tail not in reached:
                continue
            cost = reached[tail][0] + hard, reached[tail][1] + soft
            if head not in reached or cost < reached[head]:
                reached[head] = cost
                came[head] = arc, arc.free
                changed = True
    if reached.get(1, (0, 0)) >= (0, 0):
        return []
    return list(_back(came))


def _back(
    came: dict[int, tuple[_Arc, bool]],
) -> Iterator[tuple[_Arc, bool]]:
    node = 1
    while node != 0:
        arc, forth = came[node]
        yield arc, forth
        node = arc.tail if forth else arc.head
