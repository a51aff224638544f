"""All ways through the graph of a line up to a cost, in compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels.jit import kernel
from scheduler.engine.line.machine import FORBIDDEN
from scheduler.engine.line.path import NO_WAY

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.kernels.path import Ways

__all__ = ["all_ways", "least_costs"]


@kernel
def least_costs(
    graph: Ways, start: int, price: IntArray, reached: IntArray
) -> None:
    """Note the least cost of reaching each state from a start.

    Parameters
    ----------
    price
        By choice; from ``FORBIDDEN`` on it may not be taken.
    """
    bundles = np.full(len(graph.member_from) - 1, NO_WAY)
    for bundle in range(len(bundles)):
        for member in range(
            graph.member_from[bundle], graph.member_from[bundle + 1]
        ):
            letter = graph.member[member]
            for choice in range(
                graph.choice_from[letter], graph.choice_from[letter + 1]
            ):
                if price[choice] < FORBIDDEN:
                    bundles[bundle] = min(bundles[bundle], price[choice])
    first = graph.layer[1]
    reached[:] = NO_WAY
    reached[start] = 0
    for state in range(first, graph.layer[-1]):
        for arc in range(
            graph.in_from[state - first], graph.in_from[state - first + 1]
        ):
            cost = reached[graph.tail[arc]] + graph.ticks[arc]
            cost += bundles[graph.bundle[arc]]
            reached[state] = min(reached[state], cost)


@kernel
def all_ways(
    graph: Ways,
    price: IntArray,
    own: IntArray,
    reached: IntArray,
    most: int,
    ways: IntArray,
    costs: IntArray,
) -> int:
    """Note all ways of a cost up to ``most``; return how many there are.

    Walks back from the end, and turns where what is walked and the least
    cost of what is left are too much. More ways than fit are not noted,
    and one more than fit is returned.

    Parameters
    ----------
    price
        By choice, for ``reached`` and ``most``.
    own
        By choice, for ``costs``.
    ways
        Receives the choices of each way, day by day.
    """
    days = len(graph.layer) - 2
    # By day: arc, letter and choice to try next, and what lies behind.
    tried = np.zeros((3, days), dtype=np.int64)
    state = np.zeros(days + 1, dtype=np.int64)
    walked = np.zeros(days + 1, dtype=np.int64)
    paid = np.zeros(days + 1, dtype=np.int64)
    taken = np.zeros(days, dtype=np.int64)
    found = 0
    for end in range(graph.layer[-2], graph.layer[-1]):
        if reached[end] > most:
            continue
        state[days] = end
        day = days - 1
        _begin(graph, tried, day, end)
        while day < days:
            now = _next(graph, tried, day, state[day + 1])
            if now < 0:
                day += 1
                continue
            at = tried[_ARC, day]
            step = graph.ticks[at] + price[now]
            least = reached[graph.tail[at]] + step + walked[day + 1]
            if price[now] >= FORBIDDEN or least > most:
                continue
            taken[day] = now
            walked[day] = walked[day + 1] + step
            paid[day] = paid[day + 1] + graph.ticks[at] + own[now]
            state[day] = graph.tail[at]
            if day:
                day -= 1
                _begin(graph, tried, day, state[day + 1])
                continue
            if found == len(ways):
                return found + 1
            ways[found] = taken
            costs[found] = paid[0]
            found += 1
    return found


_ARC, _LETTER, _CHOICE = 0, 1, 2


@kernel
def _begin(graph: Ways, tried: IntArray, day: int, state: int) -> None:
    """Try the arcs into a state from the first one."""
    tried[_ARC, day] = graph.in_from[state - graph.layer[1]]
    tried[_LETTER, day] = -1


@kernel
def _next(graph: Ways, tried: IntArray, day: int, state: int) -> int:
    """Return the next choice into a state, -1 after the last one."""
    last = graph.in_from[state - graph.layer[1] + 1]
    while tried[_ARC, day] < last:
        bundle = graph.bundle[tried[_ARC, day]]
        if tried[_LETTER, day] < 0:
            tried[_LETTER, day] = graph.member_from[bundle]
            letter = graph.member[tried[_LETTER, day]]
            tried[_CHOICE, day] = graph.choice_from[letter]
        letter = graph.member[tried[_LETTER, day]]
        if tried[_CHOICE, day] < graph.choice_from[letter + 1]:
            tried[_CHOICE, day] += 1
            now: int = tried[_CHOICE, day] - 1
            return now
        tried[_LETTER, day] += 1
        if tried[_LETTER, day] < graph.member_from[bundle + 1]:
            letter = graph.member[tried[_LETTER, day]]
            tried[_CHOICE, day] = graph.choice_from[letter]
        else:
            tried[_ARC, day] += 1
            tried[_LETTER, day] = -1
    return -1
