"""Weekends in a row, and weekends off between: history and both ends."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.terms import TICKS_PER_POINT
from constraints.weekends_in_a_row import WeekendsInARow
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SUNDAY = date(2027, 3, 7)


def in_a_row(**options):
    """Return a rule on weekends in a row."""
    return WeekendsInARow(id="row", **options)


def worked(problem, *days):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def past(problem, *days, days_known=28):
    """Return the problem after duties on these days."""
    works = [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in days]
    return with_history(problem, works, days_known)


def test_most_in_a_row(judge):
    """From a Monday: Sat 5, Sun 13 and Sat 19 are three in a row."""
    problem = tiny_problem(1, days=35)
    rule = in_a_row(most=2)
    assert not judge(rule, problem, worked(problem, 5, 6, 13, 26, 33))
    (found,) = judge(rule, problem, worked(problem, 5, 13, 19))
    assert found.hard
    assert (found.days, found.amount) == ((5, 20), 1)
    (found,) = judge(rule, problem, worked(problem, 5, 13, 19, 26, 33))
    assert found.amount == 3


def test_weekdays_are_no_weekends(judge):
    """Working from Monday to Friday breaks no row of weekends off."""
    problem = tiny_problem(1, days=21)
    rule = in_a_row(most=1, off_between=2)
    assert not judge(rule, problem, worked(problem, *range(5)))
    assert not judge(rule, problem, worked(problem, *range(5), 6, 7, 11, 14))


def test_priced(judge):
    """Two weekends too many are worth 8 person-hours, at 10 points."""
    problem = tiny_problem(1, days=21)
    rule = in_a_row(most=1, importance="normal")
    (found,) = judge(rule, problem, worked(problem, 5, 12, 19))
    assert found.ticks == 80 * TICKS_PER_POINT


def test_off_between(judge):
    """One weekend off between two worked is one too few of two."""
    problem = tiny_problem(1, days=35)
    rule = in_a_row(off_between=2)
    assert not judge(rule, problem, worked(problem, 5, 12, 13, 33))
    (found,) = judge(rule, problem, worked(problem, 6, 19))
    assert (found.days, found.amount) == ((12, 13), 1)
    assert rule.counted(found) == ("weekend off missing", 1)
    three = in_a_row(off_between=3, importance="normal")
    found = judge(three, problem, worked(problem, 5, 6, 19, 20, 34))
    assert [(v.days, v.amount) for v in found] == [
        ((12, 13), 2),
        ((26, 27), 2),
    ]


def test_weekends_off_at_the_ends(judge):
    """Off before the first and after the last worked one is not judged."""
    problem = tiny_problem(1, days=21)
    assert not judge(in_a_row(off_between=3), problem, worked(problem, 12))


def test_history_in_a_row(judge):
    """Two past weekends in a row, counted from their own days."""
    problem = tiny_problem(1, days=14)
    rule = in_a_row(most=2)
    line = worked(problem, 6)
    (found,) = judge(rule, past(problem, -9, -1), line)
    assert (found.days, found.amount) == ((-9, 6), 1)
    assert not judge(rule, past(problem, -15, -9), line)
    # Three were too many before: only the fourth is charged.
    (found,) = judge(rule, past(problem, -16, -9, -2), line)
    assert (found.days, found.amount) == ((-16, 6), 1)


def test_history_off_between(judge):
    """Worked the weekend before last, so this one is too early for two."""
    problem = tiny_problem(1, days=14)
    rule = in_a_row(off_between=2)
    (found,) = judge(rule, past(problem, -8), worked(problem, 5))
    assert (found.days, found.amount) == ((-2, -1), 1)
    assert not judge(rule, past(problem, -8), worked(problem, 12))
    assert not judge(rule, past(problem, -2), worked(problem, 5))
    assert not judge(rule, past(problem, -4), worked(problem, 5))


def test_weekend_cut_by_the_start(judge):
    """A Sunday on day 0 is no new weekend once its Saturday was worked."""
    problem = tiny_problem(1, days=14, first_day=SUNDAY)
    line = worked(problem, 0, 6)
    rule = in_a_row(most=2)
    assert not judge(rule, past(problem, -8), worked(problem, 0))
    (found,) = judge(rule, past(problem, -8), line)
    assert found.days == (-8, 7)
    (found,) = judge(rule, past(problem, -8, -1), line)
    assert found.days == (-8, 7)
    assert not judge(in_a_row(most=1), past(problem, -8, -1), {})
    between = in_a_row(off_between=2)
    assert not judge(between, past(problem, -1), line)
    (found,) = judge(between, past(problem, -15), worked(problem, 0))
    assert found.days == (-8, -7)
    (found,) = judge(between, past(problem, -1), worked(problem, 13))
    assert found.days == (6, 7)


def test_weekend_cut_by_the_end(judge):
    """A Saturday on the last day is a weekend."""
    problem = tiny_problem(1, days=13)
    (found,) = judge(in_a_row(most=1), problem, worked(problem, 5, 12))
    assert found.days == (5, 12)
    assert in_a_row(most=1).counted(found) == ("weekend too many in a row", 1)


def test_no_weekend(judge):
    """From Monday to Friday there is nothing to judge."""
    problem = tiny_problem(1, days=5)
    rule = in_a_row(most=1, off_between=2)
    assert not judge(rule, problem, worked(problem, 0, 4))
    assert not list(rule.terms(problem))


def test_nights_into_a_weekend(judge):
    """A Friday night is no weekend, a Sunday night is one."""
    problem = tiny_problem(
        1, days=14, shifts={"day": TinyShift(starts=(22 * HOUR,))}
    )
    rule = in_a_row(most=1)
    assert not judge(rule, problem, worked(problem, 4, 12))
    assert judge(rule, problem, worked(problem, 6, 13))


def test_says_nothing():
    """A rule without most and off between is refused."""
    with pytest.raises(ValidationError, match="most, off between, or both"):
        in_a_row()


def test_words(judge):
    """Findings tell how many and when, reasons both limits."""
    problem = tiny_problem([{"name": "Ana"}], days=28)
    rule = in_a_row(most=1, off_between=2)
    row, off = judge(rule, problem, worked(problem, 5, 12, 26))
    assert rule.words(row, problem) == (
        "Ana works 2 weekends in a row, 6–14 March; the most is 1"
    )
    assert rule.words(off, problem) == (
        "Ana has only 1 weekend off, 20–21 March; the least is 2"
    )
    term, _ = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at most 1 weekend in a row and has 2 weekends off or"
        " none between two that are worked, 6–28 March"
    )
