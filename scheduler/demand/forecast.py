"""Volumes to come, from volumes that were: weighted means of past weeks.

For each weekday and slot of the clock the mean of the last weeks, recent
ones counting more, after dates that were unlike any other (an outage, a
campaign) and public holidays are left out. Beyond a few days nothing much
beats a historical average [1]_.

References
----------
.. [1] J. W. Taylor, "A comparison of univariate time series methods for
   forecasting intraday arrivals at a call center", Management Science
   54(2), 2008.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from scheduler.demand.day_table import DayTable

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    BoolArray = npt.NDArray[np.bool_]

__all__ = ["METHODS", "Forecast", "Settings", "forecast", "wape"]

LEAST_WEEKS = 2
MAD_TO_DEVIATION = 1.4826  # of a normal distribution
LEAST_DEVIATION = 0.02
"""Weekdays that vary less than this are still not outliers of each other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to forecast.

    Attributes
    ----------
    weeks
        How many past weeks count.
    fading
        What a week counts for, as a share of the week after it.
    outlier_deviations
        Dates whose total is further than this from what their weekday
        usually brings are left out; infinite keeps all.
    growth
        Factor on everything: 1.1 for 10 % more.
    holidays
        Public holidays, past and to come.
    holiday_factor
        What a holiday brings, as a share of its weekday; by default as past
        ones did, else the same.
    """

    weeks: int = 8
    fading: float = 0.8
    outlier_deviations: float = 4.0
    growth: float = 1.0
    holidays: frozenset[date] = field(default_factory=frozenset)
    holiday_factor: float | None = None


@dataclass(frozen=True, eq=False)
class Forecast:
    """Volumes to come and how sure they are.

    Attributes
    ----------
    table
        Contacts per hour by date and slot.
    day_variation
        Standard deviation of a day's total over what was expected of it.
    dispersion
        Variance of a slot's count over its mean; 1 if arrivals are random
        and nothing else varies.
    left_out
        Past dates that were unlike any other.
    holiday_factor
        What holidays to come were taken to bring.
    """

    table: DayTable
    day_variation: float
    dispersion: float
    left_out: tuple[date, ...] = ()
    holiday_factor: float = 1.0

    def spread(self) -> FloatArray:
        """Return the standard deviation of each slot's rate, per hour."""
        slot_h = self.table.slot_min / 60
        counts = np.nan_to_num(self.table.per_hour) * slot_h
        return np.sqrt(self.dispersion * counts) / slot_h


METHODS: dict[str, Settings] = {
    "sunroster": Settings(),
    "mean of 8 weeks": Settings(fading=1.0, outlier_deviations=math.inf),
    "last week": Settings(weeks=1, outlier_deviations=math.inf),
}
"""What a back-test compares."""


def forecast(
    history: DayTable,
    first_day: date,
    days: int,
    settings: Settings | None = None,
) -> Forecast:
    """Forecast some dates from what was before them.

    What a weekday never brought stays unknown; laid out, it is nothing.

    Parameters
    ----------
    history
        Dates from ``first_day`` on are not looked at.
    first_day, days
        What to forecast.

    Raises
    ------
    ValueError
        When fewer than two weeks are known, unless only one is asked for.
    """
    chosen = settings or Settings()
    past = history.until(
        max(0, min(history.days, (first_day - history.first_day).days))
    )
    known = int(np.count_nonzero(~np.isnan(past.totals)))
    if not known:
        raise ValueError("Nothing is known of the time before the forecast.")
    span_days = past.days - int(np.flatnonzero(~np.isnan(past.totals))[0])
    if span_days < 7 * min(LEAST_WEEKS, chosen.weeks):
        raise ValueError(
            f"A forecast needs {LEAST_WEEKS} weeks of history at least, not "
            f"{span_days} days."
        )
    special = np.array([d in chosen.holidays for d in past.dates], dtype=bool)
    odd = _outliers(past, special, chosen)
    usual = np.array(past.per_hour, copy=True)
    usual[special | odd] = np.nan
    weekdays = _by_weekday(past, usual, chosen)
    factor = _holiday_factor(past, special, weekdays, chosen)
    rows = []
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        scale = chosen.growth * (factor if day in chosen.holidays else 1.0)
        rows.append(weekdays[day.weekday()] * scale)
    expected = np.array([weekdays[d.weekday()] for d in past.dates])
    return Forecast(
        DayTable(
            first_day,
            history.slot_min,
            np.array(rows).reshape(days, usual.shape[1]),
            history.handle_min,
        ),
        _day_variation(usual, expected),
        _dispersion(usual, expected, history.slot_min),
        tuple(d for d, out in zip(past.dates, odd, strict=True) if out),
        factor,
    )


def wape(
    history: DayTable,
    weeks_ahead: int,
    settings: Settings,
    first_weeks: int = 8,
) -> float | None:
    """Return the weighted absolute percentage error of a back-test.

    From every Monday on for which so many weeks are known, the week so many
    ahead is forecast from what was known then, and compared slot by slot.

    Parameters
    ----------
    weeks_ahead
        1 is the week that begins on that Monday.

    Returns
    -------
    float or None
        Sum of absolute errors over the sum of contacts; None where history
        is too short to try.
    """
    missed = arrived = 0.0
    monday = (-history.first_day.weekday()) % 7
    for start in range(monday + 7 * first_weeks, history.days, 7):
        target = start + 7 * (weeks_ahead - 1)
        if target + 7 > history.days + 6:
            break
        actual = history.per_hour[target : target + 7]
        made = forecast(
            history.until(start),
            history.first_day + timedelta(days=target),
            len(actual),
            settings,
        ).table.per_hour
        both = ~np.isnan(actual) & ~np.isnan(made)
        missed += float(np.abs(made - actual)[both].sum())
        arrived += float(actual[both].sum())
    return missed / arrived if arrived else None


def _by_weekday(
    past: DayTable, usual: FloatArray, settings: Settings
) -> list[FloatArray]:
    """Return the weighted mean of each weekday's last dates, by slot."""
    ages = (past.days - 1 - np.arange(past.days)) // 7
    weights = np.where(
        ages < settings.weeks, settings.fading ** ages.astype(float), 0.0
    )
    first = past.first_day.weekday()
    return [
        _mean(usual[(day - first) % 7 :: 7], weights[(day - first) % 7 :: 7])
        for day in range(7)
    ]


def _mean(rows: FloatArray, weights: FloatArray) -> FloatArray:
    known = ~np.isnan(rows) * weights[:, None]
    total = (np.nan_to_num(rows) * known).sum(axis=0)
    counted = known.sum(axis=0)
    means = np.full(rows.shape[1], np.nan)
    means[counted > 0] = total[counted > 0] / counted[counted > 0]
    return means


def _outliers(
    past: DayTable, special: BoolArray, settings: Settings
) -> BoolArray:
    """Return which dates of the weeks that count are unlike any other."""
    totals = np.where(special, np.nan, past.totals)
    totals[: max(0, past.days - 7 * settings.weeks)] = np.nan
    off = np.full(past.days, np.nan)
    for day in range(7):
        own = totals[day::7]
        if not np.all(np.isnan(own)):
            median = float(np.nanmedian(own))
            off[day::7] = own / median - 1 if median else np.nan
    if np.all(np.isnan(off)):
        return np.zeros(past.days, dtype=bool)
    deviation = MAD_TO_DEVIATION * float(np.nanmedian(np.abs(off)))
    limit = settings.outlier_deviations * max(deviation, LEAST_DEVIATION)
    return np.asarray(np.abs(np.nan_to_num(off)) > limit, dtype=bool)


def _holiday_factor(
    past: DayTable,
    special: BoolArray,
    weekdays: list[FloatArray],
    settings: Settings,
) -> float:
    if settings.holiday_factor is not None:
        return settings.holiday_factor
    ratios = [
        float(np.nansum(row) / np.nansum(weekdays[day.weekday()]))
        for day, row, is_special in zip(
            past.dates, past.per_hour, special, strict=True
        )
        if is_special
        and not np.all(np.isnan(row))
        and np.nansum(weekdays[day.weekday()]) > 0
    ]
    return float(np.mean(ratios)) if ratios else 1.0


def _day_variation(usual: FloatArray, expected: FloatArray) -> float:
    both = ~np.isnan(usual) & ~np.isnan(expected)
    seen = np.where(both, usual, 0.0).sum(axis=1)
    meant = np.where(both, expected, 0.0).sum(axis=1)
    ratios = seen[meant > 0] / meant[meant > 0]
    return float(np.std(ratios, ddof=1)) if len(ratios) > 1 else 0.0


def _dispersion(
    usual: FloatArray, expected: FloatArray, slot_min: int
) -> float:
    """Return variance over mean of counts, pooled over slots."""
    both = ~np.isnan(usual) & ~np.isnan(expected) & (expected > 0)
    seen = usual[both] * slot_min / 60
    meant = expected[both] * slot_min / 60
    if len(seen) < 2:
        return 1.0
    return max(1.0, float(((seen - meant) ** 2).sum() / meant.sum()))
