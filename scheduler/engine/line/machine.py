"""What a machine is: one term on a line, read day by day.

A machine's state says all that the days so far mean for the days to come.
States are whole numbers whose meaning only their machine knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray, Mark, Measure
    from constraints.terms import Price

__all__ = [
    "FORBIDDEN",
    "OFF_DUTY",
    "Machine",
    "Menus",
    "Moves",
    "inside",
    "staying",
    "ticks_of",
    "values_of",
]

FORBIDDEN = 1 << 56
"""Ticks of what must not be; sums of a few stay inside 64 bits."""

OFF_DUTY = -1
"""A day off, among the duties of a day's choices."""

Menus: TypeAlias = "Sequence[IntArray]"
"""By line day: what may be chosen, duty indices and ``OFF_DUTY`` last."""

Moves: TypeAlias = "tuple[IntArray, IntArray]"
"""``[state, choice]``: the state after a choice, and its ticks."""


class Machine(Protocol):
    """Reads the choices of consecutive line days."""

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Return where each choice leads from each state, and its ticks."""
        ...


def staying(states: IntArray, choices: IntArray) -> Moves:
    """Return the moves of a day that a machine does not look at."""
    to = np.repeat(states[:, None], len(choices), axis=1)
    return to, np.zeros_like(to)


def values_of(measure: Measure, choices: IntArray) -> IntArray:
    """Return the measure of each choice; a day off has none."""
    found: IntArray = np.where(choices < 0, 0, measure.by_duty[choices])
    return found


def inside(mark: Mark, choices: IntArray) -> IntArray:
    """Return 1 for each choice that is in a mark, else 0."""
    if isinstance(mark.duties, bool):
        on = np.full(len(choices), mark.duties)
    else:
        on = mark.duties[choices]
    found: IntArray = np.where(choices < 0, mark.off, on).astype(np.int64)
    return found


def ticks_of(price: Price, amounts: IntArray) -> IntArray:
    """Return what amounts cost; ``FORBIDDEN`` where a hard price says so."""
    if price.hard:
        barred: IntArray = np.where(amounts > 0, FORBIDDEN, 0)
        return barred
    total = np.zeros_like(amounts)
    previous = 0
    for start, rate in price.slopes:
        total += np.maximum(0, amounts - start) * (rate - previous)
        previous = rate
    return total
