"""Coverage by counting, against seating people one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.evaluator import best_seating, totals
from constraints.terms import (
    HARD,
    Because,
    Cover,
    Pool,
    Presence,
    Price,
    Tier,
)
from scheduler.engine.hall import MUST_WEIGHT, cannot_count, hall_of
from scheduler.engine.heads import Heads
from scheduler.engine.kernels.hall import changed_cost, packed

WHY = Because("why")
PEOPLE, QUEUES = 7, 4
PRICES = st.sampled_from(
    [HARD, Price.linear(1), Price.linear(5), Price(((0, 1), (20, 4)))]
)


@st.composite
def cells(draw, minutes=10, start=0):
    """Draw a cell with up to four queues and three pools."""
    queues = draw(
        st.lists(st.integers(0, 9), min_size=1, max_size=QUEUES, unique=True)
    )
    tiers = tuple(
        Tier(
            WHY,
            draw(st.sampled_from(queues)),
            draw(st.integers(1, 3)),
            draw(PRICES),
            over=draw(st.booleans()) and draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    pool_of = draw(
        st.lists(st.integers(0, 2), min_size=PEOPLE, max_size=PEOPLE)
    )
    able = [draw(st.sets(st.integers(0, PEOPLE - 1))) for _ in queues]
    pools = tuple(
        Pool(
            tuple(
                tuple(p for p in sorted(who) if pool_of[p] == pool)
                for who in able
            ),
            Price.linear(draw(st.sampled_from([0, 0, 2, 3]))),
        )
        for pool in range(3)
    )
    return Cover(WHY, start, start + minutes, tuple(queues), tiers, pools)


class There:
    """A view in which some are there all the time."""

    def __init__(self, people):
        self.people = people

    def present(self, person, start_min, end_min):
        return person in self.people


def counted(term, people):
    """Return the counts of a cell when some are there."""
    heads = Heads(hall_of(PEOPLE, [term]))
    for person in people:
        heads.change(person, [(term.start_min, term.end_min)], 1)
    return heads


@settings(max_examples=150, deadline=None)
@given(cells(), st.sets(st.integers(0, PEOPLE - 1)))
def test_counting_costs_what_seating_costs(cell, people):
    """Least shortage and, with it, least ticks: whatever tiers and pools."""
    heads = counted(cell, people)
    cost = best_seating(cell, There(people)).cost
    assert (heads.shortage_min, heads.cost) == cost


@settings(max_examples=40, deadline=None)
@given(cells(), st.sets(st.integers(0, PEOPLE - 1)))
def test_one_more_and_one_fewer(cell, people):
    """Gains and losses are differences of seatings, class by class."""
    heads = counted(cell, people)
    hall = hall_of(PEOPLE, [cell])

    def number(who):
        must, ticks = best_seating(cell, There(who)).cost
        return must * MUST_WEIGHT + ticks

    for at, kind in enumerate(hall.kind):
        gains = heads.gains(int(kind), np.array([at]))[0]
        losses = heads.losses(int(kind), np.array([at]))[0]
        for person in range(PEOPLE):
            cls = hall.kinds[kind].class_of[person]
            if cls < 0:
                continue
            if person in people:
                with_, without = people, people - {person}
                assert losses[cls] == number(without) - number(with_)
            else:
                with_, without = people | {person}, people
                assert gains[cls] == number(without) - number(with_)


@settings(max_examples=40, deadline=None)
@given(cells(), st.sets(st.integers(0, PEOPLE - 1)))
def test_compiled_loops_count_alike(cell, people):
    """The kernels and numpy name the same cost, now and with one more."""
    heads = counted(cell, people)
    hall = hall_of(PEOPLE, [cell])
    kinds = packed(hall)
    room = np.zeros(hall.width, dtype=np.int64)
    left = np.zeros(64, dtype=np.int64)
    for at, kind in enumerate(map(int, hall.kind)):
        before = heads.must[at] * MUST_WEIGHT + heads.ticks[at]
        gains = heads.gains(kind, np.array([at]))[0]
        for cls in range(len(hall.kinds[kind].touch)):
            able = heads.able[at]
            now = changed_cost(kinds, kind, cls, 0, able, room, left)
            more = changed_cost(kinds, kind, cls, 1, able, room, left)
            assert (now, now - more) == (before, gains[cls])


def test_many_cells_at_once():
    """A cell counts those there throughout; presence is a cell as well.

    Person 0 is there from 0 to 20: in the first two cells of ten minutes,
    not in the third. Two are wanted, at 1 a minute: 10 + 10 + 20. One
    must be on duty from 20 to 30 and is not: 10 minutes short.
    """
    price = Price.linear(1)
    terms = [
        Cover(
            WHY,
            start,
            start + 10,
            (3,),
            (Tier(WHY, 3, 2, price),),
            (Pool(((0, 1),)),),
        )
        for start in (0, 10, 20)
    ]
    terms.append(Presence.staffed(WHY, 20, 30, (0, 1), 1, HARD))
    heads = Heads(hall_of(2, terms))
    assert (heads.shortage_min, heads.cost) == (10, 60)
    heads.change(0, [(0, 20)], 1)
    assert (heads.shortage_min, heads.cost) == (10, 40)
    heads.change(1, [(5, 30)], 1)
    assert (heads.shortage_min, heads.cost) == (0, 20)
    heads.change(1, [(5, 30)], -1)
    assert (heads.shortage_min, heads.cost) == (10, 40)


def test_what_nobody_can_serve_is_a_constant():
    """A queue without anybody able costs the same whoever comes."""
    tier = Tier(WHY, 0, 2, HARD)
    term = Cover(WHY, 0, 10, (0,), (tier,), (Pool(((),)),))
    hall = hall_of(2, [term])
    assert len(hall) == 0
    heads = Heads(hall)
    heads.change(0, [(0, 10)], 1)
    assert (heads.shortage_min, heads.cost) == (20, 0)


@pytest.mark.parametrize(
    ("price", "refused"),
    [
        (Price(), False),
        (Price.linear(3), False),
        (HARD, True),
        (Price(((5, 1),)), True),
        (Price(((0, 1), (5, 2))), True),
    ],
)
def test_pools_must_have_one_price(price, refused):
    """A pool that gets dearer with use is beyond counting, and says so."""
    term = Cover(WHY, 0, 10, (0,), (), (Pool(((0,),), price),))
    assert cannot_count(term) is refused


def test_what_a_whole_roster_costs_is_what_the_evaluator_says():
    """Shortage and ticks of cells one after another, with pools."""
    rng = np.random.default_rng(1)
    terms = [
        Cover(
            WHY,
            start,
            start + 10,
            (0, 1),
            (Tier(WHY, 0, 2, HARD), Tier(WHY, 1, 1, Price.linear(7))),
            (Pool(((0, 1), (1, 2))), Pool(((3,), (3,)), Price.linear(2))),
        )
        for start in range(0, 200, 10)
    ]
    heads = Heads(hall_of(4, terms))
    there = [set(np.flatnonzero(rng.random(20) < 0.5)) for _ in range(4)]

    class View:
        def present(self, person, start_min, end_min):
            return start_min // 10 in there[person]

    for person, slots in enumerate(there):
        stretches = [(10 * slot, 10 * slot + 10) for slot in slots]
        heads.change(person, stretches, 1)
    found = totals(terms, View())
    assert (heads.shortage_min, heads.cost) == (
        found.shortage_min,
        found.ticks,
    )
