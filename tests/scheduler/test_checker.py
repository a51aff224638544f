from constraints.rest import RestBetween
from constraints.terms import TICKS_PER_POINT
from constraints.values import Importance
from scheduler.checker import check
from scheduler.problem import Work
from scheduler.roster import Roster
from scheduler.statements import STRUCTURE
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

SHIFTS = {"late": TinyShift((14 * 60,)), "early": TinyShift((6 * 60,))}


def _late_then_early(*rules):
    """Return 22:00 to 06:00 off, eight hours, under some rules."""
    problem = tiny_problem(1, shifts=SHIFTS, rules=rules)
    line = {0: problem.menu(0, 0)[0], 1: problem.menu(0, 1)[1]}
    return tiny_roster(problem, [line])


def test_a_broken_rule_is_no_cost():
    """What must hold is broken, whatever else costs."""
    judged = check(_late_then_early(RestBetween(id="rest", least="11h")))
    assert not judged.ok
    assert [v.amount for v in judged.broken] == [180]
    assert judged.cost == judged.shortage_min == 0


def test_prices_add_up_by_rule():
    """Each rule's price is the sum of what it charges."""
    # Three hours short at 10 points and one hour short at 3 points.
    wish = Importance.model_validate("normal")
    low = Importance.model_validate("low")
    judged = check(
        _late_then_early(
            RestBetween(id="a", least="11h", importance=wish),
            RestBetween(id="b", least="9h", importance=low),
        )
    )
    assert judged.ok
    assert judged.points == 33
    assert judged.cost_by_rule == {
        "a": 30 * TICKS_PER_POINT,
        "b": 3 * TICKS_PER_POINT,
    }


def test_other_rules_may_judge():
    """A roster can be judged by rules that it was not made for."""
    roster = _late_then_early()
    assert check(roster).ok
    assert not check(roster, [RestBetween(id="rest", least="11h")]).ok


def test_rules_are_not_asked_about_nonsense():
    """A duty that does not exist is told, not tripped over."""
    problem = tiny_problem(1, rules=[RestBetween(id="rest", least="11h")])
    judged = check(Roster(problem, ((Work(0, 0, 99),),)))
    assert [v.rule for v in judged.broken] == [STRUCTURE]
