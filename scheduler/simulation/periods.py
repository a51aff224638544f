"""Half-hours, days and months in which a promise is reported, on its clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.clock import DAY_MIN, zone
from scheduler.simulation.levels import Counts

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from scheduler.problem import Problem
    from scheduler.promised import Promised

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["INTERVAL_MIN", "Periods"]

INTERVAL_MIN = 30


@dataclass(frozen=True, eq=False)
class Periods:
    """The horizon, cut.

    Attributes
    ----------
    first_min, last_min
        The horizon on the clock of the promise's zone.
    day, month
        By interval: number of its date, and of its calendar month.
    dates, months
        Their names; a month that the horizon cuts is reported in part.
    """

    first_min: int
    last_min: int
    day: IntArray
    month: IntArray
    dates: tuple[date, ...]
    months: tuple[str, ...]

    @classmethod
    def over(cls, promised: Promised, problem: Problem) -> Periods:
        """Return the periods of a promise over the horizon of a problem."""
        clock = zone(promised.zone)
        first = clock.start_min(problem.date(0), 0)
        last = clock.end_min(problem.date(problem.days - 1), DAY_MIN)
        starts = range(first, last, INTERVAL_MIN)
        local = [clock.local(start).day for start in starts]
        dates = tuple(dict.fromkeys(local))
        months = tuple(dict.fromkeys(f"{d:%B %Y}" for d in local))
        return cls(
            first,
            last,
            np.array([dates.index(d) for d in local]),
            np.array([months.index(f"{d:%B %Y}") for d in local]),
            dates,
            months,
        )

    @property
    def intervals(self) -> int:
        """Number of half-hours."""
        return len(self.day)

    def interval_start(self, interval: int) -> int:
        """Return the first minute of a half-hour."""
        return self.first_min + INTERVAL_MIN * interval

    def interval(self, at_min: FloatArray) -> IntArray:
        """Return the half-hour of instants; -1 beyond the horizon."""
        found = np.floor((at_min - self.first_min) / INTERVAL_MIN)
        inside = (found >= 0) & (found < self.intervals)
        return np.where(inside, found, -1).astype(np.int64)

    def by_day(self, counts: Counts) -> Counts:
        """Return counts by half-hour as counts by date."""
        return _grouped(counts, self.day, len(self.dates))

    def by_month(self, counts: Counts) -> Counts:
        """Return counts by half-hour as counts by month."""
        return _grouped(counts, self.month, len(self.months))


def _grouped(counts: Counts, group: IntArray, groups: int) -> Counts:
    found = []
    for each in (counts.offered, counts.in_time):
        summed = np.zeros((len(each), groups), dtype=np.int64)
        for number in range(groups):
            summed[:, number] = each[:, group == number].sum(axis=1)
        found.append(summed)
    return Counts(*found)
