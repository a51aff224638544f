"""What a move changes on coverage: who comes and goes in which cells.

A person more or less is looked up where it is known; where several come
and go in one cell, they are tried one after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.mixed import come, gain_of, go, loss_of
from scheduler.engine.kernels.watches import settle_watches, watch, works

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["cover_change", "cover_commit"]


@kernel
def forget(t: IntArray, s: IntArray, cell: int) -> None:
    """Forget what was known of a cell's gains."""
    classes = t[t[at.CREW_CLASSES] + t[t[at.CELL_CREW] + cell]]
    first = t[t[at.CELL_GAIN] + cell]
    for i in range(first, first + classes):
        s[s[at.GAIN] + i] = at.UNKNOWN
        s[s[at.LOSS] + i] = at.UNKNOWN


# A move


@kernel
def _there(
    t: IntArray, s: IntArray, cell: int, duty: int, breaks: int
) -> bool:
    """Return whether a duty with breaks is there throughout a cell."""
    start = t[t[at.CELL_START] + cell]
    end = t[t[at.CELL_END] + cell]
    if not works(t, duty, start, end):
        return False
    first = t[t[at.BREAK_PTR] + duty]
    for i in range(t[t[at.BREAK_PTR] + duty + 1] - first):
        begun = s[breaks + i]
        if begun < end and start < begun + t[t[at.BREAK_LEN] + first + i]:
            return False
    return True


@kernel
def _tell(s: IntArray, cell: int, cls: int, sign: int) -> None:
    """Note that one of a class comes (1) or goes (-1)."""
    count = s[at.EVENT_COUNT]
    if s[s[at.CELL_EPOCH] + cell] != s[at.EPOCH]:
        s[s[at.CELL_EPOCH] + cell] = s[at.EPOCH]
        s[s[at.CELL_HEAD] + cell] = -1
        s[s[at.CELL_EVENTS] + cell] = 0
    event = s[s[at.CELL_HEAD] + cell]
    while event >= 0:
        if (
            s[s[at.EVENT_CLASS] + event] == cls
            and s[s[at.EVENT_SIGN] + event] == -sign
        ):
            s[s[at.EVENT_SIGN] + event] = 0
            s[s[at.CELL_EVENTS] + cell] -= 1
            return
        event = s[s[at.EVENT_NEXT] + event]
    s[s[at.EVENT_CELL] + count] = cell
    s[s[at.EVENT_CLASS] + count] = cls
    s[s[at.EVENT_SIGN] + count] = sign
    s[s[at.EVENT_NEXT] + count] = s[s[at.CELL_HEAD] + cell]
    s[s[at.CELL_HEAD] + cell] = count
    s[s[at.CELL_EVENTS] + cell] += 1
    s[at.EVENT_COUNT] = count + 1


@kernel
def _compare(t: IntArray, s: IntArray, change: int) -> None:
    """Note in which cells one changed day is there and was not, or was."""
    pd = s[s[at.CHANGE] + change]
    old = s[s[at.CHANGE_FROM] + change]
    new = s[s[at.CHANGE_TO] + change]
    most = t[at.BREAKS]
    old_breaks = s[at.CHANGE_BRK_FROM] + change * most
    new_breaks = s[at.BRK] + pd * most
    person = pd // t[at.DAYS]
    old_duty = new_duty = -1
    begins = ends = 0
    if old >= 0:
        old_duty = t[t[at.MENU_DUTY] + old]
        begins = t[t[at.START] + old_duty]
        ends = t[t[at.END] + old_duty]
    if new >= 0:
        new_duty = t[t[at.MENU_DUTY] + new]
        start = t[t[at.START] + new_duty]
        end = t[t[at.END] + new_duty]
        if old < 0:
            begins = start
            ends = end
        begins = min(begins, start)
        ends = max(ends, end)
    cells = t[at.CELLS]
    slot = (begins - t[at.FIRST_SLOT]) // t[at.SLOT]
    if slot < 0:
        slot = 0
    if slot >= t[at.SLOTS]:
        return
    crew_of = t[at.CREW_OF]
    people = t[at.PEOPLE]
    cell = t[t[at.CELL_AT] + slot]
    while cell < cells and t[t[at.CELL_START] + cell] < ends:
        cls = t[crew_of + t[t[at.CELL_CREW] + cell] * people + person]
        if cls >= 0:
            was = old_duty >= 0 and _there(t, s, cell, old_duty, old_breaks)
            now = new_duty >= 0 and _there(t, s, cell, new_duty, new_breaks)
            if was != now:
                _tell(s, cell, cls, 1 if now else -1)
        cell += 1


@kernel
def cover_change(t: IntArray, s: IntArray) -> int:
    """Return what a move changes on coverage, which stays as it was.

    What it breaks of rows over who is there is in ``WATCH_HARD``.
    """
    s[at.WATCH_HARD] = 0
    for change in range(s[at.CHANGE_COUNT]):
        _compare(t, s, change)
    change = 0
    if t[at.WATCHES] > 0:
        s[at.TOUCH_COUNT] = 0
        for i in range(s[at.CHANGE_COUNT]):
            watch(t, s, i)
        change += settle_watches(t, s)
    for event in range(s[at.EVENT_COUNT]):
        sign = s[s[at.EVENT_SIGN] + event]
        if sign == 0:
            continue
        cell = s[s[at.EVENT_CELL] + event]
        if s[s[at.CELL_EVENTS] + cell] > 1:
            if s[s[at.CELL_SEEN] + cell] != s[at.EPOCH]:
                s[s[at.CELL_SEEN] + cell] = s[at.EPOCH]
                change += _together(t, s, cell)
            continue
        cls = s[s[at.EVENT_CLASS] + event]
        known = t[t[at.CELL_GAIN] + cell] + cls
        if sign > 0:
            if s[s[at.GAIN] + known] == at.UNKNOWN:
                s[s[at.GAIN] + known] = gain_of(t, s, cell, cls)
            change -= s[s[at.GAIN] + known]
        else:
            if s[s[at.LOSS] + known] == at.UNKNOWN:
                s[s[at.LOSS] + known] = loss_of(t, s, cell, cls)
            change += s[s[at.LOSS] + known]
    return change


@kernel
def _together(t: IntArray, s: IntArray, cell: int) -> int:
    """Return what several who come and go change in one cell."""
    block = s[at.BLOCK] + t[t[at.CELL_BLOCK] + cell]
    size = t[t[at.CELL_BLOCK] + cell + 1] - t[t[at.CELL_BLOCK] + cell]
    for i in range(size):
        s[s[at.SAVED] + i] = s[block + i]
    change = _apply(t, s, cell)
    for i in range(size):
        s[block + i] = s[s[at.SAVED] + i]
    return change


@kernel
def _apply(t: IntArray, s: IntArray, cell: int) -> int:
    """Let those of a cell's events come and go; return the change."""
    change = 0
    event = s[s[at.CELL_HEAD] + cell]
    while event >= 0:
        sign = s[s[at.EVENT_SIGN] + event]
        if sign > 0:
            change -= come(t, s, cell, s[s[at.EVENT_CLASS] + event])
        event = s[s[at.EVENT_NEXT] + event]
    event = s[s[at.CELL_HEAD] + cell]
    while event >= 0:
        sign = s[s[at.EVENT_SIGN] + event]
        if sign < 0:
            change += go(t, s, cell, s[s[at.EVENT_CLASS] + event])
        event = s[s[at.EVENT_NEXT] + event]
    return change


@kernel
def cover_commit(t: IntArray, s: IntArray) -> None:
    """Carry out on coverage what ``cover_change`` looked at."""
    for event in range(s[at.EVENT_COUNT]):
        if s[s[at.EVENT_SIGN] + event] == 0:
            continue
        cell = s[s[at.EVENT_CELL] + event]
        if s[s[at.CELL_EVENTS] + cell] > 0:
            _apply(t, s, cell)
            forget(t, s, cell)
            s[s[at.CELL_EVENTS] + cell] = 0
