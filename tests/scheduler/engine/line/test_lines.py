"""Best lines, against constraint programming and the evaluator.

The cases are those of the parity law: they show every rule on a line hard
and priced, with history and at both ends of the horizon.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random

import numpy as np
import pytest

from constraints.evaluator import totals
from constraints.measures import WORK, Elapsed, Measure
from constraints.terms import (
    HARD,
    Because,
    Booked,
    Choice,
    Cover,
    Free,
    Presence,
    Price,
    Rest,
    Row,
    Streak,
    Tally,
)
from scheduler.engine.breaks import earliest_breaks
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.kernels.path import cheapest_way, ways
from scheduler.engine.line.lines import Size, lines_of
from scheduler.engine.line.path import NO_WAY, cheapest
from scheduler.engine.view import LinesView
from scheduler.model import Model
from scheduler.testing import TinyShift, tiny_problem

H = 60
WHY = Because("why")
SHIFTS = {
    "day": TinyShift((7 * H, 8 * H), (8 * H,)),
    "late": TinyShift((14 * H,), (8 * H, 6 * H)),
    "night": TinyShift((22 * H,), (8 * H,)),
}
FOLDER = Path(__file__).parents[3] / "parity_cases"


def on_lines(file):
    """Return the parity cases of a rule, with their terms on lines."""
    spec = spec_from_file_location(f"lines_{file.stem}", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return [
        (case, terms)
        for case in module.CASES
        if (
            terms := tuple(
                term
                for term in case.rule.terms(case.problem)
                if not isinstance(term, Cover | Presence | Row | Booked)
            )
        )
    ]


CASES = {
    file.stem: cases
    for file in sorted(FOLDER.glob("*.py"))
    if (cases := on_lines(file))
}


def objective(problem, rng):
    """Yield a price for every choice."""
    for person in range(len(problem.people)):
        for day in range(problem.days):
            ticks = np.array(
                [rng.randint(0, 20) for _ in range(len(problem.duties))],
                dtype=np.int64,
            )
            yield Choice(
                Because("drawn"),
                person,
                (day,),
                Measure(f"drawn {person} {day}", "ticks", ticks),
                Price.linear(1),
                off=rng.randint(0, 20),
            )


def found(model, size=None):
    """Return the cost of all best lines, the lines, and what is relaxed."""
    cost, lines, relaxed = 0, [], []
    for line in lines_of(model, size):
        least, taken = cheapest(line.graph, line.start, line.ticks)
        again = np.zeros(line.graph.days, dtype=np.int64)
        compiled = cheapest_way(
            ways(line.graph), line.start, line.ticks, again
        )
        assert compiled == least
        relaxed += line.relaxed
        if least >= NO_WAY:
            return NO_WAY, (), relaxed
        assert (again == taken).all()
        cost += least
        lines.append(
            tuple(
                None
                if duty < 0
                else Chosen(
                    int(duty),
                    earliest_breaks(
                        model.problem.duties[int(duty)],
                        model.problem.slot_min,
                    ),
                )
                for duty in line.graph.duty[taken]
            )
        )
    return cost, tuple(lines), relaxed


def beyond(term):
    """Return whether a term is one that no machine reads yet."""
    return isinstance(term, Free) or (
        isinstance(term, Rest) and term.after is not None
    )


def optimum(model):
    """Return the least cost there is, or NO_WAY."""
    outcome = CpSat(reasons=False).run(
        model, Limits(threads=1), lambda event: None
    )
    return NO_WAY if outcome.status == "infeasible" else outcome.bound


@pytest.mark.parametrize("rule", CASES)
def test_best_lines_are_the_best(rule):
    """The cheapest ways cost what CP-SAT proves, and the evaluator agrees."""
    rng = Random(rule)
    for case, terms in CASES[rule]:
        model = Model(case.problem, (*terms, *objective(case.problem, rng)))
        cost, lines, relaxed = found(model)
        if relaxed:
            assert all(map(beyond, relaxed))
            assert cost <= optimum(model), case.name
            continue
        assert cost == optimum(model), case.name
        if cost < NO_WAY:
            said = totals(model.terms, LinesView(model.problem, lines))
            assert (said.broken, said.ticks) == ((), cost), case.name


@pytest.mark.parametrize("rule", CASES)
def test_what_is_left_out_makes_lines_no_dearer(rule):
    """With few states allowed the least cost falls or stays, and is told."""
    rng = Random(rule)
    case, terms = CASES[rule][0]
    model = Model(case.problem, (*terms, *objective(case.problem, rng)))
    whole, _, relaxed = found(model)
    less, _, more_relaxed = found(model, Size(states=2, moves=10_000))
    assert less <= whole
    assert len(more_relaxed) >= len(relaxed)


def test_terms_of_many_rules_side_by_side():
    """Rest, hours, days, runs, weekends and sequences on one line at once.

    Three shifts a day for two weeks; the second person has worked before.
    """
    problem = tiny_problem(2, days=14, shifts=SHIFTS)
    hours = problem.measure(Elapsed())
    night = hours.by_duty * (problem.duties.shift == 2)
    rng = Random(5)
    for _ in range(6):
        terms = list(objective(problem, rng))
        for person in range(2):
            terms += [
                Rest(WHY, person, 11 * H, HARD, None),
                Rest(WHY, person, 14 * H, Price.linear(rng.randint(0, 2))),
                Streak(
                    WHY,
                    person,
                    WORK,
                    tuple((d,) for d in range(14)),
                    low=2,
                    high=rng.randint(2, 5),
                    price_low=Price.linear(rng.randint(1, 9)),
                    price_high=HARD,
                    carried=person * 2,
                    left_open=not person,
                ),
                Tally(
                    WHY,
                    person,
                    hours,
                    (0, 6),
                    low=rng.randint(20, 40) * H,
                    high=rng.randint(30, 50) * H,
                    price_low=Price(((0, 1), (300, 2))),
                    price_high=HARD,
                ),
                Tally(
                    WHY,
                    person,
                    Measure("weekends", "duties", (hours.by_duty > 0) * 1),
                    (0, 13),
                    high=1,
                    price_high=Price.linear(rng.randint(5, 30)),
                    groups=((5, 6), (12, 13)),
                ),
                Tally(
                    WHY,
                    person,
                    Measure("night", "minutes", night),
                    (0, 13),
                    high=2 * 8 * H,
                    price_high=HARD,
                    carried=person * 8 * H,
                ),
            ]
        model = Model(problem, tuple(terms))
        cost, lines, relaxed = found(model)
        assert relaxed == []
        assert cost == optimum(model)
        said = totals(model.terms, LinesView(problem, lines))
        assert (said.broken, said.ticks) == ((), cost)
