"""CP-SAT and the evaluator on random terms and random fixed lines."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from constraints.evaluator import broken, shortage_min, ticks
from constraints.measures import OFF, WORK, Elapsed, Mark, Measure
from constraints.terms import (
    HARD,
    Arc,
    Because,
    Choice,
    Cover,
    Free,
    Pattern,
    Pool,
    Presence,
    PresencePart,
    Price,
    Rest,
    Row,
    RowPart,
    Streak,
    Tally,
    Tier,
)
from scheduler.engine.breaks import earliest_breaks
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Chosen, Limits
from scheduler.engine.view import LinesView
from scheduler.model import Model
from scheduler.parity import fixing
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem, with_history

H = 60
DAYS = 6
ROUNDS = 40
WHY = Because("why")
PRICES = [
    HARD,
    Price.linear(7),
    Price(((1, 3), (2, 11))),
    Price(((0, 1), (120, 4))),
]
SHIFTS = {
    "early": TinyShift((6 * H, 8 * H), (8 * H,), (Break(H, 3 * H, 5 * H),)),
    "late": TinyShift((14 * H, 20 * H), (6 * H, 8 * H)),
    "split": TinyShift((7 * H,), parts=((0, 240, False), (600, 240, False))),
    "call": TinyShift((9 * H, 17 * H), parts=((0, 900, True),)),
    "both": TinyShift((8 * H,), parts=((0, 480, False), (540, 780, True))),
}
PROBLEM = with_history(
    tiny_problem(
        4, days=DAYS, shifts=SHIFTS, queues={"a": (), "b": (), "c": ()}
    ),
    [(0, -1, "late", 20 * H, 8 * H)],
)
FIRST_MIN = PROBLEM.duties[0].start_min - 6 * H
SHIFT = PROBLEM.duties.shift
EARLY, LATE = Mark("early", duties=SHIFT != 1), Mark("l", duties=SHIFT == 1)
MARKS = [WORK, OFF, EARLY, LATE, Mark("not late", True, SHIFT != 1)]
MARKS += [PROBLEM.worked, PROBLEM.not_worked]
ONES = Measure("ones", "duties", np.ones(len(PROBLEM.duties), np.int64))
LATES = Measure("lates", "duties", (SHIFT == 1).astype(np.int64))


def choice(rng):
    """Return a random choice term."""
    days = tuple(rng.sample(range(DAYS), 2))
    amount = rng.choice([LATES, ONES])
    return Choice(
        WHY,
        rng.randrange(4),
        days,
        amount,
        rng.choice(PRICES),
        rng.randrange(2),
    )


def rest(rng):
    """Return a random rest term, for person 0 maybe with history."""
    person = rng.randrange(4)
    last = PROBLEM.past(0)[0].duty
    known = PROBLEM.duties[last].end_min if person == 0 else None
    least = rng.choice([8, 11, 16, 26, 40]) * H
    return Rest(
        WHY,
        person,
        least,
        rng.choice(PRICES),
        known,
        standby=rng.random() < 0.5,
    )


def rest_after(rng):
    """Return a random rest that is due after runs, maybe begun before."""
    plain = rest(rng)
    marks = [mark for mark in MARKS if not mark.off]
    return replace(
        plain,
        least_min=rng.choice([16, 26, 40, 60]) * H,
        previous_day=rng.choice([-2, -1]),
        after=rng.choice(marks),
        run=rng.choice([1, 2, 3]),
        carried=rng.choice([0, 1, 2, 4]) if plain.person == 0 else 0,
    )


def free(rng):
    """Return random windows in which some long rest is wanted."""
    person = rng.randrange(4)
    past = PROBLEM.past(0)[0].duty
    part = rng.choice([14, 20, 32, 40]) * H
    first = PROBLEM.duties[0].start_min - 6 * H
    at_starts = rng.random() < 0.4
    starts = sorted({duty.start_min for duty in PROBLEM.duties.duties})
    length = rng.choice([None, 2, 3])  # of all of them
    windows = tuple(
        (start, start + (length or rng.choice([2, 3, 4])) * 24 * H)
        for start in (
            starts if at_starts else [first - 24 * H, first + 48 * H]
        )
    )
    return Free(
        WHY,
        person,
        windows,
        rng.choice([part, part, part + 10 * H, 2 * part]),
        part,
        rng.choice([HARD, Price.linear(7)]),
        clip=rng.random() < 0.6,
        at_starts=at_starts,
        known=(
            ((PROBLEM.duties[past].start_min, PROBLEM.duties[past].end_min),)
            if person == 0
            else ()
        ),
        standby=rng.random() < 0.5,
    )


def tally(rng):
    """Return a random tally term, over days or over groups."""
    first = rng.randrange(DAYS)
    days = first, rng.randrange(first, DAYS)
    hours = PROBLEM.measure(Elapsed())
    measure, low, high = rng.choice(
        [(hours, 14 * H, 20 * H), (ONES, 2, 3), (LATES, 1, 1)]
    )
    groups = None if measure is hours else ((0, 1), (2, 3), (4, 5))
    return Tally(
        WHY,
        rng.randrange(4),
        measure,
        days,
        rng.choice([None, low]),
        rng.choice([None, high]),
        rng.choice(PRICES),
        rng.choice(PRICES),
        rng.choice([0, 1]),
        rng.choice([None, groups]),
    )


def streak(rng):
    """Return a random streak term with every kind of edge."""
    left_open = rng.random() < 0.3
    positions = rng.choice(
        [tuple((d,) for d in range(DAYS)), ((0, 1), (2, 3), (4, 5))]
    )
    return Streak(
        WHY,
        rng.randrange(4),
        rng.choice(MARKS),
        positions,
        rng.choice([None, 2, 3]),
        rng.choice([None, 0, 1, 2, 3]),
        rng.choice(PRICES),
        rng.choice(PRICES),
        0 if left_open else rng.randrange(5),
        left_open,
        rng.random() < 0.5,
    )


def pattern(rng):
    """Return a random automaton: early after late costs or is forbidden."""
    arcs = [
        Arc(0, OFF, 0),
        Arc(0, EARLY, 0, rng.randrange(2)),
        Arc(0, LATE, 1),
        Arc(1, LATE, 1, rng.randrange(3)),
        Arc(1, OFF, rng.randrange(2)),
    ]
    if rng.random() < 0.7:
        arcs.append(Arc(1, EARLY, 0, 2))
    return Pattern(
        WHY,
        rng.randrange(4),
        (rng.randrange(3), DAYS - 1),
        rng.randrange(2),
        tuple(arcs),
        rng.choice(PRICES),
    )


def row(rng):
    """Return a random row over two people."""
    day = rng.randrange(DAYS)
    parts = tuple(
        RowPart(person, day, rng.choice(MARKS), rng.choice([-1, 1, 2]))
        for person in rng.sample(range(4), 2)
    )
    return Row(
        WHY,
        parts,
        rng.choice([None, 0, 1]),
        rng.choice([None, 1]),
        rng.choice(PRICES),
    )


def cover(rng):
    """Return a random cell with two pools and up to three queues."""
    start = FIRST_MIN + rng.randrange(DAYS * 24) * H
    queues = tuple(rng.sample(range(3), rng.randint(1, 3)))
    tiers = tuple(
        Tier(
            WHY,
            queue,
            rng.randint(1, 2),
            rng.choice(PRICES[1:]),
            over=True,
        )
        if rng.random() < 0.2
        else Tier(WHY, queue, rng.randint(1, 2), rng.choice(PRICES))
        for queue in queues
        for _ in range(2)
    )
    pools = (
        Pool(
            tuple(
                tuple(sorted(rng.sample([0, 1], rng.randint(0, 2))))
                for _ in queues
            )
        ),
        Pool(
            tuple((3,) * rng.randint(0, 1) for _ in queues),
            rng.choice([Price.linear(2), Price(((0, 1), (30, 2)))]),
            percent=rng.choice([100, 100, 50, 35]),
        ),
        Pool(
            tuple((2,) * rng.randint(0, 1) for _ in queues),
            percent=rng.choice([50, 70]),
        ),
    )
    return Cover(WHY, start, start + H, queues, tiers, pools)


def presence(rng):
    """Return a random presence, maybe over several slots."""
    start = FIRST_MIN + rng.randrange(DAYS * 24) * H
    people = tuple(sorted(rng.sample(range(4), 3)))
    width = rng.choice([H, H, 3 * H])
    return Presence.staffed(
        WHY,
        start,
        start + width,
        people,
        rng.randint(1, 2),
        rng.choice(PRICES),
        standby=width == H and rng.random() < 0.5,
    )


def heads(rng):
    """Return a random row over who is there and who is on a break."""
    start = FIRST_MIN + rng.randrange(DAYS * 24) * H
    parts = tuple(
        PresencePart(
            tuple(sorted(rng.sample(range(4), rng.randint(1, 3)))),
            rng.choice([-2, -1, 1, 2]),
            paused=rng.random() < 0.4,
        )
        for _ in range(rng.randint(1, 3))
    )
    return Presence(
        WHY,
        start,
        start + rng.choice([H, H, 3 * H]),
        parts,
        rng.choice([None, -1, 0, 1]),
        rng.choice([None, 1, 2]),
        rng.choice(PRICES),
    )


def drawn_lines(rng):
    """Return random lines without overlaps."""
    lines = []
    for person in range(4):
        free = max(
            (PROBLEM.duties[w.duty].end_min for w in PROBLEM.past(person)),
            default=0,
        )
        line = []
        for day in range(DAYS):
            duty = rng.choice((None, *PROBLEM.menu(person, day)))
            if duty is not None and PROBLEM.duties[duty].start_min >= free:
                breaks = earliest_breaks(PROBLEM.duties[duty], H)
                line.append(Chosen(duty, breaks))
                free = PROBLEM.duties[duty].end_min
            else:
                line.append(None)
        lines.append(tuple(line))
    return tuple(lines)


MAKERS = [
    choice,
    rest,
    rest_after,
    free,
    tally,
    streak,
    pattern,
    row,
    cover,
    presence,
    heads,
]


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_fixed_lines_cost_what_the_evaluator_says(maker):
    """With lines fixed: infeasible iff broken, else the same cost."""
    rng = Random(maker.__name__)
    engine = CpSat(reasons=False)
    kept = 0
    for _ in range(ROUNDS):
        lines = drawn_lines(rng)
        terms = tuple(maker(rng) for _ in range(rng.randint(1, 4)))
        model = Model(PROBLEM, (*terms, *fixing(PROBLEM, lines)))
        outcome = engine.run(model, Limits(threads=1), lambda event: None)
        if outcome.status == "infeasible":
            assert broken(terms, LinesView(PROBLEM, lines)), (terms, lines)
            continue
        assert outcome.status == "optimal", (terms, lines)
        # Breaks were free: they are judged where the engine put them.
        view = LinesView(PROBLEM, outcome.lines)
        assert not broken(terms, view), (terms, lines)
        assert outcome.bound == ticks(terms, view), (terms, lines)
        assert outcome.shortage_bound_min == shortage_min(terms, view)
        kept += 1
    assert kept >= ROUNDS / 5
