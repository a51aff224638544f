"""The cheapest way through the graph of a line, in compiled loops.

The same as ``scheduler.engine.line.path``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.engine.kernels.jit import kernel
from scheduler.engine.line.machine import FORBIDDEN
from scheduler.engine.line.path import NO_WAY

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.line.graph import Graph

__all__ = ["Ways", "cheapest_way", "ways"]


class Ways(NamedTuple):
    """A graph as the kernel reads it; see ``Graph`` for the fields."""

    choice_from: IntArray
    member_from: IntArray
    member: IntArray
    tail: IntArray
    ticks: IntArray
    bundle: IntArray
    in_from: IntArray
    layer: IntArray


def ways(graph: Graph) -> Ways:
    """Return a graph as the kernel reads it."""
    return Ways(
        graph.choice_from,
        graph.member_from,
        graph.member,
        graph.tail,
        graph.ticks,
        graph.bundle,
        graph.in_from,
        graph.layer,
    )


@kernel
def cheapest_way(
    graph: Ways, start: int, price: IntArray, taken: IntArray
) -> int:
    """Return the least cost and note the choice of each day.

    Parameters
    ----------
    price
        By choice; from ``FORBIDDEN`` on it may not be taken.
    taken
        Receives the choices, unless the cost is ``NO_WAY``.
    """
    letters = np.empty(len(graph.choice_from) - 1, dtype=np.int64)
    bundles = np.empty(len(graph.member_from) - 1, dtype=np.int64)
    _least_prices(graph, price, letters, bundles)
    reached = np.full(graph.layer[-1], NO_WAY, dtype=np.int64)
    reached[start] = 0
    _forward(graph, bundles, reached)
    state, cost = -1, NO_WAY
    for end in range(graph.layer[-2], graph.layer[-1]):
        if reached[end] < cost:
            state, cost = end, reached[end]
    if state >= 0:
        _back(graph, price, letters, bundles, reached, state, taken)
    return cost


@kernel
def _least_prices(
    graph: Ways, price: IntArray, letters: IntArray, bundles: IntArray
) -> None:
    """Note the least price of each letter and of each bundle."""
    for letter in range(len(letters)):
        least = NO_WAY
        for at in range(
            graph.choice_from[letter], graph.choice_from[letter + 1]
        ):
            least = min(least, price[at])
        letters[letter] = least
    for bundle in range(len(bundles)):
        least = NO_WAY
        for at in range(
            graph.member_from[bundle], graph.member_from[bundle + 1]
        ):
            least = min(least, letters[graph.member[at]])
        bundles[bundle] = least if least < FORBIDDEN else NO_WAY


@kernel
def _forward(graph: Ways, bundles: IntArray, reached: IntArray) -> None:
    """Note the least cost of reaching each state."""
    first = graph.layer[1]
    for state in range(first, graph.layer[-1]):
        least = NO_WAY
        for arc in range(
            graph.in_from[state - first], graph.in_from[state - first + 1]
        ):
            least = min(
                least,
                reached[graph.tail[arc]]
                + graph.ticks[arc]
                + bundles[graph.bundle[arc]],
            )
        reached[state] = least


@kernel
def _back(
    graph: Ways,
    price: IntArray,
    letters: IntArray,
    bundles: IntArray,
    reached: IntArray,
    state: int,
    taken: IntArray,
) -> None:
    """Walk back along arcs that explain each state's cost, first ones."""
    for day in range(len(graph.layer) - 3, -1, -1):
        arc = graph.in_from[state - graph.layer[1]]
        while (
            reached[graph.tail[arc]]
            + graph.ticks[arc]
            + bundles[graph.bundle[arc]]
            != reached[state]
        ):
            arc += 1
        step = bundles[graph.bundle[arc]]
        at = graph.member_from[graph.bundle[arc]]
        while letters[graph.member[at]] != step:
            at += 1
        choice = graph.choice_from[graph.member[at]]
        while price[choice] != step:
            choice += 1
        taken[day] = choice
        state = graph.tail[arc]
