"""How short and how long a duty may be."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.shift_length import ShiftLength
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
SHIFTS = {
    "s": TinyShift(lengths=(3 * HOUR, 4 * HOUR, 6 * HOUR, 8 * HOUR)),
}


def length(**options):
    """Return a rule on lengths."""
    return ShiftLength(id="length", **options)


def test_range(judge):
    """Of 3, 4, 6 and 8 h, the ends miss 4 to 6 h by 1 and 2."""
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {day: problem.menu(0, day)[day] for day in range(4)}
    found = judge(length(least="4h", most="6h"), problem, line)
    assert [v.days[0] for v in found] == [0, 3]
    assert [v.amount for v in found] == [HOUR, 2 * HOUR]
    assert all(v.hard for v in found)


def test_one_sided_and_priced(judge):
    """At least 6 h at 10 points: 3 + 2 h are missing."""
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {day: problem.menu(0, day)[day] for day in range(4)}
    found = judge(length(least="6h", importance="normal"), problem, line)
    assert sum(v.ticks for v in found) == 50 * TICKS_PER_POINT
    (found,) = judge(length(most="7h"), problem, line)
    assert found.amount == HOUR


def test_a_most_of_nothing_is_a_limit(judge):
    """Who may work 0 h a day works 3 h too many."""
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {0: problem.menu(0, 0)[0]}
    (found,) = judge(length(most="0h"), problem, line)
    assert found.amount == 3 * HOUR


@pytest.mark.parametrize("first_day", [date(2027, 3, 13), date(2026, 10, 31)])
def test_length_is_that_on_the_wall(judge, first_day):
    """22:00-06:00 is 8 h long in the night of a clock change, too."""
    shift = {"s": TinyShift(starts=(22 * HOUR,))}
    problem = tiny_problem(
        1, first_day=first_day, zone="America/Halifax", shifts=shift
    )
    line = {0: problem.menu(0, 0)[0]}
    assert not judge(length(least="8h", most="8h"), problem, line)


def test_who_is_bound(judge):
    """Others may work what they like."""
    problem = tiny_problem(2, shifts=SHIFTS)
    line = {0: problem.menu(0, 0)[0]}
    rule = length(least="4h", who="P0")
    (found,) = judge(rule, problem, line, line)
    assert found.people == (0,)


@pytest.mark.parametrize("wrong", [{}, {"least": "6h", "most": "4h"}])
def test_range_makes_sense(wrong):
    """Neither nothing nor crossed limits."""
    with pytest.raises(ValidationError):
        length(**wrong)


def test_words(judge):
    """Findings say how long, when, and what is wanted."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = length(least="4h", most="6h")
    (found,) = judge(rule, problem, {1: problem.menu(0, 1)[3]})
    assert rule.words(found, problem) == (
        "Ana works 8 h, Tue 2 March; at least 4 h and at most 6 h are wanted"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works at least 4 h and at most 6 h a day, 1–7 March"
    )
