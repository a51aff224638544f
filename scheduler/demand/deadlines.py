"""Work due within hours: whether capacity suffices, by cumulative sums.

Work that arrives in interval ``k`` is done within ``due`` intervals, its
own included. Whatever the order of doing it, all work that arrives from
``i`` on and is due by the end of ``j`` must fit into the capacity between;
serving the earliest deadline first needs no more.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

__all__ = ["head_room", "late_work", "least_constant", "meets_deadlines"]

_DUST = 1e-9


def meets_deadlines(
    work: FloatArray, capacity: FloatArray, due: int, waits: int = 0
) -> bool:
    """Return whether all work can be done before it is due.

    For all i <= j: the work of intervals i to j - due + 1 fits into the
    capacity of i + waits to j. Work due after the last interval is not
    judged.

    Parameters
    ----------
    work, capacity
        Per interval, in the same unit; 0 or more.
    due
        Intervals within which work is done, that of its arrival included.
    waits
        Intervals before work may be begun: 0, or 1 to be on the safe side.
    """
    arrived = np.concatenate(([0.0], np.cumsum(work)))
    able = np.concatenate(([0.0], np.cumsum(capacity)))
    count = len(work)
    for first in range(count):
        begins = min(first + waits, count)
        last = np.arange(first + due - 1, count)
        load = arrived[last - due + 2] - arrived[first]
        room = np.maximum(able[last + 1] - able[begins], 0.0)
        if np.any(load > room + _DUST):
            return False
    return True


def late_work(
    work: FloatArray, capacity: FloatArray, due: int, waits: int = 0
) -> FloatArray:
    """Return how much of each interval's work is done too late.

    Earliest deadline first. Late work is still done, before what is due
    later, as customers wait for it all the same; what is left at the end and
    due by then counts as late.
    """
    count = len(work)
    left = [float(amount) for amount in work]
    late = np.zeros(count)
    oldest = 0
    for now in range(count):
        room = float(capacity[now])
        at = oldest
        while room > _DUST and at <= now - waits:
            done = min(room, left[at])
            left[at] -= done
            room -= done
            if now > at + due - 1:
                late[at] += done
            if left[at] <= _DUST and at == oldest:
                oldest += 1
            at += 1
    for at in range(count):
        if at + due <= count:
            late[at] += left[at]
    return late


def least_constant(work: FloatArray, due: int, waits: int = 0) -> float:
    """Return the least capacity per interval, the same in all, that will do.

    Infinite when work is due before it may be begun.
    """
    arrived = np.concatenate(([0.0], np.cumsum(work)))
    count, most = len(work), 0.0
    for first in range(count):
        for last in range(first + due - 1, count):
            load = float(arrived[last - due + 2] - arrived[first])
            room = last - first - waits + 1
            if load > _DUST:
                most = max(most, load / room if room > 0 else math.inf)
    return most


def head_room(
    per_hour: float, within_h: float, handle_h: float, deviations: float
) -> float:
    """Return the work of a window in agent-hours, with room for chance.

    Contacts arrive at random and handle times are exponential, so that the
    second moment of a handle time is twice the square of its mean.

    Parameters
    ----------
    deviations
        Standard deviations of room: 1.645 for 95 %.
    """
    mean = per_hour * within_h * handle_h
    second = per_hour * within_h * 2 * handle_h**2
    return mean + deviations * math.sqrt(second)
