"""Shares and bounds of periods that somebody half misses."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from constraints.measures import Paid
from constraints.prorata import away, pro_rata, shares
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
DAY = 24 * HOUR


def test_whole_week_counts_whole():
    """Nobody away: nothing changes."""
    problem = tiny_problem(1)
    assert shares(problem, 0, (0, 6)) == (1, 1)
    bounds = (600, 2400)
    measure = problem.measure(Paid())
    assert pro_rata(problem, 0, (0, 6), bounds, measure) == bounds


def test_weekends_have_no_share():
    """Away on Saturday and Sunday: still five fifths."""
    problem = tiny_problem([{"leaves": date(2027, 3, 5)}])
    assert shares(problem, 0, (0, 6)) == (1, 1)


def test_days_outside_count_for_the_low_only():
    """Friday to Tuesday, in two weeks: one and two fifths are seen."""
    problem = tiny_problem(1, days=5, first_day=date(2027, 3, 5))
    assert shares(problem, 0, (-4, 2)) == (Fraction(1, 5), 1)
    assert shares(problem, 0, (3, 9)) == (Fraction(2, 5), 1)


def test_history_is_seen():
    """Days that history covers count for the low as well."""
    problem = tiny_problem(1, days=5, first_day=date(2027, 3, 5))
    problem = replace(problem, days_known_before=3)
    assert shares(problem, 0, (-4, 2)) == (Fraction(4, 5), 1)


def test_day_is_away_when_no_duty_avoids_the_absence():
    """A local day off in Manila is one, though UTC cuts it in two.

    The night before, 22:00 to 06:00, runs into it; that day's morning does
    not, so the day before is not one of absence.
    """
    shift = TinyShift(starts=(6 * HOUR, 14 * HOUR, 22 * HOUR))
    problem = tiny_problem(1, zone="Asia/Manila", shifts={"s": shift})
    midnight = problem.duties[problem.menu(0, 2)[0]].start_min - 6 * HOUR
    problem = replace(problem, away=(((midnight, midnight + DAY),),))
    assert [day for day in range(7) if away(problem, 0, day)] == [2]


def test_day_without_duties_is_no_absence():
    """A day on which nobody could start is not somebody's absence."""
    problem = tiny_problem(1)
    menus = ((*problem.menus[0][:2], (), *problem.menus[0][3:]),)
    problem = replace(problem, menus=menus, away=(((0, 1),),))
    assert not away(problem, 0, 2)


def test_horizon_of_a_weekend():
    """Without a weekday nothing is asked for and nothing shrinks."""
    problem = tiny_problem(1, days=2, first_day=date(2027, 3, 6))
    assert shares(problem, 0, (0, 1)) == (0, 1)


def test_bounds_that_no_duty_reaches():
    """Above what all duties sum up to, the bound is just rounded."""
    problem = tiny_problem([{"leaves": date(2027, 3, 3)}], days=1)
    measure = problem.measure(Paid())
    assert pro_rata(problem, 0, (0, 6), (None, 1001), measure) == (None, 601)
