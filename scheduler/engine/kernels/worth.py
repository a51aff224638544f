"""What duties are worth under prices on slots, breaks at their best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from scheduler.engine.prices.slots import Slots

__all__ = ["Spread", "attend", "spread", "worth"]

_DEAR = 1 << 60


class Spread(NamedTuple):
    """Duties on slots as the kernels read them; see ``Slots``."""

    stretch_from: IntArray
    begin: IntArray
    end: IntArray
    break_from: IntArray
    earliest: IntArray
    latest: IntArray
    length: IntArray


def spread(slots: Slots) -> Spread:
    """Return duties on slots as the kernels read them."""
    return Spread(
        slots.stretch_from,
        slots.begin,
        slots.end,
        slots.break_from,
        slots.earliest,
        slots.latest,
        slots.length,
    )


@kernel
def worth(
    duties: Spread, used: IntArray, sums: IntArray, found: IntArray
) -> None:
    """Note what each of some duties is worth.

    Breaks are placed one after another, each at the least loss for every
    slot it may start in, those before it placed as well as can be.

    Parameters
    ----------
    sums
        Running sum of the prices of slots, 0 in front.
    found
        By duty.
    """
    least = np.empty(64, dtype=np.int64)
    for duty in used:
        total = 0
        for at in range(
            duties.stretch_from[duty], duties.stretch_from[duty + 1]
        ):
            total += sums[duties.end[at]] - sums[duties.begin[at]]
        first, last = duties.break_from[duty], duties.break_from[duty + 1]
        for pause in range(first, last):
            begin, length = duties.earliest[pause], duties.length[pause]
            width = duties.latest[pause] - begin + 1
            now = np.empty(width, dtype=np.int64)
            running = _DEAR
            for at in range(width):
                lost = sums[begin + at + length] - sums[begin + at]
                if pause > first:
                    before = (
                        begin
                        + at
                        - duties.length[pause - 1]
                        - duties.earliest[pause - 1]
                    )
                    if before < 0:
                        lost = _DEAR
                    else:
                        lost += least[min(before, len(least) - 1)]
                running = min(running, lost)
                now[at] = running
            least = now
        if last > first:
            total -= least[len(least) - 1]
        found[duty] = total


@kernel
def attend(duties: Spread, duty: int, sums: IntArray, there: IntArray) -> None:
    """Count a duty in, slot by slot, with breaks where they cost least.

    Placed from the last one back: each at its least loss, not later than
    the next one allows.

    Parameters
    ----------
    there
        By slot; what changes from the slot before.
    """
    for at in range(duties.stretch_from[duty], duties.stretch_from[duty + 1]):
        there[duties.begin[at]] += 1
        there[duties.end[at]] -= 1
    first, last = duties.break_from[duty], duties.break_from[duty + 1]
    at_most = _DEAR
    for pause in range(last - 1, first - 1, -1):
        length = duties.length[pause]
        best, cost = duties.earliest[pause], _DEAR
        for start in range(
            duties.earliest[pause],
            min(duties.latest[pause], at_most - length) + 1,
        ):
            lost = sums[start + length] - sums[start]
            # Room must be left for those before.
            room = start
            for other in range(pause - 1, first - 1, -1):
                room = min(room - duties.length[other], duties.latest[other])
                if room < duties.earliest[other]:
                    lost = _DEAR
            if lost < cost:
                best, cost = start, lost
        there[best] -= 1
        there[best + length] += 1
        at_most = best
