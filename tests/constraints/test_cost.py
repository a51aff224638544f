"""Cost: paid hours weigh what their contract costs."""

import pytest

from constraints.cost import Cost
from constraints.terms import TICKS_PER_POINT
from scheduler.problem import Break, Contract
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
DEAR = Contract("contractor", cost_per_hour=35.0, currency="USD")
SHIFTS = {"s": TinyShift(breaks=(Break(30, 180, 300),))}


@pytest.fixture
def problem():
    """Return a contractor at 35 USD and an employee, 7.5 paid hours a day."""
    return tiny_problem([{"contract": DEAR}, {}], shifts=SHIFTS)


def test_paid_hours_cost_a_point_per_hundred(judge, problem, at):
    """Two days are 15 paid hours, 525 USD: 5.25 points; others are free."""
    line = {day: at(problem, day, 8) for day in (0, 1)}
    (found,) = judge(Cost(id="cost"), problem, line, line)
    assert found.people == (0,)
    assert found.amount == 15 * HOUR
    assert found.ticks == 5.25 * TICKS_PER_POINT


def test_points_per_100_weighs_money(judge, problem, at):
    """With 4 points per 100, a day of 262.50 USD costs 10.5 points."""
    rule = Cost.model_validate({"id": "cost", "points per 100": 4})
    (found,) = judge(rule, problem, {0: at(problem, 0, 8)})
    assert found.ticks == 10.5 * TICKS_PER_POINT


def test_only_those_who_are_meant(judge, problem, at):
    """A rule for P1 says nothing of the contractor P0."""
    line = {0: at(problem, 0, 8)}
    assert not judge(Cost(id="cost", who="P1"), problem, line, line)


def test_a_free_day_costs_nothing(judge, problem):
    """Nobody works, nobody is paid."""
    assert not judge(Cost(id="cost"), problem)


def test_says_and_words(judge, problem, at):
    """The clause names the rate, the sentence the sum."""
    rule = Cost(id="cost")
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "hours of P0 cost 35 USD each, 1–7 March"
    )
    (found,) = judge(rule, problem, {0: at(problem, 0, 8)})
    assert rule.words(found, problem) == (
        "P0 is paid 7 h 30, which cost 262 USD"
    )
