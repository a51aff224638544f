from types import MappingProxyType

import pytest

from constraints.pinned import Pinned
from constraints.rest import RestBetween
from constraints.terms import Because
from constraints.who import Who
from scheduler.engine.engine import Limits, Outcome
from scheduler.errors import Place
from scheduler.model import compile_rules
from scheduler.reasons import Reason, explain, reason_of
from scheduler.solver import solve
from scheduler.testing import TinyShift, tiny_problem

SHIFTS = {"early": TinyShift((6 * 60,)), "late": TinyShift((14 * 60,))}
LIMITS = Limits(seconds=20, threads=1)


def _pin(id_, day, shift, who="P0"):
    return Pinned(
        id=id_, who=Who.model_validate(who), day=f"2027-03-0{day}", shift=shift
    )


def _problem(*rules, people=2):
    problem = tiny_problem(people, days=5, shifts=SHIFTS, rules=rules)
    places = {
        rule.id: Place("roster.yaml", line, 3)
        for line, rule in enumerate(reversed(rules), start=10)
    }
    object.__setattr__(problem, "places", MappingProxyType(places))
    return problem


def _clash():
    """Return a late duty before an early one, and pins that do no harm."""
    return _problem(
        RestBetween(id="rest", least="11h"),
        _pin("harmless", 1, "early"),
        _pin("late", 2, "late"),
        _pin("early", 3, "early"),
        _pin("other", 3, "early", who="P1"),
    )


def test_the_fewest_statements_that_clash():
    """Three statements and no more, in the order of the file."""
    reason = explain(_clash(), LIMITS)
    assert reason.minimal
    assert [s.because[0].rule for s in reason.statements] == [
        "early",
        "late",
        "rest",
    ]
    assert [str(s.place) for s in reason.statements] == [
        "roster.yaml:11:3",
        "roster.yaml:12:3",
        "roster.yaml:14:3",
    ]
    head, *lines = str(reason).splitlines()
    assert head == ("These statements cannot all hold. Give up or change one:")
    assert lines[2] == (
        "  P0 rests at least 11 h between duties, 1–5 March"
        "  [roster.yaml:14:3]"
    )


@pytest.mark.parametrize("given_up", ["rest", "late", "early"])
def test_without_any_one_of_them_there_is_a_roster(given_up):
    """What is called minimal is: each deletion makes the rest possible."""
    problem = _clash()
    rules = [rule for rule in problem.rules if rule.id != given_up]
    assert explain(problem, LIMITS, rules).statements == ()
    assert solve(problem, rules=rules, seconds=20, threads=1).best


def test_a_run_without_roster_carries_its_reason():
    """``solve`` tells the same as ``explain``."""
    problem = _clash()
    result = solve(problem, seconds=20, threads=1)
    assert result.status == "infeasible"
    assert result.reason == explain(problem, LIMITS)


def test_nothing_clashes():
    """A problem with a roster has no reason to tell."""
    problem = _problem(RestBetween(id="rest", least="11h"))
    reason = explain(problem, LIMITS)
    assert reason == Reason((), minimal=False)
    assert str(reason) == "No statements contradict each other."
    late = explain(problem, Limits(seconds=0.0))
    assert str(late).endswith("were found in time.")


def test_a_conflict_not_proved_minimal_says_so():
    """Where time ran out, some of the statements may not matter."""
    problem = _problem(RestBetween(id="rest", least="11h"))
    outcome = Outcome("infeasible", conflict=(Because("rest", (0,), (0, 4)),))
    assert "some may not matter" in str(reason_of(problem, outcome))


def test_a_statement_is_told_once():
    """Terms that read alike are one line."""
    problem = _problem(RestBetween(id="rest", least="11h"))
    twice = Because("rest", (0,), (0, 4)), Because("rest", (0,), (0, 4))
    reason = reason_of(problem, Outcome("infeasible", conflict=twice))
    assert len(reason.statements) == 1


def test_statements_of_no_file_come_last():
    """A rule given in Python has no place."""
    problem = _problem(_pin("late", 2, "late"))
    rules = (*problem.rules, RestBetween(id="mine", least="11h"))
    conflict = Because("mine", (0,), (0, 4)), Because("late", (0,), (1, 1))
    outcome = Outcome("infeasible", conflict=conflict)
    reason = reason_of(problem, outcome, rules)
    assert [s.because[0].rule for s in reason.statements] == ["late", "mine"]
    assert "[" not in str(reason.statements[1])


def test_terms_know_their_statements():
    """Every hard term can be told by the rule it comes from."""
    problem = _clash()
    for term in compile_rules(problem).terms:
        outcome = Outcome("infeasible", conflict=(term.because,))
        (statement,) = reason_of(problem, outcome).statements
        assert statement.text
