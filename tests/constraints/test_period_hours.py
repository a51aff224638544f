"""Hours over the whole roster or blocks of weeks."""

from datetime import date

from constraints.period_hours import PeriodHours
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import tiny_problem, with_history

HOUR = 60


def hours(**options):
    """Return a rule on hours of a period."""
    return PeriodHours(id="hours", **options)


def worked(problem, *days):
    """Return a line with the duty of each of these days."""
    return {day: problem.menu(0, day)[0] for day in days}


def test_whole_roster(judge):
    """Four duties in 10 days are 32 h; a priced hour costs 10 points."""
    problem = tiny_problem(1, days=10)
    line = worked(problem, 0, 3, 6, 9)
    assert not judge(hours(most=32), problem, line)
    (found,) = judge(hours(most=31, importance="normal"), problem, line)
    assert found.days == (0, 9)
    assert found.ticks == 10 * TICKS_PER_POINT
    (found,) = judge(hours(least=33), problem, line)
    assert (found.amount, found.hard) == (HOUR, False)


def test_blocks_begin_with_the_roster(judge):
    """From a Wednesday, a block of 2 weeks ends on a Tuesday."""
    problem = tiny_problem(1, days=28, first_day=date(2027, 3, 3))
    rule = hours(most=16, per="2 weeks")
    assert not judge(rule, problem, worked(problem, 12, 13, 14, 15))
    (found,) = judge(rule, problem, worked(problem, 11, 12, 13))
    assert (found.days, found.amount) == ((0, 13), 8 * HOUR)


def test_cut_block(judge):
    """Of 3 weeks in blocks of 2, the last keeps the most, not the least."""
    problem = tiny_problem(1, days=21)
    rule = hours(least=16, most=16, per="2 weeks")
    assert not judge(rule, problem, worked(problem, 0, 1))
    (found,) = judge(rule, problem, worked(problem, 0, 1, 14, 15, 16))
    assert found.days == (14, 20)


def test_cut_block_pro_rata(judge):
    """One week of a block of 2: half of 16 h."""
    problem = tiny_problem(1, days=21)
    rule = hours(least=16, most=16, per="2 weeks", pro_rata=True)
    (found,) = judge(rule, problem, worked(problem, 0, 1))
    assert (found.days, found.amount) == ((14, 20), 8 * HOUR)


def test_history_is_another_period(judge):
    """What was worked before the roster does not count in it."""
    problem = with_history(
        tiny_problem(1), [(0, -1, "day", 8 * HOUR, 8 * HOUR)]
    )
    assert not judge(hours(most=8), problem, worked(problem, 0))


def test_target(judge):
    """Two weeks of 40 h: five free per cent are 4 h of 80."""
    problem = tiny_problem(1, days=14)
    (found,) = judge(hours(target=80), problem, worked(problem, *range(9)))
    assert found.amount == 4 * HOUR  # 72 where 76 are enough
