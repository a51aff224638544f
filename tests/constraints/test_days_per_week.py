"""Duties per calendar week: bounds, history, pro rata, local days."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from constraints.days_per_week import DaysPerWeek
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
DAY = 24 * HOUR


def days(**options):
    """Return a rule on days per week."""
    return DaysPerWeek(id="days", **options)


def worked(problem, *days_):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days_}


def test_most_and_least(judge):
    """Six duties are one too many; three are one too few, worth 4."""
    problem = tiny_problem(1)
    rule = days(least=4, most=5)
    (found,) = judge(rule, problem, worked(problem, *range(6)))
    assert (found.hard, found.amount) == (True, 1)
    (found,) = judge(rule, problem, worked(problem, *range(3)))
    assert found.ticks == 10 * 4 * TICKS_PER_POINT


def test_each_week_is_its_own(judge):
    """Ten days in a row over two weeks: 5 and 5."""
    problem = tiny_problem(1, days=14)
    assert not judge(days(most=5), problem, worked(problem, *range(2, 12)))


def test_several_weeks(judge):
    """At most 5 per 2 weeks, from the first day of the roster."""
    problem = tiny_problem(1, days=14)
    rule = days(most=5, per="2 weeks")
    (found,) = judge(rule, problem, worked(problem, *range(2, 12)))
    assert (found.days, found.amount) == ((0, 13), 5)


def test_history(judge):
    """Five duties were worked on Mon-Fri: none is left for the weekend."""
    problem = with_history(
        tiny_problem(1, days=2, first_day=date(2027, 3, 6)),
        [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in range(-5, 0)],
    )
    (found,) = judge(days(least=5, most=5), problem, worked(problem, 0))
    assert (found.days, found.amount) == ((0, 1), 1)
    (found,) = judge(days(least=6), problem)
    assert not found.hard


def test_past_excess_is_past(judge):
    """Five were worked where 4 are allowed: one more adds one."""
    problem = with_history(
        tiny_problem(1, days=2, first_day=date(2027, 3, 6)),
        [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in range(-5, 0)],
    )
    assert not judge(days(most=4), problem)
    (found,) = judge(days(most=4), problem, worked(problem, 1))
    assert found.amount == 1


def test_cut_week(judge):
    """Without history only the most of a cut week is judged."""
    problem = tiny_problem(1, days=4)
    assert not judge(days(least=5, most=5), problem)
    (found,) = judge(days(least=5, pro_rata=True), problem)
    assert found.amount == 4  # Mon to Thu are four fifths


def test_absence_rounds_outward(judge):
    """A day away leaves four fifths of 4 duties: 3 to 4."""
    problem = tiny_problem(1)
    midnight = problem.duties[0].start_min - 8 * HOUR
    problem = replace(problem, away=(((midnight, midnight + DAY),),))
    rule = days(least=4, most=4, pro_rata=True)
    assert not judge(rule, problem, worked(problem, 1, 2, 3))
    assert not judge(rule, problem, worked(problem, 1, 2, 3, 4))
    assert judge(rule, problem, worked(problem, 1, 2))


def test_sunday_night_counts_on_sunday(judge):
    """A night that ends on Monday counts in the week in which it starts.

    The clocks of Halifax go forward in it.
    """
    problem = tiny_problem(
        1,
        days=14,
        first_day=date(2027, 3, 8),
        zone="America/Halifax",
        shifts={"n": TinyShift(starts=(23 * HOUR,))},
    )
    line = worked(problem, 5, 6, 7)
    (found,) = judge(days(most=1), problem, line)
    assert (found.days, found.amount) == ((0, 6), 1)


@pytest.mark.parametrize("wrong", [{}, {"least": 5, "most": 4}])
def test_bounds_make_sense(wrong):
    """Neither nothing nor crossed limits."""
    with pytest.raises(ValidationError):
        days(**wrong)


def test_words(judge):
    """Findings say how many, when, and what was wanted."""
    problem = tiny_problem([{"name": "Ana"}])
    (found,) = judge(days(most=1), problem, worked(problem, 0, 1))
    assert days(most=1).words(found, problem) == (
        "Ana works 2 days, 1–7 March; the most is 1 day"
    )
