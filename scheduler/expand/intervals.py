"""Stretches of instants: windows laid over dates, unions, minutes inside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from scheduler.clock import zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from constraints.measures import IntArray
    from constraints.windows import Moment, Window

__all__ = [
    "Inside",
    "Interval",
    "clipped",
    "dates",
    "day_interval",
    "laid",
    "laid_moments",
    "union",
]

Interval: TypeAlias = "tuple[int, int]"
"""Half-open stretch [start_min, end_min) of instants."""


def dates(first: date, last: date) -> Iterator[date]:
    """Yield the dates from the first to the last, inclusive."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def day_interval(day: date, zone_name: str) -> Interval:
    """Return a local day from midnight to midnight: 23, 24 or 25 hours."""
    clock = zone(zone_name)
    return clock.start_min(day, 0), clock.end_min(day, 24 * 60)


def laid(
    window: Window,
    zone_name: str,
    first: date,
    last: date,
    off: Collection[date] = (),
) -> list[Interval]:
    """Lay a window over dates, one stretch per date it starts on.

    Parameters
    ----------
    zone_name
        Used when the window names no zone of its own.
    first, last
        Dates in the window's zone on which it may start, inclusive.
    off
        Dates among them on which it does not.
    """
    clock = zone(window.zone or zone_name)
    found = []
    for day in dates(first, last):
        if window.on(day) and day not in off:
            start = clock.start_min(day, window.start)
            end = clock.end_min(day, window.end)
            # The clocks may skip all of it.
            if start < end:
                found.append((start, end))
    return found


def laid_moments(
    moments: Iterable[Moment],
    length_min: int,
    zone_name: str,
    first: date,
    last: date,
) -> list[Interval]:
    """Lay moments over dates as stretches of real minutes from them on."""
    found = []
    for moment in moments:
        clock = zone(moment.zone or zone_name)
        for day in dates(first, last):
            if moment.on(day):
                start = clock.start_min(day, moment.at)
                found.append((start, start + length_min))
    return sorted(found)


def clipped(
    intervals: Iterable[Interval], first_min: int, last_min: int
) -> Iterator[Interval]:
    """Yield what lies between two instants of each stretch."""
    for start, end in intervals:
        start, end = max(start, first_min), min(end, last_min)
        if start < end:
            yield start, end


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Merge stretches that overlap or touch, in order of time."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class Inside:
    """Counts minutes of any stretch that lie inside a union of stretches.

    Parameters
    ----------
    intervals
        Stretches in any order; overlaps count once.
    """

    def __init__(self, intervals: Iterable[Interval]) -> None:
        merged = union(intervals)
        borders = np.array(merged, dtype=np.int64).reshape(-1, 2)
        self._starts = borders[:, 0]
        self._lengths = borders[:, 1] - borders[:, 0]
        self._before = np.concatenate([[0], np.cumsum(self._lengths)]).astype(
            np.int64
        )

    def until(self, instants: IntArray) -> IntArray:
        """Return the minutes inside before each instant."""
        idx = np.searchsorted(self._starts, instants, side="right")
        whole = self._before[idx]
        last = np.maximum(idx - 1, 0)
        if not len(self._starts):
            return np.zeros_like(instants)
        over = instants - self._starts[last] - self._lengths[last]
        return np.where(idx > 0, whole + np.minimum(over, 0), 0)

    def minutes(self, starts: IntArray, ends: IntArray) -> IntArray:
        """Return the minutes inside for each stretch [start, end)."""
        return self.until(ends) - self.until(starts)
