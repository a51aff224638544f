"""Days in lieu: what counts as one, in what time, for how many holidays."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from constraints.day_in_lieu import DayInLieu
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {"day": TinyShift(), "night": TinyShift((22 * 60,))}
MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)


def lieu(**options):
    """Return a rule of five days."""
    return DayInLieu(id="lieu", **{"within": "5 days", **options})


def problem(*holidays, days=14, **options):
    """Return a fortnight with holidays here, from Monday 1 March."""
    return tiny_problem(
        [{"place": "here"}],
        days=days,
        shifts=SHIFTS,
        holidays={"here": holidays or [MONDAY]},
        **options,
    )


def line(problem, *days):
    """Return day duties."""
    return {day: problem.menu(0, day)[0] for day in days}


def test_a_working_day_off_within_the_time(judge):
    """Monday's holiday: off between Tuesday and Friday, not at the weekend."""
    two = problem()
    assert not judge(lieu(), two, line(two, 0, 1, 2, 4))
    (found,) = judge(lieu(), two, line(two, 0, 1, 2, 3, 4))
    assert (found.days, found.amount, found.hard) == ((0, 5), 1, True)
    # Who did not work on it has nothing to make up for.
    assert not judge(lieu(), two, line(two, 1, 2, 3, 4))


def test_another_weekend(judge):
    """Where Friday is the weekend, Sunday would do but Friday does not."""
    two = problem()
    two = replace(two, people=(replace(two.people[0], weekend=(4, 5)),))
    assert judge(lieu(), two, line(two, 0, 1, 2, 3))
    assert not judge(lieu(within="6 days"), two, line(two, 0, 1, 2, 3))


def test_neither_absence_nor_a_holiday_is_one(judge):
    """Off on Tuesday's holiday, away on Wednesday, at work until Friday.

    Monday lacks its day by itself, and together with Tuesday.
    """
    two = problem(MONDAY, TUESDAY)
    duty = two.duties[two.menu(0, 2)[0]]
    away = replace(two, away=(((duty.start_min, duty.end_min + 1000),),))
    found = judge(lieu(), away, line(away, 0, 3, 4))
    assert [(v.days, v.amount) for v in found] == [((0, 5), 1), ((0, 6), 1)]
    assert not judge(lieu(), away, line(away, 0, 3))


def test_each_day_off_makes_up_for_one(judge):
    """Monday and Tuesday worked: one day off is enough for either alone."""
    two = problem(MONDAY, TUESDAY)
    (found,) = judge(lieu(), two, line(two, 0, 1, 2, 3, 7))
    assert (found.days, found.amount) == ((0, 6), 1)
    assert lieu().words(found, two) == (
        "P0 works 2 holidays and has 1 day off in lieu, 1–7 March"
    )
    assert not judge(lieu(), two, line(two, 0, 1, 2))


def test_a_night_counts_where_its_hours_are(judge):
    """22:00-06:00: six hours on Tuesday, on a duty of Monday's line day."""
    two = problem(TUESDAY)
    night = {0: two.menu(0, 0)[1]} | line(two, 2, 3, 4)
    # Tuesday is the holiday: off on it is no day in lieu.
    assert judge(lieu(), two, night)[0].days == (0, 5)
    late = {1: two.menu(0, 1)[1]} | line(two, 2, 3, 4)
    assert not judge(lieu(), two, late)  # two hours of it only


def test_what_may_still_come_is_not_judged(judge):
    """The fifth day after the holiday lies outside a roster of five."""
    short = problem(days=5)
    assert not judge(lieu(), short, line(short, 0, 1, 2, 3, 4))
    assert judge(lieu(within="4 days"), short, line(short, 0, 1, 2, 3, 4))


def test_history_waits_for_its_day(judge):
    """Worked on Monday, and until Wednesday; the roster begins on Thursday."""
    rest = problem(days=4, first_day=date(2027, 3, 4))
    past = with_history(
        rest, [(0, day, "day", 480, 480) for day in (-3, -2, -1)]
    )
    assert not judge(lieu(), past, line(past, 1))
    (found,) = judge(lieu(), past, line(past, 0, 1))
    assert (found.days, found.amount) == ((-3, 2), 1)
    # Off on Tuesday it was made up for; within two days it is too late.
    made = with_history(rest, [(0, d, "day", 480, 480) for d in (-3, -1)])
    assert not judge(lieu(), made, line(made, 0, 1))
    assert not judge(lieu(within="2 days"), past, line(past, 0, 1))


def test_price_and_words(judge):
    """A day is worth 8 hours; the reason says what is asked."""
    two = problem()
    rule = lieu(importance="low")
    (found,) = judge(rule, two, line(two, 0, 1, 2, 3, 4))
    assert found.ticks == 24 * TICKS_PER_POINT
    assert rule.words(found, two) == (
        "P0 works 1 holiday and has 0 days off in lieu, 1–6 March"
    )
    (term,) = rule.terms(two)
    assert rule.says(term.because, two) == (
        "P0 has a working day off within 5 days of each public holiday"
        " worked, 1–6 March"
    )


def test_days_are_whole():
    """Hours are not counted."""
    with pytest.raises(ValidationError, match="whole days"):
        lieu(within="36h")
