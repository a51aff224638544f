"""Rows over who is there in a cell, or on a break: plain sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.lines import touch, write
from scheduler.engine.kernels.prices import hard_of, priced

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["settle_watches", "watch", "watch_value", "works"]


@kernel
def watch(t: IntArray, s: IntArray, change: int) -> None:
    """Count one changed day anew in all rows that look at it."""
    pd = s[s[at.CHANGE] + change]
    most = t[at.BREAKS]
    old = s[s[at.CHANGE_FROM] + change]
    new = s[s[at.CHANGE_TO] + change]
    person = pd // t[at.DAYS]
    _count(t, s, person, old, s[at.CHANGE_BRK_FROM] + change * most, -1)
    _count(t, s, person, new, s[at.BRK] + pd * most, 1)


@kernel
def settle_watches(t: IntArray, s: IntArray) -> int:
    """Value the rows that were touched; return the change.

    What becomes broken by it is added to ``WATCH_HARD`` instead.
    """
    change = 0
    for i in range(s[at.TOUCH_COUNT]):
        term = s[s[at.TOUCH] + i]
        row = term - t[at.TERMS]
        where = s[at.VALUE] + term
        more = watch_value(t, s, row) - s[where]
        if more == 0:
            continue
        write(s, where, s[where] + more)
        if t[t[at.WATCH_STAFFS] + row] == 0:
            hard = hard_of(more)
            s[at.WATCH_HARD] += hard
            more -= hard << at.HARD_BITS
        change += more
    return change


@kernel
def watch_value(t: IntArray, s: IntArray, row: int) -> int:
    """Return the value of a row."""
    total = s[s[at.WATCHED] + row]
    minutes = t[t[at.WATCH_END] + row] - t[t[at.WATCH_START] + row]
    price = t[t[at.WATCH_PRICE] + row]
    low = t[t[at.WATCH_LOW] + row]
    high = t[t[at.WATCH_HIGH] + row]
    value = 0
    if low != at.NONE:
        value += priced(t, price, minutes * (low - total))
    if high != at.NONE:
        value += priced(t, price, minutes * (total - high))
    return value


@kernel
def _count(
    t: IntArray, s: IntArray, person: int, entry: int, breaks: int, times: int
) -> None:
    """Count a duty in all rows that it meets, or take it out (-1)."""
    if entry < 0:
        return
    duty = t[t[at.MENU_DUTY] + entry]
    start = t[t[at.START] + duty]
    end = t[t[at.END] + duty]
    slot = (start - t[at.WATCH_LONGEST] - t[at.FIRST_SLOT]) // t[at.SLOT]
    if slot >= t[at.SLOTS]:
        return
    row = t[t[at.WATCH_AT] + max(slot, 0)]
    while row < t[at.WATCHES] and t[t[at.WATCH_START] + row] < end:
        group = t[t[at.WATCH_GROUP] + row] * t[at.PEOPLE] + person
        there = t[t[at.WATCH_THERE] + group]
        paused = t[t[at.WATCH_PAUSED] + group]
        reached = t[t[at.WATCH_REACH] + group]
        if there != 0 or paused != 0 or reached != 0:
            first = t[t[at.WATCH_START] + row]
            last = t[t[at.WATCH_END] + row]
            more = 0
            if _on_break(t, s, row, duty, breaks):
                more = paused
            else:
                if there != 0 and works(t, duty, first, last):
                    more += there
                if reached != 0 and _reaches(t, duty, first, last):
                    more += reached
            if more != 0:
                where = s[at.WATCHED] + row
                write(s, where, s[where] + more * times)
                touch(s, t[at.TERMS] + row)
        row += 1


@kernel
def works(t: IntArray, duty: int, start: int, end: int) -> bool:
    """Return whether a duty is worked throughout, breaks aside."""
    first = t[t[at.PIECE_PTR] + duty]
    after = t[t[at.PIECE_PTR] + duty + 1]
    for i in range(first, after):
        if t[t[at.PIECE_START] + i] <= start and end <= t[t[at.PIECE_END] + i]:
            return True
    return False


@kernel
def _reaches(t: IntArray, duty: int, start: int, end: int) -> bool:
    """Return the same with standby."""
    first = t[t[at.REACH_PTR] + duty]
    after = t[t[at.REACH_PTR] + duty + 1]
    for i in range(first, after):
        if t[t[at.REACH_START] + i] <= start and end <= t[t[at.REACH_END] + i]:
            return True
    return False


@kernel
def _on_break(
    t: IntArray, s: IntArray, row: int, duty: int, breaks: int
) -> bool:
    """Return whether a break meets a row's cell."""
    first = t[t[at.BREAK_PTR] + duty]
    start = t[t[at.WATCH_START] + row]
    end = t[t[at.WATCH_END] + row]
    for i in range(t[t[at.BREAK_PTR] + duty + 1] - first):
        begun = s[breaks + i]
        if begun < end and start < begun + t[t[at.BREAK_LEN] + first + i]:
            return True
    return False
