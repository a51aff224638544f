"""Average hours: rolling weeks, history, absence, what is not known."""

from dataclasses import replace
from datetime import date, timedelta

from constraints.average_hours import AverageHours
from constraints.terms import TICKS_PER_POINT
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SHIFTS = {
    "s": TinyShift(
        starts=(8 * HOUR,),
        lengths=(4 * HOUR, 8 * HOUR, 12 * HOUR),
        breaks=(Break(60, 60, 120),),
    )
}
MONDAY = date(2027, 3, 1)


def average(**options):
    """Return a rule on average hours."""
    return AverageHours(id="average", **options)


def line(problem, hours):
    """Return a line with duties of these hours, by day."""
    return {
        day: next(
            duty
            for duty in problem.menu(0, day)
            if problem.duties[duty].nominal_min == length * HOUR
        )
        for day, length in hours.items()
    }


def past(problem, hours, days_known=28):
    """Return the problem with duties of these hours before it."""
    works = [
        (0, day, "s", 8 * HOUR, length * HOUR) for day, length in hours.items()
    ]
    return with_history(problem, works, days_known)


def test_a_long_week_and_a_short_one(judge):
    """24 h and 8 h are 16 h a week over two weeks; 4 h more are not."""
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    rule = average(most=16, over="2 weeks")
    hours = {0: 12, 1: 12, 7: 8}
    assert not judge(rule, problem, line(problem, hours))
    (found,) = judge(rule, problem, line(problem, {**hours, 8: 4}))
    assert found.hard
    assert (found.days, found.amount) == ((0, 13), 4 * HOUR)


def test_windows_roll_by_the_week(judge):
    """Weeks 1+2 and 2+3 are judged, and the middle week counts in both.

    8, 28 and 4 h: 36 and 32 h where 30 are allowed. At 10 points an hour
    6 h and 2 h cost 80.
    """
    problem = tiny_problem(1, days=21, shifts=SHIFTS)
    rule = average(most=15, over="2 weeks", importance="normal")
    hours = {0: 8, 7: 12, 8: 12, 9: 4, 14: 4}
    found = judge(rule, problem, line(problem, hours))
    assert [(v.days, v.amount) for v in found] == [
        ((0, 13), 6 * HOUR),
        ((7, 20), 2 * HOUR),
    ]
    assert sum(v.ticks for v in found) == 80 * TICKS_PER_POINT


def test_without_history_the_roster_as_a_whole(judge):
    """Over 17 weeks a roster of two is one average, not two limits."""
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    rule = average(most=20)
    assert not judge(rule, problem, line(problem, {0: 12, 1: 12, 2: 12}))
    found = judge(rule, problem, line(problem, {0: 12, 1: 12, 2: 12, 7: 8}))
    assert [v.days for v in found] == [(0, 13)]


def test_history_that_is_too_short(judge):
    """Of 17 weeks one is known: the average is that of three weeks."""
    problem = past(
        tiny_problem(1, days=14, shifts=SHIFTS),
        {-7: 12, -6: 12},
        days_known=7,
    )
    rule = average(most=12)
    assert not judge(rule, problem, line(problem, {0: 12}))
    (found,) = judge(rule, problem, line(problem, {0: 12, 7: 8}))
    assert (found.days, found.amount) == ((-7, 13), 8 * HOUR)


def test_history_that_is_long_enough(judge):
    """Each of two weeks ends a pair: the first one with a long past week."""
    problem = past(
        tiny_problem(1, days=14, shifts=SHIFTS), {-14: 12, -2: 12, -1: 12}
    )
    rule = average(most=16, over="2 weeks")
    assert not judge(rule, problem, line(problem, {0: 8, 7: 12, 8: 12}))
    (found,) = judge(rule, problem, line(problem, {0: 12, 7: 12}))
    assert (found.days, found.amount) == ((-7, 6), 4 * HOUR)


def test_what_is_past_is_not_charged(judge):
    """36 h of the past are above 32: only the new hours are too many."""
    problem = past(
        tiny_problem(1, days=7, shifts=SHIFTS), {-3: 12, -2: 12, -1: 12}
    )
    rule = average(most=16, over="2 weeks")
    assert not judge(rule, problem, {})
    (found,) = judge(rule, problem, line(problem, {0: 4}))
    assert found.amount == 4 * HOUR


def test_roster_that_ends_within_a_week(judge):
    """Seven weekdays are 1.4 weeks: 16 h a week allow 22 h 24."""
    problem = tiny_problem(1, days=9, shifts=SHIFTS)
    rule = average(most=16, over="2 weeks")
    assert not judge(rule, problem, line(problem, {0: 12, 7: 8}))
    (found,) = judge(rule, problem, line(problem, {0: 12, 7: 12}))
    assert (found.days, found.amount) == ((0, 8), 96)


def test_absence_is_neutral(judge):
    """A week of leave takes a week off the average: art. 16(b).

    Without it 24 h a week over two weeks would allow 48 h in one of them.
    """
    plain = tiny_problem(1, days=14, shifts=SHIFTS)
    midnight = plain.duties[0].start_min - 8 * HOUR
    week = (midnight + 7 * 1440, midnight + 14 * 1440)
    problem = replace(plain, away=((week,),))
    rule = average(most=24, over="2 weeks")
    hours = {0: 12, 1: 12, 2: 4}
    assert not judge(rule, plain, line(plain, hours))
    (found,) = judge(rule, problem, line(problem, hours))
    assert found.amount == 4 * HOUR


def test_joining_is_neutral(judge):
    """Who joins in the second week averages over that week alone."""
    problem = tiny_problem(
        [{"joins": MONDAY + timedelta(days=7)}], days=14, shifts=SHIFTS
    )
    rule = average(most=8, over="2 weeks")
    (found,) = judge(rule, problem, line(problem, {7: 8, 8: 4}))
    assert found.amount == 4 * HOUR


def test_nobody_there_on_any_weekday(judge):
    """A weekend is no week: there is nothing to average over."""
    problem = tiny_problem(
        1, days=2, first_day=date(2027, 3, 6), shifts=SHIFTS
    )
    assert not judge(average(most=4), problem, line(problem, {0: 12, 1: 12}))


def test_over_the_period(judge):
    """``period`` is the roster, whatever history knows."""
    problem = past(tiny_problem(1, days=14, shifts=SHIFTS), {-1: 12})
    rule = average(most=12, over="period")
    assert not judge(rule, problem, line(problem, {0: 12, 1: 12}))
    (found,) = judge(rule, problem, line(problem, {0: 12, 1: 12, 2: 4}))
    assert found.days == (0, 13)


def test_paid_hours(judge):
    """8 h with an unpaid hour of break are 7 h paid."""
    problem = tiny_problem(1, shifts=SHIFTS)
    works = line(problem, {0: 8})
    assert not judge(average(most=7, count="paid"), problem, works)
    assert judge(average(most=7), problem, works)


def test_real_hours(judge):
    """Twelve hours into the spring change are eleven."""
    problem = tiny_problem(
        1,
        first_day=date(2027, 3, 8),
        zone="America/Halifax",
        shifts={"n": TinyShift((20 * HOUR,), (12 * HOUR,))},
    )
    works = {5: problem.menu(0, 5)[0]}
    assert not judge(average(most=11), problem, works)
    assert judge(average(most=11, count="paid"), problem, works)


def test_words(judge):
    """Findings tell the average, reasons the limit and the weeks."""
    problem = past(tiny_problem([{"name": "Ana"}], shifts=SHIFTS), {-7: 12}, 7)
    rule = average(most=16, over="2 weeks")
    (found,) = judge(rule, problem, line(problem, {0: 12, 1: 12}))
    assert rule.words(found, problem) == (
        "Ana works 18 h a week on average, 22 February–7 March;"
        " the most is 16 h"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at most 16 h a week on average over 2 weeks, 1–7 March"
    )
