"""What duties are worth under prices on slots, in plain numpy.

``kernels.worth`` says the same in compiled loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.prices.slots import Slots

__all__ = ["worth_of"]

_DEAR = 1 << 60


def worth_of(slots: Slots, used: IntArray, sums: IntArray) -> IntArray:
    """Return what each of some duties is worth, breaks at their best.

    Parameters
    ----------
    sums
        Running sum of the prices of slots, 0 in front.
    """
    stretches = sums[slots.end] - sums[slots.begin]
    running = np.concatenate(([0], np.cumsum(stretches)))
    total: IntArray = (
        running[slots.stretch_from[used + 1]]
        - running[slots.stretch_from[used]]
    )
    counts = slots.break_from[used + 1] - slots.break_from[used]
    for count in np.unique(counts[counts > 0]):
        which = np.flatnonzero(counts == count)
        total[which] -= _lost(
            slots, slots.break_from[used[which]], int(count), sums
        )
    return total


def _lost(
    slots: Slots, first: IntArray, count: int, sums: IntArray
) -> IntArray:
    """Return the least that breaks one after another take away."""
    least = np.zeros((len(first), 1), dtype=np.int64)
    for number in range(count):
        pause = first + number
        begin, length = slots.earliest[pause], slots.length[pause]
        width = slots.latest[pause] - begin + 1
        offset = np.arange(int(width.max()))
        start = begin[:, None] + np.minimum(offset, width[:, None] - 1)
        lost = sums[start + length[:, None]] - sums[start]
        if number:
            before = (
                start
                - (slots.length[pause - 1] + slots.earliest[pause - 1])[
                    :, None
                ]
            )
            known = np.take_along_axis(
                least, np.clip(before, 0, least.shape[1] - 1), axis=1
            )
            lost = np.where(before < 0, _DEAR, lost + known)
        least = np.minimum.accumulate(np.minimum(lost, _DEAR), axis=1)
    found: IntArray = least[:, -1]
    return found
