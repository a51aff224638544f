"""Runs of days off: how short they may be, at both ends."""

from constraints.days_off import DaysOff
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import tiny_problem, with_history

HOUR = 60


def off(**options):
    """Return a rule of at least 2 days off in a row."""
    return DaysOff(id="off", **{"least": 2, **options})


def worked(problem, *days):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def past(problem, *days):
    """Return the problem with duties on days before the roster."""
    return with_history(
        problem, [(0, day, "day", 8 * HOUR, 8 * HOUR) for day in days]
    )


def test_single_day_off(judge):
    """One day off between two duties is one too few; two are enough."""
    problem = tiny_problem(1)
    (found,) = judge(off(), problem, worked(problem, 1, 3))
    assert found.hard
    assert (found.days, found.amount) == ((2, 2), 1)
    assert not judge(off(), problem, worked(problem, 1, 4))
    assert not judge(off(), problem, worked(problem, 1, 2, 3))


def test_priced_by_what_is_missing(judge):
    """Runs of 1 and 2 where 3 are wanted: 2 + 1 days, worth 4 each."""
    problem = tiny_problem(1)
    rule = off(least=3, importance=5)
    found = judge(rule, problem, worked(problem, 0, 2, 5))
    assert sum(v.ticks for v in found) == 3 * 4 * 5 * TICKS_PER_POINT


def test_ends_are_open_without_history(judge):
    """A day off at either end may have neighbours that nobody sees."""
    problem = tiny_problem(1)
    assert not judge(off(), problem, worked(problem, 1, 2, 3, 4, 5))
    assert not judge(off(), problem)


def test_history_closes_the_left_end(judge):
    """Worked on day -1: a day off on day 0 alone is one too few."""
    problem = past(tiny_problem(1), -1)
    (found,) = judge(off(), problem, worked(problem, 1))
    assert found.days == (0, 0)
    assert not judge(off(), problem, worked(problem, 2))


def test_run_that_began_before(judge):
    """Off on day -1: day 0 off makes two, a duty on day 0 leaves one."""
    problem = past(tiny_problem(1), -4, -2)
    assert not judge(off(), problem, worked(problem, 1))
    (found,) = judge(off(), problem, worked(problem, 0))
    assert (found.days, found.amount) == ((-1, -1), 1)


def test_history_without_duties_tells_nothing(judge):
    """Somebody who was never on duty before may have been off for long."""
    problem = past(tiny_problem(1))
    assert not judge(off(), problem, worked(problem, 1))


def test_words(judge):
    """Reasons and findings name the person and the day."""
    problem = tiny_problem([{"name": "Ana"}])
    rule = off()
    (found,) = judge(rule, problem, worked(problem, 0, 2))
    assert rule.words(found, problem) == (
        "Ana has 1 day off, Tue 2 March; the least is 2"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana has at least 2 days off in a row, 1–7 March"
    )
