"""Mentors: whoever is new is there only while somebody who can help is."""

from datetime import date

from constraints.mentor import Mentor
from constraints.terms import HARD
from scheduler.problem import Skill, Span
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

H = 60
SHIFTS = {"early": TinyShift((6 * H,)), "late": TinyShift((12 * H,))}
PEOPLE = [
    {"team": "new"},
    {"team": "new"},
    {"skills": (Skill("plus", 3, None, date(2027, 3, 2)),)},
]
PROBLEM = tiny_problem(PEOPLE, days=3, shifts=SHIFTS)
EARLY, LATE = PROBLEM.menu(0, 0)
RULE = {"id": "m", "who": "team new", "with": "skill plus>=solid"}


def found(rule, *choices, problem=PROBLEM, spans=None):
    """Return people, minutes and note of each violation."""
    roster = tiny_roster(problem, choices, spans)
    return [(v.people, v.amount, v.note) for v in rule.check(roster)]


def test_every_moment_needs_a_mentor():
    """Early 06-14 beside late 12-20: the novice is alone for 6 hours."""
    rule = Mentor(**RULE)
    assert found(rule, {0: EARLY}, {}, {0: EARLY}) == []
    assert found(rule, {0: EARLY}, {}, {0: LATE}) == [((0,), 360, "0")]
    assert found(rule, {}, {}, {0: LATE}) == []


def test_a_mentor_on_a_break_is_none():
    """One hour of break: one hour alone, unless the novice has it too."""
    rule = Mentor(**RULE)
    start = PROBLEM.duties[EARLY].start_min + 3 * H
    rest = (Span(start, start + H, "break"),)
    both = ({0: EARLY}, {}, {0: EARLY})
    assert found(rule, *both, spans={(2, 0): rest}) == [((0,), 60, "0")]
    assert found(rule, *both, spans={(2, 0): rest, (0, 0): rest}) == []


def test_one_looks_after_so_many():
    """Two novices and one mentor: enough for all, or for one."""
    lines = ({0: EARLY}, {0: EARLY}, {0: EARLY})
    assert found(Mentor(**RULE), *lines) == []
    assert found(Mentor(**RULE, most=1), *lines) == [((0, 1), 480, "1")]


def test_standby_may_do():
    """Whoever can be called is a mentor, if the rule says so."""
    call = {**SHIFTS, "call": TinyShift((6 * H,), parts=((0, 8 * H, True),))}
    problem = tiny_problem(PEOPLE, days=3, shifts=call)
    early, _, on_call = problem.menu(0, 0)
    lines = ({0: early}, {}, {0: on_call})
    assert found(Mentor(**RULE), *lines, problem=problem) == [((0,), 480, "0")]
    rule = Mentor(**RULE, standby="ok")
    assert found(rule, *lines, problem=problem) == []


def test_skills_count_on_their_date():
    """On Wednesday the mentor's skill is over."""
    early = PROBLEM.menu(0, 2)[0]
    rule = Mentor(**RULE)
    assert found(rule, {2: early}, {}, {2: early}) == [((0,), 480, "0")]


def test_nobody_mentors_themselves():
    """Where the mentor is meant as well, somebody else is needed."""
    rule = Mentor(id="m", who="all", **{"with": "P2"})
    assert found(rule, {}, {}, {0: EARLY}) == [((2,), 480, "0")]


def test_history_reaches_into_the_plan():
    """A novice's night from Sunday: two hours of it lie in the plan."""
    problem = with_history(PROBLEM, [(0, -1, "late", 22 * H, 10 * H)])
    assert found(Mentor(**RULE), {}, {}, {}, problem=problem) == [
        ((0,), 120, "0")
    ]


def test_price_and_words():
    """A must by default, else per hour; texts name novice and mentors."""
    rule = Mentor(**RULE)
    assert rule.price == HARD
    assert Mentor(**RULE, importance=1).price(60) == 6000
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "P0 and P1 are there only while a mentor (skill plus>=solid) is,"
        " Mon 1 March"
    )
    (broken,) = rule.check(tiny_roster(PROBLEM, [{0: EARLY}, {}, {0: LATE}]))
    assert rule.words(broken, PROBLEM) == (
        "P0 is there without a mentor (skill plus>=solid),"
        " Mon 1 March 06:00–12:00"
    )
    rule = Mentor(**RULE, most=1)
    lines = [{0: EARLY}, {0: EARLY}, {0: EARLY}]
    (broken,) = rule.check(tiny_roster(PROBLEM, lines))
    assert rule.words(broken, PROBLEM) == (
        "P0 and P1 are there with only 1 mentor (skill plus>=solid),"
        " Mon 1 March 06:00–14:00"
    )
