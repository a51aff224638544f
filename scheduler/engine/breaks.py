"""When the breaks of a duty may start, on the lines of the grid."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.problem import Duty

__all__ = ["break_starts", "earliest_breaks", "fits"]


@lru_cache(maxsize=65536)
def break_starts(duty: Duty, slot_min: int) -> tuple[tuple[int, ...], ...]:
    """Return, for each break of a duty, the instants it may start at.

    A break lies inside its duty, even where ``latest_min`` says more.
    """
    found = []
    for pause in duty.breaks:
        first = duty.start_min + pause.earliest_min
        last = min(
            duty.start_min + pause.latest_min,
            duty.end_min - pause.length_min,
        )
        on_grid = -(-first // slot_min) * slot_min
        found.append(tuple(range(on_grid, last + 1, slot_min)))
    return tuple(found)


def earliest_breaks(duty: Duty, slot_min: int) -> tuple[int, ...] | None:
    """Return the first start of each break that leaves them in order.

    None where the breaks do not fit into the duty.
    """
    at, found = duty.start_min, []
    for pause, starts in zip(
        duty.breaks, break_starts(duty, slot_min), strict=True
    ):
        start = next((s for s in starts if s >= at), None)
        if start is None:
            return None
        found.append(start)
        at = start + pause.length_min
    return tuple(found)


def fits(duty: Duty, starts: tuple[int, ...], slot_min: int) -> bool:
    """Return whether breaks may start at these instants, one after another."""
    if len(starts) != len(duty.breaks):
        return False
    at = duty.start_min
    for pause, start, allowed in zip(
        duty.breaks, starts, break_starts(duty, slot_min), strict=True
    ):
        if start < at or start not in allowed:
            return False
        at = start + pause.length_min
    return True
