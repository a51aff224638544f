"""What one more person in a slot would be worth to coverage.

Kept up to date while a roster is built duty by duty: for each person and
slot, the cost of coverage that their presence would take away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from constraints.seating import worth
from constraints.terms import Cover, Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from constraints.measures import IntArray
    from constraints.terms import Price, Term
    from scheduler.problem import DutyTable, Problem

__all__ = ["MUST_WEIGHT", "Gains"]

MUST_WEIGHT = 10**12
"""Ticks that a minute of ``must`` shortage outweighs, so that one number
orders both; a duty's worth stays far inside 64 bits."""

Columns: TypeAlias = "list[tuple[IntArray, IntArray]]"
"""First slots and those after the last, of the first pieces of duties, of
the second…"""

Class: TypeAlias = "tuple[int, frozenset[int]]"
"""Pool and the queues its people may serve."""


@dataclass(eq=False)
class _Cell:
    """One cell of coverage and who is there, by class."""

    start_min: int
    end_min: int
    class_of: dict[int, Class]
    wanted: tuple[tuple[tuple[int, Price, bool], ...], ...]
    prices: tuple[Price, ...]
    there: dict[Class, int]

    shares: tuple[int, ...]
    standby: bool = False

    def gains(self) -> dict[Class, int]:
        """Return what one more person of each class takes off the cost."""
        return self._gains(self.there)

    def loss(self, cls: Class) -> int:
        """Return what one person less of a class adds to the cost."""
        rest = self.there | {cls: max(0, self.there[cls] - 1)}
        return self._gains(rest)[cls]

    def _gains(self, there: dict[Class, int]) -> dict[Class, int]:
        found = worth(
            tuple((*cls, count) for cls, count in there.items()),
            self.wanted,
            self.prices,
            self.end_min - self.start_min,
            self.shares,
        )
        return {
            cls: hard * MUST_WEIGHT + soft
            for cls, (hard, soft) in zip(there, found, strict=True)
        }


class Gains:
    """Gains by person and slot.

    Attributes
    ----------
    by_slot
        ``by_slot[standby][person, slot]``: what work takes off, and what
        standby or work does; a cell of several slots spreads its gain over
        them.
    """

    def __init__(self, problem: Problem, terms: Iterable[Term]) -> None:
        self._slot_min = problem.slot_min
        self._cells = [
            cell for term in terms if (cell := _cell(term)) is not None
        ]
        starts = [
            *(cell.start_min for cell in self._cells),
            *map(int, problem.duties.start_min),
            0,
        ]
        ends = [
            *(cell.end_min for cell in self._cells),
            *map(int, problem.duties.end_min),
            0,
        ]
        self._first = min(starts[:-1], default=0) // self._slot_min
        last = -(-max(ends) // self._slot_min)
        slots = max(1, last - self._first)
        shape = len(problem.people), slots
        self.by_slot: tuple[IntArray, IntArray] = (
            np.zeros(shape, dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
        )
        self._reaches = any(cell.standby for cell in self._cells)
        self._columns = self._slots_of(problem.duties)
        self._at_slot: list[list[_Cell]] = [[] for _ in range(slots)]
        self._given: dict[int, dict[int, int]] = {}
        for cell in self._cells:
            for slot in self.slots(cell.start_min, cell.end_min):
                self._at_slot[slot].append(cell)
            self._refresh(cell)

    def slots(self, start_min: int, end_min: int) -> range:
        """Return the slots that a stretch covers."""
        return range(
            start_min // self._slot_min - self._first,
            -(-end_min // self._slot_min) - self._first,
        )

    def sums(self, person: int, *, standby: bool = False) -> IntArray:
        """Return the running sum of somebody's gains, 0 in front."""
        gains = self.by_slot[standby][person]
        return np.concatenate(([0], np.cumsum(gains)))

    def profile(self, person: int) -> tuple[IntArray, ...]:
        """Return somebody's running sums, for ``worth``."""
        kinds = (False, True) if self._reaches else (False,)
        return tuple(self.sums(person, standby=kind) for kind in kinds)

    def worth(
        self, profile: tuple[IntArray, ...], duties: IntArray
    ) -> IntArray:
        """Return what duties would take off the cost, breaks aside."""
        total = np.zeros(len(duties), dtype=np.int64)
        for sums, columns in zip(profile, self._columns, strict=False):
            for first, last in columns:
                total += sums[last[duties]] - sums[first[duties]]
        return total

    def losses(self, person: int, start_min: int, end_min: int) -> IntArray:
        """Return what coverage would lose by slot if somebody present went."""
        slots = self.slots(start_min, end_min)
        found = np.zeros(len(slots), dtype=np.int64)
        for at, slot in enumerate(slots):
            for cell in self._at_slot[slot]:
                if person in cell.class_of:
                    width = len(self.slots(cell.start_min, cell.end_min))
                    found[at] += cell.loss(cell.class_of[person]) // width
        return found

    def change(
        self,
        person: int,
        stretches: Callable[[bool], Iterable[tuple[int, int]]],
        by: int,
    ) -> None:
        """Let somebody come (1) or go (-1).

        Parameters
        ----------
        stretches
            When, with standby or without.
        """
        self._change(person, stretches(False), by, standby=False)
        if self._reaches:
            self._change(person, stretches(True), by, standby=True)

    def _change(
        self,
        person: int,
        stretches: Iterable[tuple[int, int]],
        by: int,
        *,
        standby: bool,
    ) -> None:
        touched: dict[int, _Cell] = {}
        for start_min, end_min in stretches:
            for slot in self.slots(start_min, end_min):
                if not 0 <= slot < len(self._at_slot):
                    continue
                for cell in self._at_slot[slot]:
                    if (
                        cell.standby == standby
                        and start_min <= cell.start_min
                        and cell.end_min <= end_min
                        and person in cell.class_of
                    ):
                        touched[id(cell)] = cell
        for cell in touched.values():
            cls = cell.class_of[person]
            cell.there[cls] += by
            self._refresh(cell)

    def _refresh(self, cell: _Cell) -> None:
        slots = self.slots(cell.start_min, cell.end_min)
        gains = cell.gains()
        before = self._given.setdefault(id(cell), {})
        for person, cls in cell.class_of.items():
            share = gains[cls] // len(slots)
            self.by_slot[cell.standby][person, slots.start : slots.stop] += (
                share - before.get(person, 0)
            )
            before[person] = share

    def _slots_of(self, duties: DutyTable) -> tuple[Columns, Columns]:
        """Return the slots of the pieces of all duties, as for ``worth``."""
        work, reach = (
            [
                (
                    start // self._slot_min - self._first,
                    -(-end // self._slot_min) - self._first,
                )
                for start, end in pieces
            ]
            for pieces in (duties.work, duties.reach)
        )
        return work, reach


def _cell(term: Term) -> _Cell | None:
    if isinstance(term, Cover):
        class_of: dict[int, Class] = {}
        for idx, pool in enumerate(term.pools):
            for person in sorted({p for who in pool.eligible for p in who}):
                class_of[person] = (
                    idx,
                    frozenset(
                        q for q, w in enumerate(pool.eligible) if person in w
                    ),
                )
        wanted = tuple(
            tuple(
                (t.level, t.price, t.over)
                for t in term.tiers
                if t.queue == queue
            )
            for queue in term.queues
        )
        prices = tuple(pool.price for pool in term.pools)
        minutes = term.end_min - term.start_min
        shares = tuple(pool.share_min(minutes) for pool in term.pools)
    elif isinstance(term, Presence):
        if not term.staffs:
            return None
        class_of = dict.fromkeys(term.people, (0, frozenset((0,))))
        wanted = (((term.low or 0, term.price, False),),)
        prices = (type(term.price)(),)
        shares = (term.end_min - term.start_min,)
    else:
        return None
    return _Cell(
        term.start_min,
        term.end_min,
        class_of,
        wanted,
        prices,
        there=dict.fromkeys(class_of.values(), 0),
        shares=shares,
        standby=isinstance(term, Presence) and term.standby,
    )
