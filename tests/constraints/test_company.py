"""Company: nobody of these is there without so many others."""

from constraints.company import Company
from constraints.terms import HARD
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
SHIFTS = {"early": TinyShift((6 * H,)), "late": TinyShift((12 * H,))}
PROBLEM = tiny_problem([{"team": "new"}, {}, {}], days=2, shifts=SHIFTS)
EARLY, LATE = PROBLEM.menu(0, 0)
NOVICE = Company(id="c", who="team new", least=2)


def found(rule, *choices):
    """Return people, minutes and note of each violation."""
    roster = tiny_roster(PROBLEM, choices)
    return [(v.people, v.amount, v.note) for v in rule.check(roster)]


def test_nobody_is_alone_with_a_novice():
    """Alone, 8 hours lack two each; with one other, 8 hours lack one."""
    assert found(NOVICE, {0: EARLY}, {}, {}) == [((0,), 960, "0")]
    assert found(NOVICE, {0: EARLY}, {0: EARLY}, {}) == [((0,), 480, "1")]
    assert found(NOVICE, {0: EARLY}, {0: EARLY}, {0: EARLY}) == []


def test_two_of_whom_one_leaves():
    """Late comes when early has two hours left: six hours with too few."""
    lines = ({0: EARLY}, {0: EARLY}, {0: LATE})
    assert found(NOVICE, *lines) == [((0,), 360, "1")]


def test_others_need_no_company():
    """Without the novice one alone is fine; where all are meant, not."""
    assert found(NOVICE, {}, {0: EARLY}, {}) == []
    assert found(Company(id="c", who="all"), {}, {0: EARLY}, {}) == [
        ((1,), 480, "0")
    ]


def test_who_is_company():
    """Only those of the group count, and nobody for themselves."""
    rule = Company(id="c", who="P0", of=["P0", "P2"])
    assert found(rule, {0: EARLY}, {0: EARLY}, {}) == [((0,), 480, "0")]
    assert found(rule, {0: EARLY}, {}, {0: EARLY}) == []


def test_price_and_words():
    """A must by default; texts say who is with how many."""
    assert NOVICE.price == HARD
    because = next(iter(NOVICE.terms(PROBLEM))).because
    assert NOVICE.says(because, PROBLEM) == (
        "P0 is there only while 2 others are, Mon 1 March"
    )
    roster = tiny_roster(PROBLEM, [{0: LATE}, {0: LATE}, {}])
    (broken,) = NOVICE.check(roster)
    assert NOVICE.words(broken, PROBLEM) == (
        "P0 is there with 1 other, Mon 1 March 12:00–20:00;"
        " 2 others are wanted"
    )
    rule = Company(id="c", who="P0", of="P2")
    (broken,) = rule.check(tiny_roster(PROBLEM, [{0: EARLY}, {}, {}]))
    assert rule.words(broken, PROBLEM) == (
        "P0 is there alone, Mon 1 March 06:00–14:00; 1 other (P2) is wanted"
    )
