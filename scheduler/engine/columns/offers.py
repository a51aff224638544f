"""The lines worth a look: everybody's best ones under good prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels.enumerate import all_ways, least_costs
from scheduler.engine.kernels.path import ways
from scheduler.engine.line.path import NO_WAY

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.line.lines import Line
    from scheduler.engine.prices.dual import Dual, Prices

__all__ = ["Offer", "offers"]

ROOM = 50_000
"""Lines noted of one person before the best are taken."""


@dataclass(frozen=True, eq=False)
class Offer:
    """Some lines of one person.

    Attributes
    ----------
    choices
        ``choices[line, day]``, as positions in the person's graph.
    ticks
        By line: what it costs by itself.
    outside
        Every line not offered has a reduced cost of at least so many ticks
        above the person's best; None where all are offered.
    """

    choices: IntArray
    ticks: IntArray
    outside: int | None


def offers(
    dual: Dual, prices: Prices, most: int, gap: int
) -> list[Offer] | None:
    """Return everybody's best lines.

    Parameters
    ----------
    most
        How many of each person.
    gap
        Lines dearer than a person's best by more ticks are of no use.

    Returns
    -------
    list
        By person; None where somebody has no line at all.
    """
    found = []
    costs = dual.prices_of_choices(prices)
    for line, price in zip(dual.lines, costs, strict=True):
        offer = _offer(line, price, most, gap)
        if offer is None:
            return None
        found.append(offer)
    return found


def _offer(line: Line, price: IntArray, most: int, gap: int) -> Offer | None:
    graph = ways(line.graph)
    reached = np.zeros(line.graph.states, dtype=np.int64)
    least_costs(graph, line.start, price, reached)
    least = int(reached[line.graph.layer[-2] :].min(initial=NO_WAY))
    if least >= NO_WAY:
        return None
    taken = np.zeros((ROOM, line.graph.days), dtype=np.int64)
    ticks = np.zeros(ROOM, dtype=np.int64)
    # More lines than there is room for: a smaller gap, until they fit.
    within = gap
    count = ROOM + 1
    while count > ROOM:
        count = all_ways(
            graph, price, line.ticks, reached, least + within, taken, ticks
        )
        if count > ROOM:
            if within == 0:
                count = ROOM
                break
            within //= 2
    taken, ticks = taken[:count], ticks[:count]
    reduced = ticks + (price[taken] - line.ticks[taken]).sum(axis=1) - least
    order = np.argsort(reduced, kind="stable")[:most]
    if len(order) < count:
        outside: int | None = int(reduced[order[-1]])
    else:
        outside = None if within == gap else within + 1
    return Offer(taken[order], ticks[order], outside)
