"""Nights per period and in a row, by the worker's own clock."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.nights import Nights
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {"s": TinyShift(starts=(8 * HOUR, 22 * HOUR))}


def nights(**options):
    """Return a rule on nights."""
    return Nights(id="nights", **options)


def line(problem, *days):
    """Return nights of person 0 on these days."""
    return {day: problem.menu(0, day)[1] for day in days}


def past(problem, *days):
    """Return the problem with nights before the roster."""
    return with_history(
        problem, [(0, day, "s", 22 * HOUR, 8 * HOUR) for day in days]
    )


def test_most_in_a_period(judge):
    """Three nights where two are allowed; days do not count."""
    problem = tiny_problem(1, shifts=SHIFTS)
    works = line(problem, 0, 2, 5) | {4: problem.menu(0, 4)[0]}
    (found,) = judge(nights(most=2), problem, works)
    assert found.hard
    assert (found.days, found.amount) == ((0, 6), 1)
    assert not judge(nights(most=3), problem, works)


def test_most_in_a_row(judge):
    """Four nights in a row, a day duty, one night: two above 2."""
    problem = tiny_problem(1, shifts=SHIFTS)
    works = line(problem, 0, 1, 2, 3, 5) | {4: problem.menu(0, 4)[0]}
    rule = nights(in_a_row=2, importance="normal")
    (found,) = judge(rule, problem, works)
    assert (found.days, found.amount) == ((0, 3), 2)
    assert found.ticks == 2 * 4 * 10 * TICKS_PER_POINT


def test_both_limits_are_told_apart(judge):
    """Three in a row above 2, and three in the period above 1."""
    problem = tiny_problem(1, shifts=SHIFTS)
    rule = nights(most=1, in_a_row=2)
    found = judge(rule, problem, line(problem, 2, 3, 4))
    assert [(v.days, v.amount) for v in found] == [((0, 6), 2), ((2, 4), 1)]


def test_three_hours_make_a_night(judge):
    """18:00-02:00 has 3 h after 23:00, 17:00-01:00 has 2."""
    shift = {"s": TinyShift(starts=(17 * HOUR, 18 * HOUR))}
    problem = tiny_problem(1, shifts=shift)
    early, late = ({0: duty} for duty in problem.menu(0, 0))
    assert not judge(nights(most=0), problem, early)
    assert judge(nights(most=0), problem, late)
    assert judge(nights(most=0, at_least="2h"), problem, early)
    other = nights(most=0, window="daily 22:00-06:00")
    assert judge(other, problem, early)


def test_morning_side_of_the_window(judge):
    """From 03:00 there are 3 h before 06:00, from 04:00 two."""
    shift = {"s": TinyShift(starts=(3 * HOUR, 4 * HOUR))}
    problem = tiny_problem(1, shifts=shift)
    (found,) = judge(
        nights(most=0),
        problem,
        {0: problem.menu(0, 0)[0], 1: problem.menu(0, 1)[1]},
    )
    assert found.amount == 1


def test_by_the_workers_own_clock(judge):
    """The same hours, 13:00-21:00Z, are day in Halifax, night in Manila."""
    problem = tiny_problem(
        [
            {"zone": "America/Halifax"},
            {"zone": "Asia/Manila"},
        ],
        days=2,
        shifts={"s": TinyShift(starts=(9 * HOUR, 21 * HOUR))},
    )
    halifax, manila = problem.menu(0, 0)[0], problem.menu(1, 0)[1]
    assert (
        problem.duties[halifax].start_min == problem.duties[manila].start_min
    )
    (found,) = judge(nights(most=0), problem, {0: halifax}, {0: manila})
    assert found.people == (1,)


@pytest.mark.parametrize(
    ("first_day", "is_night"),
    [(date(2027, 3, 13), False), (date(2027, 3, 6), True)],
)
def test_minutes_of_a_night_are_real(judge, first_day, is_night):
    """23:00-03:00 with the clocks put forward at 02:00: 3 h, not 4."""
    shift = {"s": TinyShift(starts=(23 * HOUR,), lengths=(4 * HOUR,))}
    problem = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts=shift
    )
    rule = nights(most=0, at_least="3h30")
    found = judge(rule, problem, {0: problem.menu(0, 0)[0]})
    assert bool(found) is is_night


def test_calendar_weeks_know_history(judge):
    """From a Wednesday: two nights before it are in the same week."""
    problem = past(
        tiny_problem(1, first_day=date(2027, 3, 3), shifts=SHIFTS),
        -3,
        -2,
        -1,
    )
    rule = nights(most=2, per="week")
    assert not judge(rule, problem, line(problem, 5, 6))
    (found,) = judge(rule, problem, line(problem, 0))
    assert (found.days, found.amount) == ((0, 4), 1)
    assert not judge(nights(most=2), problem, line(problem, 0, 4))
    assert not judge(nights(most=1, per="week"), problem)


def test_runs_know_history(judge):
    """Two nights before, one in the roster: three in a row."""
    problem = past(tiny_problem(1, shifts=SHIFTS), -4, -2, -1)
    (found,) = judge(nights(in_a_row=2), problem, line(problem, 0))
    assert (found.days, found.amount) == ((-2, 0), 1)
    assert not judge(nights(in_a_row=2), problem, line(problem, 1, 2))


def test_run_broken_by_a_day_duty_before(judge):
    """A day duty on day -1 ends the run of nights before it."""
    problem = with_history(
        tiny_problem(1, shifts=SHIFTS),
        [(0, -2, "s", 22 * HOUR, 480), (0, -1, "s", 8 * HOUR, 480)],
    )
    assert not judge(nights(in_a_row=1), problem, line(problem, 0))


@pytest.mark.parametrize(
    ("known", "days", "missing"),
    [
        # One night alone lacks one; two or none are all right.
        ((), (2,), [1]),
        ((), (2, 3), []),
        ((), (), []),
        # At the edges a run may have begun before, or go on after.
        ((), (0,), []),
        ((), (6,), []),
        # History knows: it began on day 0, or the night before.
        ((-9,), (0,), [1]),
        ((-1,), (0,), []),
        # The run of history ends here, one short; further back it is over.
        ((-1,), (), [1]),
        ((-2,), (), []),
    ],
)
def test_least_in_a_row(judge, known, days, missing):
    """No single nights, as far as both ends of the run are known."""
    problem = tiny_problem(1, shifts=SHIFTS)
    problem = past(problem, *known) if known else problem
    found = judge(nights(least_in_a_row=2), problem, line(problem, *days))
    assert [v.amount for v in found] == missing


def test_least_in_a_period(judge):
    """Two nights a week: the week that the roster cuts is not judged."""
    problem = tiny_problem(1, days=10, shifts=SHIFTS)
    rule = nights(least=2, per="week", importance="low")
    (found,) = judge(rule, problem, line(problem, 5))
    assert (found.days, found.amount) == ((0, 6), 1)
    assert rule.words(found, problem) == (
        "P0 works 1 night, 1–7 March; the least is 2"
    )
    assert rule.counted(found) == ("night too few", 1)


def test_rolling_weeks(judge):
    """Two nights in any two weeks: one is past, and two weeks have two each.

    The week of the roster's first day and the one before have one and two
    nights; with the next week there are four.
    """
    problem = past(tiny_problem(1, days=14, shifts=SHIFTS), -3)
    worked = line(problem, 1, 4, 8, 11)
    rule = nights(most=2, per="2 weeks", rolling=True)
    found = judge(rule, problem, worked)
    assert [(v.days, v.amount) for v in found] == [((0, 6), 1), ((0, 13), 2)]
    assert not judge(nights(most=4, per="2 weeks"), problem, worked)


@pytest.mark.parametrize("options", [{}, {"per": "week", "least": 1}])
def test_rolling_limits_the_most_of_weeks(options):
    """A roster does not roll, and the least of a block is no stretch."""
    with pytest.raises(ValidationError, match="rolling goes with most"):
        nights(most=2, rolling=True, **options)


def test_bounds_are_in_order():
    """More than the most cannot be the least."""
    with pytest.raises(ValidationError, match="at least 3 is more than 2"):
        nights(least=3, most=2)


def test_something_is_limited():
    """A rule on nights without a limit is refused."""
    with pytest.raises(ValidationError, match="most, least, in a row"):
        nights()


def test_words(judge):
    """Reasons and findings say how many and when."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = nights(most=2, in_a_row=2)
    period, run = judge(rule, problem, line(problem, 0, 1, 2))
    assert rule.words(period, problem) == (
        "Ana works 3 nights, 1–7 March; the most is 2"
    )
    assert rule.words(run, problem) == (
        "Ana works 3 nights in a row, 1–3 March; the most is 2"
    )
    term, _ = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at most 2 nights and at most 2 nights in a row, 1–7 March"
    )
    weekly = nights(most=2, per="week")
    (term,) = weekly.terms(problem)
    assert weekly.says(term.because, problem) == (
        "Ana works at most 2 nights per week, 1–7 March"
    )
