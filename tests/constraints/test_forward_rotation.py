"""Forward rotation: steps back, days off between, other shifts, history."""

import pytest
from pydantic import ValidationError

from constraints.forward_rotation import ForwardRotation
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {
    "early": TinyShift((6 * 60,)),
    "late": TinyShift((14 * 60,)),
    "night": TinyShift((22 * 60,)),
    "office": TinyShift((9 * 60,)),
}


def forward(**options):
    """Return a rule of three shifts in order."""
    return ForwardRotation(
        id="forward", **{"order": ("early", "late", "night"), **options}
    )


def line(problem, picture):
    """Return the line of a picture: e, l, n and o for office."""
    return {
        day: problem.menu(0, day)["elno".index(kind)]
        for day, kind in enumerate(picture)
        if kind != "."
    }


@pytest.mark.parametrize(
    ("picture", "back"),
    [
        ("eelln..", []),
        ("en....e", []),
        ("le.....", [(0, 1)]),
        ("l.e....", [(0, 2)]),
        ("l..e...", []),
        ("nl..le.", [(0, 1), (4, 5)]),
        # Office days are not in the order, and no days off either.
        ("loe....", [(0, 2)]),
        ("l.o.e..", [(0, 4)]),
        ("l..oe..", []),
    ],
)
def test_a_step_back_wants_days_off_in_a_row(judge, picture, back):
    """After two days off any shift may follow."""
    week = tiny_problem(1, shifts=SHIFTS)
    found = judge(forward(), week, line(week, picture))
    assert [v.days for v in found] == back


def test_one_day_off_may_be_enough(judge):
    """As the option says; each step costs 4 hours of a price."""
    week = tiny_problem(1, shifts=SHIFTS)
    rule = forward(days_off=1, importance="low")
    (found,) = judge(rule, week, line(week, "l.e.nl."))
    assert (found.days, found.ticks) == ((4, 5), 12 * TICKS_PER_POINT)


@pytest.mark.parametrize(
    ("past", "picture", "back"),
    [
        ([(-1, "late")], "e......", [(-1, 0)]),
        ([(-2, "late")], ".e.....", []),
        ([(-3, "late"), (-1, "office")], "e......", [(-3, 0)]),
        ([(-2, "late"), (-1, "early")], "e......", []),
    ],
)
def test_history_goes_on(judge, past, picture, back):
    """Steps before the roster are not judged again."""
    week = with_history(
        tiny_problem(1, shifts=SHIFTS),
        [(0, day, shift, 8 * 60, 480) for day, shift in past],
    )
    found = judge(forward(), week, line(week, picture))
    assert [v.days for v in found] == back


def test_words(judge):
    """Findings say which shift came after which."""
    week = tiny_problem(1, shifts=SHIFTS)
    (found,) = judge(forward(), week, line(week, "ne....."))
    assert forward().words(found, week) == (
        "P0 has early after night, 1–2 March; 2 days off are wanted between"
    )
    assert "a day off is wanted" in forward(days_off=1).words(found, week)
    (term,) = forward().terms(week)
    assert forward().says(term.because, week) == (
        "P0 rotates from early to late to night and back after 2 days off,"
        " 1–7 March"
    )


def test_a_shift_has_one_place():
    """The order names each once."""
    with pytest.raises(ValidationError, match="twice"):
        forward(order=("early", "late", "early"))
