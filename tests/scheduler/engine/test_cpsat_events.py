"""CP-SAT places events as well as trying every way to place them does."""

from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from constraints.evaluator import totals
from constraints.terms import (
    FREE,
    HARD,
    Because,
    Cover,
    Meeting,
    Pool,
    Price,
    Session,
    Stay,
    Tier,
)
from scheduler.engine.breaks import break_starts
from scheduler.engine.cpsat import run
from scheduler.engine.cpsat.core import core
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.greedy import Greedy
from scheduler.engine.view import LinesView
from scheduler.model import Model
from scheduler.parity import fixing
from scheduler.problem import Break, Span
from scheduler.testing import TinyShift, tiny_problem

H = 60
WHY = Because("why")
SHIFTS = {
    "early": TinyShift((8 * H,), (5 * H,), (Break(H, 2 * H, 3 * H),)),
    "late": TinyShift((11 * H,), (4 * H,)),
}
PROBLEM = tiny_problem(3, days=1, shifts=SHIFTS, queues={"a": (), "b": ()})
EARLY, LATE = PROBLEM.menu(0, 0)
START = PROBLEM.duties[EARLY].start_min
PRICES = [HARD, Price.linear(3), Price.linear(20)]


def cover(rng, start):
    """Return an hour of coverage; some people serve both queues."""
    both = rng.random() < 0.5
    return Cover(
        WHY,
        start,
        start + H,
        (0, 1),
        tuple(
            Tier(
                WHY, queue, rng.randint(1, 2), Price.linear(rng.randint(1, 9))
            )
            for queue in (0, 1)
        ),
        (Pool(((0, 1, 2), (0, 1) if both else (2,)), FREE),),
    )


def meeting(rng, key):
    """Return a meeting in the midst of the day that some may miss."""
    start = START + rng.choice([2, 3, 4]) * H
    stays = [
        Stay(tuple(rng.sample(range(3), rng.randint(1, 2))), 1)
        for _ in range(rng.randint(0, 2))
    ]
    people = tuple(sorted(rng.sample(range(3), rng.randint(2, 3))))
    price = rng.choice(PRICES)
    return Meeting(WHY, key, people, start, start + H, tuple(stays), price)


def session(rng, key):
    """Return a session of one hour, or of up to three in pieces."""
    length, pieces = rng.choice([(H, (H,)), (3 * H, (H, 2 * H, 3 * H))])
    people = tuple(sorted(rng.sample(range(3), rng.randint(1, 2))))
    first = START + rng.randint(0, 3) * H
    windows = ((first, first + 2 * H), (first + 3 * H, first + 5 * H))
    price = rng.choice(PRICES)
    return Session(WHY, key, people, windows, length, pieces, price)


def ways(term):
    """Yield all ways to hold one event, as (people, stretch) pairs."""
    if isinstance(term, Meeting):
        stretch = term.start_min, term.end_min
        for size in range(len(term.people) + 1):
            for there in combinations(term.people, size):
                yield [((person,), stretch) for person in there]
        return
    stretches = [
        (start, start + length)
        for first, last in term.windows
        for length in term.pieces
        for start in range(first, last - length + 1, H)
    ]
    for size in range(term.length_min // H + 1):
        for chosen in combinations(stretches, size):
            if sum(end - start for start, end in chosen) <= term.length_min:
                yield [(term.people, stretch) for stretch in chosen]


def booked(lines, events):
    """Return lines with events, or None where something does not fit."""
    taken = {}
    for person, (chosen,) in enumerate(lines):
        duty = chosen and PROBLEM.duties[chosen.duty]
        hours = range(duty.start_min, duty.end_min, H) if duty else ()
        taken[person] = set(hours) - set(chosen.breaks if chosen else ())
    spans = {person: [] for person in taken}
    for key, held in events:
        for people, (start, end) in held:
            for person in people:
                hours = set(range(start, end, H))
                if not hours <= taken[person]:
                    return None
                taken[person] -= hours
                spans[person].append(Span(start, end, "event", event=key))
    return tuple(
        (chosen and chosen._replace(events=tuple(sorted(spans[person]))),)
        for person, (chosen,) in enumerate(lines)
    )


def best_of_all(terms, duties):
    """Return the least cost over all breaks and events; None if none."""
    starts = [
        [None]
        if duty is None
        else [
            Chosen(duty, b)
            for b in product(*break_starts(PROBLEM.duties[duty], H))
        ]
        for duty in duties
    ]
    events = [t for t in terms if not isinstance(t, Cover)]
    found = []
    for chosen in product(*starts):
        for held in product(*(list(ways(term)) for term in events)):
            keys = [term.event for term in events]
            lines = booked(
                tuple((c,) for c in chosen), zip(keys, held, strict=True)
            )
            if lines is not None:
                judged = totals(terms, LinesView(PROBLEM, lines))
                if not judged.broken:
                    found.append(judged.ticks)
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(24))
def test_events_lie_where_they_cost_least(seed):
    """Two events beside breaks and coverage, duties fixed: all placings."""
    rng = Random(seed)
    covers = [cover(rng, START + n * H) for n in range(7)]
    makers = [meeting, session]
    events = [rng.choice(makers)(rng, f"e{n}") for n in range(2)]
    terms = (*covers, *events)
    duties = [rng.choice([EARLY, EARLY, LATE, None]) for _ in range(3)]
    lines = tuple((None if d is None else Chosen(d),) for d in duties)
    best = best_of_all(terms, duties)
    model = Model(PROBLEM, (*terms, *fixing(PROBLEM, lines)))
    found = CpSat(reasons=False).run(model, Limits(threads=1), lambda _: None)
    if best is None:
        assert found.status == "infeasible"
        return
    assert (found.status, found.cost) == ("optimal", best)
    assert totals(terms, LinesView(PROBLEM, found.lines)).ticks == best


def week(rng):
    """Return a model of three people's week with events on most days."""
    problem = tiny_problem(3, days=5, shifts=SHIFTS, queues={"a": (), "b": ()})
    day = 24 * H
    covers = [
        cover(rng, START + d * day + n * H) for d in range(5) for n in range(7)
    ]
    whole = ((START, START + 5 * day),)
    alone = [
        Session(
            WHY,
            f"p{p}",
            (p,),
            whole,
            3 * H,
            (H, 2 * H, 3 * H),
            Price.linear(9),
        )
        for p in range(3)
    ]
    pairs = [
        Session(WHY, f"with{p}", (p, 2), whole, H, (H,), price)
        for p, price in enumerate([HARD, Price.linear(9)])
    ]
    at = START + day + 4 * H
    stays = (Stay((0, 1), 1),)
    meets = Meeting(WHY, "all", (0, 1, 2), at, at + H, stays, Price.linear(9))
    return Model(problem, (*covers, *alone, *pairs, meets))


@pytest.mark.parametrize("seed", range(1))
def test_parts_move_events_on_days_that_are_held(seed, monkeypatch):
    """Decided part by part, all is legal and no worse than greedy's start."""
    model = week(Random(seed))
    start = Greedy().run(model, Limits(), lambda event: None)
    assert start.status == "feasible"
    told = []
    monkeypatch.setattr(run, "LARGE", 0)
    limits = Limits(threads=1, iterations=1200)
    found = CpSat(reasons=False).run(model, limits, told.append, start.lines)
    phases = [event.message for event in told if event.kind == "phase"]
    assert phases[0] == "part by part"
    by_parts = [
        event.cost
        for event in told[: [e.message for e in told].index("cost")]
        if event.kind == "improved"
    ]
    assert by_parts[-1] < start.cost
    judged = totals(model.terms, LinesView(model.problem, found.lines))
    assert (judged.broken, judged.ticks) == ((), found.cost)


def test_a_session_without_room_is_a_reason():
    """It must take place on a day on which its people never meet."""
    other = Because("early")
    hours = Session(WHY, "e", (0, 1), ((START, START + 2 * H),), H, (H,), HARD)
    late = [
        replace(choice, because=other)
        for choice in fixing(
            PROBLEM, ((Chosen(LATE),), (Chosen(EARLY),), (None,))
        )
        if choice.person < 2
    ]
    found = core(Model(PROBLEM, (hours, *late)), Limits(threads=1))
    assert set(found.conflict) == {WHY, other}
    assert found.minimal
