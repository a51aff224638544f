"""Random lines, and what the evaluator says of lines."""

import pytest

from constraints.evaluator import totals
from scheduler.engine.breaks import break_starts
from scheduler.engine.engine import Chosen
from scheduler.engine.search.board import Value
from scheduler.engine.view import LinesView


@pytest.fixture(scope="session")
def random_lines():
    """Return a function from a problem and a Random to lines."""
    return _random_lines


@pytest.fixture(scope="session")
def judged():
    """Return a function from a model and lines to their value."""
    return _judged


def _random_lines(problem, rng):
    """Return lines in which no duties overlap, breaks as chance has it."""
    found = []
    for person in problem.people:
        past = [problem.duties[w.duty] for w in problem.past(person.idx)]
        free_from = max((d.end_min for d in past), default=-(10**9))
        line = []
        for day in range(problem.days):
            menu = problem.menu(person.idx, day)
            duty = rng.choice(menu) if menu and rng.random() < 0.7 else None
            breaks = None if duty is None else _drawn(problem, duty, rng)
            if breaks is None or problem.duties[duty].start_min < free_from:
                line.append(None)
                continue
            free_from = problem.duties[duty].end_min
            line.append(Chosen(duty, breaks))
        found.append(tuple(line))
    return tuple(found)


def _drawn(problem, duty, rng):
    """Return random starts of the breaks of a duty, in order."""
    at, found = 0, []
    pauses = problem.duties[duty].breaks
    starts = break_starts(problem.duties[duty], problem.slot_min)
    for pause, allowed in zip(pauses, starts, strict=True):
        free = [start for start in allowed if start >= at]
        if not free:
            return None
        found.append(rng.choice(free))
        at = found[-1] + pause.length_min
    return tuple(found)


def _judged(model, lines):
    """Return what the evaluator says of lines."""
    found = totals(model.terms, LinesView(model.problem, lines))
    hard = sum(one.amount for one in found.broken)
    return Value(hard, found.shortage_min, found.ticks)
