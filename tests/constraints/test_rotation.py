"""Rotation: cycles of days and weeks, people in turn, absence, words."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from constraints.rotation import Rotation
from constraints.terms import TICKS_PER_POINT
from scheduler.testing import TinyShift, tiny_problem

SHIFTS = {"early": TinyShift((6 * 60,)), "late": TinyShift((14 * 60,))}
NAMES = {"names": {"shift": ["early", "late", "2 late"]}}


def rotation(**options):
    """Return a rule on a rotation from Monday 1 March."""
    return Rotation(id="turn", **{"from_": "2027-03-01", **options})


def line(problem, picture):
    """Return the line of a picture: e for early, l for late."""
    return {
        day: problem.menu(0, day)["el".index(kind)]
        for day, kind in enumerate(picture)
        if kind != "."
    }


def days(found):
    """Return the person and the day of each violation."""
    return [(v.people[0], v.days[0]) for v in found]


def test_four_on_four_off(judge):
    """Any shift on four days, none on the next four."""
    problem = tiny_problem(1, days=12, shifts=SHIFTS)
    rule = rotation(cycle=["4 work", "4 day off"])
    assert not judge(rule, problem, line(problem, "elel....llll"))
    found = judge(rule, problem, line(problem, "ele...l.llll"))
    assert days(found) == [(0, 3), (0, 6)]
    assert all(v.hard for v in found)


def test_a_cycle_names_shifts_and_began_before(judge):
    """Two earlies, two lates, a day off; day 0 is the second early."""
    problem = tiny_problem(1, shifts=SHIFTS)
    rule = rotation(cycle=["2 early", "2 late", "day off"], from_="2027-02-23")
    # 1 March is six days later: the second day of the second cycle.
    assert not judge(rule, problem, line(problem, "ell.eel"))
    assert days(judge(rule, problem, line(problem, "lll.eee"))) == [
        (0, 0),
        (0, 6),
    ]


def test_people_follow_in_turn(judge):
    """The second begins two days later; who is not meant has no turn."""
    problem = tiny_problem(3, days=8, shifts=SHIFTS)
    rule = rotation(
        cycle=["2 early", "2 day off"], shifted_by="2 days", who=["P0", "P2"]
    )
    first, second = (line(problem, p) for p in ("ee..ee..", "..ee..ee"))
    assert not judge(rule, problem, first, first, second)
    assert len(judge(rule, problem, second, first, second)) == 8


def test_weeks_say_the_shift_and_leave_days_off_free(judge):
    """Early in the week of 1 March, late in the next; the last is early."""
    problem = tiny_problem(1, days=15, shifts=SHIFTS)
    rule = rotation(weeks=["early", "late"], from_="2027-03-03")
    assert not judge(rule, problem, line(problem, "e.eee...llll..e"))
    (found,) = judge(rule, problem, line(problem, "e.eel.........."))
    assert found.days == (4, 4)
    assert rule.words(found, problem) == (
        "P0 has late, Fri 5 March; the rotation says early"
    )


def test_weeks_may_begin_on_another_day(judge):
    """Weeks of the file start on Thursday: from there on it is late."""
    problem = replace(tiny_problem(1, shifts=SHIFTS), week_starts=3)
    rule = rotation(weeks=["early", "late"])
    assert not judge(rule, problem, line(problem, "eeellll"))


def test_who_is_away_breaks_nothing(judge):
    """Away on days 0 and 1: only the third of four days is missing."""
    problem = tiny_problem(1, shifts=SHIFTS)
    start = problem.duties[0].start_min
    away = replace(problem, away=(((start, start + 2880),),))
    rule = rotation(cycle=["3 work", "4 day off"], importance="high")
    (found,) = judge(rule, away)
    assert (found.days, found.ticks) == ((2, 2), 120 * TICKS_PER_POINT)


def test_words(judge):
    """What is followed, and how it was not."""
    problem = tiny_problem(1, days=4, shifts=SHIFTS)
    rule = rotation(cycle=["4 work", "2 day off"])
    (found,) = judge(rule, problem, line(problem, "ell."))
    assert rule.words(found, problem) == (
        "P0 has day off, Thu 4 March; the rotation says work"
    )
    (term,) = rule.terms(problem)
    assert rule.says(term.because, problem) == (
        "P0 follows the rotation 4 work, 2 day off, 1–4 March"
    )
    weeks = rotation(weeks=["early", "late"])
    (term,) = weeks.terms(problem)
    assert weeks.says(term.because, problem) == (
        "P0 follows the rotation of weeks early, late, 1–4 March"
    )


def test_a_shift_may_be_called_like_a_number_of_days():
    """``2 late`` is the shift of that name, where there is one."""
    said = {"id": "turn", "rule": "rotation", "from": "2027-03-01"}
    rule = Rotation.model_validate(
        said | {"cycle": ["2 late", "3 early"]}, context=NAMES
    )
    assert rule.cycle == ("2 late", "early", "early", "early")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "a cycle of days or of weeks"),
        ({"cycle": ["work"], "weeks": ["early"]}, "a cycle of days or"),
        ({"weeks": ["early", "day off"]}, 'a week of "day off" says nothing'),
        ({"weeks": ["early"], "shifted_by": "3 days"}, "by weeks"),
        ({"cycle": ["work"], "shifted_by": "3h"}, "whole days"),
        ({"cycle": ["0 work"]}, "repeats nothing"),
        ({"cycle": ["3 lat"]}, 'there is no shift "lat"'),
    ],
)
def test_what_makes_no_sense_is_refused(options, message):
    """The message says what to write."""
    said = {"id": "turn", "from_": "2027-03-01", **options}
    with pytest.raises(ValidationError, match=message):
        Rotation.model_validate(said, context=NAMES)
