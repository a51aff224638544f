"""Hand-overs: two sides are there at the same time."""

import pytest

from constraints.handover import Handover
from constraints.values import HIGH
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
# apac works 06-14, na 13-21: both are there from 13 to 14.
SHIFTS = {"apac": TinyShift((6 * HOUR,)), "na": TinyShift((13 * HOUR,))}
QUEUES = {"plus": ("plus",)}
PEOPLE = [
    {"team": "apac", "skills": ("plus",)},
    {"team": "na", "skills": ("plus",)},
    {"team": "na"},
]
PROBLEM = tiny_problem(PEOPLE, shifts=SHIFTS, queues=QUEUES)
EARLY, LATE = PROBLEM.menu(0, 0)
AT = PROBLEM.duties[LATE].start_min
SIDES = {"givers": "team apac", "receivers": "team na"}


def handover(**options):
    """Return a hand-over from 13 to 14."""
    return Handover(id="h", queue=0, stretches=[(AT, AT + 60)], **options)


def found(rule, *choices, problem=PROBLEM):
    """Return note and amount of each violation."""
    roster = tiny_roster(problem, choices)
    return [(v.note, v.amount) for v in rule.check(roster)]


def test_a_giver_and_a_receiver_are_there():
    """P0 hands over to P1; without either of them 60 minutes are missing."""
    rule = handover(**SIDES)
    assert found(rule, {0: EARLY}, {0: LATE}, {}) == []
    assert found(rule, {0: EARLY}, {}, {}) == [("who receives", 60)]
    assert found(rule, {}, {0: LATE}, {}) == [("who hands over", 60)]


def test_a_receiver_must_be_able_to_serve():
    """P2 is of team na but lacks the skill."""
    rule = handover(**SIDES)
    assert found(rule, {0: EARLY}, {}, {0: LATE}) == [("who receives", 60)]


def test_without_sides_any_two_who_can_serve():
    """P0 and P1 are two; P0 and P2 are one."""
    rule = handover()
    assert found(rule, {0: EARLY}, {0: EARLY}, {}) == []
    assert found(rule, {0: EARLY}, {}, {0: LATE}) == [("a second person", 60)]


def test_one_person_cannot_be_both_sides():
    """P1 may give and receive: alone one is missing, with P0 none."""
    rule = handover(givers="all", receivers="team na")
    assert found(rule, {}, {0: LATE}, {}) == [("a second person", 60)]
    assert found(rule, {0: EARLY}, {0: LATE}, {}) == []


def test_adjacent_slots_are_told_as_one():
    """Two hours without anybody who receives are one violation."""
    rule = Handover(id="h", queue=0, stretches=[(AT, AT + 120)], **SIDES)
    choices = {0: LATE}, {}, {}
    assert found(rule, *choices) == [("who receives", 120)]


def test_overlapping_stretches_count_once():
    """13-14 twice is still one hour."""
    rule = Handover(id="h", queue=0, stretches=[(AT, AT + 60)] * 2, **SIDES)
    assert found(rule, {0: EARLY}, {}, {}) == [("who receives", 60)]
    assert len(list(rule.terms(PROBLEM))) == 2


def test_an_edge_is_never_a_must():
    """0-1 of Monday lies in a night before the roster: priced as high."""
    night = {"n": TinyShift((22 * HOUR,))}
    problem = tiny_problem(PEOPLE, shifts=night, queues=QUEUES)
    start = problem.duties[0].start_min - 22 * HOUR
    rule = Handover(
        id="h",
        queue=0,
        stretches=[(start, start + 60)],
        importance="must",
        **SIDES,
    )
    assert [t.price for t in rule.terms(problem)] == [rule.priced(HIGH)] * 2
    roster = tiny_roster(problem, [{}, {}, {}])
    assert [(v.edge, v.hard) for v in rule.check(roster)] == [
        (True, False),
        (True, False),
    ]
    assert rule.words(next(iter(rule.check(roster))), problem) == (
        "the hand-over of plus lacks who hands over,"
        " Mon 1 March 00:00–01:00, at the edge of the roster"
    )


def test_one_side_alone_is_refused():
    """Who hands over without who receives is half a statement."""
    with pytest.raises(ValueError, match="or neither"):
        handover(givers="team apac")


def test_says_who_hands_over_to_whom():
    """The clause names queue, sides and day."""
    for rule, sides in (
        (handover(**SIDES), "by team apac to team na"),
        (handover(), "among two people"),
    ):
        because = next(iter(rule.terms(PROBLEM))).because
        who = " and ".join(PROBLEM.people[p].name for p in because.people)
        assert rule.says(because, PROBLEM) == (
            f"plus is handed over {sides}, Mon 1 March ({who} could be there)"
        )
