"""Unsocial hours on the person's own clock."""

from datetime import date

import pytest

from constraints.terms import TICKS_PER_POINT
from constraints.unsocial import Unsocial
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
SHIFTS = {"s": TinyShift(starts=(8 * HOUR, 18 * HOUR, 22 * HOUR))}


def unsocial(**options):
    """Return a rule on unsocial hours."""
    return Unsocial(id="unsocial", **options)


def test_hours_at_night_cost(judge, at):
    """18:00-02:00 has 3 h after 23:00; low is 3 points an hour."""
    problem = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(unsocial(), problem, {1: at(problem, 1, 18)})
    assert (found.days, found.amount) == ((1, 1), 180)
    assert found.ticks == 9 * TICKS_PER_POINT
    assert not judge(unsocial(), problem, {1: at(problem, 1, 8)})


def test_every_duty_is_told_by_itself(judge, at):
    """Two nights of 7 h inside 23:00-06:00."""
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {day: at(problem, day, 22) for day in (0, 1)}
    assert [v.amount for v in judge(unsocial(), problem, line)] == [420, 420]


def test_windows_count_once(judge, at):
    """Saturday 22:00-06:00 is all weekend; its night adds nothing.

    Friday 22:00-06:00: 23:00-06:00. Sunday 22:00-06:00: until midnight it
    is weekend, then night: 8 h.
    """
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {day: at(problem, day, 22) for day in (4, 5, 6)}
    found = judge(unsocial(), problem, line)
    assert [v.amount for v in found] == [420, 480, 480]


def test_by_the_persons_own_clock(judge):
    """The same instants are free in Halifax and night in Manila."""
    problem = tiny_problem(
        [{"zone": "America/Halifax"}, {"zone": "Asia/Manila"}],
        days=2,
        shifts={"s": TinyShift(starts=(10 * HOUR, 22 * HOUR))},
    )
    halifax, manila = problem.menu(0, 0)[0], problem.menu(1, 0)[1]
    assert (
        problem.duties[halifax].start_min == problem.duties[manila].start_min
    )
    (found,) = judge(unsocial(), problem, {0: halifax}, {0: manila})
    assert (found.people, found.amount) == ((1,), 420)


@pytest.mark.parametrize(
    ("first_day", "amount"),
    [(date(2027, 3, 13), 6 * HOUR), (date(2026, 10, 31), 8 * HOUR)],
)
def test_minutes_are_real(judge, at, first_day, amount):
    """23:00 to 06:00 over a clock change: 6 or 8 hours."""
    problem = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts=SHIFTS
    )
    rule = unsocial(windows=["daily 23:00-06:00"])
    (found,) = judge(rule, problem, {0: at(problem, 0, 22)})
    assert found.amount == amount


def test_must_bars_the_windows(judge, at):
    """With must nobody works inside the windows at all."""
    problem = tiny_problem(1, shifts=SHIFTS)
    rule = unsocial(windows=["Sun"], importance="must")
    (found,) = judge(rule, problem, {5: at(problem, 5, 22)})
    assert found.hard
    assert not judge(rule, problem, {4: at(problem, 4, 22)})


def test_words(judge, at):
    """Findings say how long and from when."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = unsocial()
    (found,) = judge(rule, problem, {1: at(problem, 1, 22)})
    assert rule.words(found, problem) == (
        "Ana works 7 h of unsocial time from Tue 2 March 22:00"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana keeps daily 23:00-06:00 and Sat-Sun free, 1–7 March"
    )
