"""The greedy engine: legal, quick, coverage first."""

import numpy as np

from constraints.measures import WORK, Elapsed, Measure
from constraints.terms import (
    HARD,
    Because,
    Choice,
    Cover,
    Pool,
    Presence,
    Price,
    Rest,
    Streak,
    Tally,
    Tier,
)
from scheduler.engine.engine import Limits
from scheduler.engine.greedy import Greedy
from scheduler.model import Model
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem

H = 60
WHY = Because("why")
SHIFTS = {
    "day": TinyShift((8 * H,), (8 * H,), (Break(H, 3 * H, 5 * H),)),
    "night": TinyShift((22 * H,)),
}
PROBLEM = tiny_problem(4, days=5, shifts=SHIFTS)
FIRST_MIN = PROBLEM.duties[0].start_min - 8 * H
HOURS = PROBLEM.measure(Elapsed())
NO = Measure("no", "x", np.zeros(len(PROBLEM.duties), dtype=np.int64))


def covers(hours, price=HARD, level=1):
    """Return one cover for some hours of each day."""
    return tuple(
        Cover(
            WHY,
            FIRST_MIN + (24 * day + hour) * H,
            FIRST_MIN + (24 * day + hour + 1) * H,
            (0,),
            (Tier(WHY, 0, level, price),),
            (Pool(((0, 1, 2, 3),)),),
        )
        for day in range(5)
        for hour in hours
    )


def run(*terms, **limits):
    """Run the engine."""
    return Greedy().run(
        Model(PROBLEM, terms), Limits(**limits), lambda event: None
    )


def worked(outcome, person):
    """Return the days somebody works."""
    return [d for d, c in enumerate(outcome.lines[person]) if c is not None]


def test_nothing_to_do_is_nobody_at_work():
    """A duty is worth nothing without coverage or hours."""
    assert run().lines == ((None,) * 5,) * 4


def test_coverage_is_met_under_limits():
    """Days and nights for four people, rest, at most four days of five."""
    limits = [
        term
        for person in range(4)
        for term in (
            Rest(WHY, person, 11 * H, HARD),
            Tally(
                WHY,
                person,
                HOURS,
                (0, 4),
                high=32 * H,
                price_high=HARD,
            ),
            Streak(
                WHY,
                person,
                WORK,
                tuple((d,) for d in range(5)),
                high=3,
                price_high=HARD,
            ),
        )
    ]
    found = run(*covers([9, 23]), *limits)
    assert found.status == "feasible"
    assert found.shortage_min == 0


def test_breaks_avoid_each_other():
    """Two are wanted but at noon one will do: breaks fall into noon."""
    found = run(*covers([8, 9, 10, 11, 13, 14, 15], Price.linear(5), level=2))
    assert found.cost == 0


def test_what_is_pinned_comes_first():
    """Nobody is needed, but person 1 has to work on day 2."""
    found = run(Choice(WHY, 1, (2,), NO, HARD, off=1))
    assert found.status == "feasible"
    assert worked(found, 1) == [2]


def test_least_hours_are_mended():
    """24 hours at least, at a price for every hour."""
    least = Tally(WHY, 0, HOURS, (0, 4), low=24 * H, price_low=HARD)
    dear = Choice(WHY, 0, tuple(range(5)), HOURS, Price.linear(1))
    found = run(least, dear)
    assert found.status == "feasible"
    assert len(worked(found, 0)) == 3


def test_a_lone_day_is_taken_away():
    """Runs of two at least, but only day 2 may be worked: better none."""
    only = Choice(WHY, 0, (0, 1, 3, 4), HOURS, HARD)
    runs = Streak(
        WHY, 0, WORK, tuple((d,) for d in range(5)), low=2, price_low=HARD
    )
    others = tuple(
        Choice(WHY, p, tuple(range(5)), HOURS, HARD) for p in (1, 2, 3)
    )
    found = run(*covers([9]), only, runs, *others)
    assert found.status == "feasible"
    assert worked(found, 0) == []


def test_presence_counts_as_coverage():
    """Somebody must be there at 09:00, whatever they serve."""
    start = FIRST_MIN + 9 * H
    found = run(Presence.staffed(WHY, start, start + H, (1,), 1, HARD))
    assert found.shortage_min == 0
    assert worked(found, 1) == [0]


def test_it_stops_when_told():
    """One duty at most is placed."""
    found = run(*covers([9]), stop=lambda: True)
    assert sum(len(worked(found, p)) for p in range(4)) <= 1
