"""Ideal lengths of duties: longer, shorter, night and clocks."""

from datetime import date

from constraints.ideal_shift import IdealShift
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem

HOUR = 60
SHIFTS = {
    "s": TinyShift(
        starts=(8 * HOUR, 22 * HOUR), lengths=(4 * HOUR, 6 * HOUR, 8 * HOUR)
    )
}


def ideal(**options):
    """Return a rule on the length of duties."""
    return IdealShift(id="ideal", **{"length": "6h", **options})


def test_longer_and_shorter(judge, at):
    """4 h and 8 h are both 2 h away from 6 h, at 3 points an hour."""
    problem = tiny_problem(1, shifts=SHIFTS)
    line = {
        day: at(problem, day, 8, length)
        for day, length in enumerate((4, 6, 8))
    }
    found = judge(ideal(), problem, line)
    assert [(v.days, v.amount) for v in found] == [
        ((0, 0), 2 * HOUR),
        ((2, 2), 2 * HOUR),
    ]
    assert sum(v.ticks for v in found) == 12 * TICKS_PER_POINT


def test_must(judge, at):
    """Hard, every duty is exactly that long."""
    problem = tiny_problem(1, shifts=SHIFTS)
    rule = ideal(importance="must")
    assert not judge(rule, problem, {0: at(problem, 0, 8, 6)})
    (found,) = judge(rule, problem, {0: at(problem, 0, 8, 8)})
    assert found.hard


def test_days_off_are_free(judge):
    """Nobody is asked to work by it."""
    assert not judge(ideal(), tiny_problem(1, shifts=SHIFTS), {})


def test_on_the_wall(judge, at):
    """22:00 to 06:00 are 8 h, though the clocks go forward."""
    problem = tiny_problem(
        1,
        first_day=date(2027, 3, 8),
        zone="America/Halifax",
        shifts=SHIFTS,
    )
    line = {5: at(problem, 5, 22, 8)}
    assert not judge(ideal(length="8h"), problem, line)


def test_words(judge, at):
    """Findings tell both lengths."""
    problem = tiny_problem([{"name": "Ana"}], shifts=SHIFTS)
    rule = ideal()
    (found,) = judge(rule, problem, {1: at(problem, 1, 8, 8)})
    assert rule.words(found, problem) == (
        "Ana works 8 h, Tue 2 March; the ideal is 6 h"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "Ana works 6 h a day, 1–7 March"
    )
