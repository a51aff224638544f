"""The annealer's loop: draw a move, value it, keep it or bring back.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983). A
roster that breaks nothing never breaks anything again; in one that does,
what is broken weighs heavily, as does the shortage of ``must`` coverage.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.attend import cover_change, cover_commit
from scheduler.engine.kernels.chance import below, fraction
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.lines import begin, put, settle, undo
from scheduler.engine.kernels.moves import oblige, propose
from scheduler.engine.kernels.prices import hard_of

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["anneal", "oblige_all", "sample"]

MOST = 1e18
"""Ticks that are always allowed."""

COOLING_STEP = 64
"""Moves between two temperatures."""


@kernel
def anneal(
    t: IntArray,
    s: IntArray,
    best: IntArray,
    mix: IntArray,
    moves: int,
    warm: float,
    cold: float,
    short_weight: int,
    hard_weight: int,
    stride: int,
) -> None:
    """Try so many moves, from a warm temperature to a cold one.

    Parameters
    ----------
    best
        Broken, short, ticks, and the roster they are of; kept up to date.
    mix
        Share of each kind of move, added up, in thousandths.
    short_weight, hard_weight
        Ticks for each missing minute, and for each unit of what is broken.
    stride
        Moves between two looks at whether the roster is the best.
    """
    temperature = warm
    factor = (cold / warm) ** (1.0 / max(1, moves // COOLING_STEP))
    for move in range(moves):
        if move % COOLING_STEP == 0 and move > 0:
            temperature *= factor
        if move % stride == 0:
            remember(t, s, best)
        dice = below(s, 1000)
        kind = 0
        while mix[kind] <= dice:
            kind += 1
        begin(s)
        if not propose(t, s, kind):
            continue
        s[s[at.TRIED] + kind] += 1
        allowed = -temperature * log(fraction(s))
        if attempt(t, s, allowed, short_weight, hard_weight):
            s[s[at.TAKEN] + kind] += 1
    remember(t, s, best)


@kernel
def oblige_all(t: IntArray, s: IntArray, weight: int) -> None:
    """Let everybody come on days on which they must.

    Parameters
    ----------
    weight
        Of shortage and of what is broken; all is allowed.
    """
    for pd in range(t[at.PEOPLE] * t[at.DAYS]):
        begin(s)
        if oblige(t, s, pd):
            attempt(t, s, MOST, weight, weight)


@kernel
def sample(
    t: IntArray, s: IntArray, kind: int, moves: int, found: IntArray
) -> int:
    """Look at random moves of a kind; return how many cost ticks.

    Only those that neither break more nor lack more are counted.

    Parameters
    ----------
    found
        Filled with what they cost.
    """
    count = 0
    for _ in range(moves):
        begin(s)
        if not propose(t, s, kind):
            continue
        value = 0
        for change in range(s[at.CHANGE_COUNT]):
            value += put(t, s, change)
        value += settle(t, s)
        covered = cover_change(t, s)
        undo(s)
        worse = hard_of(value) or hard_of(covered) or s[at.WATCH_HARD]
        if not worse and value + covered > 0:
            found[count] = value + covered
            count += 1
    return count


@kernel
def attempt(
    t: IntArray,
    s: IntArray,
    allowed: float,
    short_weight: int,
    hard_weight: int,
) -> bool:
    """Carry out what is planned unless it costs more than is allowed."""
    value = 0
    for change in range(s[at.CHANGE_COUNT]):
        value += put(t, s, change)
    value += settle(t, s)
    hard = hard_of(value)
    ticks = value - (hard << at.HARD_BITS)
    if hard > 0 and s[at.HARD] == 0:
        undo(s)
        return False
    value = cover_change(t, s)
    hard += s[at.WATCH_HARD]
    if hard > 0 and s[at.HARD] == 0:
        undo(s)
        return False
    short = hard_of(value)
    ticks += value - (short << at.HARD_BITS)
    if ticks + short * short_weight + hard * hard_weight > allowed:
        undo(s)
        return False
    cover_commit(t, s)
    s[at.HARD] += hard
    s[at.SHORT] += short
    s[at.TICKS] += ticks
    return True


@kernel
def remember(t: IntArray, s: IntArray, best: IntArray) -> None:
    """Keep the roster if it is the best so far."""
    hard, short, ticks = s[at.HARD], s[at.SHORT], s[at.TICKS]
    if hard > best[0]:
        return
    if hard == best[0]:
        if short > best[1]:
            return
        if short == best[1] and ticks >= best[2]:
            return
    best[0] = hard
    best[1] = short
    best[2] = ticks
    size = t[at.PEOPLE] * t[at.DAYS] * (1 + t[at.BREAKS])
    # The choices are followed by their breaks.
    for i in range(size):
        best[3 + i] = s[s[at.CUR] + i]
