"""The CP-SAT engine as a whole: optima, limits, starts, events."""

import logging
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from constraints.evaluator import totals
from constraints.measures import WORK, Elapsed, Measure
from constraints.terms import (
    HARD,
    Because,
    Choice,
    Cover,
    Pool,
    Price,
    Rest,
    Streak,
    Tally,
    Tier,
)
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.view import LinesView
from scheduler.model import Model
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem

H = 60
WHY = Because("why")


def demand(problem, hours, level=1, price=HARD, people=(0, 1)):
    """Return covers of queue 0 on hours of each day, counted from 00:00."""
    first = problem.duties[0].start_min // (24 * H) * 24 * H
    return tuple(
        Cover(
            WHY,
            first + (24 * day + hour) * H,
            first + (24 * day + hour + 1) * H,
            (0,),
            (Tier(WHY, 0, level, price),),
            (Pool((tuple(people),)),),
        )
        for day in range(problem.days)
        for hour in hours
    )


def run(problem, terms, start=None, tell=lambda event: None, **limits):
    """Run the engine."""
    limits = Limits(**({"threads": 1} | limits))
    return CpSat().run(Model(problem, tuple(terms)), limits, tell, start)


def test_the_shortage_comes_before_any_price():
    """Working costs more than all else, yet 09:00 must be served."""
    problem = tiny_problem(2, days=2)
    dear = Measure("dear", "x", np.full(len(problem.duties), 10**6))
    wish = [Choice(WHY, p, (0, 1), dear, Price.linear(10)) for p in (0, 1)]
    found = run(problem, [*demand(problem, [9]), *wish])
    assert (found.status, found.shortage_min) == ("optimal", 0)
    assert found.cost == found.bound == 2 * 10**7


def test_a_shortage_that_all_rosters_have_is_proven():
    """Nobody can be there at 03:00: an hour a day is missing."""
    problem = tiny_problem(2, days=3)
    found = run(problem, demand(problem, [3, 9]))
    assert found.status == "optimal"
    assert found.shortage_min == found.shortage_bound_min == 3 * H


def test_a_break_is_put_where_it_is_missed_least():
    """Two people, one wanted all day: their breaks must not meet."""
    shift = TinyShift(breaks=(Break(H, 3 * H, 5 * H),))
    problem = tiny_problem(2, days=1, shifts={"day": shift})
    found = run(problem, demand(problem, range(8, 16)))
    assert found.shortage_min == 0
    starts = [line[0][1] for line in found.lines]
    assert starts[0] != starts[1]


def test_nobody_serves_two_queues_at_once():
    """One person able to serve both queues leaves one hour missing."""
    problem = tiny_problem(1, days=1, queues={"a": (), "b": ()})
    cell = demand(problem, [9], people=[0])[0]
    both = replace(
        cell,
        queues=(0, 1),
        tiers=tuple(Tier(WHY, q, 1, HARD) for q in (0, 1)),
        pools=(Pool(((0,), (0,))),),
    )
    assert run(problem, [both]).shortage_min == H


def test_many_linked_queues_are_seated_too():
    """Eight queues, eight people each able to serve two neighbours."""
    queues = {f"q{i}": () for i in range(8)}
    problem = tiny_problem(8, days=1, queues=queues)
    cell = demand(problem, [9])[0]
    ring = replace(
        cell,
        queues=tuple(range(8)),
        tiers=tuple(Tier(WHY, q, 1, HARD) for q in range(8)),
        pools=(Pool(tuple((q, (q + 1) % 8) for q in range(8))),),
    )
    assert run(problem, [ring]).shortage_min == 0
    squeezed = replace(ring, pools=(Pool(tuple((q // 2,) for q in range(8))),))
    assert run(problem, [squeezed]).shortage_min == 4 * H


def small_model(rng):
    """Return two people, three days, two duties, and some of everything."""
    problem = tiny_problem(
        2, days=3, shifts={"day": TinyShift((8 * H, 12 * H), (6 * H,))}
    )
    hours = problem.measure(Elapsed())
    terms = [
        *demand(
            problem, [9, 13, 17], price=rng.choice([HARD, Price.linear(9)])
        ),
        *(
            Rest(WHY, p, rng.choice([17, 20]) * H, Price.linear(1))
            for p in (0, 1)
        ),
        *(
            Tally(
                WHY,
                p,
                hours,
                (0, 2),
                6 * H,
                12 * H,
                Price.linear(3),
                rng.choice([HARD, Price.linear(5)]),
            )
            for p in (0, 1)
        ),
        Streak(
            WHY,
            0,
            WORK,
            ((0,), (1,), (2,)),
            low=2,
            price_low=rng.choice([HARD, Price.linear(300)]),
        ),
    ]
    return Model(problem, tuple(terms))


@pytest.mark.parametrize("seed", range(6))
def test_the_optimum_is_that_of_brute_force(seed):
    """All 3^6 rosters of a small model, priced by the evaluator."""
    model = small_model(Random(seed))
    problem = model.problem
    days = [
        [None, *map(Chosen, problem.menu(person, day))]
        for person in (0, 1)
        for day in range(3)
    ]
    best = min(
        (found.shortage_min, found.ticks)
        for flat in product(*days)
        if not (
            found := totals(
                model.terms, LinesView(problem, (flat[:3], flat[3:]))
            )
        ).broken
    )
    found = CpSat().run(model, Limits(threads=1), lambda event: None)
    assert found.status == "optimal"
    assert (found.shortage_min, found.cost) == best


def test_a_start_is_completed_and_kept():
    """The first solution is the start; a run without time returns it."""
    model = small_model(Random(1))
    best = CpSat().run(model, Limits(threads=1), lambda event: None)
    again = CpSat().run(
        model, Limits(seconds=0.0), lambda event: None, best.lines
    )
    assert (again.shortage_min, again.cost) == (best.shortage_min, best.cost)


def test_the_hint_is_complete_and_feasible(caplog):
    """CP-SAT itself says so of a hint made from a start."""
    model = small_model(Random(3))
    with caplog.at_level(logging.DEBUG, logger="scheduler.engine.cpsat"):
        CpSat().run(model, Limits(threads=1), lambda event: None)
    assert "The solution hint is complete and is feasible." in caplog.text


def test_an_illegal_start_is_no_obstacle():
    """Everybody works every day, which hours forbid: still optimal."""
    model = small_model(Random(0))
    start = tuple(
        tuple(Chosen(model.problem.menu(p, d)[0]) for d in range(3))
        for p in (0, 1)
    )
    found = CpSat().run(model, Limits(threads=1), lambda event: None, start)
    assert found.status == "optimal"


@pytest.mark.parametrize("threads", [1, 2])
def test_iterations_give_the_same_roster_again(threads):
    """Seed, threads and iterations fix the answer."""
    model = small_model(Random(2))
    limits = Limits(iterations=200, seed=7, threads=threads)
    first, second = (
        CpSat().run(model, limits, lambda event: None) for _ in range(2)
    )
    assert first.lines == second.lines
    assert first.bound == second.bound


def test_stop_keeps_the_best_so_far():
    """Told to stop at once, it returns the greedy roster and says why."""
    model = small_model(Random(4))
    found = CpSat().run(model, Limits(stop=lambda: True), lambda event: None)
    assert found.lines is not None
    assert found.note == "interrupted"


def test_events_tell_what_happens():
    """From started to finished, with costs that only fall."""
    events = []
    found = run(*_parts(small_model(Random(5))), tell=events.append)
    kinds = [event.kind for event in events]
    assert kinds[0] == "started"
    assert kinds[-1] == "finished"
    costs = [e.cost for e in events if e.kind == "improved" and e.cost]
    assert costs == sorted(costs, reverse=True)
    assert events[-1].cost == found.cost


def _parts(model):
    return model.problem, model.terms


def week():
    """Return six people for a week: days, nights, queues, hours, rest."""
    shifts = {
        "day": TinyShift((7 * H, 8 * H), (8 * H,), (Break(H, 3 * H, 5 * H),)),
        "night": TinyShift((22 * H,)),
    }
    problem = tiny_problem(6, days=7, shifts=shifts)
    hours = problem.measure(Elapsed())
    everybody = tuple(range(6))
    terms = [
        *demand(problem, range(24), people=everybody),
        *demand(problem, range(9, 15), 3, Price.linear(5), everybody),
    ]
    for p in everybody:
        terms += [
            Rest(WHY, p, 11 * H, HARD),
            Tally(
                WHY,
                p,
                hours,
                (0, 6),
                40 * H,
                40 * H,
                Price.linear(2),
                HARD,
            ),
            Streak(
                WHY,
                p,
                WORK,
                tuple((d,) for d in range(7)),
                low=2,
                price_low=Price.linear(400),
            ),
        ]
    return Model(problem, tuple(terms))


@pytest.mark.parametrize("iterations", [None, 2000])
def test_large_models_are_improved_part_by_part(monkeypatch, iterations):
    """Parts lead from an empty roster to one that leaves nobody short."""
    monkeypatch.setattr("scheduler.engine.cpsat.run.LARGE", 0)
    model = week()
    empty = ((None,) * 7,) * 6
    limits = Limits(seconds=5.0, iterations=iterations)
    if iterations:
        limits = Limits(iterations=iterations)
    found = CpSat().run(model, limits, lambda event: None, empty)
    before = totals(model.terms, LinesView(model.problem, empty))
    assert found.shortage_min < before.shortage_min / 2
    assert (
        totals(model.terms, LinesView(model.problem, found.lines)).broken == ()
    )


def test_history_blocks_the_first_morning():
    """A duty cannot start before the last one of the past has ended."""
    from scheduler.testing import with_history

    problem = with_history(
        tiny_problem(1, days=1), [(0, -1, "day", 22 * H, 12 * H)]
    )
    found = run(problem, demand(problem, [11], people=[0]))
    assert found.shortage_min == H
    assert found.lines == ((None,),)


def test_people_from_the_past_are_there_in_the_first_hours():
    """A night duty of yesterday serves 05:00 of day 0."""
    from scheduler.testing import with_history

    problem = with_history(
        tiny_problem(1, days=1), [(0, -1, "day", 22 * H, 8 * H)]
    )
    assert run(problem, demand(problem, [5], people=[0])).shortage_min == 0
