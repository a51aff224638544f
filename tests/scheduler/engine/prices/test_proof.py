"""The bound from prices in a run: told, kept below rosters, rounded up."""

import numpy as np
import pytest

from constraints.measures import Measure
from constraints.terms import Because, Choice, Price, Tally
from scheduler import bounded
from scheduler.bounded import is_large, run_bounded
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits, Outcome
from scheduler.engine.prices.dual import Prices
from scheduler.engine.prices.proof import Proof, prove, sharpened
from scheduler.engine.prices.unit import rounded_up, unit_of
from scheduler.errors import InternalError
from scheduler.events import Event
from scheduler.model import Model
from scheduler.testing import tiny_problem

WHY = Because("why")
PROBLEM = tiny_problem(2, days=3)
ONE = Measure("one", "duties", np.ones(len(PROBLEM.duties), np.int64))
TERMS = tuple(
    term
    for person in range(2)
    for term in (
        Choice(WHY, person, (0, 1, 2), ONE, Price.linear(6)),
        Tally(WHY, person, ONE, (0, 2), low=2, price_low=Price.linear(9)),
    )
)
"""Each works two of three days, for 6 a day instead of 9: 24 in all."""

NO_PRICES = Prices(np.zeros(0, np.int64), np.zeros(0, np.int64), 10)


def test_a_run_is_told_the_better_bound(monkeypatch):
    """A large model's events and outcome carry the bound of prices."""
    monkeypatch.setattr(bounded, "LARGE", 1)
    events = []
    outcome = run_bounded(
        CpSat(), Model(PROBLEM, TERMS), Limits(threads=1), events.append
    )
    assert (outcome.status, outcome.cost, outcome.bound) == ("optimal", 24, 24)
    assert any(event.engine == "prices" for event in events)
    assert {e.bound for e in events if e.cost is not None} == {24}


def test_small_models_go_to_the_engine_as_they_are():
    """No prices, no compiler: nothing is told of them."""
    model = Model(PROBLEM, TERMS)
    events = []
    assert not is_large(model)
    run_bounded(CpSat(), model, Limits(threads=1), events.append)
    assert all(event.engine != "prices" for event in events)


def test_no_time_no_proof():
    """With hardly any time nothing is claimed."""
    model = Model(PROBLEM, TERMS)
    assert prove(model, Limits(seconds=1e-6), lambda event: None) is None


def test_a_proof_above_a_roster_is_our_fault():
    """The run ends with a message instead of a wrong claim."""
    proof = Proof(10, 31, 1, NO_PRICES)
    outcome = Outcome("feasible", ((None,),), shortage_min=1, cost=20)
    with pytest.raises(InternalError, match="prove 21 ticks"):
        sharpened(outcome, proof)


def test_a_draft_that_breaks_rules_may_cost_less_than_is_proven():
    """It is no roster: nothing is wrong with the proof."""
    proof = Proof(10, 31, 1, NO_PRICES)
    draft = Outcome("unknown", ((None,),), shortage_min=1, cost=20)
    assert sharpened(draft, proof) is draft


def test_shortage_takes_its_weight_off_the_bound():
    """A total of 31 is 21 with a minute short at 10, and 0 with four."""
    proof = Proof(10, 31, 1, NO_PRICES)
    assert [proof.bound(n) for n in (0, 1, 4)] == [31, 21, 0]


def test_equal_to_the_bound_is_optimal():
    """Proven from both sides, whoever proved it."""
    proof = Proof(10, 19, 6, NO_PRICES)
    outcome = Outcome("feasible", ((None,),), cost=24, bound=3)
    found = sharpened(outcome, proof)
    assert (found.status, found.bound) == ("optimal", 24)


def test_bounds_are_rounded_up_to_what_costs_can_be():
    """Costs are multiples of 6 and 9, so of 3; all free, there is no unit."""
    assert unit_of(TERMS) == 3
    assert unit_of(()) == 0
    assert [rounded_up(n, 3) for n in (-4, 22, 24)] == [-3, 24, 24]


def test_time_without_a_proof_is_spent_as_well(monkeypatch):
    """The engine has what is left, and its events come later."""
    monkeypatch.setattr(bounded, "LARGE", 1)
    given = []

    class Asked:
        name = "asked"

        def run(self, model, limits, tell, start=None):
            given.append(limits.seconds)
            tell(Event("started", "asked", 0.0))
            return Outcome("unknown")

    events = []
    model = Model(PROBLEM, TERMS)
    run_bounded(Asked(), model, Limits(seconds=1e-6), events.append)
    assert given == [0.0]
    assert events[-1].seconds > 1e-6
