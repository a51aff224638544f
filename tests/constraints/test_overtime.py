"""Overtime: from where, how dear, how much, absence and history."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from constraints.overtime import Overtime
from constraints.terms import TICKS_PER_POINT
from constraints.values import PaidHours
from scheduler.people import Term
from scheduler.problem import Contract
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {"s": TinyShift()}


def overtime(**options):
    """Return a rule on overtime."""
    return Overtime(id="overtime", **options)


def problem(hours=None, **options):
    """Return a problem of somebody with such hours, 8 a day."""
    contract = Contract("any", paid_hours=hours and PaidHours.parse(hours))
    return tiny_problem([{"contract": contract}], shifts=SHIFTS, **options)


def line(problem, *days):
    """Return the duties of some days."""
    return {day: problem.menu(0, day)[0] for day in days}


@pytest.mark.parametrize(
    ("hours", "options", "minutes"),
    [
        ("37.5/week", {}, 150),
        ("20 to 32/week", {}, 480),
        ("at least 20/week", {}, 0),
        (None, {}, 0),
        (None, {"above": "36h"}, 240),
        ("37.5/week", {"above": "36h"}, 240),
        ("60/2 weeks", {}, 600),
    ],
)
def test_it_begins_above_the_contract(judge, hours, options, minutes):
    """Five days of 8 h, at 3 points an hour."""
    week = problem(hours)
    found = judge(overtime(**options), week, line(week, 0, 1, 2, 3, 4))
    assert sum(v.amount for v in found) == minutes
    assert sum(v.ticks for v in found) == minutes * 3 * TICKS_PER_POINT // 60


def test_the_price_rises(judge):
    """8 h above 32: four at 3 points, four at 30."""
    week = problem("32/week")
    rule = overtime(dearer_after="4h")
    (found,) = judge(rule, week, line(week, 0, 1, 2, 3, 4))
    assert found.ticks == (4 * 3 + 4 * 30) * TICKS_PER_POINT


def test_the_most_is_hard(judge):
    """16 h above 24, of which 8 are allowed; all of it has its price."""
    week = problem("24/week")
    rule = overtime(most="8h")
    priced, hard = judge(rule, week, line(week, 0, 1, 2, 3, 4))
    assert (priced.hard, priced.amount) == (False, 960)
    assert (hard.hard, hard.amount) == (True, 480)
    assert rule.words(priced, week) == "P0 works 16 h of overtime, 1–7 March"
    assert rule.words(hard, week) == (
        "P0 works 16 h of overtime, 1–7 March; the most is 8 h"
    )


def test_weeks_cut_by_absence_have_less(judge):
    """Away on two of five days: 24 of 40 hours, four days are 8 more."""
    week = problem("40/week")
    start = week.duties[0].start_min
    away = replace(week, away=(((start, start + 2880),),))
    (found,) = judge(overtime(), away, line(away, 2, 3, 4, 5))
    assert found.amount == 480


def test_history_counts(judge):
    """Four days of the week are past: a fifth and a sixth are 8 h above.

    Without the sixth there is no overtime at all.
    """
    friday = with_history(
        problem("40/week", days=3, first_day=date(2027, 3, 5)),
        [(0, day, "s", 480, 480) for day in (-4, -3, -2, -1)],
    )
    assert not judge(overtime(), friday, line(friday, 0))
    (found,) = judge(overtime(), friday, line(friday, 0, 1))
    assert (found.days, found.amount) == ((0, 2), 480)


def test_contracts_that_follow_each_other(judge):
    """40 h until Wednesday, 24 h from Thursday on: 3/7 and 4/7 of them.

    17 h 09 and 13 h 43 are 30 h 52; four days of 8 h are 1 h 08 above.
    Named by its contract, the rule looks at the days of that one only:
    17 h 09 round up to what three days may be, and nothing is above.
    """
    week = problem("40/week")
    (ana,) = week.people
    half = Contract("half", paid_hours=PaidHours.parse("24/week"))
    thursday = date(2027, 3, 4)
    terms = (
        Term(ana.contract, last=date(2027, 3, 3)),
        Term(half, first=thursday),
    )
    week = replace(week, people=(replace(ana, terms=terms),))
    (found,) = judge(overtime(), week, line(week, 0, 1, 2, 3))
    assert (found.days, found.amount) == ((0, 6), 68)
    assert not judge(
        overtime(who="contract any"), week, line(week, 0, 1, 2, 3)
    )


def test_says(judge):
    """A reason names what is allowed."""
    week = problem("40/week")
    some, none = overtime(most="8h"), overtime(most="0h")
    because = next(iter(some.terms(week))).because
    assert some.says(because, week) == (
        "P0 works at most 8 h of overtime, 1–7 March"
    )
    assert none.says(because, week) == "P0 works no overtime, 1–7 March"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"importance": "must"}, "overtime has a price"),
        ({"dearer": "must"}, "overtime has a price"),
        ({"dearer_after": "2h", "dearer": 1}, "get cheaper"),
    ],
)
def test_prices_rise(options, message):
    """What is forbidden is said by the most."""
    with pytest.raises(ValidationError, match=message):
        overtime(**options)
