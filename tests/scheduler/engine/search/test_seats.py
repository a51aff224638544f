"""Seats of a cell, kept up to date person by person, at the least cost."""

from dataclasses import replace
from random import Random

import pytest

from constraints.seating import seated
from constraints.terms import HARD, Because, Cover, Pool, Price, Tier
from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.cover import cell_value
from scheduler.engine.kernels.mixed import come, gain_of, go, loss_of
from scheduler.engine.search.board import Board, beyond
from scheduler.model import Model
from scheduler.testing import TinyShift, tiny_problem

PEOPLE = 9
PROBLEM = tiny_problem(
    PEOPLE, days=1, shifts={"s": TinyShift(starts=(0,), lengths=(60,))}
)
START = int(PROBLEM.duties.start_min[0])
WHY = Because("tested")
PRICES = (
    HARD,
    Price.linear(7),
    Price.linear(30),
    Price(((0, 2), (45, 20), (120, 90))),
)


def random_cover(rng, *, parts):
    """Return a cell with three queues, three pools and a few tiers each."""
    queues = (0, 1, 2)
    tiers = tuple(
        Tier(WHY, queue, rng.randint(0, 4), rng.choice(PRICES))
        for queue in (0, 0, 1, 1, 2, 2)
    )
    tiers = (*tiers, Tier(WHY, 1, 3, Price.linear(11), over=True))
    members = list(range(PEOPLE))
    rng.shuffle(members)
    pools = tuple(
        Pool(
            tuple(
                tuple(p for p in sorted(who) if rng.random() < 0.6)
                for _ in queues
            ),
            price,
            percent=rng.choice([30, 50, 100]) if parts and idx == 2 else 100,
        )
        for idx, (who, price) in enumerate(
            (
                (members[:4], Price()),
                (members[4:7], Price.linear(9)),
                (members[7:], Price.linear(5)),
            )
        )
    )
    return Cover(WHY, START, START + 60, queues, tiers, pools)


def expected(cover, there):
    """Return the least cost of a cell, by a flow from nothing."""
    classes = {}
    for idx, pool in enumerate(cover.pools):
        for person in {p for who in pool.eligible for p in who} & there:
            serves = frozenset(
                q for q, who in enumerate(pool.eligible) if person in who
            )
            classes[idx, serves] = classes.get((idx, serves), 0) + 1
    wanted = tuple(
        tuple((t.level, t.price, t.over) for t in cover.tiers if t.queue == q)
        for q in cover.queues
    )
    hard, soft = seated(
        tuple((*key, count) for key, count in classes.items()),
        wanted,
        tuple(pool.price for pool in cover.pools),
        60,
        tuple(pool.share_min(60) for pool in cover.pools),
    ).cost
    return (hard << at.HARD_BITS) + soft


@pytest.mark.slow
def test_people_come_and_go_at_the_least_cost():
    """After every change the seating is as cheap as one from nothing."""
    rng = Random(3)
    for case in range(120):
        cover = random_cover(rng, parts=case % 2 == 1)
        board = Board(Model(PROBLEM, (cover,)))
        t, s = board.t, board.empty()
        crew = t[t[at.CREW_OF] :][:PEOPLE]
        there = set()
        for _ in range(40):
            person = rng.randrange(PEOPLE)
            cls = int(crew[person])
            if cls < 0:
                continue
            before = int(cell_value(t, s, 0))
            if person in there:
                told = loss_of(t, s, 0, cls)
                there.remove(person)
                changed = go(t, s, 0, cls)
            else:
                told = -gain_of(t, s, 0, cls)
                there.add(person)
                changed = -come(t, s, 0, cls)
            after = int(cell_value(t, s, 0))
            assert after == expected(cover, there)
            assert changed == told == after - before


def test_one_rate_per_pool_is_all_that_paths_can_seat():
    """Where the second costs more than the first, the tables refuse."""
    rng = Random(4)
    cover = random_cover(rng, parts=False)
    dearer = replace(cover.pools[1], price=Price(((0, 3), (100, 9))))
    odd = replace(cover, pools=(cover.pools[0], dearer, cover.pools[2]))
    assert beyond(Model(PROBLEM, (cover, odd))) == (odd,)
