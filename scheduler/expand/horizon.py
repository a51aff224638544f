"""The dates that are planned, and windows laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone
from scheduler.expand.intervals import Interval, clipped, laid, union

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from constraints.windows import Window

__all__ = ["Horizon"]

# A window lasts a week at most; a day more for zones far away.
_EARLY = timedelta(days=8)
_LATE = timedelta(days=2)


@dataclass(frozen=True)
class Horizon:
    """The dates that are planned, and the zone of their midnights.

    Whatever names a zone of its own exists from the midnight before
    ``first`` to the one after ``last`` on the clock of that zone.
    """

    first: date
    last: date
    zone: str

    @property
    def days(self) -> int:
        """How many dates they are."""
        return (self.last - self.first).days + 1

    def ends(self, zone_name: str | None = None) -> Interval:
        """Return its first and last instant on the clock of a zone."""
        clock = zone(zone_name or self.zone)
        return (
            clock.start_min(self.first, 0),
            clock.end_min(self.last, DAY_MIN),
        )

    def begun(
        self,
        window: Window,
        off: Collection[date] = (),
        lead_min: int = 0,
    ) -> list[Interval]:
        """Lay a window over the horizon and some days around it, uncut.

        Parameters
        ----------
        off
            Dates on which no window begins.
        lead_min
            How long before the horizon it still matters.
        """
        early = self.first - _EARLY - timedelta(minutes=lead_min)
        found = laid(window, self.zone, early, self.last + _LATE, off)
        return union(found)

    def around(self, window: Window, by_min: int) -> list[Interval]:
        """Lay a window over the horizon and so much before and after it."""
        by = timedelta(minutes=by_min)
        return union(
            laid(window, self.zone, self.first - _EARLY - by, self.last + by)
        )

    def stretches(
        self,
        windows: Iterable[Window],
        off: Collection[date] = (),
        lead_min: int = 0,
    ) -> list[Interval]:
        """Lay windows over the horizon, cut at its ends.

        A window of the day before reaches into the first morning.

        Parameters
        ----------
        off
            Dates on which no window begins.
        lead_min
            How long before the horizon to begin.
        """
        found: list[Interval] = []
        for window in windows:
            first, last = self.ends(window.zone)
            begun = self.begun(window, off, lead_min)
            found += clipped(begun, first - lead_min, last)
        return union(found)
