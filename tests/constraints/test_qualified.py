"""Qualified: blocks of a roster against skills of the date."""

from dataclasses import replace
from datetime import date

import pytest

from constraints.qualified import Qualified
from constraints.terms import Because
from scheduler.problem import Skill, Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

HOUR = 60
UNTIL_MONDAY = Skill("plus", 2, last=date(2027, 3, 1))
PROBLEM = tiny_problem(
    [{"skills": (UNTIL_MONDAY,)}, {}],
    queues={"chat": (), "plus": ("plus",)},
    shifts={"day": TinyShift(), "night": TinyShift((20 * HOUR,))},
)
DAY, NIGHT = PROBLEM.menu(0, 0)
RULE = Qualified(id="qualified")


def found(person, duty, queue):
    """Return the violations of one block over a whole duty on Monday."""
    at = PROBLEM.duties[duty]
    block = Span(at.start_min, at.end_min, "queue", queue)
    choices = [{}, {}]
    choices[person] = {0: duty}
    roster = tiny_roster(PROBLEM, choices, {(person, 0): (block,)})
    return list(RULE.check(roster))


def test_a_queue_without_needs_is_for_everybody():
    """Chat asks for nothing; plus asks for a skill that P1 has not."""
    assert found(1, DAY, 0) == []
    (violation,) = found(1, DAY, 1)
    assert (violation.amount, violation.hard) == (480, True)


def test_a_skill_ends_at_midnight():
    """Valid until Monday: of 20-04, the 4 hours after midnight are not."""
    assert found(0, DAY, 1) == []
    (violation,) = found(0, NIGHT, 1)
    assert violation.amount == 4 * HOUR
    assert RULE.words(violation, PROBLEM) == (
        "P0 serves plus for 4 h without plus, Tue 2 March 00:00–04:00"
    )


def test_breaks_and_rosters_without_blocks_break_nothing():
    """A duty whose only span is a break serves no queue."""
    at = PROBLEM.duties[DAY].start_min
    pause = Span(at, at + HOUR, "break")
    roster = tiny_roster(PROBLEM, [{}, {0: DAY}], {(1, 0): (pause,)})
    assert list(RULE.check(roster)) == []


def test_who_limits_whom_it_judges():
    """A rule about P0 does not judge P1."""
    rule = Qualified(id="q", who="P0")
    at = PROBLEM.duties[DAY]
    block = Span(at.start_min, at.end_min, "queue", 1)
    roster = tiny_roster(PROBLEM, [{}, {0: DAY}], {(1, 0): (block,)})
    assert list(rule.check(roster)) == []


def test_eligibility_lives_in_coverage():
    """There is nothing left to compile; the rule says who can serve."""
    assert list(RULE.terms(PROBLEM)) == []
    monday = Because("qualified", (), (0, 0))
    assert RULE.says(monday, PROBLEM) == (
        "chat can be served by P0 and P1; plus can be served by P0,"
        " Mon 1 March"
    )
    tuesday = Because("qualified", (), (1, 1))
    assert "plus can be served by nobody" in RULE.says(tuesday, PROBLEM)


def test_either_of_several_skills_is_worded():
    """`needs any` is told as one of them."""
    queue = replace(PROBLEM.queues[1], any_of=(("en", 2), ("fr", 2)))
    problem = replace(PROBLEM, queues=(PROBLEM.queues[0], queue))
    at = problem.duties[DAY]
    block = Span(at.start_min, at.end_min, "queue", 1)
    roster = tiny_roster(problem, [{}, {0: DAY}], {(1, 0): (block,)})
    (violation,) = RULE.check(roster)
    assert "without plus and one of en and fr" in RULE.words(
        violation, problem
    )


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"served_from": ("CA", "EU")}, "from PH, not in CA or EU,"),
        ({"not_from": ("PH",)}, "from PH, not outside PH,"),
        (
            {"served_from": ("CA",), "not_from": ("PH",)},
            "from PH, not in CA and outside PH,",
        ),
    ],
)
def test_a_place_may_be_wrong(limits, told):
    """P0 has the skills, and works where the queue may not be served."""
    queue = replace(PROBLEM.queues[1], **limits)
    manila = replace(PROBLEM.people[0], place="PH")
    problem = replace(
        PROBLEM,
        queues=(PROBLEM.queues[0], queue),
        people=(manila, *PROBLEM.people[1:]),
    )
    at = problem.duties[DAY]
    block = Span(at.start_min, at.end_min, "queue", 1)
    roster = tiny_roster(problem, [{0: DAY}, {}], {(0, 0): (block,)})
    (violation,) = RULE.check(roster)
    assert told in RULE.words(violation, problem)
