"""How many are where, and what coverage costs by it, cell by cell.

Keeps the counts of ``scheduler.engine.hall`` while people come and go, and
says what one more or one fewer of a class would change. Plain numpy, whole
batches of cells at a time; ``kernels`` say the same in compiled loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.hall import MUST_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.measures import IntArray
    from scheduler.engine.hall import Hall, Kind

__all__ = ["Heads", "served_cost"]


def served_cost(kind: Kind, able: IntArray) -> tuple[IntArray, IntArray]:
    """Return what each of many cells of one kind lacks, and its ticks.

    Items are taken from the best gain down, each as far as there is room:
    what blocks one blocks it for good.

    Parameters
    ----------
    able
        ``able[cell, entry]``: the counts of each cell.
    """
    width = kind.check.shape[1]
    room = able[:, :width].copy()
    left = np.repeat(kind.length[None, :], len(able), axis=0)
    must = np.full(len(able), kind.base_must, dtype=np.int64)
    ticks = np.full(len(able), kind.base_ticks, dtype=np.int64)
    for item, stretch in enumerate(kind.stretch):
        free = room[:, kind.check[item]].min(axis=1)
        taken = np.minimum(free, left[:, stretch])
        left[:, stretch] -= taken
        room[:, kind.fill[item]] -= taken[:, None]
        must -= taken * kind.gain_must[item]
        ticks -= taken * kind.gain_ticks[item]
    return must, ticks


class Heads:
    """Counts by cell, and what they cost.

    Attributes
    ----------
    able
        ``able[cell, entry]``; entries beyond a kind's width are 0.
    must, ticks
        By cell: person-minutes of ``must`` coverage missing, and ticks.
    """

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.able: IntArray = np.zeros((len(hall), hall.width), dtype=np.int64)
        self.must: IntArray = np.zeros(len(hall), dtype=np.int64)
        self.ticks: IntArray = np.zeros(len(hall), dtype=np.int64)
        self._refresh(np.arange(len(hall)))

    @property
    def shortage_min(self) -> int:
        """Person-minutes of ``must`` coverage missing in all cells."""
        return int(self.must.sum()) + self._hall.constant_must

    @property
    def cost(self) -> int:
        """Ticks of all cells."""
        return int(self.ticks.sum()) + self._hall.constant_ticks

    def change(
        self, person: int, stretches: Iterable[tuple[int, int]], by: int
    ) -> None:
        """Let somebody come (1) or go (-1) for some stretches of time."""
        touched = [
            self._hall.cells(start, end) for start, end in stretches
        ] or [np.zeros(0, dtype=np.int64)]
        cells = np.concatenate(touched)
        for idx, kind in enumerate(self._hall.kinds):
            cls = int(kind.class_of[person])
            if cls < 0:
                continue
            own = cells[self._hall.kind[cells] == idx]
            self.able[own, : kind.touch.shape[1]] += by * kind.touch[cls]
        self._refresh(cells)

    def gains(self, kind: int, cells: IntArray) -> IntArray:
        """Return what one more person takes off, ``[cell, class]``.

        Minutes of shortage count ``MUST_WEIGHT`` ticks.

        Parameters
        ----------
        cells
            All of that kind.
        """
        return self._differences(kind, cells, 1)

    def losses(self, kind: int, cells: IntArray) -> IntArray:
        """Return what one fewer person adds, ``[cell, class]``.

        It means something for classes of which somebody is there.
        """
        return self._differences(kind, cells, -1)

    def _differences(self, idx: int, cells: IntArray, by: int) -> IntArray:
        kind = self._hall.kinds[idx]
        classes, width = kind.touch.shape
        after = self.able[cells, None, :width] + by * kind.touch[None]
        must, ticks = served_cost(kind, after.reshape(-1, width))
        found: IntArray = by * (
            (self.must[cells] * MUST_WEIGHT + self.ticks[cells])[:, None]
            - (must * MUST_WEIGHT + ticks).reshape(-1, classes)
        )
        return found

    def _refresh(self, cells: IntArray) -> None:
        for idx in np.unique(self._hall.kind[cells]):
            own = cells[self._hall.kind[cells] == idx]
            self.must[own], self.ticks[own] = served_cost(
                self._hall.kinds[idx], self.able[own]
            )
