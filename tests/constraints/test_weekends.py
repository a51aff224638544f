"""Weekends worked: blocks, both ends, local days."""

from datetime import date

from constraints.terms import TICKS_PER_POINT
from constraints.weekends import Weekends
from scheduler.testing import TinyShift, tiny_problem, with_history

HOUR = 60
SUNDAY = date(2027, 3, 7)


def weekends(**options):
    """Return a rule on weekends."""
    return Weekends(id="weekends", **options)


def worked(problem, *days):
    """Return a line with the first duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def test_one_day_or_two_is_one_weekend(judge):
    """Sat+Sun, then a Sunday: two weekends. From Monday 1 March."""
    problem = tiny_problem(1, days=14)
    line = worked(problem, 0, 5, 6, 13)
    assert not judge(weekends(most=2), problem, line)
    (found,) = judge(weekends(most=1), problem, line)
    assert found.hard
    assert (found.days, found.amount) == ((5, 13), 1)


def test_a_third_weekend_costs_40(judge):
    """One weekend too many, worth 4 person-hours at 10 points."""
    problem = tiny_problem(1, days=28)
    rule = weekends(most=2, per="4 weeks", importance="normal")
    (found,) = judge(rule, problem, worked(problem, 5, 12, 20))
    assert found.ticks == 40 * TICKS_PER_POINT


def test_blocks(judge):
    """At most one per 2 weeks: the 1st and 3rd, not the 1st and 2nd."""
    problem = tiny_problem(1, days=28)
    rule = weekends(most=1, per="2 weeks")
    assert not judge(rule, problem, worked(problem, 5, 19))
    (found,) = judge(rule, problem, worked(problem, 5, 12, 19))
    assert found.days == (5, 13)


def test_weekend_across_blocks_counts_by_its_saturday(judge):
    """From a Sunday: day 13 is a Saturday, day 14 begins a new block."""
    problem = tiny_problem(1, days=28, first_day=SUNDAY)
    rule = weekends(most=1, per="2 weeks")
    (found,) = judge(rule, problem, worked(problem, 6, 14))
    assert found.days == (6, 14)
    assert not judge(rule, problem, worked(problem, 14, 20))


def test_weekend_cut_by_the_start(judge):
    """A Sunday on day 0 counts, unless its Saturday was counted."""
    problem = tiny_problem(1, days=7, first_day=SUNDAY)
    line = worked(problem, 0, 6)
    (found,) = judge(weekends(most=1), problem, line)
    assert (found.days, found.amount) == ((0, 6), 1)
    saturday = with_history(problem, [(0, -1, "day", 8 * HOUR, 8 * HOUR)])
    assert not judge(weekends(most=1), saturday, line)
    friday = with_history(problem, [(0, -2, "day", 8 * HOUR, 8 * HOUR)])
    assert judge(weekends(most=1), friday, line)


def test_weekend_cut_by_the_end(judge):
    """A Saturday on the last day is a weekend."""
    problem = tiny_problem(1, days=6)
    (found,) = judge(weekends(most=0), problem, worked(problem, 5))
    assert found.days == (5, 5)


def test_weekend_is_the_persons_own(judge):
    """Monday 06:00 in Manila is Sunday in Halifax: no weekend in Manila.

    Sunday 22:00 in Halifax is Monday in Manila: it is one in Halifax.
    """
    problem = tiny_problem(
        [{"zone": "Asia/Manila"}, {"zone": "America/Halifax"}],
        days=8,
        shifts={"s": TinyShift(starts=(6 * HOUR, 22 * HOUR))},
    )
    lines = ({7: problem.menu(0, 7)[0]}, {6: problem.menu(1, 6)[1]})
    (found,) = judge(weekends(most=0), problem, *lines)
    assert found.people == (1,)


def test_friday_night_is_friday(judge):
    """A duty counts on the day on which it starts, clocks or no clocks."""
    problem = tiny_problem(
        1,
        first_day=date(2027, 3, 8),
        zone="America/Halifax",
        shifts={"night": TinyShift(starts=(23 * HOUR,))},
    )
    assert not judge(weekends(most=0), problem, worked(problem, 4))
    assert judge(weekends(most=0), problem, worked(problem, 6))


def test_words(judge):
    """Reasons and findings name the person, the number and the dates."""
    problem = tiny_problem([{"name": "Ana"}], days=28)
    rule = weekends(most=1)
    (found,) = judge(rule, problem, worked(problem, 5, 19))
    assert rule.words(found, problem) == (
        "Ana works 2 weekends, 6–21 March; the most is 1"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at most 1 weekend, 6–28 March"
    )
