"""Concurrent: at most, or at least, so many of a group at a time."""

import pytest
from pydantic import ValidationError

from constraints.concurrent import Concurrent
from constraints.terms import HARD
from constraints.values import HIGH
from scheduler.problem import Span
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

H = 60
SHIFTS = {"early": TinyShift((6 * H,)), "late": TinyShift((12 * H,))}
PROBLEM = tiny_problem(3, days=2, shifts=SHIFTS)
MONDAY = PROBLEM.duties[0].start_min - 6 * H
EARLY, LATE = PROBLEM.menu(0, 0)
ALL = ({0: EARLY}, {0: EARLY}, {0: LATE})


def found(rule, *choices, problem=PROBLEM, spans=None):
    """Return minutes and note of each violation."""
    roster = tiny_roster(problem, choices, spans)
    return [(v.amount, v.note) for v in rule.check(roster)]


def test_at_most_so_many_at_once():
    """Three are there from 12 to 14; one at lunch makes room for an hour."""
    rule = Concurrent(id="c", most=2)
    assert found(rule, *ALL) == [(120, "3")]
    at = PROBLEM.duties[LATE].start_min
    lunch = {(0, 0): (Span(at, at + H, "break"),)}
    assert found(rule, *ALL, spans=lunch) == [(60, "3")]


def test_at_least_in_a_window():
    """From 10 to 16 two are wanted: early alone is one for four hours.

    Nobody is there the next day: twice six hours lack.
    """
    rule = Concurrent(id="c", least=2, window="daily 10:00-16:00")
    assert found(rule, {0: EARLY}, {0: LATE}, {}) == [
        (120, "1"),
        (120, "1"),
        (720, "0"),
    ]


def test_a_window_of_another_zone():
    """10:00 in Manila is 02:00 here, when nobody can be at work."""
    rule = Concurrent(id="c", most=0, window="Mon 14:00-16:00 Asia/Manila")
    assert found(rule, *ALL) == [(240, "2")]


def test_edges_of_the_roster_are_wished_for():
    """A must is only high where duties outside the plan could help."""
    night = {"night": TinyShift((22 * H,))}
    problem = tiny_problem(1, days=2, shifts=night)
    rule = Concurrent(id="c", least=1)
    terms = list(rule.terms(problem))
    soft = [t for t in terms if t.edge]
    assert [t.start_min for t in soft] == [MONDAY + h * H for h in range(6)]
    assert {t.price for t in soft} == {rule.priced(HIGH)}
    assert all(t.price == HARD for t in terms if not t.edge)
    known = with_history(problem, [(0, -1, "night", 22 * H, 8 * H)])
    every = Concurrent(id="c", least=1, window="Mon 00:00-08:00")
    assert found(every, {}, problem=known) == [(120, "0")]


def test_days_count_people():
    """Three work on Monday, one on Tuesday."""
    lines = ({0: EARLY, 1: PROBLEM.menu(0, 1)[0]}, {0: EARLY}, {0: LATE})
    assert found(Concurrent(id="c", most=2, same="day"), *lines) == [
        (480, "3")
    ]
    rule = Concurrent(id="c", least=2, same="day", importance=1)
    assert found(rule, *lines) == [(480, "1")]
    assert rule.price(480) == 8 * 6000


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "how many"),
        ({"least": 3, "most": 2}, "above most"),
        (
            {"most": 1, "same": "day", "window": "daily 10:00-12:00"},
            "same: time",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(options, message):
    """Some number, in order, and windows for moments only."""
    with pytest.raises(ValidationError, match=message):
        Concurrent(**options)


def test_words():
    """Texts name the group, the moment and the numbers."""
    rule = Concurrent(id="c", who="team team", most=2)
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "at most 2 of team team are there at once, Mon 1 March"
    )
    (broken,) = rule.check(tiny_roster(PROBLEM, ALL))
    assert rule.words(broken, PROBLEM) == (
        "3 of team team are there, Mon 1 March 12:00–14:00;"
        " at most 2 are wanted"
    )
    assert rule.counted(broken) == (rule.unit, 60)
    rule = Concurrent(id="c", least=1, window="daily 10:00-12:00")
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "at least 1 person is there at once, daily 10:00-12:00, Mon 1 March"
    )
    rule = Concurrent(id="c", least=1, most=2, same="day")
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "at least 1 and at most 2 people work on a day, Mon 1 March"
    )
    first, _ = rule.check(tiny_roster(PROBLEM, ALL))
    assert rule.words(first, PROBLEM) == (
        "3 people work, Mon 1 March; at least 1 and at most 2 are wanted"
    )
    assert rule.counted(first) == ("person too many or too few on a day", 480)
