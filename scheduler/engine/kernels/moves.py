"""Elementary moves: which days to change, and to what.

Each of them draws a move, plans it and returns whether there is one. They
look at menus only: terms judge afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.chance import below
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.lines import plan

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["KINDS", "oblige", "propose"]

KINDS = (
    "retime",
    "break",
    "two duties",
    "give",
    "exchange",
    "add or drop",
    "same day",
    "pair",
    "other day",
    "week",
)
"""Kinds of moves by number."""

TRIES = 6
"""Days looked at to find one that fits a move."""

NEAR = 3
"""Steps along a menu that still count as near."""


@kernel
def propose(t: IntArray, s: IntArray, kind: int) -> bool:
    """Plan a random move of a kind; return whether there is one."""
    if kind == 0:
        return _retime(t, s)
    if kind == 1:
        return _move_break(t, s)
    if kind == 2:
        return _two_duties(t, s)
    if kind in (3, 4):
        return _give(t, s, kind == 4)
    if kind == 5:
        return _add_or_drop(t, s)
    if kind == 6:
        return _same_day(t, s)
    if kind == 7:
        return _pair(t, s)
    if kind == 8:
        return _other_day(t, s)
    return _week(t, s)


# The moves


@kernel
def _retime(t: IntArray, s: IntArray) -> bool:
    """Another duty on a day."""
    pd = _worked(t, s)
    return pd >= 0 and _plan_near(t, s, pd)


@kernel
def _move_break(t: IntArray, s: IntArray) -> bool:
    """Another start of one break, a slot away or anywhere."""
    pd = _worked(t, s)
    if pd < 0:
        return False
    entry = s[s[at.CUR] + pd]
    duty = t[t[at.MENU_DUTY] + entry]
    first = t[t[at.BREAK_PTR] + duty]
    count = t[t[at.BREAK_PTR] + duty + 1] - first
    if count == 0:
        return False
    most = t[at.BREAKS]
    change = s[at.CHANGE_COUNT]
    moved = below(s, count) if count > 1 else 0
    free_from = t[t[at.START] + duty]
    for i in range(count):
        start = s[s[at.BRK] + pd * most + i]
        low = t[t[at.BREAK_FIRST] + first + i]
        high = t[t[at.BREAK_LAST] + first + i]
        if i == moved:
            old = start
            slot = t[at.SLOT]
            dice = below(s, 4)
            if dice == 0:
                start -= slot
            elif dice == 1:
                start += slot
            else:
                start = low + slot * below(s, (high - low) // slot + 1)
            if start == old or start < low or start > high:
                return False
        if start < free_from:
            return False
        free_from = start + t[t[at.BREAK_LEN] + first + i]
        s[s[at.CHANGE_BRK] + change * most + i] = start
    plan(s, pd, entry)
    return True


@kernel
def _two_duties(t: IntArray, s: IntArray) -> bool:
    """Other duties on two days of a person: each other's, or near ones."""
    one = _worked(t, s)
    if one < 0:
        return False
    other = _worked_of(t, s, one, below(s, 2) == 0)
    if other < 0:
        return False
    if below(s, 2) == 0:
        return _plan_near(t, s, one) and _plan_near(t, s, other)
    apart = (other - one) * 1440
    here = s[s[at.CUR] + one]
    there = s[s[at.CUR] + other]
    return _plan_like(t, s, one, there, -apart) and _plan_like(
        t, s, other, here, apart
    )


@kernel
def _give(t: IntArray, s: IntArray, back: bool) -> bool:
    """Let somebody else take over a day, or exchange it for one of theirs.

    The other's duty is the nearest in real time.
    """
    pd = _worked(t, s)
    if pd < 0:
        return False
    days = t[at.DAYS]
    person = pd // days
    day = pd - person * days
    other = _peer(t, s, person)
    if other < 0:
        return False
    theirs = other * days + day
    if s[s[at.CUR] + theirs] >= 0 or _size(t, theirs) == 0:
        return False
    mine = s[s[at.CUR] + pd]
    if back:
        found = -1
        for _ in range(TRIES):
            candidate = below(s, days)
            if (
                s[s[at.CUR] + other * days + candidate] >= 0
                and s[s[at.CUR] + person * days + candidate] < 0
                and _size(t, person * days + candidate) > 0
            ):
                found = candidate
                break
        if found < 0:
            return False
        returned = s[s[at.CUR] + other * days + found]
        if not _plan_like(t, s, person * days + found, returned, 0):
            return False
        plan(s, other * days + found, -1)
    if not _plan_like(t, s, theirs, mine, 0):
        return False
    plan(s, pd, -1)
    return True


@kernel
def _add_or_drop(t: IntArray, s: IntArray) -> bool:
    """Work on a day off, or do not come."""
    if t[at.OPEN_PDS] == 0:
        return False
    pd = t[t[at.OPEN_PD] + below(s, t[at.OPEN_PDS])]
    if s[s[at.CUR] + pd] >= 0:
        plan(s, pd, -1)
        return True
    entry = t[t[at.MENU_PTR] + pd] + below(s, _size(t, pd))
    return _plan(t, s, pd, entry, -1)


@kernel
def _same_day(t: IntArray, s: IntArray) -> bool:
    """Let two people take each other's duty on a day."""
    pd = _worked(t, s)
    if pd < 0:
        return False
    days = t[at.DAYS]
    other = _peer(t, s, pd // days)
    if other < 0:
        return False
    theirs = other * days + pd % days
    entry = s[s[at.CUR] + theirs]
    mine = s[s[at.CUR] + pd]
    if entry < 0:
        return False
    return _plan_like(t, s, pd, entry, 0) and _plan_like(t, s, theirs, mine, 0)


@kernel
def _pair(t: IntArray, s: IntArray) -> bool:
    """Other duties for two people on a day."""
    pd = _worked(t, s)
    if pd < 0:
        return False
    days = t[at.DAYS]
    other = _peer(t, s, pd // days)
    if other < 0:
        return False
    theirs = other * days + pd % days
    if s[s[at.CUR] + theirs] < 0:
        return False
    return _plan_near(t, s, pd) and _plan_near(t, s, theirs)


@kernel
def _other_day(t: IntArray, s: IntArray) -> bool:
    """Move a duty to a day off of the same person."""
    pd = _worked(t, s)
    if pd < 0:
        return False
    days = t[at.DAYS]
    person = pd // days
    week = t[t[at.WEEK_OF] + pd - person * days]
    for i in range(TRIES):
        if i < TRIES // 2:
            first = t[t[at.WEEK_FIRST] + week]
            day = first + below(s, t[t[at.WEEK_AFTER] + week] - first)
        else:
            day = below(s, days)
        other = person * days + day
        if s[s[at.CUR] + other] < 0 and _size(t, other) > 0:
            entry = s[s[at.CUR] + pd]
            if not _plan_like(t, s, other, entry, (other - pd) * 1440):
                return False
            plan(s, pd, -1)
            return True
    return False


@kernel
def _week(t: IntArray, s: IntArray) -> bool:
    """The same start on all days of a week: that of one day, or another."""
    pd = _worked(t, s)
    if pd < 0:
        return False
    entry = s[s[at.CUR] + pd]
    if below(s, 3) > 0:
        if not _plan_near(t, s, pd):
            return False
        entry = s[s[at.CHANGE_TO]]
    days = t[at.DAYS]
    person = pd // days
    week = t[t[at.WEEK_OF] + pd - person * days]
    kind = t[t[at.KIND] + t[t[at.MENU_DUTY] + entry]]
    first = person * days + t[t[at.WEEK_FIRST] + week]
    after = person * days + t[t[at.WEEK_AFTER] + week]
    for other in range(first, after):
        entry = s[s[at.CUR] + other]
        if other == pd or entry < 0 or s[at.CHANGE_COUNT] == at.MOST_CHANGES:
            continue
        if t[t[at.KIND] + t[t[at.MENU_DUTY] + entry]] == kind:
            continue
        for new in range(
            t[t[at.MENU_PTR] + other], t[t[at.MENU_PTR] + other + 1]
        ):
            if t[t[at.KIND] + t[t[at.MENU_DUTY] + new]] == kind:
                if not _plan(t, s, other, new, entry):
                    return False
                break
    any_planned: bool = s[at.CHANGE_COUNT] > 0
    return any_planned


@kernel
def oblige(t: IntArray, s: IntArray, pd: int) -> bool:
    """Plan some duty for a day that must not be off; return whether."""
    if s[s[at.CUR] + pd] >= 0 or t[t[at.OFF_VALUE] + pd] < at.HALF:
        return False
    size = _size(t, pd)
    if size == 0:
        return False
    return _plan(t, s, pd, t[t[at.MENU_PTR] + pd] + below(s, size), -1)


# What to change


@kernel
def _size(t: IntArray, pd: int) -> int:
    """Return how many duties are on a menu."""
    size: int = t[t[at.MENU_PTR] + pd + 1] - t[t[at.MENU_PTR] + pd]
    return size


@kernel
def _worked(t: IntArray, s: IntArray) -> int:
    """Return a random day that is worked, -1 if none is found."""
    if t[at.OPEN_PDS] == 0:
        return -1
    for _ in range(TRIES):
        pd: int = t[t[at.OPEN_PD] + below(s, t[at.OPEN_PDS])]
        if s[s[at.CUR] + pd] >= 0:
            return pd
    return -1


@kernel
def _worked_of(t: IntArray, s: IntArray, pd: int, near: bool) -> int:
    """Return another day that the same person works, -1 if none is found.

    Parameters
    ----------
    near
        In the same week.
    """
    days = t[at.DAYS]
    person = pd // days
    first, after = 0, days
    if near:
        week = t[t[at.WEEK_OF] + pd - person * days]
        first = t[t[at.WEEK_FIRST] + week]
        after = t[t[at.WEEK_AFTER] + week]
    for _ in range(TRIES):
        other: int = person * days + first + below(s, after - first)
        if other != pd and s[s[at.CUR] + other] >= 0:
            return other
    return -1


@kernel
def _peer(t: IntArray, s: IntArray, person: int) -> int:
    """Return somebody else, mostly of the same zone; -1 if none is found."""
    zone = t[t[at.PEER_OF] + person]
    first = t[t[at.PEER_PTR] + zone]
    count = t[t[at.PEER_PTR] + zone + 1] - first
    other: int = person
    if count > 1 and below(s, 8) > 0:
        other = t[t[at.PEER] + first + below(s, count)]
    else:
        other = below(s, t[at.PEOPLE])
    return -1 if other == person else other


@kernel
def _plan_near(t: IntArray, s: IntArray, pd: int) -> bool:
    """Plan another duty for a worked day, mostly a few steps away."""
    size = _size(t, pd)
    if size < 2:
        return False
    old = s[s[at.CUR] + pd]
    first = t[t[at.MENU_PTR] + pd]
    if below(s, 3) > 0:
        step = 1 + below(s, NEAR)
        entry = old + step if below(s, 2) else old - step
        if entry < first or entry >= first + size:
            return False
    else:
        entry = first + below(s, size)
        if entry == old:
            return False
    return _plan(t, s, pd, entry, old)


@kernel
def _plan_like(
    t: IntArray, s: IntArray, pd: int, model: int, later: int
) -> bool:
    """Plan the duty of a menu that is nearest to another entry's.

    Parameters
    ----------
    later
        Minutes by which that duty is to be moved.
    """
    duty = t[t[at.MENU_DUTY] + model]
    start = t[t[at.START] + duty] + later
    end = t[t[at.END] + duty] + later
    first = t[t[at.MENU_PTR] + pd]
    best = -1
    least = 0
    for entry in range(first, first + _size(t, pd)):
        candidate = t[t[at.MENU_DUTY] + entry]
        off = abs(t[t[at.START] + candidate] - start)
        off += abs(t[t[at.END] + candidate] - end)
        if best < 0 or off < least:
            best = entry
            least = off
    if best < 0 or best == s[s[at.CUR] + pd]:
        return False
    return _plan(t, s, pd, best, s[s[at.CUR] + pd])


@kernel
def _plan(t: IntArray, s: IntArray, pd: int, entry: int, old: int) -> bool:
    """Plan an entry, its breaks where the old ones were or by chance.

    Returns
    -------
    bool
        False where breaks do not fit.
    """
    duty = t[t[at.MENU_DUTY] + entry]
    first = t[t[at.BREAK_PTR] + duty]
    count = t[t[at.BREAK_PTR] + duty + 1] - first
    most = t[at.BREAKS]
    brk = s[at.CHANGE_BRK] + s[at.CHANGE_COUNT] * most
    slot = t[at.SLOT]
    later = 0
    keep = False
    if old >= 0 and count > 0:
        was = t[t[at.MENU_DUTY] + old]
        same = t[t[at.BREAK_PTR] + was + 1] - t[t[at.BREAK_PTR] + was]
        dice = below(s, 4)
        keep = same == count and dice > 0
        if dice == 1:
            later = t[t[at.START] + duty] - t[t[at.START] + was]
    free_from = t[t[at.START] + duty]
    for i in range(count):
        low = t[t[at.BREAK_FIRST] + first + i]
        high = t[t[at.BREAK_LAST] + first + i]
        if free_from > low:
            low += (free_from - low + slot - 1) // slot * slot
        if low > high:
            return False
        if keep:
            start = s[s[at.BRK] + pd * most + i] + later
            start = min(max(start, low), high)
        else:
            start = low + slot * below(s, (high - low) // slot + 1)
        s[brk + i] = start
        free_from = start + t[t[at.BREAK_LEN] + first + i]
    plan(s, pd, entry)
    return True
