"""Night length: what is a night, and how long it is in real time."""

from datetime import date

import pytest

from constraints.night_length import NightLength
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem

SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60), lengths=(480, 600))}


def length(**options):
    """Return a rule of 8 hours."""
    return NightLength(id="length", **{"most": "8h", **options})


def test_only_nights_are_limited(judge, at):
    """Ten hours by day are no matter; by night they are two too many."""
    week = tiny_problem(1, shifts=SHIFTS)
    line = {
        0: at(week, 0, 8, 10),
        1: at(week, 1, 22, 8),
        3: at(week, 3, 22, 10),
    }
    (found,) = judge(length(importance="normal"), week, line)
    assert (found.days, found.amount) == ((3, 3), 120)
    assert found.ticks == 20 * TICKS_PER_POINT


@pytest.mark.parametrize(
    ("first_day", "amount"), [(date(2027, 11, 6), 60), (date(2027, 3, 13), 0)]
)
def test_a_night_of_a_clock_change_is_real(judge, at, first_day, amount):
    """22:00-06:00 in Halifax is 9 or 7 hours long."""
    week = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts=SHIFTS
    )
    found = judge(length(), week, {0: at(week, 0, 22, 8)})
    assert sum(v.amount for v in found) == amount


def test_what_a_night_is_can_be_said(judge, at):
    """From 08:00 on is night where the window says so, for P1 alone."""
    week = tiny_problem(2, shifts=SHIFTS)
    rule = length(window="daily 09:00-12:00", at_least="1h", who="P1")
    line = {0: at(week, 0, 8, 10)}
    (found,) = judge(rule, week, line, line)
    assert found.people == (1,)


def test_words(judge, at):
    """When the night begins, and how long it may be."""
    week = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    (found,) = judge(length(), week, {1: at(week, 1, 22, 10)})
    assert length().words(found, week) == (
        "Ana works a night of 10 h from Tue 2 March 22:00; the most is 8 h"
    )
    (term,) = length().terms(week)
    assert length().says(term.because, week) == (
        "Ana works at most 8 h in a night, 1–7 March"
    )
