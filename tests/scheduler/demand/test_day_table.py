"""Volumes by local day: clock changes, unknown days, there and back."""

from datetime import date

import numpy as np
import pytest

from scheduler.clock import zone
from scheduler.demand.day_table import day_table, laid_out
from scheduler.demand.volume import Volume

HALIFAX = zone("America/Halifax")


def flat(first_min, hours, per_hour=6.0):
    """Return a constant forecast in slots of an hour."""
    return Volume(
        first_min, 60, np.full(hours, per_hour), np.full(hours, 10.0)
    )


def test_the_hour_that_clocks_skip_is_unknown():
    """Halifax, 14 March 2027: there is no 02:00, and 23 hours in all."""
    first = HALIFAX.start_min(date(2027, 3, 13), 0)
    table = day_table(flat(first, 24 + 23), HALIFAX)
    assert table.first_day == date(2027, 3, 13)
    assert table.totals.tolist() == [24 * 6, 23 * 6]
    assert np.isnan(table.per_hour[1, 2])


def test_the_hour_shown_twice_is_averaged():
    """Halifax, 7 November 2027: 01:00 twice, with 6 and 12 an hour."""
    first = HALIFAX.start_min(date(2027, 11, 7), 0)
    rates = np.full(25, 6.0)
    rates[2] = 12
    table = day_table(Volume(first, 60, rates, np.full(25, 10.0)), HALIFAX)
    assert table.per_hour[0, 1] == 9
    assert table.totals[0] == 23 * 6 + 9


def test_days_without_contacts_are_unknown():
    """A closed day is not a quiet one."""
    first = HALIFAX.start_min(date(2027, 5, 1), 0)
    rates = np.concatenate([np.full(24, 5.0), np.zeros(24), np.full(24, 5.0)])
    table = day_table(Volume(first, 60, rates, np.full(72, 10.0)), HALIFAX)
    assert np.isnan(table.totals[1])
    assert table.dates[2] == date(2027, 5, 3)
    assert table.handle_min == pytest.approx(10)


def test_there_and_back():
    """A week over a clock change comes back as it was, slot by slot."""
    first = HALIFAX.start_min(date(2027, 3, 8), 0)
    rates = np.random.default_rng(1).random(7 * 24 - 1) + 1
    volume = Volume(first, 60, rates, np.full(len(rates), 10.0))
    back = laid_out(
        day_table(volume, HALIFAX), HALIFAX, first, volume.last_min
    )
    assert np.allclose(back.per_hour, rates)


def test_beyond_the_table_nothing_arrives():
    """Dates that nobody forecast bring nothing."""
    first = HALIFAX.start_min(date(2027, 5, 1), 0)
    table = day_table(flat(first, 24), HALIFAX)
    later = laid_out(table, HALIFAX, first + 1440, first + 2880)
    assert later.per_hour.sum() == 0


def test_nothing_at_all():
    """No slots make no days."""
    assert day_table(flat(0, 0), HALIFAX).days == 0
