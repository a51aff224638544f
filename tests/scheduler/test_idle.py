"""Idle duties leave a roster; whatever anything counts on stays."""

import pytest

from constraints.coverage import Coverage
from constraints.days_per_week import DaysPerWeek
from constraints.event import Event
from constraints.needs import CoverageLine, Need
from constraints.occasions import Period
from constraints.values import HIGH, NORMAL
from scheduler.idle import without_idle
from scheduler.model import compile_rules
from scheduler.problem import Span
from scheduler.queues import assign
from scheduler.solver import solve
from scheduler.testing import tiny_problem, tiny_roster


def _coverage(problem):
    """Return a desk that needs one person on day 0, eight hours long."""
    duty = problem.duties[0]
    need = Need(duty.start_min, duty.end_min, least=1)
    line = CoverageLine("desk", 0, (need,), HIGH, NORMAL)
    return Coverage(id="coverage", lines=(line,))


@pytest.fixture
def problem():
    """Return a week, one shift, two people."""
    return tiny_problem(2)


def test_only_what_serves_nothing_goes(problem):
    """P0 serves on day 0; days 1 and 2 of P1 are for nothing."""
    model = compile_rules(problem, (_coverage(problem),))
    bare = tiny_roster(problem, [{0: 0}, {1: 1, 2: 2}])
    roster, saved = without_idle(model, assign(problem, model.terms, bare))
    assert [len(line) for line in roster.lines] == [1, 0]
    assert saved == 0


def test_what_a_rule_counts_on_stays(problem):
    """Two days are wanted of everybody: P1 keeps both, P0 the served one."""
    days = DaysPerWeek(id="days", least=2, low_importance="normal")
    model = compile_rules(problem, (_coverage(problem), days))
    bare = tiny_roster(problem, [{0: 0}, {1: 1, 2: 2}])
    roster, saved = without_idle(model, assign(problem, model.terms, bare))
    assert [len(line) for line in roster.lines] == [1, 2]
    assert saved == 0


def test_what_costs_goes_and_is_told(problem):
    """At most one day is wanted: a second one that serves nothing costs."""
    days = DaysPerWeek(id="days", most=1, importance="normal")
    model = compile_rules(problem, (_coverage(problem), days))
    bare = tiny_roster(problem, [{0: 0}, {1: 1, 2: 2}])
    assigned = assign(problem, model.terms, bare)
    roster, saved = without_idle(model, assigned)
    assert [len(line) for line in roster.lines] == [1, 0]
    assert saved == days.price(1)


def test_solve_sends_nobody_for_nothing(problem):
    """One person for one day is all there is to do."""
    result = solve(problem, rules=[_coverage(problem)], seconds=10)
    assert result.status == "optimal"
    assert sum(map(len, result.best.lines)) == 1


def test_who_comes_for_an_event_stays(problem):
    """P1 has a session on day 1 and would be missed; on day 2 is idle."""
    start = problem.duties[1].start_min
    window = ((start, start + 480),)
    event = Event(
        id="e",
        title="e",
        who="P1",
        length=60,
        periods=(Period("d", (1, 1), 1, {"": window, "UTC": window}),),
    )
    model = compile_rules(problem, (_coverage(problem), event))
    span = Span(start, start + 60, "event", event="e/d")
    bare = tiny_roster(problem, [{0: 0}, {1: 1, 2: 2}], {(1, 1): (span,)})
    roster, saved = without_idle(model, assign(problem, model.terms, bare))
    assert [work.day for work in roster.lines[1]] == [1]
    assert saved == 0
