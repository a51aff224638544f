"""The default engine: small models to CP-SAT, large ones annealed first."""

from pathlib import Path
from time import monotonic

import pytest

import scheduler
from constraints.terms import Meeting, Session
from scheduler.engine import auto
from scheduler.engine.auto import Auto, planned
from scheduler.engine.columns.engine import Columns
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits, Outcome
from scheduler.engine.kernels.jit import COMPILED
from scheduler.engine.search.annealer import Annealer
from scheduler.engine.search.simpler import simpler
from scheduler.model import compile_rules

EXAMPLES = Path(__file__).parents[3] / "examples"
FEW = Limits(iterations=2_000, seed=3, threads=2)


compiled = pytest.mark.skipif(
    not COMPILED, reason="millions of moves take hours as Python"
)


@pytest.fixture(scope="module")
def week():
    """The shipped week of eight people."""
    return compile_rules(scheduler.read(EXAMPLES / "quickstart.yaml"))


@pytest.fixture(scope="module")
def month():
    """The shipped four weeks of two dozen people."""
    return compile_rules(scheduler.read(EXAMPLES / "atlantic/march.yaml"))


def quiet(event):
    """Tell nobody."""


def test_small_models_are_left_to_cp_sat(week):
    """They are proven, and nothing has to be compiled for them."""
    plan = planned(week)
    assert plan.engines == "cp-sat"
    assert "choices" in plan.why
    outcome = Auto().run(week, Limits(iterations=20_000), quiet)
    assert outcome.status == "optimal"
    assert outcome.engines == "cp-sat"


@compiled
def test_large_models_are_annealed(month):
    """To the end, where nothing is beyond the annealer."""
    plan = planned(simpler(month))
    assert plan.engines == "annealer"
    assert plan.annealed == 1.0


@compiled
def test_cp_sat_goes_on_where_terms_are_beyond_the_annealer(month):
    """The month has events: the annealer only makes a start."""
    plan = planned(month)
    assert plan.engines == "annealer + cp-sat"
    assert 0 < plan.annealed < 1


def test_without_numba_nothing_is_annealed(month, monkeypatch):
    """And it is said what would help."""
    monkeypatch.setattr(auto, "COMPILED", False)
    plan = planned(month)
    assert plan.engines == "cp-sat"
    assert "sunroster[fast]" in plan.why


@compiled
def test_huge_models_are_annealed_only(month, monkeypatch):
    """A model of CP-SAT would not fit into memory."""
    monkeypatch.setattr(auto, "HUGE", 100)
    assert planned(month).engines == "annealer"


@compiled
def test_the_annealer_stops_once_the_cost_is_proven(week):
    """A floor from elsewhere says that nothing is cheaper."""
    limits = Limits(
        seconds=600, threads=1, gap=0.5, floor=lambda short: 79 * 6000
    )
    began = monotonic()
    outcome = Annealer().run(week, limits, quiet)
    assert outcome.note == ""
    assert monotonic() - began < 300


@compiled
def test_the_annealer_repeats_itself_by_iterations(week):
    """The same seed, threads and iterations: the same roster."""
    one, other = (Annealer().run(week, FEW, quiet) for _ in range(2))
    assert one.status == "feasible"
    assert one == other


@compiled
def test_the_annealer_comes_close_to_the_optimum(week):
    """80 points are proven least for the shipped week."""
    limits = Limits(iterations=20_000, seed=1, threads=2)
    outcome = Annealer().run(week, limits, quiet)
    assert outcome.shortage_min == 0
    assert outcome.cost <= 100 * 6000


@compiled
def test_the_annealer_stops_when_told(week):
    """With the best roster so far."""
    limits = Limits(seconds=600, threads=1, stop=lambda: True)
    outcome = Annealer().run(week, limits, quiet)
    assert outcome.note == "interrupted"
    assert outcome.lines is not None


@compiled
def test_a_start_is_never_made_worse(week):
    """Whatever the temperature, the best roster is kept."""
    start = Annealer().run(week, FEW, quiet)
    limits = Limits(iterations=10, seed=5, threads=1)
    outcome = Annealer().run(week, limits, quiet, start.lines)
    assert (outcome.shortage_min, outcome.cost) <= (
        start.shortage_min,
        start.cost,
    )


@compiled
def test_progress_says_how_fast_it_goes(week):
    """Best, shortage and moves a second."""
    events = []
    Annealer().run(week, FEW, events.append)
    kinds = [event.kind for event in events]
    assert kinds[0] == "started"
    assert kinds[-1] == "finished"
    told = [event for event in events if event.kind == "improved"]
    assert told
    assert all("moves/s" in event.message for event in told)
    assert all(event.cost is not None for event in told)


@compiled
def test_a_draft_is_kept_where_columns_find_nothing(week, monkeypatch):
    """CP-SAT starts from what breaks few rules, not from nothing."""
    draft = Outcome("unknown", ((None,),), shortage_min=60, cost=500)
    proven = Outcome("optimal", ((None,),), cost=700, bound=700)
    starts = []

    def mended(self, model, limits, tell, start=None):
        starts.append(start)
        return proven

    monkeypatch.setattr(Columns, "cannot", lambda self, model: ())
    monkeypatch.setattr(Annealer, "run", lambda *_: draft)
    monkeypatch.setattr(Columns, "run", lambda *_: Outcome("unknown"))
    monkeypatch.setattr(CpSat, "run", mended)
    outcome = Auto().run(week, Limits(seconds=5), quiet)
    assert starts == [draft.lines]
    assert (outcome.status, outcome.cost) == ("optimal", 700)


def test_what_the_annealer_cannot_hold_is_made_simpler(month):
    """Without events, and with people who count whole."""
    made = simpler(month)
    assert not Annealer().cannot(made)
    assert not any(isinstance(t, (Meeting, Session)) for t in made.terms)
