"""The cheapest way through the graph of a line, in plain numpy.

``kernels.path`` says the same in compiled loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.machine import FORBIDDEN

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.line.graph import Graph

__all__ = ["NO_WAY", "cheapest"]

NO_WAY = 1 << 60
"""Cost of a way that there is not; two of them stay inside 64 bits."""


def cheapest(
    graph: Graph, start: int, price: IntArray
) -> tuple[int, IntArray]:
    """Return the least cost, and the choice of each day.

    Parameters
    ----------
    start
        A state of layer 0.
    price
        By choice; from ``FORBIDDEN`` on it may not be taken.

    Returns
    -------
    tuple
        ``NO_WAY`` and no choices where every way is barred.
    """
    letters = np.minimum.reduceat(price, graph.choice_from[:-1])
    bundles = np.minimum.reduceat(
        letters[graph.member], graph.member_from[:-1]
    )
    arcs = graph.ticks + bundles[graph.bundle]
    arcs[bundles[graph.bundle] >= FORBIDDEN] = NO_WAY
    reached = np.full(graph.states, NO_WAY, dtype=np.int64)
    reached[start] = 0
    first = graph.layer[1]
    for day in range(graph.days):
        own = slice(graph.day_arc[day], graph.day_arc[day + 1])
        least = reached[graph.tail[own]] + arcs[own]
        into = graph.layer[day + 1], graph.layer[day + 2]
        begins = graph.in_from[into[0] - first : into[1] - first]
        if not len(begins):
            return NO_WAY, np.zeros(0, dtype=np.int64)
        reached[into[0] : into[1]] = np.minimum(
            np.minimum.reduceat(least, begins - graph.day_arc[day]), NO_WAY
        )
    last = int(reached[graph.layer[-2] :].argmin()) + int(graph.layer[-2])
    if reached[last] >= NO_WAY:
        return NO_WAY, np.zeros(0, dtype=np.int64)
    return int(reached[last]), _back(
        graph, reached, (arcs, bundles, letters, price), last
    )


def _back(
    graph: Graph,
    reached: IntArray,
    costs: tuple[IntArray, IntArray, IntArray, IntArray],
    state: int,
) -> IntArray:
    """Walk back along arcs that explain each state's cost, first ones."""
    arcs, bundles, letters, price = costs
    taken = np.zeros(graph.days, dtype=np.int64)
    first = graph.layer[1]
    for day in reversed(range(graph.days)):
        arc = graph.in_from[state - first]
        while reached[graph.tail[arc]] + arcs[arc] != reached[state]:
            arc += 1
        bundle = graph.bundle[arc]
        member = graph.member_from[bundle]
        while letters[graph.member[member]] != bundles[bundle]:
            member += 1
        choice = graph.choice_from[graph.member[member]]
        while price[choice] != bundles[bundle]:
            choice += 1
        taken[day] = choice
        state = graph.tail[arc]
    return taken
