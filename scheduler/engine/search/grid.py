"""The slots of the grid on which cells of coverage begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels import layout as at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from constraints.terms import Cover, Presence

__all__ = ["Grid"]


class Grid:
    """Slots from the first cell to the last."""

    def __init__(
        self, slot_min: int, terms: Sequence[Cover | Presence]
    ) -> None:
        starts = [term.start_min for term in terms]
        first = min(starts, default=0) // slot_min * slot_min
        slots = (max(starts, default=0) - first) // slot_min + 1
        self._begins = first + slot_min * np.arange(slots)
        self.tables: dict[int, object] = {
            at.SLOT: slot_min,
            at.FIRST_SLOT: first,
            at.SLOTS: slots,
        }

    def at(self, cells: Sequence[Cover | Presence]) -> IntArray:
        """Return, by slot, the first cell that begins there or later.

        Parameters
        ----------
        cells
            In order of their start.
        """
        starts = np.array([c.start_min for c in cells], dtype=np.int64)
        return np.searchsorted(starts, self._begins).astype(np.int64)
