"""Rest after nights: runs, what ends them, history, clock changes."""

from datetime import date

import pytest

from constraints.rest_after_nights import RestAfterNights
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

STARTS = TinyShift(starts=(7 * 60, 15 * 60, 22 * 60))
EARLY, LATE, NIGHT = 7, 15, 22


def rest(**options):
    """Return a rule of 46 hours after three nights."""
    return RestAfterNights(
        id="after", **{"least": "46h", "after": 3, **options}
    )


def problem(days=8, **options):
    """Return a problem with an early, a late and a night a day."""
    return tiny_problem(1, days=days, shifts={"s": STARTS}, **options)


def line(problem, at, hours):
    """Return the line of one start per day, None for a day off."""
    return {
        day: at(problem, day, hour)
        for day, hour in enumerate(hours)
        if hour is not None
    }


@pytest.mark.parametrize(
    ("hours", "missing"),
    [
        # Free from 06:00 on day 3 until 07:00 on day 4: 25 h.
        ((NIGHT, NIGHT, NIGHT, None, EARLY), [21]),
        # The next run of nights is two days later: 40 h and 64 h.
        ((NIGHT, NIGHT, NIGHT, None, NIGHT), [6]),
        ((NIGHT, NIGHT, NIGHT, None, None, NIGHT), []),
        # A fourth night goes on with the run; it ends after that.
        ((NIGHT, NIGHT, NIGHT, NIGHT), []),
        ((NIGHT, NIGHT, NIGHT, NIGHT, LATE), [37]),
        # Two nights and a third after a day off are no run of three.
        ((NIGHT, NIGHT, None, NIGHT, None, EARLY), []),
        ((NIGHT, NIGHT, LATE, NIGHT, None, EARLY), []),
    ],
)
def test_the_rest_is_due_when_a_long_run_is_over(judge, at, hours, missing):
    """46 h after three nights that start on days in a row."""
    week = problem()
    found = judge(rest(), week, line(week, at, hours))
    assert [v.amount for v in found] == [60 * m for m in missing]


def test_after_every_night(judge, at):
    """14 h after a night: a late 9 h later lacks 5, the next night none."""
    week = problem()
    after = rest(least="14h", after=1, importance=4)
    (found,) = judge(after, week, line(week, at, (NIGHT, NIGHT, LATE)))
    assert (found.days, found.amount) == ((1, 2), 5 * 60)
    assert found.ticks == 20 * TICKS_PER_POINT


@pytest.mark.parametrize(
    ("days", "missing"), [((-3, -2, -1), [21]), ((-2, -1), []), ((-2,), [])]
)
def test_history_lends_its_nights(judge, at, days, missing):
    """Off on day 0, at work at 07:00 on day 1: 25 h after a night of -1."""
    past = with_history(problem(), [(0, d, "s", 22 * 60, 480) for d in days])
    found = judge(rest(), past, {1: at(past, 1, EARLY)})
    assert [v.amount for v in found] == [60 * m for m in missing]


def test_a_night_goes_on_with_history(judge, at):
    """Two nights before and the first of the roster are three."""
    past = with_history(
        problem(), [(0, day, "s", 22 * 60, 480) for day in (-2, -1)]
    )
    hours = (NIGHT, None, EARLY)
    (found,) = judge(rest(), past, line(past, at, hours))
    assert (found.days, found.amount) == ((0, 2), 21 * 60)


def test_rest_is_real_time(judge, at):
    """Clocks go forward on 14 March: 24 h from 06:00 to 07:00."""
    spring = problem(6, first_day=date(2027, 3, 10), zone="America/Halifax")
    hours = (NIGHT, NIGHT, NIGHT, None, EARLY)
    (found,) = judge(rest(), spring, line(spring, at, hours))
    assert found.amount == 22 * 60


def test_words(judge, at):
    """What is demanded, and how it was missed."""
    week = problem()
    hours = (NIGHT, NIGHT, NIGHT, None, EARLY)
    (found,) = judge(rest(), week, line(week, at, hours))
    assert rest().words(found, week) == (
        "P0 rests 25 h after 3 nights, before Fri 5 March 07:00; 46 h are"
        " wanted"
    )
    (term,) = rest().terms(week)
    assert rest().says(term.because, week) == (
        "P0 rests at least 46 h after 3 nights in a row or more, 1–8 March"
    )
    assert "46 h after nights" in rest(after=1).says(term.because, week)
