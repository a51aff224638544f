"""Intervals of a forecast: how long each lasts, and their way to the grid."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.clock import DAY_MIN
from scheduler.demand.volume import Volume
from scheduler.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from scheduler.clock import Zone
    from scheduler.errors import Place

__all__ = [
    "Grid",
    "Interval",
    "Stream",
    "Wall",
    "by_stream",
    "deduced_length_min",
    "ended",
    "gaps",
    "on_grid",
    "overlaps",
    "repeated_hours",
]


class Stream(NamedTuple):
    """Whose contacts they are; an empty name where the file has none."""

    queue: str
    account: str
    priority: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, self)) or "the volume"


class Grid(NamedTuple):
    """The slots wanted, in minutes since 1970-01-01T00:00Z."""

    first_min: int
    last_min: int
    slot_min: int


class Wall(NamedTuple):
    """A time as a clock on the wall shows it."""

    where: Zone
    day: date
    minute: int

    def later(self, minutes: int) -> Wall:
        """Return the time that many minutes further on the dial."""
        return self._replace(minute=self.minute + minutes)

    def instant_min(self) -> int:
        """Return the first instant that shows this time, or one later.

        In a gap all times are the moment of the clock change, so that what
        starts and ends in the gap lasts no time.
        """
        moved_min = self.where.start_min(self.day, self.minute)
        if self.where.local(moved_min).minute == self.minute % DAY_MIN:
            return moved_min
        changes = self.where.changes(moved_min - DAY_MIN, moved_min + 1)
        return changes[-1].at_min


@dataclass(frozen=True, slots=True)
class Interval:
    """A row of a forecast.

    Attributes
    ----------
    place
        Where its start stands in the file.
    stream
        Whose contacts they are.
    start_min, end_min
        Instants; the end is 0 until `ended` found it.
    again_min
        The later instant that shows the same wall time, if there is one.
    wall
        The start as it was written, unless with an offset.
    length_min
        Length as written, 0 where the file has none.
    contacts, handle_min
        Contacts in the whole interval and their mean handle time.
    """

    place: Place
    stream: Stream
    start_min: int
    again_min: int | None
    wall: Wall | None
    length_min: int
    contacts: float
    handle_min: float
    end_min: int = 0

    def second_pass(self) -> Interval:
        """Return the same row in the second pass of a repeated hour."""
        if self.again_min is None:
            return self
        return replace(self, start_min=self.again_min, again_min=None)


def by_stream(
    intervals: Iterable[Interval],
) -> dict[Stream, list[Interval]]:
    """Return the intervals of each stream in order of time."""
    streams: dict[Stream, list[Interval]] = defaultdict(list)
    for interval in sorted(intervals, key=lambda row: row.start_min):
        streams[interval.stream].append(interval)
    return dict(streams)


def deduced_length_min(
    streams: Mapping[Stream, Sequence[Interval]],
) -> int | None:
    """Return the commonest step between starts, None without any step.

    The commonest, not the smallest: one row out of place must show up as an
    overlap and not make every other row a quarter as long.
    """
    steps = Counter(
        later.start_min - earlier.start_min
        for series in streams.values()
        for earlier, later in pairwise(series)
        if later.start_min > earlier.start_min
    )
    return min(steps, key=lambda step: (-steps[step], step), default=None)


def ended(interval: Interval, length_min: int) -> Interval:
    """Return the interval with its end.

    What starts at a wall time lasts until the wall time one length later:
    two hours over a clock change last one hour or three, and an hour that
    the clocks skip lasts none. Rows short enough to fit one pass of a
    repeated hour last what they say.
    """
    start_min, again_min, wall = (
        interval.start_min,
        interval.again_min,
        interval.wall,
    )
    end_min = start_min + length_min
    fits_one_pass = again_min is not None and end_min <= again_min
    is_second_pass = wall is not None and start_min != wall.instant_min()
    if wall is not None and not fits_one_pass and not is_second_pass:
        end_min = wall.later(length_min).instant_min()
    return replace(interval, end_min=end_min)


def repeated_hours(
    series: Sequence[Interval],
) -> Iterator[Interval]:
    """Yield copies of rows that must stand for a repeated hour's other pass.

    Forecasts made from averages have 24 rows on a day of 25 hours. Contacts
    are as frequent in the second pass as in the first.
    """
    starts = {interval.start_min for interval in series}
    for row in series:
        again_min = row.again_min
        if (
            again_min is not None
            and row.end_min <= again_min
            and again_min not in starts
        ):
            length_min = row.end_min - row.start_min
            yield replace(row.second_pass(), end_min=again_min + length_min)


def overlaps(series: Sequence[Interval]) -> Iterator[Finding]:
    """Yield an error for every row that overlaps the one before it."""
    for earlier, later in pairwise(series):
        if later.start_min < earlier.end_min:
            yield Finding(
                f"This row of {later.stream} starts before that of line "
                f"{earlier.place.line} ends; count each contact once.",
                later.place,
                code="overlap",
            )


def gaps(
    stream: Stream, series: Sequence[Interval], grid: Grid
) -> Iterator[Finding]:
    """Yield what the stream leaves open of the grid, if anything.

    Hours without rows are ordinary (exports leave out nights without
    contacts), so that they are a warning. No row at all within the grid is
    an error: that is last year's file.
    """
    covered_min = sum(
        max(
            0,
            min(row.end_min, grid.last_min)
            - max(row.start_min, grid.first_min),
        )
        for row in series
    )
    missing_min = grid.last_min - grid.first_min - covered_min
    if covered_min == 0:
        yield Finding(
            f"No row of {stream} lies within the time to be staffed; check "
            "the dates.",
            series[-1].place,
            code="no-volume",
        )
    elif missing_min > 0:
        yield Finding(
            f"{missing_min / 60:g} h of the time to be staffed have no row "
            f"of {stream}; they count as hours without contacts.",
            series[0].place,
            "warning",
            code="gap",
        )


def on_grid(series: Iterable[Interval], grid: Grid) -> Volume:
    """Return contacts per hour and mean handle time slot by slot."""
    slots = -(-(grid.last_min - grid.first_min) // grid.slot_min)
    contacts = np.zeros(slots)
    work_min = np.zeros(slots)
    for row in series:
        per_min = row.contacts / (row.end_min - row.start_min)
        for slot, minutes in _slots(row, grid):
            contacts[slot] += per_min * minutes
            work_min[slot] += per_min * minutes * row.handle_min
    handle_min = np.divide(
        work_min, contacts, out=np.zeros(slots), where=contacts > 0
    )
    per_hour = contacts * (60 / grid.slot_min)
    return Volume(grid.first_min, grid.slot_min, per_hour, handle_min)


def _slots(row: Interval, grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield each slot that the row covers, and for how many minutes."""
    at_min = max(row.start_min, grid.first_min)
    last_min = min(row.end_min, grid.last_min)
    while at_min < last_min:
        slot = (at_min - grid.first_min) // grid.slot_min
        until_min = grid.first_min + (slot + 1) * grid.slot_min
        yield slot, min(until_min, last_min) - at_min
        at_min = until_min
