"""A roster from nothing: put days onto it one by one, and add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.attend import cover_change, cover_commit
from scheduler.engine.kernels.cover import cell_value
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.lines import (
    begin,
    plan,
    put,
    rest_value,
    settle,
    term_value,
)
from scheduler.engine.kernels.mixed import come
from scheduler.engine.kernels.prices import hard_of
from scheduler.engine.kernels.watches import watch_value

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["change_day", "take_all", "total_up"]


@kernel
def change_day(
    t: IntArray, s: IntArray, pd: int, entry: int, breaks: IntArray
) -> None:
    """Put an entry of the menu onto a day; totals are not kept."""
    begin(s)
    most = t[at.BREAKS]
    for i in range(most):
        where = s[at.CHANGE_BRK] + i
        s[where] = breaks[i] if i < len(breaks) else 0
    plan(s, pd, entry)
    put(t, s, 0)
    settle(t, s)
    cover_change(t, s)
    cover_commit(t, s)


@kernel
def take_all(t: IntArray, s: IntArray, present: IntArray) -> None:
    """Let people come who are there from before, and value all terms.

    Parameters
    ----------
    present
        Rows of cell and class.
    """
    for i in range(len(present)):
        come(t, s, present[i, 0], present[i, 1])
    for term in range(t[at.TERMS]):
        s[s[at.VALUE] + term] = term_value(t, s, term)
    for row in range(t[at.WATCHES]):
        s[s[at.VALUE] + t[at.TERMS] + row] = watch_value(t, s, row)


@kernel
def total_up(t: IntArray, s: IntArray) -> None:
    """Add up from the roster what it breaks, lacks and costs."""
    s[at.HARD] = 0
    s[at.SHORT] = 0
    s[at.TICKS] = 0
    for term in range(t[at.TERMS]):
        _line(s, s[s[at.VALUE] + term])
    for pd in range(t[at.PEOPLE] * t[at.DAYS]):
        entry = s[s[at.CUR] + pd]
        if entry >= 0:
            _line(s, t[t[at.MENU_VALUE] + entry])
        else:
            _line(s, t[t[at.OFF_VALUE] + pd])
    for person in range(t[at.PEOPLE]):
        _line(s, rests_value(t, s, person))
    for cell in range(t[at.CELLS]):
        _cover(s, cell_value(t, s, cell))
    for watch in range(t[at.WATCHES]):
        value = watch_value(t, s, watch)
        if t[t[at.WATCH_STAFFS] + watch]:
            _cover(s, value)
        else:
            _line(s, value)


@kernel
def _line(s: IntArray, value: int) -> None:
    hard = hard_of(value)
    s[at.HARD] += hard
    s[at.TICKS] += value - (hard << at.HARD_BITS)


@kernel
def _cover(s: IntArray, value: int) -> None:
    short = hard_of(value)
    s[at.SHORT] += short
    s[at.TICKS] += value - (short << at.HARD_BITS)


@kernel
def rests_value(t: IntArray, s: IntArray, person: int) -> int:
    """Return the value of all rests of a line."""
    days = t[at.DAYS]
    earlier = -1
    value = 0
    for pd in range(person * days, (person + 1) * days):
        entry = s[s[at.CUR] + pd]
        if entry >= 0:
            value += rest_value(t, person, earlier, entry)
            earlier = entry
    return value
