"""Runs of days with work: length, history, both ends, prices."""

import pytest

from constraints.consecutive_days import ConsecutiveDays
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60


def run(**options):
    """Return a rule of at most 5 days in a row."""
    return ConsecutiveDays(id="run", **{"most": 5, **options})


def worked(problem, *days):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def past(problem, *days):
    """Return the problem with duties on days before the roster."""
    return with_history(
        problem, [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in days]
    )


def test_length_of_the_run_counts(judge):
    """Five days are fine, seven are two too many."""
    problem = tiny_problem(1, days=14)
    assert not judge(run(), problem, worked(problem, *range(5)))
    (found,) = judge(run(), problem, worked(problem, *range(2, 9)))
    assert found.hard
    assert (found.days, found.amount) == ((2, 8), 2)


def test_a_day_off_ends_a_run(judge):
    """Five, a day off, five."""
    problem = tiny_problem(1, days=14)
    line = worked(problem, *range(5), *range(6, 11))
    assert not judge(run(), problem, line)


def test_each_run_is_priced(judge):
    """Runs of 7 and 6: three days, worth 4 each at 10 points."""
    problem = tiny_problem(1, days=14)
    line = worked(problem, *range(7), *range(8, 14))
    found = judge(run(importance="normal"), problem, line)
    assert [v.amount for v in found] == [2, 1]
    assert sum(v.ticks for v in found) == 3 * 4 * 10 * TICKS_PER_POINT


def test_history_goes_on(judge):
    """Three days before and three in the roster make six."""
    problem = past(tiny_problem(1), -5, -3, -2, -1)
    assert not judge(run(), problem, worked(problem, 0, 1))
    (found,) = judge(run(), problem, worked(problem, 0, 1, 2))
    assert (found.days, found.amount) == ((-3, 2), 1)
    assert not judge(run(), problem, worked(problem, 1, 2, 3, 4, 5))


def test_days_too_many_before_are_not_counted_again(judge):
    """Seven before, two more: only the two are new."""
    problem = past(tiny_problem(1), *range(-7, 0))
    assert not judge(run(), problem)
    (found,) = judge(run(), problem, worked(problem, 0, 1))
    assert found.amount == 2


@pytest.mark.parametrize("first", [0, 1])
def test_both_ends(judge, first):
    """A run at the end of the roster is judged as far as it is seen."""
    problem = tiny_problem(1, days=6 + first)
    (found,) = judge(run(), problem, worked(problem, *range(first, 6 + first)))
    assert found.amount == 1


def test_night_belongs_to_the_day_it_starts(judge):
    """Nights from day 0 to 4 end on day 5, which is a day off."""
    shift = {"night": TinyShift(starts=(22 * HOUR,))}
    problem = tiny_problem(1, zone="Asia/Manila", shifts=shift)
    assert not judge(run(), problem, worked(problem, *range(5)))


def test_words(judge):
    """Reasons and findings name the person, the run and the dates."""
    problem = tiny_problem([{"name": "Ana"}], days=28)
    rule = run()
    (found,) = judge(rule, problem, worked(problem, *range(1, 8)))
    assert rule.words(found, problem) == (
        "Ana works 7 days in a row, 2–8 March; the most is 5"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at most 5 days in a row, 1–28 March"
    )
