"""The dual: below every roster, and at the best of easy ones."""

from collections import deque
from itertools import product
from random import Random

import numpy as np
import pytest

from constraints.evaluator import totals
from constraints.measures import WORK, Elapsed, Mark, Measure
from constraints.terms import (
    HARD,
    Because,
    Choice,
    Cover,
    Pool,
    Presence,
    Price,
    Rest,
    Row,
    RowPart,
    Streak,
    Tally,
    Tier,
)
from scheduler.engine.breaks import break_starts
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits
from scheduler.engine.hall import hall_of
from scheduler.engine.kernels.worth import attend, spread, worth
from scheduler.engine.line.lines import Size
from scheduler.engine.prices.ascent import climb
from scheduler.engine.prices.dual import Dual, Prices
from scheduler.engine.prices.slots import slots_of
from scheduler.engine.prices.worth import worth_of
from scheduler.engine.view import LinesView
from scheduler.model import Model
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

H = 60
WHY = Because("why")
WEIGHT = 20
SHIFTS = {
    "day": TinyShift((6 * H, 8 * H), (6 * H,), (Break(H, H, 4 * H),)),
    "late": TinyShift((14 * H,), (6 * H, 8 * H)),
}
PROBLEM = tiny_problem(3, days=4, shifts=SHIFTS)
MIDNIGHT = PROBLEM.duties[0].start_min - 6 * H
HOURS = PROBLEM.measure(Elapsed())


def random_terms(rng, problem=PROBLEM):
    """Return coverage, rest, hours, runs, wishes and rows at random."""
    terms = []
    days = problem.days
    for day in range(days):
        for hour in rng.sample(range(6, 22), 8):
            at = MIDNIGHT + (24 * day + hour) * H
            queues = rng.choice([(0,), (0, 1)])
            tiers = tuple(
                Tier(
                    WHY,
                    rng.choice(queues),
                    rng.randint(1, 2),
                    rng.choice([HARD, Price.linear(rng.randint(1, 4))]),
                )
                for _ in range(rng.randint(1, 3))
            )
            pools = (
                Pool(tuple(tuple(rng.sample((0, 1), 1)) for _ in queues)),
                Pool(
                    tuple((2,) for _ in queues),
                    Price.linear(rng.randint(0, 1)),
                ),
            )
            terms.append(Cover(WHY, at, at + H, queues, tiers, pools))
        at = MIDNIGHT + (24 * day + rng.randint(6, 18)) * H
        terms.append(
            Presence.staffed(
                WHY, at, at + H, (0, 2), 1, rng.choice([HARD, Price.linear(2)])
            )
        )
    for person in range(3):
        wish = np.array(
            [rng.randint(0, 200) for _ in range(len(problem.duties))],
            dtype=np.int64,
        )
        terms += [
            Rest(WHY, person, rng.randint(9, 14) * H, HARD),
            Choice(
                WHY,
                person,
                tuple(range(days)),
                Measure(f"wish {person}", "ticks", wish),
                Price.linear(1),
                off=rng.randint(0, 60),
            ),
            Tally(
                WHY,
                person,
                HOURS,
                (0, days - 1),
                low=rng.randint(1, 3) * 6 * H,
                high=3 * 7 * H,
                price_low=Price.linear(rng.randint(0, 3)),
                price_high=rng.choice([HARD, Price.linear(2)]),
            ),
            Streak(
                WHY,
                person,
                WORK,
                tuple((day,) for day in range(days)),
                high=2,
                price_high=rng.choice([HARD, Price.linear(50)]),
            ),
        ]
    shift = rng.randrange(2)
    mark = Mark(f"shift {shift}", duties=problem.duties.shift == shift)
    for day in range(days):
        parts = tuple(RowPart(p, day, mark, 1) for p in range(3))
        low, high = rng.choice([(None, 1), (1, None), (1, 2)])
        price = Price.linear(rng.randint(10, 80))
        terms.append(Row(WHY, parts, low, high, price))
    return tuple(terms)


def best(dual, iterations=150, weight=WEIGHT):
    """Return the best value of the dual after some iterations."""
    return deque(climb(dual, weight, iterations), maxlen=1)[0].total


def optimum(model):
    """Return the least shortage, and the least cost with it."""
    run = CpSat(reasons=False).run(
        model, Limits(threads=1), lambda event: None
    )
    assert run.status == "optimal"
    return run


@pytest.mark.parametrize("seed", range(6))
def test_no_roster_is_below(seed):
    """The bound holds for the best roster, and comes near to it."""
    model = Model(PROBLEM, random_terms(Random(seed)))
    run = optimum(model)
    value = WEIGHT * run.shortage_min + run.cost
    total = best(Dual(model, compiled=False), 300)
    assert 0.8 * value <= total <= value


@pytest.mark.parametrize("seed", range(6, 9))
def test_what_no_graph_says_is_priced_or_dropped(seed):
    """With graphs of few states the bound still holds."""
    model = Model(PROBLEM, random_terms(Random(seed)))
    run = optimum(model)
    dual = Dual(model, Size(states=3, moves=1000), compiled=False)
    assert any(line.relaxed for line in dual.lines)
    assert best(dual) <= WEIGHT * run.shortage_min + run.cost


def test_any_prices_are_below_any_roster():
    """Prices as chance has them, against rosters as they come."""
    rng = np.random.default_rng(3)
    model = Model(PROBLEM, random_terms(Random(3)))
    dual = Dual(model, compiled=False)
    lines = optimum(model).lines
    found = totals(model.terms, LinesView(PROBLEM, lines))
    assert found.broken == ()
    value = WEIGHT * found.shortage_min + found.ticks
    for _ in range(20):
        prices = Prices(
            rng.integers(0, 400, size=dual.coverage.prices),
            rng.integers(-90, 90, size=len(dual.rows)),
            WEIGHT,
        )
        answer = dual.ask(prices, prices.coverage % 8)
        assert answer.bound <= value


def test_history_is_there_as_well():
    """Who is on duty from before meets coverage of the first hours.

    One person, on duty from 20:00 until 04:00 of day 0 by history: the
    first four hours lack nothing, the next two, which no duty covers, lack
    a head at 5 a minute.
    """
    problem = with_history(
        tiny_problem(1, days=2, shifts={"night": TinyShift((20 * H,))}),
        [(0, -1, "night", 20 * H, 8 * H)],
    )
    tier = Tier(WHY, 0, 1, Price.linear(5))
    first = problem.duties[0].start_min - 20 * H
    covers = tuple(
        Cover(
            WHY,
            first + hour * H,
            first + (hour + 1) * H,
            (0,),
            (tier,),
            (Pool(((0,),)),),
        )
        for hour in range(6)
    )
    assert best(Dual(Model(problem, covers), compiled=False)) == 2 * 5 * H


def test_convex_coverage_is_met_exactly():
    """Two days, two people, one queue: the bound is the optimum.

    A head is wanted in the six hours of the early duty at 10 a minute; a
    duty costs 600 a day. One person a day comes: 1200.
    """
    problem = tiny_problem(
        2, days=2, shifts={"day": TinyShift((6 * H,), (6 * H,))}
    )
    ones = Measure("one", "duties", np.ones(len(problem.duties), np.int64))
    first = problem.duties[0].start_min
    terms = [
        Choice(WHY, p, (0, 1), ones, Price.linear(600)) for p in range(2)
    ] + [
        Cover(
            WHY,
            first + (24 * day + hour) * H,
            first + (24 * day + hour + 1) * H,
            (0,),
            (Tier(WHY, 0, 1, Price.linear(10)),),
            (Pool(((0, 1),)),),
        )
        for day, hour in product(range(2), range(6))
    ]
    dual = Dual(Model(problem, tuple(terms)), compiled=False)
    assert 1199 <= best(dual, 800) <= 1200


@pytest.mark.parametrize("seed", range(2))
def test_compiled_and_plain_say_the_same(seed):
    """Iteration by iteration, bound and direction are equal."""
    model = Model(PROBLEM, random_terms(Random(seed)))
    plain = list(climb(Dual(model, compiled=False), WEIGHT, 15))
    fast = list(climb(Dual(model, compiled=True), WEIGHT, 15))
    assert [c.total for c in plain] == [c.total for c in fast]


def test_a_line_that_cannot_be_proves_nothing():
    """Somebody who must work and may not: the climb ends at once."""
    bars = Measure("all", "duties", np.ones(len(PROBLEM.duties), np.int64))
    never = Choice(WHY, 0, (0,), bars, HARD, off=1)
    dual = Dual(Model(PROBLEM, (never,)), compiled=False)
    assert list(climb(dual, WEIGHT, 5)) == []


# Breaks


BREAKS = tiny_problem(
    1,
    days=1,
    shifts={
        "none": TinyShift((6 * H,), (4 * H,)),
        "one": TinyShift((6 * H,), (8 * H,), (Break(H, 2 * H, 5 * H),)),
        "two": TinyShift(
            (6 * H,),
            (10 * H,),
            (Break(H, H, 6 * H), Break(2 * H, 2 * H, 7 * H)),
        ),
    },
)


@pytest.mark.parametrize("seed", range(4))
def test_breaks_lie_where_least_is_lost(seed):
    """Against every way to place them, in numpy and compiled."""
    rng = np.random.default_rng(seed)
    slots = slots_of(BREAKS, hall_of(1, ()))
    values = rng.integers(0, 50, size=slots.count)
    sums = np.concatenate(([0], np.cumsum(values)))
    used = np.arange(len(BREAKS.duties))
    compiled = np.zeros(len(used), dtype=np.int64)
    worth(spread(slots), used, sums, compiled)
    plain = worth_of(slots, used, sums)
    for idx, duty in enumerate(BREAKS.duties.duties):
        whole = values[slots.at(duty.start_min) : slots.at(duty.end_min)].sum()
        lost = [
            sum(
                values[slots.at(at) : slots.at(at + pause.length_min)].sum()
                for at, pause in zip(starts, duty.breaks, strict=True)
            )
            for starts in product(*break_starts(duty, BREAKS.slot_min))
            if all(
                early + pause.length_min <= late
                for early, late, pause in zip(
                    starts, starts[1:], duty.breaks, strict=False
                )
            )
        ]
        assert plain[idx] == compiled[idx] == whole - min(lost)
        there = np.zeros(slots.count + 1, dtype=np.int64)
        attend(spread(slots), idx, sums, there)
        length = sum(pause.length_min for pause in duty.breaks)
        minutes = duty.end_min - duty.start_min - length
        assert np.cumsum(there)[:-1].sum() * H == minutes
