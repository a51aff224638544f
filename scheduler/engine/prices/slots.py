"""Duties and breaks on the slots of the grid, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.breaks import break_starts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.measures import IntArray
    from scheduler.engine.hall import Hall
    from scheduler.problem import Duty, Problem

__all__ = ["Slots", "slots_of"]


@dataclass(frozen=True, eq=False)
class Slots:
    """Where each duty is worked and where its breaks may lie, in slots.

    ``x_from`` are the borders in x, by duty.

    Attributes
    ----------
    first_min
        Instant at which slot 0 begins.
    count
        Number of slots.
    begin, end
        Stretches of work.
    earliest, latest, length
        Breaks in their order: first and last slot they may start in.
    """

    slot_min: int
    first_min: int
    count: int
    stretch_from: IntArray
    begin: IntArray
    end: IntArray
    break_from: IntArray
    earliest: IntArray
    latest: IntArray
    length: IntArray

    def at(self, instant_min: int) -> int:
        """Return the slot of an instant."""
        return (instant_min - self.first_min) // self.slot_min


def slots_of(problem: Problem, hall: Hall) -> Slots:
    """Return a problem's duties on slots that cover coverage as well."""
    slot = problem.slot_min
    duties = problem.duties
    starts = [*duties.start_min, *hall.start_min, 0]
    ends = [*duties.end_min, *hall.end_min, 0]
    first = (min(starts[:-1], default=0) // slot) * slot
    count = -(-(max(ends[:-1], default=slot) - first) // slot)
    stretches = [
        [((s - first) // slot, (e - first) // slot) for s, e in duty.work]
        for duty in duties.duties
    ]
    breaks = [list(_breaks(duty, slot, first)) for duty in duties.duties]
    flat = [own for part in stretches for own in part]
    pauses = [own for part in breaks for own in part]
    return Slots(
        slot_min=slot,
        first_min=first,
        count=count,
        stretch_from=_borders(map(len, stretches)),
        begin=_ints(s for s, _ in flat),
        end=_ints(e for _, e in flat),
        break_from=_borders(map(len, breaks)),
        earliest=_ints(first for first, _, _ in pauses),
        latest=_ints(last for _, last, _ in pauses),
        length=_ints(length for _, _, length in pauses),
    )


def _breaks(
    duty: Duty, slot: int, first: int
) -> Iterable[tuple[int, int, int]]:
    for pause, starts in zip(
        duty.breaks, break_starts(duty, slot), strict=True
    ):
        if starts:
            yield (
                (starts[0] - first) // slot,
                (starts[-1] - first) // slot,
                -(-pause.length_min // slot),
            )


def _borders(lengths: Iterable[int]) -> IntArray:
    return np.array([0, *accumulate(lengths)], dtype=np.int64)


def _ints(values: Iterable[int]) -> IntArray:
    return np.array(list(values), dtype=np.int64)
