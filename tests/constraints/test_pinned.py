"""Pins: one day is as it was settled, or it costs."""

from datetime import date

import pytest

from constraints.pinned import Pinned
from constraints.terms import HARD
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
WEDNESDAY = date(2027, 3, 3)
SHIFTS = {
    "day": TinyShift((7 * HOUR, 9 * HOUR)),
    "late": TinyShift((14 * HOUR,)),
}


def pin(**options):
    """Return a pin of P0 on Wednesday."""
    return Pinned(id="pin", who="P0", **({"day": WEDNESDAY} | options))


@pytest.fixture
def problem():
    """Return two people with three duties a day: 07:00, 09:00, late."""
    return tiny_problem(2, shifts=SHIFTS)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"shift": "day"}, [True, True, False, False]),
        ({"shift": "day", "at": "09:00"}, [False, True, False, False]),
        ({"at": "14:00"}, [False, False, True, False]),
        ({}, [True, True, True, False]),
        ({"off": True}, [False, False, False, True]),
    ],
)
def test_only_what_was_pinned_keeps_it(problem, options, kept):
    """The choices of Wednesday are 07:00, 09:00, 14:00 and off."""
    menu = problem.menu(0, 2)
    lines = [{2: duty} for duty in menu] + [{}]
    found = [
        not list(pin(**options).check(tiny_roster(problem, [line, {}])))
        for line in lines
    ]
    assert found == kept
    (term,) = pin(**options).terms(problem)
    amounts = [term.amount.by_duty[duty] for duty in menu] + [term.off]
    assert [amount == 0 for amount in amounts] == kept


def test_a_pin_is_a_must_or_worth_a_working_day():
    """By default it holds; at normal a broken pin costs 80 points."""
    assert pin().price == HARD
    assert pin(importance="normal").price(1) == 80 * 6000


def test_a_pin_outside_the_roster_is_not_looked_at(problem):
    """The day after the last compiles to nothing and is not judged."""
    rule = pin(day=date(2027, 3, 8))
    assert list(rule.terms(problem)) == []
    assert list(rule.check(tiny_roster(problem, [{}, {}]))) == []


def test_says_and_words(problem):
    """Clause and sentence name shift, start, and what is found instead."""
    rule = pin(shift="day", at="07:00")
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "P0 works day from 07:00, Wed 3 March"
    )
    late = problem.menu(0, 2)[2]
    (broken,) = rule.check(tiny_roster(problem, [{2: late}, {}]))
    assert rule.words(broken, problem) == (
        "P0 works from Wed 3 March 14:00;"
        " the pin of Wed 3 March says: works day from 07:00"
    )
    (off,) = rule.check(tiny_roster(problem, [{}, {}]))
    assert rule.words(off, problem).startswith("P0 is off; the pin")
    assert pin(off=True).says(term.because, problem) == (
        "P0 is off, Wed 3 March"
    )
