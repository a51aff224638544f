"""Apart: at most one of some people on a day, or in a shift."""

from dataclasses import replace

from constraints.apart import Apart
from constraints.terms import HARD
from scheduler.testing import (
    TinyShift,
    tiny_problem,
    tiny_roster,
    with_history,
)

HOUR = 60
SHIFTS = {"early": TinyShift((6 * HOUR,)), "late": TinyShift((14 * HOUR,))}
PROBLEM = tiny_problem(3, shifts=SHIFTS)
EARLY, LATE = PROBLEM.menu(0, 0)


def found(rule, *choices, problem=PROBLEM):
    """Return people and amount of each violation."""
    roster = tiny_roster(problem, choices)
    return [(v.people, v.days[0], v.amount) for v in rule.check(roster)]


def test_those_beyond_the_first_are_too_many():
    """All three work on Monday: two too many, whatever they work."""
    rule = Apart(id="apart")
    assert found(rule, {0: EARLY}, {0: LATE}, {0: EARLY}) == [
        ((0, 1, 2), 0, 2)
    ]
    assert found(rule, {0: EARLY}, {}, {}) == []


def test_others_do_not_count():
    """P1 is not named: P0 and P2 on different days are apart."""
    rule = Apart(id="apart", who=["P0", "P2"])
    tuesday = PROBLEM.menu(2, 1)[0]
    assert found(rule, {0: EARLY}, {0: EARLY}, {1: tuesday}) == []


def test_the_same_day_in_different_shifts_may_be_allowed():
    """With `same: shift`, early and late of one day are apart."""
    rule = Apart(id="apart", same="shift")
    assert found(rule, {0: EARLY}, {0: LATE}, {}) == []
    assert found(rule, {0: LATE}, {0: LATE}, {}) == [((0, 1), 0, 1)]


def test_a_day_is_everybodys_own():
    """Monday in Manila and Monday in UTC are the same day of two lines."""
    problem = tiny_problem([{}, {"zone": "Asia/Manila"}], shifts=SHIFTS)
    manila = problem.menu(1, 0)[0]
    assert found(
        Apart(id="apart"), {0: EARLY}, {0: manila}, problem=problem
    ) == [((0, 1), 0, 1)]


def test_history_and_single_people_are_not_looked_at():
    """Two on the day before the roster; and a rule that names one person."""
    works = [(p, -1, "late", 14 * HOUR, 480) for p in (0, 1)]
    problem = with_history(PROBLEM, works)
    assert found(Apart(id="apart"), {}, {}, {}, problem=problem) == []
    assert list(Apart(id="apart", who="P0").terms(problem)) == []


def test_a_foreign_duty_belongs_to_no_shift():
    """Two hand-made duties are on the same day but in no shift."""
    duties = PROBLEM.duties
    foreign = tuple(replace(d, shift=-1) for d in duties.duties)
    problem = replace(PROBLEM, duties=type(duties)(foreign))
    choices = {0: EARLY}, {0: EARLY}, {}
    by_shift = Apart(id="apart", same="shift")
    assert found(by_shift, *choices, problem=problem) == []
    assert len(found(Apart(id="apart"), *choices, problem=problem)) == 1


def test_price_and_words():
    """A must by default; else 4 person-hours each; texts name them."""
    rule = Apart(id="apart", who=["P0", "P1"], same="shift")
    assert rule.price == HARD
    assert Apart(importance="normal").price(1) == 40 * 6000
    because = next(iter(rule.terms(PROBLEM))).because
    assert rule.says(because, PROBLEM) == (
        "at most one of P0 and P1 works each shift, Mon 1 March"
    )
    (broken,) = rule.check(tiny_roster(PROBLEM, [{0: LATE}, {0: LATE}, {}]))
    assert rule.words(broken, PROBLEM) == (
        "P0 and P1 work late, Mon 1 March; at most one of them is wanted"
    )
