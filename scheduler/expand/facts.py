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
from scheduler.clock import zone
from scheduler.expand.intervals import Inside, Interval, day_interval, laid

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from constraints.measures import Fact, IntArray
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

    def extended(self, duties: DutyTable) -> DutyFacts:
        """Return the same facts about another table of duties."""
        return DutyFacts(duties, self._holidays)

    def holiday(self, place: str, day: date) -> bool:
        """Return whether a date is a public holiday; never without place."""
        return bool(place) and day in self._holidays(place)

    def _evaluate(self, fact: Fact) -> IntArray:
        table = self._duties
        match fact:
            case Paid():
                return _column(d.paid_min for d in table.duties)
            case Nominal():
                return _column(d.nominal_min for d in table.duties)
            case Elapsed():
                return table.end_min - table.start_min
            case Within(windows, zone_name):
                first, last = self._dates(zone_name)
                return self._inside(
                    stretch
                    for window in windows
                    for stretch in laid(window, zone_name, first, last)
                )
            case OnHoliday(place, zone_name):
                return self._inside(
                    day_interval(day, zone_name)
                    for day in self._holidays(place)
                )
            case _:
                assert_never(fact)

    def _inside(self, stretches: Iterable[Interval]) -> IntArray:
        return Inside(stretches).minutes(
            self._duties.start_min, self._duties.end_min
        )

    def _dates(self, zone_name: str) -> tuple[date, date]:
        # Windows may be longer than a day and lie in any zone: some days
        # of margin cost nothing.
        if not len(self._duties):
            return date(2000, 1, 2), date(2000, 1, 1)
        clock, margin = zone(zone_name), timedelta(days=8)
        return (
            clock.local_day(int(self._duties.start_min.min())) - margin,
            clock.local_day(int(self._duties.end_min.max())) + margin,
        )


def _column(values: Iterable[int]) -> IntArray:
    return np.fromiter(values, dtype=np.int64)
