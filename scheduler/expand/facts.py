"""Evaluates facts about duties on the clocks and calendars they name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, assert_never

import numpy as np

from constraints.measures import (
    Elapsed,
    Measure,
    Nominal,
    OnHoliday,
    Paid,
    Within,
)
from scheduler.clock import zone as clock_of
from scheduler.expand.intervals import Inside, day_interval, laid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from constraints.measures import Fact, IntArray, Of
    from constraints.windows import Window
    from scheduler.problem import DutyTable

__all__ = ["DutyFacts"]


class DutyFacts:
    """Facts about the duties of one table, each evaluated once.

    Parameters
    ----------
    duties
        The table; measures have its length.
    holidays
        Public holidays of a place, as local dates.
    """

    def __init__(
        self,
        duties: DutyTable,
        holidays: Callable[[str], Collection[date]] = lambda place: (),
    ) -> None:
        self._duties = duties
        self._holidays = holidays
        self._known: dict[Fact, Measure] = {}

    def measure(self, fact: Fact) -> Measure:
        """Return the measure of a fact; the same object every time."""
        if fact not in self._known:
            self._known[fact] = Measure(
                key=str(fact), unit="minutes", by_duty=self._evaluate(fact)
            )
        return self._known[fact]

    def laid(
        self, window: Window, zone_name: str, first: date, last: date
    ) -> list[tuple[int, int]]:
        """Return the stretches of a window that begin on some dates."""
        return laid(window, zone_name, first, last)

    def extended(self, duties: DutyTable) -> DutyFacts:
        """Return the same facts about another table of duties."""
        return DutyFacts(duties, self._holidays)

    def holiday(self, place: str, day: date) -> bool:
        """Return whether a date is a public holiday; never without place."""
        return bool(place) and day in self._holidays(place)

    def day_start(self, zone: str, day: date, minute: int = 0) -> int:
        """Return the instant at which a minute of a zone's day begins."""
        return clock_of(zone).start_min(day, minute)

    def _evaluate(self, fact: Fact) -> IntArray:
        table = self._duties
        match fact:
            case Paid():
                return _column(d.paid_min for d in table.duties)
            case Nominal():
                return _column(d.nominal_min for d in table.duties)
            case Elapsed(of):
                return self._total(lambda start, end: end - start, of)
            case Within(windows, zone_name, of):
                first, last = self._dates(zone_name)
                stretches = (
                    stretch
                    for window in windows
                    for stretch in laid(window, zone_name, first, last)
                )
                return self._total(Inside(stretches).minutes, of)
            case OnHoliday(place, zone_name, of, only):
                days = (
                    day_interval(day, zone_name)
                    for day in self._holidays(place)
                    if only in (None, day)
                )
                return self._total(Inside(days).minutes, of)
            case _:
                assert_never(fact)

    def _total(
        self, minutes: Callable[[IntArray, IntArray], IntArray], of: Of
    ) -> IntArray:
        """Return minutes of duties, summed over their pieces."""
        table = self._duties
        pieces: dict[Of, Sequence[tuple[IntArray, IntArray]]] = {
            "work": table.work,
            "standby": table.standby,
            "reach": table.reach,
        }
        total = np.zeros(len(table), dtype=np.int64)
        for start_min, end_min in pieces[of]:
            total += minutes(start_min, end_min)
        return total

    def _dates(self, zone_name: str) -> tuple[date, date]:
        # Windows may be longer than a day and lie in any zone: some days
        # of margin cost nothing.
        if not len(self._duties):
            return date(2000, 1, 2), date(2000, 1, 1)
        clock, margin = clock_of(zone_name), timedelta(days=8)
        return (
            clock.local_day(int(self._duties.start_min.min())) - margin,
            clock.local_day(int(self._duties.end_min.max())) + margin,
        )


def _column(values: Iterable[int]) -> IntArray:
    return np.fromiter(values, dtype=np.int64)
