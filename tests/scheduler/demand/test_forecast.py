"""Forecasts of made-up histories whose answer can be argued."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from scheduler.demand.day_table import DayTable
from scheduler.demand.forecast import METHODS, Settings, forecast, wape

MONDAY = date(2027, 1, 4)
PLAIN = Settings(fading=1.0, outlier_deviations=math.inf)


def table(rows, first_day=MONDAY, handle_min=5.0):
    """Return a table of days of four slots."""
    return DayTable(first_day, 360, np.array(rows, dtype=float), handle_min)


def weeks(*levels):
    """Return whole weeks, each at one rate in all slots."""
    return table([[level] * 4 for level in levels for _ in range(7)])


def test_mean_by_weekday_and_slot():
    """Two weeks of 10 and 20 mean 15, whatever other weekdays do."""
    history = weeks(10, 20)
    made = forecast(history, MONDAY + timedelta(days=14), 7, PLAIN)
    assert np.all(made.table.per_hour == 15)
    assert made.table.handle_min == 5


def test_recent_weeks_count_more():
    """With a fading of a half, 10 then 40 mean (5 + 40) / 1.5."""
    made = forecast(
        weeks(10, 40),
        MONDAY + timedelta(days=14),
        1,
        Settings(fading=0.5, outlier_deviations=math.inf),
    )
    assert made.table.per_hour[0, 0] == pytest.approx(30)


def test_only_so_many_weeks_count():
    """Of 100, 10, 20 the last two weeks mean 15."""
    made = forecast(
        weeks(100, 10, 20),
        MONDAY + timedelta(days=21),
        1,
        Settings(weeks=2, fading=1.0, outlier_deviations=math.inf),
    )
    assert made.table.per_hour[0, 0] == 15


def test_what_comes_after_is_not_looked_at():
    """A forecast from the middle of a history does not peep."""
    history = weeks(10, 10, 99)
    made = forecast(history, MONDAY + timedelta(days=14), 7, PLAIN)
    assert np.all(made.table.per_hour == 10)


def test_an_outage_is_left_out():
    """One dead Wednesday among eight weeks is named and does not count."""
    history = weeks(*[10] * 8)
    history.per_hour[16] = 1
    made = forecast(history, MONDAY + timedelta(days=56), 7, Settings())
    assert made.left_out == (MONDAY + timedelta(days=16),)
    assert np.allclose(made.table.per_hour, 10)


def test_holidays_bring_what_holidays_brought():
    """A past holiday at 40 % says that the next brings 40 %, plus growth."""
    history = weeks(*[10] * 8)
    history.per_hour[9] = 4
    coming = MONDAY + timedelta(days=58)
    made = forecast(
        history,
        MONDAY + timedelta(days=56),
        7,
        Settings(
            growth=1.5,
            holidays=frozenset({MONDAY + timedelta(days=9), coming}),
        ),
    )
    assert made.holiday_factor == pytest.approx(0.4)
    assert made.table.per_hour[:, 0] == pytest.approx(
        [15, 15, 6, 15, 15, 15, 15]
    )
    assert made.left_out == ()


def test_a_holiday_factor_may_be_given():
    """What is said is taken, whatever the past was."""
    history = weeks(*[10] * 3)
    coming = MONDAY + timedelta(days=21)
    made = forecast(
        history,
        coming,
        1,
        Settings(holidays=frozenset({coming}), holiday_factor=0.5),
    )
    assert made.table.per_hour[0, 0] == pytest.approx(5)


def test_how_sure_it_is():
    """Days at 90 and 110 of an expected 100 vary by a tenth."""
    rng = np.random.default_rng(0)
    levels = rng.choice([90.0, 110.0], size=56)
    history = table([[level] * 4 for level in levels])
    made = forecast(history, MONDAY + timedelta(days=56), 7, PLAIN)
    assert made.day_variation == pytest.approx(0.1, abs=0.02)
    # 60 too many or too few in slots of 600; the mean follows an eighth.
    assert made.dispersion == pytest.approx(6 * 7 / 8, abs=1)
    assert made.spread().shape == (7, 4)


def test_poisson_counts_have_a_dispersion_of_one():
    """Arrivals that are only random show it."""
    rng = np.random.default_rng(0)
    counts = rng.poisson(60, size=(84, 4)) / 6
    made = forecast(
        table(counts), MONDAY + timedelta(days=84), 1, Settings(weeks=12)
    )
    assert made.dispersion == pytest.approx(1, abs=0.2)


def test_weekdays_never_seen_stay_unknown():
    """Who is closed at weekends will be closed at weekends."""
    history = weeks(*[10] * 4)
    history.per_hour[5::7] = np.nan
    made = forecast(history, MONDAY + timedelta(days=28), 7, PLAIN)
    assert np.isnan(made.table.totals[5])
    assert made.table.totals[6] == 240


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (weeks(10), "2 weeks of history at least, not 7 days"),
        (table(np.full((20, 4), np.nan)), "Nothing is known"),
        (table(np.zeros((0, 4))), "Nothing is known"),
    ],
)
def test_too_little_history(history, said):
    """A forecast is not made up."""
    with pytest.raises(ValueError, match=said):
        forecast(history, MONDAY + timedelta(days=28), 7)


def test_back_test():
    """A level that doubles in the last week is missed by half of it."""
    history = weeks(*[10] * 9, 20)
    # Weeks 9 and 10 are tried: 10 for 10, then 10 for 20.
    assert wape(history, 1, PLAIN) == pytest.approx(10 / 30)
    # Two weeks ahead only the tenth week: 10 for 20.
    assert wape(history, 2, PLAIN) == pytest.approx(10 / 20)
    assert wape(history, 4, PLAIN) is None
    assert set(METHODS) == {"sunroster", "mean of 8 weeks", "last week"}
