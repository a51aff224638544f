"""What waits when the roster begins: contacts of days that are over.

A known backlog takes the place of what came in before: of that, part is done
and the rest is what waits. It is due as if it came in with the first slot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.demand.volume import Volume

if TYPE_CHECKING:
    from scheduler.expand.contacts import Grid

__all__ = ["SLOT_MIN", "begun_at", "waiting"]

SLOT_MIN = 15


def waiting(
    grid: Grid, start_min: int, contacts: int, handle_min: float
) -> Volume:
    """Return contacts that all come in as the roster begins.

    Parameters
    ----------
    start_min
        When it begins; the grid may begin later, with the first promise.
    """
    per_hour = np.zeros(grid.slots)
    slot = max(0, (start_min - grid.first_min) // SLOT_MIN)
    per_hour[min(slot, grid.slots - 1)] = contacts * 60 / SLOT_MIN
    return Volume(
        grid.first_min, SLOT_MIN, per_hour, np.full(grid.slots, handle_min)
    )


def begun_at(volume: Volume, start_min: int) -> Volume:
    """Return a volume without what came in before the roster began."""
    starts = volume.first_min + volume.slot_min * np.arange(
        len(volume.per_hour)
    )
    return replace(
        volume, per_hour=np.where(starts < start_min, 0.0, volume.per_hour)
    )
