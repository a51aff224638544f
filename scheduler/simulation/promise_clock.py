"""The clock of a promise: it runs while its windows are open, else it stands.

Work of four hours due that comes in an hour before closing is due three
hours after opening.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    BoolArray = npt.NDArray[np.bool_]

__all__ = ["PromiseClock"]


@dataclass(eq=False)
class PromiseClock:
    """Open time, as minutes since the first opening.

    Parameters
    ----------
    stretches
        Open stretches (start_min, end_min), apart and in order of time.
    """

    stretches: Sequence[tuple[int, int]]
    _start: FloatArray = field(init=False, repr=False)
    _end: FloatArray = field(init=False, repr=False)
    _before: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pairs = np.array(self.stretches, dtype=np.float64).reshape(-1, 2)
        self._start, self._end = pairs[:, 0], pairs[:, 1]
        lengths = self._end - self._start
        self._before = np.concatenate(([0.0], np.cumsum(lengths)))

    def is_open(self, at_min: FloatArray) -> BoolArray:
        """Return whether instants lie in an open stretch."""
        idx = np.searchsorted(self._start, at_min, side="right") - 1
        inside = idx >= 0
        found = np.zeros(len(at_min), dtype=bool)
        found[inside] = at_min[inside] < self._end[idx[inside]]
        return found

    def due_min(self, at_min: FloatArray, within_min: float) -> FloatArray:
        """Return when so much open time has passed since instants.

        Infinite where the stretches end before.
        """
        due = np.full(len(at_min), np.inf)
        if not len(self._start):
            return due
        idx = np.searchsorted(self._start, at_min, side="right") - 1
        known = np.maximum(idx, 0)
        passed = np.where(
            idx < 0,
            0.0,
            self._before[known]
            + np.minimum(at_min, self._end[known])
            - self._start[known],
        )
        target = passed + within_min
        # At the very end of a stretch work is due then, not at the next.
        at = np.searchsorted(self._before[1:], target - 1e-9, side="left")
        inside = at < len(self._start)
        due[inside] = (
            self._start[at[inside]] + target[inside] - self._before[at[inside]]
        )
        return due
