"""Coverage as tables: cells, crews of equal people, what seats are worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from constraints.terms import Cover, Price
    from scheduler.engine.search.flat import Prices
    from scheduler.engine.search.grid import Grid

__all__ = ["cover_tables"]

MOST_QUEUES = 30
"""Queues of one cell, a bit each."""


def cover_tables(
    grid: Grid, people: int, terms: Sequence[Cover], prices: Prices
) -> dict[int, object]:
    """Return the cells in order of their start."""
    cells = sorted(terms, key=lambda term: (term.start_min, term.end_min))
    crews = _Crews(people, prices)
    curves = _Curves()
    crew_of_cell: list[int] = []
    queue_ptr = [0]
    queue_curve: list[int] = []
    for term in cells:
        crew = crews.number(term)
        crew_of_cell.append(crew)
        heads = crews.crews[crew].heads
        for wanted in _wanted(term):
            minutes = term.end_min - term.start_min
            queue_curve.append(curves.begins(wanted, minutes, heads))
        queue_ptr.append(len(queue_curve))
    queues = np.diff(queue_ptr)
    known = [crews.crews[crew] for crew in crew_of_cell]
    blocks = pointers(
        3 * crew.classes + int(q) + crew.pools + crew.classes * int(q)
        for crew, q in zip(known, queues, strict=True)
    )
    return {
        at.CELL_AT: grid.at(cells),
        at.CELLS: len(cells),
        at.CELL_START: [term.start_min for term in cells],
        at.CELL_END: [term.end_min for term in cells],
        at.CELL_CREW: crew_of_cell,
        at.CELL_BLOCK: blocks,
        at.CELL_QUEUE: queue_ptr[:-1],
        at.CELL_QUEUES: queues,
        at.CELL_GAIN: pointers(crew.classes for crew in known),
        at.QUEUE_CURVE: queue_curve,
        at.CURVE: curves.curves,
        **crews.tables(),
    }


@dataclass(frozen=True, eq=False)
class _Crew:
    """Who may serve what in some cells: classes of equal people."""

    class_of: IntArray
    serves: tuple[int, ...]
    pool: tuple[int, ...]
    prices: tuple[int, ...]

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.serves)

    @property
    def pools(self) -> int:
        """How many pools there are."""
        return len(self.prices)

    @property
    def heads(self) -> int:
        """How many people there are."""
        return int((self.class_of >= 0).sum())


@dataclass(eq=False)
class _Crews:
    """Crews, each of them once."""

    people: int
    prices: Prices
    crews: list[_Crew] = field(init=False, default_factory=list)
    _by_value: dict[object, int] = field(init=False, default_factory=dict)
    _by_id: dict[int, int] = field(init=False, default_factory=dict)

    def number(self, term: Cover) -> int:
        """Return the number of the crew of a cell."""
        # Cells of a day share one tuple, which is quicker to recognise.
        key = id(term.pools)
        if key not in self._by_id:
            self._by_id[key] = self._number(
                [(pool.eligible, pool.price) for pool in term.pools]
            )
        return self._by_id[key]

    def _number(
        self, pools: list[tuple[tuple[tuple[int, ...], ...], Price]]
    ) -> int:
        masks: dict[int, tuple[int, int]] = {}
        for pool, (eligible, _) in enumerate(pools):
            for queue, people in enumerate(eligible):
                for person in people:
                    mask = masks.get(person, (pool, 0))[1]
                    masks[person] = pool, mask | 1 << queue
        classes = {
            cls: n for n, cls in enumerate(dict.fromkeys(masks.values()))
        }
        class_of = np.full(self.people, -1, dtype=np.int64)
        for person, cls in masks.items():
            class_of[person] = classes[cls]
        crew = _Crew(
            class_of,
            tuple(mask for _, mask in classes),
            tuple(pool for pool, _ in classes),
            tuple(self.prices.number(price) for _, price in pools),
        )
        key = class_of.tobytes(), crew.serves, crew.pool, crew.prices
        if key not in self._by_value:
            self._by_value[key] = len(self.crews)
            self.crews.append(crew)
        return self._by_value[key]

    def tables(self) -> dict[int, object]:
        """Return the tables of all crews."""
        crews = self.crews
        return {
            at.CREW_OF: [c.class_of for c in crews],
            at.CREW_CLASSES: [c.classes for c in crews],
            at.CREW_CLASS: pointers(c.classes for c in crews),
            at.CREW_POOLS: [c.pools for c in crews],
            at.CREW_POOL: pointers(c.pools for c in crews),
            at.CLASS_SERVES: [mask for c in crews for mask in c.serves],
            at.CLASS_POOL: [pool for c in crews for pool in c.pool],
            at.POOL_PRICE: [price for c in crews for price in c.prices],
        }


@dataclass(eq=False)
class _Curves:
    """What the first, second… person on a queue takes off its cost."""

    curves: list[int] = field(init=False, default_factory=list)
    _known: dict[object, int] = field(init=False, default_factory=dict)

    def begins(
        self,
        wanted: tuple[tuple[int, Price, bool], ...],
        minutes: int,
        heads: int,
    ) -> int:
        """Return where the curve of a queue's tiers begins."""
        key = wanted, minutes, heads
        if key not in self._known:
            self._known[key] = len(self.curves)
            costs = [_cost(wanted, minutes, n) for n in range(heads + 2)]
            # In front of the gains: what nobody there costs.
            self.curves += [
                costs[0],
                *(more - less for more, less in pairwise(costs)),
            ]
        return self._known[key] + 1


def _wanted(
    term: Cover,
) -> tuple[tuple[tuple[int, Price, bool], ...], ...]:
    """Return the tiers of each queue."""
    return tuple(
        tuple(
            (tier.level, tier.price, tier.over)
            for tier in term.tiers
            if tier.queue == queue
        )
        for queue in term.queues
    )


def _cost(
    wanted: tuple[tuple[int, Price, bool], ...], minutes: int, served: int
) -> int:
    value = 0
    for level, price, over in wanted:
        off = served - level if over else level - served
        amount = minutes * max(0, off)
        value += amount << at.HARD_BITS if price.hard else price(amount)
    return value
