"""Heads for work that may wait for hours: spread evenly, an approximation.

No queueing formula fits promises of hours: what counts is that the work of
each slot is done before it is due. Spreading every slot's work evenly over
the time until it is due is one way to do so, good enough to start from and
never exact: a solver that may place the work freely needs no more heads, and
often fewer at the peak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.demand.erlang import gross

if TYPE_CHECKING:
    import numpy.typing as npt

    from scheduler.demand.volume import Volume

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Spread", "SpreadHeads", "spread_evenly"]


@dataclass(frozen=True, eq=False)
class Spread:
    """Where the work went.

    Attributes
    ----------
    work
        Work to be done in each slot, in the unit given; 0 while closed.
    after
        Work left for after the last slot, because it is due only then.
    """

    work: FloatArray
    after: float


def spread_evenly(
    work: FloatArray, within_slots: int, is_open: BoolArray
) -> Spread:
    """Spread the work of each slot over the open time until it is due.

    The clock of the promise runs in open slots only, so that work which
    arrives on a closed night is due ``within_slots`` after opening; for a
    queue open 24/7 that is plain time. What reaches beyond the last slot is
    taken to go on in open time and is counted in ``after``: together with
    ``work`` it is all that came in.

    Parameters
    ----------
    work
        Work arriving in each slot, in any unit, 0 or more.
    within_slots
        Open slots within which work must be done, the slot of its arrival
        included.
    is_open
        Whether anybody answers in each slot.

    Raises
    ------
    ValueError
        When arrays do not match, work is negative or not finite, or the
        promise is shorter than a slot.
    """
    work = np.asarray(work, dtype=np.float64)
    is_open = np.asarray(is_open, dtype=np.bool_)
    _check(work, within_slots, is_open)
    # In open time, counted from the first slot, the n-th open slot is n and
    # the answer window of any work is one unbroken stretch.
    opened = np.cumsum(is_open)
    first: IntArray = opened - is_open
    beyond = int(np.count_nonzero(is_open))
    due = np.minimum(first + within_slots, beyond)
    steps = np.zeros(beyond + 1)
    np.add.at(steps, first, work / within_slots)
    np.add.at(steps, due, -work / within_slots)
    # Sums of what was added and taken away again leave dust below zero.
    stretch = np.maximum(np.cumsum(steps), 0.0)
    placed = np.where(is_open, stretch[first], 0.0)
    return Spread(placed, float(max(work.sum() - placed.sum(), 0.0)))


@dataclass(frozen=True, eq=False)
class SpreadHeads:
    """Heads of a deferred queue, each slot's work spread until it is due.

    Attributes
    ----------
    name
        The queue or promise, for messages.
    volume
        Forecast arrivals and handle time. Let it begin one answer time
        before the roster does, or the first hours look too quiet.
    within_min
        Minutes of open time within which work must be done.
    is_open
        Whether the queue is open, for each slot of the volume.
    shrinkage
        Share of the planned people who will be missing unplanned.
    """

    name: str
    volume: Volume
    within_min: int
    is_open: BoolArray
    shrinkage: float = 0.0
    approximate: bool = True

    def heads(self, slot_start_min: IntArray) -> IntArray:
        """Return the people needed on the queue in each slot."""
        at = self.volume.index(slot_start_min)
        # Work per slot over a slot's length is the load: heads if spread.
        spread = spread_evenly(
            self.volume.load,
            self.within_min // self.volume.slot_min,
            self.is_open,
        )
        need = [gross(load, self.shrinkage) for load in spread.work[at]]
        return np.array(need, dtype=np.int64)


def _check(work: FloatArray, within_slots: int, is_open: BoolArray) -> None:
    if work.ndim != 1 or work.shape != is_open.shape:
        raise ValueError(
            "Work and opening times must be two rows of equal length, not of "
            f"shapes {work.shape} and {is_open.shape}."
        )
    if not np.all((work >= 0) & (work < np.inf)):
        raise ValueError("Work must be 0 or more in every slot.")
    if within_slots < 1:
        raise ValueError(
            "Deferred work must be due after one slot or more; shorter "
            "promises are for contacts that wait in line."
        )
