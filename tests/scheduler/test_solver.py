import signal
from datetime import date
from threading import Thread
from types import MappingProxyType

import pytest

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.pinned import Pinned
from constraints.rest import RestBetween
from constraints.terms import TICKS_PER_POINT, Because, Rest
from constraints.values import Importance
from scheduler.engine.engine import Chosen, Outcome
from scheduler.errors import InputError, InternalError, Place
from scheduler.events import Event
from scheduler.problem import Break
from scheduler.solver import solve
from scheduler.testing import TinyShift, tiny_problem

MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)
NORMAL = Importance.model_validate("normal")
MUST = Importance.model_validate("must")
SHIFTS = {"late": TinyShift((14 * 60,)), "early": TinyShift((6 * 60,))}


class _Given:
    """An engine that answers what it was told to."""

    name = "given"

    def __init__(self, outcome, cannot=(), during=lambda limits: None):
        self._outcome, self._cannot = outcome, cannot
        self._during = during

    def cannot(self, model):
        return self._cannot

    def run(self, model, limits, tell, start=None):
        self.limits = limits
        tell(Event("started", self.name, 0.0))
        self._during(limits)
        return self._outcome


def _late_then_early(importance=NORMAL):
    """Return a problem and lines with eight hours of rest, not eleven.

    Both days are pinned, so that neither duty is idle.
    """
    rules = [
        RestBetween(id="rest", least="11h", importance=importance),
        *(Pinned(id=f"pin.{d}", day=d) for d in (MONDAY, TUESDAY)),
    ]
    problem = tiny_problem(1, days=2, shifts=SHIFTS, rules=rules)
    late, early = problem.menu(0, 0)[0], problem.menu(0, 1)[1]
    return problem, ((Chosen(late), Chosen(early)),)


def test_a_roster_is_found_and_judged():
    """Lines become works; the checker's price is the engine's."""
    problem, lines = _late_then_early()
    cost = 30 * TICKS_PER_POINT  # three hours at 10 points
    engine = _Given(Outcome("optimal", lines, cost=cost, bound=cost))
    events = []
    result = solve(problem, engines=[engine], on_event=events.append)
    assert (result.status, result.points, result.gap) == ("optimal", 30, 0)
    assert [work.day for work in result.best.lines[0]] == [0, 1]
    assert [v.amount for v in result.violations] == [180]
    assert (result.engine, events[0].kind) == ("given", "started")
    assert result.reason is None


def test_breaks_and_queues_become_spans():
    """What the engine says of breaks is kept, queues are assigned."""
    shifts = {"day": TinyShift(breaks=(Break(60, 180, 300),))}
    problem = tiny_problem(1, days=1, shifts=shifts)
    duty = problem.duties[0]
    need = Need(duty.start_min, duty.end_min, wanted=1)
    line = CoverageLine("c", 0, (need,), wanted_importance=NORMAL)
    rule = Coverage(id="c", lines=(line,))
    cost = 10 * TICKS_PER_POINT  # the hour of the break
    noon = duty.start_min + 240
    engine = _Given(Outcome("feasible", ((Chosen(0, (noon,)),),), cost=cost))
    result = solve(problem, engines=[engine], rules=[rule])
    (work,) = result.best.lines[0]
    assert [(s.kind, s.end_min - s.start_min) for s in work.spans] == [
        ("queue", 240),
        ("break", 60),
        ("queue", 180),
    ]


@pytest.mark.parametrize(
    ("importance", "outcome", "words"),
    [
        (MUST, {"cost": 0}, "breaks what must hold"),
        (NORMAL, {"cost": 0}, "0 ticks for the engine, 180000 for the"),
        (
            NORMAL,
            {"cost": 180000, "shortage_min": 60},
            "60 minutes are short for the engine, 0 for the checker",
        ),
    ],
)
def test_a_roster_that_two_see_differently_is_refused(
    importance, outcome, words
):
    """Engine and checker disagree: exit code 70 and no roster."""
    problem, lines = _late_then_early(importance)
    engine = _Given(Outcome("optimal", lines, **outcome))
    with pytest.raises(InternalError, match=words) as caught:
        solve(problem, engines=[engine])
    assert caught.value.exit_code == 70


def test_nothing_within_the_limit():
    """Unknown is neither a roster nor a reason."""
    problem, lines = _late_then_early(MUST)
    draft = Outcome("unknown", lines)
    result = solve(problem, engines=[_Given(draft)])
    assert (result.status, result.best, result.reason) == (
        "unknown",
        None,
        None,
    )
    assert result.cost is None


def test_what_is_impossible_has_a_reason():
    """The engine's conflict is told in the words of the rule."""
    problem, _ = _late_then_early(MUST)
    places = MappingProxyType({"rest": Place("roster.yaml", 12, 3)})
    object.__setattr__(problem, "places", places)
    conflict = (Because("rest", (0,), (0, 1)),)
    outcome = Outcome("infeasible", conflict=conflict, minimal=True)
    result = solve(problem, engines=[_Given(outcome)])
    assert str(result.reason) == (
        "These statements cannot all hold. Give up or change one:\n"
        "  P0 rests at least 11 h between duties, 1–2 March"
        "  [roster.yaml:12:3]"
    )


@pytest.fixture
def ctrl_c():
    """Have Ctrl-C do what it does in a terminal: jobs of scripts ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_keeps_the_best_so_far():
    """The first Ctrl-C only asks the engine to stop."""
    problem, lines = _late_then_early()
    asked = []

    def interrupted(limits):
        asked.append(limits.stop())
        signal.raise_signal(signal.SIGINT)
        asked.append(limits.stop())

    engine = _Given(
        Outcome("feasible", lines, cost=180000, bound=0), during=interrupted
    )
    before = signal.getsignal(signal.SIGINT)
    result = solve(problem, engines=[engine])
    assert asked == [False, True]
    assert result.interrupted
    assert result.best is not None
    assert signal.getsignal(signal.SIGINT) is before


def test_whoever_calls_may_stop_it():
    """``stop`` is asked by the engine and remembered."""
    problem, _ = _late_then_early()
    engine = _Given(Outcome("unknown"), during=lambda limits: limits.stop())
    assert solve(problem, engines=[engine], stop=lambda: True).interrupted
    assert not solve(problem, engines=[engine]).interrupted


def test_it_runs_in_any_thread():
    """Only the main thread touches signals."""
    problem, _ = _late_then_early()
    found = []
    thread = Thread(
        target=lambda: found.append(
            solve(problem, engines=[_Given(Outcome("unknown"))])
        )
    )
    thread.start()
    thread.join()
    assert found[0].status == "unknown"


def test_an_engine_that_cannot_is_not_chosen():
    """The first engine that honours all terms runs."""
    problem, _ = _late_then_early()
    term = Rest(Because("rest"), 0, 660, MUST)
    weak = _Given(Outcome("infeasible"), cannot=(term,))
    result = solve(problem, engines=[weak, _Given(Outcome("unknown"))])
    assert result.status == "unknown"
    with pytest.raises(InputError, match="given cannot do Rest"):
        solve(problem, engines=[weak])


def test_limits_that_nobody_gave():
    """A minute by default, no clock when iterations are given."""
    problem, _ = _late_then_early()
    engine = _Given(Outcome("unknown"))
    solve(problem, engines=[engine])
    assert engine.limits.seconds == pytest.approx(60, abs=5)
    assert engine.limits.iterations is None
    solve(problem, engines=[engine], iterations=100, seed=3)
    limits = engine.limits
    assert (limits.seconds, limits.iterations) == (None, 100)
    assert (limits.threads, limits.seed) == (2, 3)
