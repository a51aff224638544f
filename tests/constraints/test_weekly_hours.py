"""Hours per calendar week: bounds, targets, cut weeks, clock changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from constraints.terms import TICKS_PER_POINT
from constraints.weekly_hours import WeeklyHours
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
DAY = 24 * HOUR
WEDNESDAY = date(2027, 3, 3)


def hours(**options):
    """Return a rule on weekly hours."""
    return WeeklyHours(id="hours", **options)


def worked(problem, *days):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def absent(problem, first, last):
    """Return the problem with person 0 away from day to day, inclusive."""
    midnight = problem.duties[problem.menu(0, 0)[0]].start_min - 8 * HOUR
    stretch = (midnight + first * DAY, midnight + (last + 1) * DAY)
    others = ((),) * (len(problem.people) - 1)
    return replace(problem, away=((stretch,), *others))


def test_hours_may_be_split_at_midnight(judge):
    """22:00-06:00 on Sunday is 2 h of one week and 6 h of the next.

    A night before the roster has its 6 h in it, and history 2 h.
    """
    night = {"n": TinyShift(starts=(22 * HOUR,))}
    problem = tiny_problem(1, days=14, shifts=night)
    rule = hours(most=1, count="worked", split_at_midnight=True)
    found = judge(rule, problem, worked(problem, 6))
    assert [(v.days, v.amount) for v in found] == [
        ((0, 6), 60),
        ((7, 13), 300),
    ]
    past = with_history(problem, [(0, -1, "n", 22 * HOUR, 8 * HOUR)])
    rule = hours(most=7, count="worked", split_at_midnight=True)
    (found,) = judge(rule, past, worked(past, 0))
    assert (found.days, found.amount) == ((0, 6), 7 * HOUR)


def test_paid_hours_have_no_midnight():
    """Breaks may lie on either side of it."""
    with pytest.raises(ValidationError, match="cannot be split"):
        hours(most=40, split_at_midnight=True)


def test_most_is_hard(judge):
    """Six duties of 8 h are 48 h: 8 above 40."""
    problem = tiny_problem(1)
    assert not judge(hours(most=40), problem, worked(problem, *range(5)))
    (found,) = judge(hours(most=40), problem, worked(problem, *range(6)))
    assert found.hard
    assert (found.days, found.amount) == ((0, 6), 8 * HOUR)


def test_least_is_priced_unless_must(judge):
    """Two duties are 16 h, 8 below 24: at normal, 10 points an hour."""
    problem = tiny_problem(1)
    (found,) = judge(hours(least=24), problem, worked(problem, 0, 3))
    assert found.ticks == 80 * TICKS_PER_POINT
    rule = hours(least=24, low_importance="must")
    (found,) = judge(rule, problem, worked(problem, 0, 3))
    assert found.hard


def test_target_has_a_free_band(judge):
    """40 h ± 5 % is 38 to 42 h; it is priced, not hard."""
    problem = tiny_problem(1)
    rule = hours(target=40)
    assert not judge(rule, problem, worked(problem, *range(5)))
    (found,) = judge(rule, problem, worked(problem, *range(4)))
    assert found.ticks == 6 * 10 * TICKS_PER_POINT
    (found,) = judge(rule, problem, worked(problem, *range(6)))
    assert found.ticks == 6 * 10 * TICKS_PER_POINT
    (found,) = judge(
        hours(target=40, importance="must"), problem, worked(problem, 0)
    )
    assert not found.hard  # what is missing has an importance of its own


def test_unpaid_breaks_are_not_paid(judge):
    """8 h with 30 minutes unpaid: 7.5 paid, 8 worked."""
    shift = TinyShift(breaks=(Break(30, 180, 300),))
    problem = tiny_problem(1, shifts={"s": shift})
    line = worked(problem, *range(5))
    assert not judge(hours(most=37.5), problem, line)
    (found,) = judge(hours(most=37.5, count="worked"), problem, line)
    assert found.amount == 150


@pytest.mark.parametrize(
    ("first_day", "elapsed_min"),
    [(date(2027, 3, 13), 7 * HOUR), (date(2026, 10, 31), 9 * HOUR)],
)
def test_night_of_a_clock_change(judge, first_day, elapsed_min):
    """A night is 8 h of contract, whatever the clocks do; 7 or 9 worked."""
    problem = tiny_problem(
        1,
        days=2,
        first_day=first_day,
        zone="America/Halifax",
        shifts={"n": TinyShift(starts=(22 * HOUR,))},
    )
    (paid,) = judge(hours(most=0), problem, worked(problem, 0))
    assert paid.amount == 8 * HOUR
    rule = hours(most=0, count="worked")
    (real,) = judge(rule, problem, worked(problem, 0))
    assert real.amount == elapsed_min


@pytest.mark.parametrize("month", [(2027, 3), (2027, 11), (2027, 6)])
def test_edges_of_weeks_stay_when_clocks_change(judge, month):
    """A known defect elsewhere: weeks of a fixed offset move by an hour.

    Sunday 23:30 belongs to the week that ends, on both sides of a change.
    """
    problem = tiny_problem(
        1,
        days=28,
        first_day=date(*month, 1) + timedelta(7 - date(*month, 1).weekday()),
        zone="America/Halifax",
        shifts={"s": TinyShift(starts=(0, 23 * HOUR + 30), lengths=(60,))},
    )
    late = {day: problem.menu(0, day)[1] for day in (6, 13, 20, 27)}
    early = {day: problem.menu(0, day)[0] for day in (7, 14, 21)}
    found = judge(hours(most=0), problem, late | early)
    assert [(v.days, v.amount) for v in found] == [
        ((0, 6), 60),
        ((7, 13), 120),
        ((14, 20), 120),
        ((21, 27), 120),
    ]


def test_cut_weeks_keep_the_most_and_drop_the_least(judge):
    """Wednesday to the Tuesday after: two weeks, neither seen whole."""
    problem = tiny_problem(1, days=7, first_day=WEDNESDAY)
    assert not list(hours(least=24).terms(problem))
    rule = hours(least=24, most=24)
    assert not judge(rule, problem)
    (found,) = judge(rule, problem, worked(problem, 0, 1, 2, 3, 5))
    assert (found.days, found.amount) == ((0, 4), 8 * HOUR)


def test_history_completes_a_week(judge):
    """Mon and Tue before the roster: 16 h known, 24 h with one duty."""
    problem = with_history(
        tiny_problem(1, days=5, first_day=WEDNESDAY),
        [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in (-5, -2, -1)],
    )
    assert not judge(hours(least=24, most=24), problem, worked(problem, 0))
    (found,) = judge(hours(least=24, most=24), problem)
    assert found.amount == 8 * HOUR
    (found,) = judge(hours(most=24), problem, worked(problem, 0, 1))
    assert found.hard


def test_what_history_broke_is_not_broken_again(judge):
    """16 h were worked where 8 are allowed: only more of it is new."""
    problem = with_history(
        tiny_problem(1, days=5, first_day=WEDNESDAY),
        [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in (-2, -1)],
    )
    assert not judge(hours(most=8), problem)
    (found,) = judge(hours(most=8), problem, worked(problem, 0))
    assert found.amount == 8 * HOUR


def test_absence_takes_its_share(judge):
    """Away Monday and Tuesday: three fifths of 40 h are 24 h."""
    problem = absent(tiny_problem(1), 0, 1)
    rule = hours(least=40, most=40, pro_rata=True)
    assert not judge(rule, problem, worked(problem, 2, 3, 4))
    (short,) = judge(rule, problem, worked(problem, 2, 3))
    assert (short.amount, short.hard) == (8 * HOUR, False)
    (long,) = judge(rule, problem, worked(problem, 2, 3, 4, 5))
    assert (long.amount, long.hard) == (8 * HOUR, True)
    # Without pro rata, nothing changes.
    assert judge(hours(least=40), problem, worked(problem, 2, 3, 4))


def test_holiday_is_not_asked_for(judge):
    """A holiday takes a fifth off the least; it may still be worked."""
    problem = tiny_problem(
        [{"place": "CA-NS"}, {"place": "PH"}],
        holidays={"CA-NS": [date(2027, 3, 3)]},
    )
    rule = hours(least=40, most=40, pro_rata=True)
    four, five = worked(problem, 0, 1, 3, 4), worked(problem, *range(5))
    (found,) = judge(rule, problem, four, four)
    assert found.people == (1,)
    assert not judge(rule, problem, five, five)


def test_an_hour_away_is_no_day_away(judge):
    """With another duty possible that day, it is not one of absence."""
    shift = TinyShift(starts=(8 * HOUR, 16 * HOUR))
    problem = tiny_problem(1, shifts={"s": shift})
    start = problem.duties[0].start_min
    problem = replace(problem, away=(((start, start + 60),),))
    rule = hours(least=40, pro_rata=True)
    (found,) = judge(rule, problem, worked(problem, 1, 2, 3, 4))
    assert found.amount == 8 * HOUR


def test_bounds_round_outward_to_real_sums(judge):
    """Two fifths of 36 h are 14.4 h: with 8-hour duties, 8 to 16."""
    problem = absent(tiny_problem(1), 0, 2)
    rule = hours(least=36, most=36, pro_rata=True)
    assert not judge(rule, problem, worked(problem, 3))
    assert not judge(rule, problem, worked(problem, 3, 4))
    (found,) = judge(rule, problem)
    assert found.amount == 8 * HOUR


def test_joining_and_leaving(judge):
    """Joins on Wednesday: three fifths; left before: nothing."""
    there = tiny_problem([{"joins": WEDNESDAY}])
    rule = hours(least=40, most=40, pro_rata=True)
    assert not judge(rule, there, worked(there, 2, 3, 4))
    gone = tiny_problem([{"leaves": date(2027, 2, 26)}])
    assert not judge(rule, gone)
    assert judge(rule, gone, worked(gone, 0))


def test_cut_weeks_pro_rata_keep_their_most(judge):
    """Wed to Sun without history: at least 24 of 40 h, at most 40."""
    problem = tiny_problem(1, days=5, first_day=WEDNESDAY)
    rule = hours(least=40, most=40, pro_rata=True)
    assert not judge(rule, problem, worked(problem, 0, 1, 2))
    assert not judge(rule, problem, worked(problem, 0, 1, 2, 3, 4))
    (found,) = judge(rule, problem, worked(problem, 0, 1))
    assert found.amount == 8 * HOUR


def test_horizon_of_a_weekend(judge):
    """A horizon without weekdays asks for nothing and allows all."""
    problem = tiny_problem(1, days=2, first_day=date(2027, 3, 6))
    rule = hours(least=40, most=40, pro_rata=True)
    assert not judge(rule, problem)
    assert not judge(rule, problem, worked(problem, 0, 1))


def test_weeks_may_start_on_sunday(judge):
    """From Sunday to Saturday: seven duties in one week."""
    problem = tiny_problem(1, first_day=date(2027, 2, 28))
    problem = replace(problem, week_starts=6)
    (found,) = judge(hours(most=40), problem, worked(problem, *range(7)))
    assert found.amount == 16 * HOUR


@pytest.mark.parametrize(
    "wrong", [{}, {"target": 40, "most": 40}, {"least": 40, "most": 30}]
)
def test_bounds_make_sense(wrong):
    """Neither nothing, nor a target with limits, nor crossed limits."""
    with pytest.raises(ValidationError):
        hours(**wrong)


def test_words(judge):
    """Findings say how much, when, and what was wanted."""
    problem = tiny_problem([{"name": "Ana"}])
    rule = hours(least=24, most=40)
    (found,) = judge(rule, problem, worked(problem, *range(6)))
    assert rule.words(found, problem) == (
        "Ana works 48 h of paid time, 1–7 March; the most is 40 h"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at least 24 h and at most 40 h of paid time, 1–7 March"
    )
