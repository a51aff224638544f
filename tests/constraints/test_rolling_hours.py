"""Rolling hours: stretches, history, clocks, words."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.rolling_hours import RollingHours
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60))}


def rolling(**options):
    """Return a rule of 40 hours in seven days."""
    return RollingHours(id="rolling", **{"most": "40h", **options})


def line(problem, *days):
    """Return early duties on days."""
    return {day: problem.menu(0, day)[0] for day in days}


def test_a_stretch_may_begin_anywhere(judge):
    """Wednesday to Sunday, Monday: six days of 8 h in any seven.

    Calendar weeks have 40 h and 24 h. From Tuesday to Monday and from
    Wednesday on it is 48 h, and 56 h with the Tuesday that follows.
    """
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    worked = line(problem, 2, 3, 4, 5, 6, 7, 8)
    found = judge(rolling(importance=3), problem, worked)
    assert [(v.days, v.amount) for v in found] == [
        ((1, 7), 480),
        ((2, 8), 960),
        ((3, 9), 480),
    ]
    assert found[0].ticks == 24 * TICKS_PER_POINT


def test_shorter_stretches(judge):
    """16 h in any two days; a roster shorter than that is one stretch."""
    problem = tiny_problem(1, days=3, shifts=SHIFTS)
    rule = rolling(most="15h", within="2 days")
    found = judge(rule, problem, line(problem, 1, 2))
    assert [v.days for v in found] == [(1, 2)]
    week = rolling(most="20h")
    (found,) = judge(week, problem, line(problem, 0, 1, 2))
    assert (found.days, found.amount) == ((0, 2), 240)


def test_history_is_in_the_stretch(judge):
    """Five days before, then one: 48 h in two of the stretches."""
    problem = with_history(
        tiny_problem(1, days=3, shifts=SHIFTS),
        [(0, day, "s", 480, 480) for day in range(-5, 0)],
    )
    found = judge(rolling(), problem, line(problem, 0))
    assert [(v.days, v.amount) for v in found] == [
        ((-6, 0), 480),
        ((-5, 1), 480),
    ]
    # 40 h were above 24 already: the new 8 h are charged, no more.
    found = judge(rolling(most="24h"), problem, line(problem, 0))
    assert [v.amount for v in found] == [480, 480, 480]


def test_a_night_of_a_clock_change_is_real(judge):
    """22:00-06:00 over 14 March in Halifax are 7 h."""
    problem = tiny_problem(
        1, first_day=date(2027, 3, 13), zone="America/Halifax", shifts=SHIFTS
    )
    night = {0: problem.menu(0, 0)[1]}
    (found,) = judge(rolling(most="6h"), problem, night)
    assert found.amount == 60
    (found,) = judge(rolling(most="6h", count="paid"), problem, night)
    assert found.amount == 120


def test_hours_may_be_split_at_midnight(judge):
    """Two nights from 22:00: 2 h, 8 h and 6 h on three days."""
    problem = tiny_problem(1, days=4, shifts=SHIFTS)
    rule = rolling(most="5h", within="24h", split_at_midnight=True)
    nights = {day: problem.menu(0, day)[1] for day in (0, 1)}
    found = judge(rule, problem, nights)
    assert [(v.days, v.amount) for v in found] == [((1, 1), 180), ((2, 2), 60)]
    with pytest.raises(ValidationError, match="cannot be split"):
        rolling(count="paid", split_at_midnight=True)


def test_words(judge):
    """How much in which days."""
    problem = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(rolling(most="12h"), problem, line(problem, 1, 4))
    assert rolling(most="12h").words(found, problem) == (
        "P0 works 16 h, 1–7 March; the most in 7 days is 12 h"
    )
    (term,) = rolling().terms(problem)
    assert rolling().says(term.because, problem) == (
        "P0 works at most 40 h in any 7 days, 1–7 March"
    )


@pytest.mark.parametrize("within", ["36h", "0m"])
def test_days_are_whole(within):
    """A day is counted by its start."""
    with pytest.raises(ValidationError, match="whole days"):
        rolling(within=within)
