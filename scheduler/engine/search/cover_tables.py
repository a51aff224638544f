"""Coverage as tables: cells, crews of equal people, what seats are worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import gcd
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from constraints.terms import Cover, Pool, Price
    from scheduler.engine.search.flat import Prices
    from scheduler.engine.search.grid import Grid

__all__ = ["cover_tables"]

Wanted: TypeAlias = "tuple[tuple[int, Price, bool], ...]"
"""Level, price and direction of the tiers of a queue."""

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
    steps: list[int] = []
    queue_ptr = [0]
    queue_curve: list[int] = []
    for term in cells:
        crew = crews.number(term)
        crew_of_cell.append(crew)
        minutes = term.end_min - term.start_min
        unit, most = crews.crews[crew].units(minutes)
        steps.append(minutes // unit)
        queue_curve += [
            curves.begins(wanted, minutes, unit, most)
            for wanted in _wanted(term)
        ]
        queue_ptr.append(len(queue_curve))
    queues = np.diff(queue_ptr)
    known = [crews.crews[crew] for crew in crew_of_cell]
    blocks = pointers(
        3 * crew.classes + 2 * int(q) + crew.pools + crew.classes * int(q)
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
        at.CELL_STEP: steps,
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
    percents: tuple[int, ...]

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.serves)

    @property
    def pools(self) -> int:
        """How many pools there are."""
        return len(self.prices)

    @property
    def mixed(self) -> bool:
        """Whether some count for less than a person, or for more."""
        return any(percent != 100 for percent in self.percents)

    def units(self, minutes: int) -> tuple[int, int]:
        """Return the unit in which people count, and the most of it.

        Parameters
        ----------
        minutes
            Length of a cell.
        """
        shares = {-(-minutes * percent // 100) for percent in self.percents}
        unit = gcd(minutes, *shares)
        heads = int((self.class_of >= 0).sum())
        return unit, (heads + 1) * max({minutes, *shares}) // unit


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
            self._by_id[key] = self._number(term.pools)
        return self._by_id[key]

    def _number(self, pools: tuple[Pool, ...]) -> int:
        masks: dict[int, tuple[int, int]] = {}
        for number, pool in enumerate(pools):
            for queue, people in enumerate(pool.eligible):
                for person in people:
                    mask = masks.get(person, (number, 0))[1]
                    masks[person] = number, mask | 1 << queue
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
            tuple(self.prices.number(pool.price) for pool in pools),
            tuple(pools[number].percent for number, _ in classes),
        )
        key = (
            class_of.tobytes(),
            crew.serves,
            crew.pool,
            crew.prices,
            crew.percents,
        )
        if key not in self._by_value:
            self._by_value[key] = len(self.crews)
            self.crews.append(crew)
        return self._by_value[key]

    def tables(self) -> dict[int, object]:
        """Return the tables of all crews."""
        crews = self.crews
        return {
            at.CREW_OF: [c.class_of for c in crews],
            at.CREW_MIXED: [c.mixed for c in crews],
            at.CREW_CLASSES: [c.classes for c in crews],
            at.CREW_CLASS: pointers(c.classes for c in crews),
            at.CREW_POOLS: [c.pools for c in crews],
            at.CREW_POOL: pointers(c.pools for c in crews),
            at.CLASS_SERVES: [mask for c in crews for mask in c.serves],
            at.CLASS_POOL: [pool for c in crews for pool in c.pool],
            at.CLASS_PERCENT: [p for c in crews for p in c.percents],
            at.POOL_PRICE: [price for c in crews for price in c.prices],
        }


@dataclass(eq=False)
class _Curves:
    """What a queue costs by how much is served."""

    curves: list[int] = field(init=False, default_factory=list)
    _known: dict[object, int] = field(init=False, default_factory=dict)

    def begins(
        self, wanted: Wanted, minutes: int, unit: int, most: int
    ) -> int:
        """Return where the curve of a queue's tiers begins.

        Parameters
        ----------
        unit
            Person-minutes between two entries.
        most
            Number of the last one.
        """
        key = wanted, minutes, unit, most
        if key not in self._known:
            self._known[key] = len(self.curves)
            self.curves += [
                _cost(wanted, minutes, unit * n) for n in range(most + 1)
            ]
        return self._known[key]


def _wanted(term: Cover) -> tuple[Wanted, ...]:
    """Return the tiers of each queue."""
    return tuple(
        tuple(
            (tier.level, tier.price, tier.over)
            for tier in term.tiers
            if tier.queue == queue
        )
        for queue in term.queues
    )


def _cost(wanted: Wanted, minutes: int, served_min: int) -> int:
    value = 0
    for level, price, over in wanted:
        more = served_min - minutes * level
        amount = max(0, more if over else -more)
        value += amount << at.HARD_BITS if price.hard else price(amount)
    return value
