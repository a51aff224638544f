"""Rests that whole lines are read for: after runs, and in windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.prices import priced

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["after_value", "free_value"]


@kernel
def _owner(t: IntArray, ptr: int, number: int) -> int:
    """Return whose term it is."""
    low, high = 0, t[at.PEOPLE]
    while high - low > 1:
        middle = (low + high) // 2
        if t[ptr + middle] <= number:
            low = middle
        else:
            high = middle
    return low


@kernel
def after_value(t: IntArray, s: IntArray, number: int) -> int:
    """Return the value of the rests that are due after runs of a mark."""
    days = t[at.DAYS]
    first = _owner(t, t[at.AFTER_PTR], number) * days
    ended = t[t[at.AFTER_END] + number]
    last = t[t[at.AFTER_DAY] + number]
    run = t[t[at.AFTER_CARRIED] + number]
    least = t[t[at.AFTER_LEAST] + number]
    column = t[t[at.AFTER_COLUMN] + number]
    always = column < 0
    column += t[at.COLUMN]
    starts, ends = t[at.WORK_START], t[at.WORK_END]
    if t[t[at.AFTER_STANDBY] + number]:
        starts, ends = t[at.START], t[at.END]
    value = 0
    for day in range(days):
        entry = s[s[at.CUR] + first + day]
        if entry < 0:
            continue
        duty = t[t[at.MENU_DUTY] + entry]
        if t[starts + duty] == at.NONE:
            continue
        inside = not always and t[column + duty * t[at.COLUMNS]] != 0
        goes_on = inside and run > 0 and day == last + 1
        due = run >= t[t[at.AFTER_RUN] + number] and not goes_on
        if (always or due) and ended != at.NONE:
            missing = least - (t[starts + duty] - ended)
            value += priced(t, t[t[at.AFTER_PRICE] + number], missing)
        ended = t[ends + duty]
        last = day
        if not inside:
            run = 0
        elif goes_on:
            run += 1
        else:
            run = 1
    return value


@kernel
def free_value(t: IntArray, s: IntArray, number: int) -> int:
    """Return the value of the windows without enough time off duty."""
    busy = _list_busy(t, s, number)
    first = t[t[at.FREE_WINDOW_PTR] + number]
    after = t[t[at.FREE_WINDOW_PTR] + number + 1]
    price = t[t[at.FREE_PRICE] + number]
    lacking = priced(t, price, 1)
    value = 0
    skip = 0
    if t[t[at.FREE_AT_STARTS] + number] == 0:
        for window in range(first, after):
            begins = t[t[at.FREE_FROM] + window]
            while skip < busy and s[s[at.BUSY_END] + skip] <= begins:
                skip += 1
            if not _enough(t, s, number, window, skip, busy):
                value += lacking
        return value
    window = first
    for here in range(busy):
        begins = s[s[at.BUSY_START] + here]
        while window < after and t[t[at.FREE_FROM] + window] < begins:
            window += 1
        same = window
        while same < after and t[t[at.FREE_FROM] + same] == begins:
            if not _enough(t, s, number, same, here, busy):
                value += lacking
            same += 1
    return value


@kernel
def _list_busy(t: IntArray, s: IntArray, number: int) -> int:
    """List when somebody is on duty, the past included; return how often."""
    first = t[t[at.FREE_KNOWN_PTR] + number]
    count: int = t[t[at.FREE_KNOWN_PTR] + number + 1] - first
    for i in range(count):
        s[s[at.BUSY_START] + i] = t[t[at.FREE_KNOWN_START] + first + i]
        s[s[at.BUSY_END] + i] = t[t[at.FREE_KNOWN_END] + first + i]
    days = t[at.DAYS]
    line = s[at.CUR] + _owner(t, t[at.FREE_PTR], number) * days
    starts, ends = t[at.WORK_START], t[at.WORK_END]
    if t[t[at.FREE_STANDBY] + number]:
        starts, ends = t[at.START], t[at.END]
    for day in range(days):
        entry = s[line + day]
        if entry < 0:
            continue
        duty = t[t[at.MENU_DUTY] + entry]
        if t[starts + duty] != at.NONE:
            s[s[at.BUSY_START] + count] = t[starts + duty]
            s[s[at.BUSY_END] + count] = t[ends + duty]
            count += 1
    return count


@kernel
def _enough(
    t: IntArray, s: IntArray, number: int, window: int, skip: int, busy: int
) -> bool:
    """Return whether a window has its stretches off duty.

    Parameters
    ----------
    skip
        Duties before this one end before the window begins.
    """
    now = t[t[at.FREE_FROM] + window]
    last = t[t[at.FREE_TO] + window]
    part = t[t[at.FREE_PART] + number]
    clip = t[t[at.FREE_CLIP] + number] != 0
    least: int = t[t[at.FREE_LEAST] + number]
    total = 0
    for i in range(skip, busy + 1):
        start = last + least + part
        end = start
        if i < busy:
            start = s[s[at.BUSY_START] + i]
            end = s[s[at.BUSY_END] + i]
        if start > now:
            length = (min(start, last) if clip else start) - now
            if length >= part:
                total += length
        now = max(now, end)
        if now >= last:
            break
    return total >= least
