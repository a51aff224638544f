"""Minimum call: whoever is called in is paid for so many hours at least."""

from constraints.minimum_call import MinimumCall
from constraints.terms import HARD
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
SHIFTS = {
    "two": TinyShift((8 * H,), (2 * H,)),
    "three": TinyShift((8 * H,), (3 * H,), breaks=(Break(30, H, H),)),
    "on call": TinyShift((8 * H,), parts=((0, 2 * H, True),)),
}
PROBLEM = tiny_problem(1, days=2, shifts=SHIFTS)
TWO, THREE, ON_CALL = PROBLEM.menu(0, 0)
RULE = MinimumCall(id="m", least="3h")


def found(duty, rule=RULE):
    """Return what one duty on Monday lacks."""
    roster = tiny_roster(PROBLEM, [{0: duty}])
    return [v.amount for v in rule.check(roster)]


def test_paid_hours_are_what_counts():
    """Two hours lack one; three with half an hour unpaid lack a half."""
    assert found(TWO) == [60]
    assert found(THREE) == [30]
    assert found(TWO, MinimumCall(id="m", least="2h")) == []


def test_standby_is_no_call():
    """Waiting at home is paid by other rules, if at all."""
    assert found(ON_CALL) == []


def test_price_and_words():
    """Normal unless said otherwise; as a must it bars the duty."""
    assert RULE.price(60) == 10 * 6000
    rule = MinimumCall(id="m", least="3h", importance="must")
    assert rule.price == HARD
    (term,) = rule.terms(PROBLEM)
    assert RULE.says(term.because, PROBLEM) == (
        "P0 is paid at least 3 h for any duty, 1–2 March"
    )
    (broken,) = RULE.check(tiny_roster(PROBLEM, [{0: TWO}]))
    assert RULE.words(broken, PROBLEM) == (
        "P0 is paid 2 h for the duty from Mon 1 March 08:00;"
        " a call is 3 h at least"
    )
