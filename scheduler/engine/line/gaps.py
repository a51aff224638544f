"""Rest between duties as machines: the state is when one may start again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.machine import FORBIDDEN, ticks_of

if TYPE_CHECKING:
    from constraints.measures import BoolArray, IntArray
    from constraints.terms import Price
    from scheduler.engine.line.machine import Menus, Moves
    from scheduler.problem import DutyTable

__all__ = ["Gap"]

_NEVER = 1 << 50


class Gap:
    """Forbids or prices starting before ``least_min`` after the last end.

    Instants that no duty to come tells apart are one state: 0 where every
    duty may start. A hard gap knows the first start allowed, a priced one
    the instant itself.
    """

    def __init__(
        self,
        least_min: int,
        price: Price,
        menus: Menus,
        duties: DutyTable,
        *,
        standby: bool,
    ) -> None:
        self._least_min = least_min
        self._price = price
        times = [duty.times(standby=standby) for duty in duties.duties]
        # Duties of standby alone leave everything as it is.
        self._seen = np.array([t is not None for t in times], dtype=np.bool_)
        known = [t or (0, 0) for t in times]
        self._start = np.array([start for start, _ in known], dtype=np.int64)
        self._end = np.array([end for _, end in known], dtype=np.int64)
        ahead: IntArray = np.zeros(0, dtype=np.int64)
        self._ahead = [ahead]
        for choices in reversed(menus):
            starts = self._start[choices[self._looked_at(choices)]]
            ahead = np.union1d(ahead, starts)
            self._ahead.append(ahead)
        self._ahead.reverse()

    def _looked_at(self, choices: IntArray) -> BoolArray:
        found: BoolArray = (choices >= 0) & self._seen[choices]
        return found

    def start(self, previous_end_min: int | None) -> int:
        """Return the state after the last duty before the horizon."""
        if previous_end_min is None:
            return 0
        free = np.array([previous_end_min + self._least_min], dtype=np.int64)
        return int(self._merged(free, 0)[0])

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Judge each duty by the last one's end, then wait for its own."""
        on = self._looked_at(choices)
        lacking = np.where(on, states[:, None] - self._start[choices][None], 0)
        cost = (
            np.where(lacking > 0, FORBIDDEN, 0)
            if self._price.hard
            else ticks_of(self._price, np.maximum(lacking, 0))
        )
        free = np.where(
            on, self._end[choices] + self._least_min, states[:, None]
        )
        return self._merged(free, day + 1), cost

    def _merged(self, free: IntArray, day: int) -> IntArray:
        """Make instants equal that the duties from a day on cannot tell."""
        ahead = self._ahead[day]
        at = np.searchsorted(ahead, free)
        hard = self._price.hard
        later = np.append(ahead, _NEVER)[at] if hard else free
        # Nothing ahead: nothing to tell.
        merged: IntArray = np.where((at == 0) | (len(ahead) == 0), 0, later)
        return merged
