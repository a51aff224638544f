"""Starts: not too many of a group begin their duty at one moment."""

from constraints.starts import Starts
from constraints.terms import HARD
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
SHIFTS = {"day": TinyShift((7 * H, 8 * H))}
PROBLEM = tiny_problem(
    [{}, {"team": "b"}, {"zone": "Etc/GMT-1"}], days=2, shifts=SHIFTS
)
SEVEN, EIGHT = PROBLEM.menu(0, 0)
RULE = Starts(id="s", most=1)


def found(rule, *choices):
    """Return people and amount of each violation."""
    roster = tiny_roster(PROBLEM, choices)
    return [(v.people, v.amount) for v in rule.check(roster)]


def test_one_moment_is_one_instant():
    """08:00 an hour east is 07:00 here; 07:00 there is earlier."""
    seven, eight = PROBLEM.menu(2, 0)
    assert found(RULE, {0: SEVEN}, {0: SEVEN}, {}) == [((0, 1), 1)]
    assert found(RULE, {0: SEVEN}, {0: EIGHT}, {}) == []
    assert found(RULE, {0: SEVEN}, {}, {0: eight}) == [((0, 2), 1)]
    assert found(RULE, {0: SEVEN}, {}, {0: seven}) == []


def test_whom_it_binds():
    """Those of another team may begin as they like."""
    rule = Starts(id="s", most=1, who="team b")
    assert found(rule, {0: SEVEN}, {0: SEVEN}, {}) == []
    assert list(rule.terms(PROBLEM)) == []


def test_price_and_words():
    """A must by default; texts name the moment."""
    assert RULE.price == HARD
    because = next(iter(RULE.terms(PROBLEM))).because
    assert RULE.says(because, PROBLEM) == (
        "at most 1 person begins at the same moment, Mon 1 March"
    )
    (broken,) = RULE.check(tiny_roster(PROBLEM, [{0: SEVEN}, {0: SEVEN}, {}]))
    assert RULE.words(broken, PROBLEM) == (
        "P0 and P1 begin at once, Mon 1 March 07:00; at most 1 may"
    )
