"""Volumes by local day and time of day, as people live and customers call.

A forecast repeats weeks, and weeks are local: a table has one row per date
and one column per slot of the clock. In the night in which clocks go
forward the hour that does not exist is unknown; of an hour shown twice both
passes are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from scheduler.clock import DAY_MIN
from scheduler.demand.volume import Volume

if TYPE_CHECKING:
    import numpy.typing as npt

    from scheduler.clock import Zone

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["DayTable", "day_table", "laid_out"]


@dataclass(frozen=True, eq=False)
class DayTable:
    """Contacts by date and time of day.

    Attributes
    ----------
    first_day
        Date of the first row; the others follow day by day.
    slot_min
        Minutes of a slot, a divisor of a day.
    per_hour
        Contacts per hour, shape (days, slots); NaN where unknown.
    handle_min
        Mean handle time of the whole, in minutes.
    """

    first_day: date
    slot_min: int
    per_hour: FloatArray
    handle_min: float

    @property
    def days(self) -> int:
        """Number of dates."""
        return len(self.per_hour)

    @property
    def dates(self) -> list[date]:
        """The dates, in order."""
        return [self.first_day + timedelta(days=i) for i in range(self.days)]

    @property
    def totals(self) -> FloatArray:
        """Contacts of each date; NaN where nothing is known of it."""
        known = ~np.isnan(self.per_hour)
        total = np.where(known, self.per_hour, 0.0).sum(axis=1)
        return np.where(known.any(axis=1), total * self.slot_min / 60, np.nan)

    @property
    def last_known(self) -> date:
        """The last date of which something is known, else the first."""
        known = np.flatnonzero(~np.isnan(self.totals))
        after = int(known[-1]) if len(known) else 0
        return self.first_day + timedelta(days=after)

    def until(self, days: int) -> DayTable:
        """Return the table of the first so many dates."""
        return DayTable(
            self.first_day,
            self.slot_min,
            self.per_hour[:days],
            self.handle_min,
        )


def day_table(volume: Volume, where: Zone) -> DayTable:
    """Return a volume by the dates and clock of a zone.

    A date on which nothing arrived is unknown: it lies outside what was
    recorded, or nobody was open.
    """
    starts = volume.first_min + volume.slot_min * np.arange(
        len(volume.per_hour)
    )
    day, column = _clock(starts, volume.slot_min, where)
    first = int(day.min(initial=0)) if not len(day) else int(day.min())
    days = int(day.max()) - first + 1 if len(day) else 0
    shape = (days, DAY_MIN // volume.slot_min)
    summed, passes = np.zeros(shape), np.zeros(shape)
    np.add.at(summed, (day - first, column), volume.per_hour)
    np.add.at(passes, (day - first, column), 1)
    rates = np.full(shape, np.nan)
    rates[passes > 0] = summed[passes > 0] / passes[passes > 0]
    rates[summed.sum(axis=1) == 0] = np.nan
    contacts = float(volume.per_hour.sum())
    handle = 60 * float(volume.load.sum()) / contacts if contacts else 0.0
    return DayTable(
        date.fromordinal(first) if len(day) else date.min,
        volume.slot_min,
        rates,
        handle,
    )


def laid_out(
    table: DayTable, where: Zone, first_min: int, last_min: int
) -> Volume:
    """Return a table as a volume between two instants.

    What is unknown, or on other dates, counts as no contacts; the hour that
    clocks skip has none, in the one shown twice both passes are alike.
    """
    starts = np.arange(first_min, last_min, table.slot_min)
    day, column = _clock(starts, table.slot_min, where)
    row = day - table.first_day.toordinal()
    inside = (row >= 0) & (row < table.days)
    rates = np.zeros(len(starts))
    rates[inside] = np.nan_to_num(table.per_hour[row[inside], column[inside]])
    return Volume(
        first_min,
        table.slot_min,
        rates,
        np.full(len(starts), table.handle_min),
    )


def _clock(
    starts: IntArray, slot_min: int, where: Zone
) -> tuple[IntArray, IntArray]:
    """Return the ordinal date and slot of the clock at instants."""
    local = [where.local(int(start)) for start in starts]
    return (
        np.array([each.day.toordinal() for each in local], dtype=np.int64),
        np.array([each.minute // slot_min for each in local], dtype=np.int64),
    )
