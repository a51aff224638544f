"""Columns: proven best on coarse coverage, and refused elsewhere."""

from random import Random

import numpy as np
import pytest

from constraints.measures import WORK, Elapsed, Measure
from constraints.terms import (
    HARD,
    Because,
    Choice,
    Cover,
    Pool,
    Price,
    Rest,
    Row,
    RowPart,
    Streak,
    Tally,
    Tier,
)
from scheduler.engine import auto
from scheduler.engine.auto import Auto
from scheduler.engine.columns import engine
from scheduler.engine.columns.engine import Columns
from scheduler.engine.columns.offers import offers
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits
from scheduler.engine.kernels.jit import COMPILED
from scheduler.engine.line.machine import FORBIDDEN
from scheduler.engine.line.path import cheapest
from scheduler.engine.prices.dual import Dual, Prices
from scheduler.model import Model
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

H = 60
WHY = Because("why")
SHIFTS = {"day": TinyShift((8 * H,)), "late": TinyShift((16 * H,))}
PROBLEM = with_history(
    tiny_problem(4, days=5, shifts=SHIFTS, slot_min=8 * H),
    [(3, -1, "late", 16 * H, 8 * H)],
)
MIDNIGHT = PROBLEM.duties[0].start_min - 8 * H


def terms_of(rng, hard=False):
    """Return coverage of each shift, wishes, rest, runs and hours."""
    hours = PROBLEM.measure(Elapsed())
    terms = []
    for day in range(5):
        for begin in (8, 16):
            at = MIDNIGHT + (24 * day + begin) * H
            price = Price.linear(rng.randint(1, 3))
            terms.append(
                Cover(
                    WHY,
                    at,
                    at + 8 * H,
                    (0, 1),
                    (
                        Tier(WHY, 0, 1, HARD if hard else price),
                        Tier(WHY, 1, rng.randint(1, 2), Price.linear(1)),
                        Tier(WHY, 1, 1, Price.linear(2), over=True),
                    ),
                    (Pool(((0, 1, 3), (1, 2, 3))),),
                )
            )
        parts = tuple(RowPart(p, day, WORK, 1) for p in range(4))
        terms.append(Row(WHY, parts, None, 2, Price(((0, 90), (1, 200)))))
    for person in range(4):
        wish = np.array(
            [rng.randint(0, 300) for _ in range(len(PROBLEM.duties))],
            dtype=np.int64,
        )
        terms += [
            Choice(
                WHY,
                person,
                tuple(range(5)),
                Measure(f"wish {person}", "ticks", wish),
                Price.linear(1),
                off=rng.randint(0, 50),
            ),
            Rest(
                WHY,
                person,
                11 * H,
                HARD,
                MIDNIGHT if person == 3 else None,
            ),
            Streak(
                WHY,
                person,
                WORK,
                tuple((day,) for day in range(5)),
                low=2,
                high=3,
                price_low=Price.linear(70),
                price_high=HARD,
                left_open=True,
            ),
            Tally(
                WHY,
                person,
                hours,
                (0, 4),
                low=16 * H,
                price_low=Price.linear(1),
            ),
        ]
    return tuple(terms)


def quiet(event):
    """Tell nobody."""


@pytest.mark.parametrize("seed", range(5))
def test_the_best_choice_is_proven(seed):
    """Shortage and cost are what CP-SAT proves, and so is the bound."""
    model = Model(PROBLEM, terms_of(Random(seed), hard=seed == 4))
    assert Columns().cannot(model) == ()
    proven = CpSat().run(model, Limits(threads=1), quiet)
    outcome = Columns().run(model, Limits(seconds=300), quiet)
    assert outcome.shortage_min == proven.shortage_min
    assert outcome.cost == proven.cost
    assert outcome.bound <= proven.cost
    if not proven.shortage_min:
        assert outcome.status == "optimal"


def test_offers_are_the_best_lines_there_are():
    """All lines of one person, one by one, against the offers."""
    model = Model(PROBLEM, terms_of(Random(9)))
    dual = Dual(model, compiled=True)
    prices = Prices(
        np.full(dual.coverage.prices, 200, dtype=np.int64),
        np.zeros(len(dual.rows), dtype=np.int64),
        10,
    )
    whole = offers(dual, prices, 10**6, 1 << 50)
    few = offers(dual, prices, 7, 1 << 50)
    costs = dual.prices_of_choices(prices)
    for line, price, offer, best in zip(
        dual.lines, costs, whole, few, strict=True
    ):
        assert offer.outside is None
        extra = price - line.ticks
        reduced = offer.ticks + extra[offer.choices].sum(axis=1)
        least, _ = cheapest(line.graph, line.start, price)
        assert reduced.min() == least
        assert (np.diff(reduced) >= 0).all()
        assert len({tuple(row) for row in offer.choices}) == len(reduced)
        # Each line, with all choices but its own barred, costs its ticks.
        for row, ticks in zip(offer.choices[:20], offer.ticks, strict=False):
            own = np.full_like(line.ticks, FORBIDDEN)
            own[row] = line.ticks[row]
            assert cheapest(line.graph, line.start, own)[0] == ticks
        assert len(best.ticks) == 7
        assert (best.choices == offer.choices[:7]).all()
        assert best.outside <= reduced[7] - least


def test_a_gap_leaves_out_what_cannot_be_better():
    """Lines dearer than the gap are not offered, all others are."""
    model = Model(PROBLEM, terms_of(Random(9)))
    dual = Dual(model, compiled=True)
    prices = Prices(
        np.zeros(dual.coverage.prices, dtype=np.int64),
        np.zeros(len(dual.rows), dtype=np.int64),
        10,
    )
    whole = offers(dual, prices, 10**6, 1 << 50)
    near = offers(dual, prices, 10**6, 100)
    for all_, some in zip(whole, near, strict=True):
        within = all_.ticks <= all_.ticks.min() + 100
        assert len(some.ticks) == within.sum()
        assert some.outside is None


def test_breaks_and_dear_pools_are_beyond():
    """What whole lines cannot say is returned, not dropped."""
    cover = Cover(
        WHY,
        MIDNIGHT,
        MIDNIGHT + 8 * H,
        (0,),
        (Tier(WHY, 0, 1, HARD),),
        (Pool(((0,),)), Pool(((1,),), Price.linear(1))),
    )
    assert Columns().cannot(Model(PROBLEM, (cover,))) == (cover,)
    paused = tiny_problem(
        2, shifts={"day": TinyShift(breaks=(Break(H, H, 4 * H),))}
    )
    plain = Cover(WHY, MIDNIGHT, MIDNIGHT + H, (0,), (), (Pool(((0,),)),))
    assert Columns().cannot(Model(paused, (plain,))) == (plain,)


def test_a_row_that_nothing_satisfies():
    """Four people cannot be five: columns find nothing, and do not fail."""
    parts = tuple(RowPart(person, 0, WORK, 1) for person in range(4))
    model = Model(PROBLEM, (Row(WHY, parts, 5, None, HARD),))
    outcome = Columns().run(model, Limits(seconds=10, threads=1), quiet)
    assert outcome.lines is None
    assert outcome.status in ("unknown", "infeasible")


@pytest.mark.skipif(not COMPILED, reason="as Python it is not chosen")
def test_columns_come_between_the_others(monkeypatch):
    """They go on from what is annealed, and CP-SAT from what they found."""
    monkeypatch.setattr(auto, "TINY", 1)
    model = Model(PROBLEM, terms_of(Random(4), hard=True))
    monkeypatch.setattr(auto, "SKETCH_SECONDS", 0.5)
    outcome = Auto().run(model, Limits(seconds=300, threads=1), quiet)
    proven = CpSat().run(model, Limits(threads=1), quiet)
    assert (outcome.shortage_min, outcome.cost) == (
        proven.shortage_min,
        proven.cost,
    )
    assert outcome.bound <= outcome.cost
    assert outcome.status == "optimal"
    assert outcome.engines in (
        "annealer + columns",
        "annealer + columns + cp-sat",
    )


def test_columns_give_up_where_the_bound_is_far(monkeypatch):
    """All lines within such a gap cannot be offered; the bound stays."""
    monkeypatch.setattr(engine, "FAR", -1.0)
    model = Model(PROBLEM, terms_of(Random(4), hard=True))
    proven = CpSat().run(model, Limits(threads=1), quiet)
    limits = Limits(seconds=60, threads=1)
    events = []
    found = Columns(patient=False).run(
        model, limits, events.append, proven.lines
    )
    assert found.cost == proven.cost >= found.bound
    assert not any("lines" in event.message for event in events)
