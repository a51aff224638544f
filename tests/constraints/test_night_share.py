"""Night share: parts of a night, periods and history."""

from datetime import date

import pytest
from pydantic import ValidationError

from constraints.night_share import NightShare
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

FRIDAY = date(2027, 3, 5)
SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60))}


def share(**options):
    """Return a rule of a quarter."""
    return NightShare(id="share", **{"most": "25%", **options})


def line(problem, picture):
    """Return the line of a picture: d for day, n for night."""
    return {
        day: problem.menu(0, day)["dn".index(kind)]
        for day, kind in enumerate(picture)
        if kind != "."
    }


@pytest.mark.parametrize(
    ("picture", "nights"),
    [("ddd.n", 0), ("dd.n", 0.25), ("ddddd.n", 0), ("n", 0.75), ("nn", 1.5)],
)
def test_amounts_are_parts_of_a_night(judge, picture, nights):
    """Of so many duties a quarter may be nights."""
    problem = tiny_problem(1, shifts=SHIFTS)
    found = judge(share(importance=3), problem, line(problem, picture))
    assert sum(v.ticks for v in found) == nights * 12 * TICKS_PER_POINT
    assert sum(v.amount for v in found) == 4 * nights


def test_weeks_are_judged_one_by_one(judge):
    """Two nights among ten duties, both in the second week of five."""
    problem = tiny_problem(1, days=14, shifts=SHIFTS)
    picture = "ddddd..dddnn.."
    assert not judge(share(), problem, line(problem, picture))
    (found,) = judge(share(per="week"), problem, line(problem, picture))
    assert (found.days, found.amount) == ((7, 13), 3)


def test_history_counts_in_its_week(judge):
    """Friday: two days and a night before; of four duties one may be."""
    week = tiny_problem(1, days=3, shifts=SHIFTS, first_day=FRIDAY)
    past = with_history(
        week,
        [
            (0, -3, "s", 480, 480),
            (0, -2, "s", 480, 480),
            (0, -1, "s", 1320, 480),
        ],
    )
    rule = share(per="week")
    assert not judge(rule, past, {0: past.menu(0, 0)[0]})
    # What was too much before is not charged again: 1 of 3 was a quarter
    # of a night above, 2 of 4 are a whole one.
    (found,) = judge(rule, past, {0: past.menu(0, 0)[1]})
    assert found.amount == 3


def test_words(judge):
    """Findings say how many of how many."""
    problem = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(share(), problem, line(problem, "dd.n"))
    assert share().words(found, problem) == (
        "P0 works 1 night among 3 duties, 1–7 March; the most is 25%"
    )
    (term,) = share().terms(problem)
    assert share().says(term.because, problem) == (
        "P0 has nights for at most 25% of the duties, 1–7 March"
    )
    assert share().counted(found) == ("night too many", 4)


@pytest.mark.parametrize("most", ["0%", "100%", "120%"])
def test_a_share_lies_between(most):
    """None at all is another rule, and all is none."""
    with pytest.raises(ValidationError, match="more than 0%"):
        share(most=most)
