"""Smallest sets of statements that clash."""

import numpy as np
import pytest

from constraints.measures import WORK, Elapsed, Mark, Measure
from constraints.terms import (
    FREE,
    HARD,
    Arc,
    Because,
    Choice,
    Pattern,
    Price,
    Row,
    RowPart,
    Streak,
    Tally,
)
from scheduler.engine.cpsat.core import Core, core
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.engine import Limits
from scheduler.model import Model
from scheduler.testing import tiny_problem

PROBLEM = tiny_problem(3, days=5)
HOURS = PROBLEM.measure(Elapsed())
NO = Measure("no", "x", np.zeros(len(PROBLEM.duties), dtype=np.int64))
ALL = Measure("all", "x", np.ones(len(PROBLEM.duties), dtype=np.int64))
LIMITS = Limits(threads=1)


def at_least(hours, person=1):
    """Return 'somebody works so many hours'."""
    why = Because("hours", (person,), (0, 4))
    return Tally(why, person, HOURS, (0, 4), low=hours * 60, price_low=HARD)


def away(day, person=1):
    """Return 'somebody does not work on a day'."""
    why = Because("away", (person,), (day, day))
    return Choice(why, person, (day,), ALL, HARD)


def test_each_statement_of_the_core_is_needed():
    """32 hours in five days of 8, two of them away: one too many."""
    clutter = [
        Streak(
            Because("run", (1,), (0, 4)),
            1,
            WORK,
            tuple((d,) for d in range(5)),
            high=5,
            price_high=HARD,
        ),
        at_least(8, person=0),
        away(4, person=2),
    ]
    terms = (at_least(32), away(1), away(3), *clutter)
    found = core(Model(PROBLEM, terms), LIMITS)
    assert found.minimal
    assert found.conflict == (
        Because("away", (1,), (1, 1)),
        Because("away", (1,), (3, 3)),
        Because("hours", (1,), (0, 4)),
    )


def test_priced_terms_and_a_feasible_model_give_no_core():
    """What is only priced never clashes."""
    priced = Tally(
        Because("wish"),
        0,
        HOURS,
        (0, 4),
        low=9999,
        price_low=Price.linear(1),
    )
    pattern = Pattern(
        Because("rhythm"), 0, (0, 4), 0, (Arc(0, Mark("any", True), 0),), FREE
    )
    found = core(Model(PROBLEM, (priced, pattern, away(1))), LIMITS)
    assert found.conflict == ()


def test_rows_tie_people_together():
    """Together, yet one must work on Wednesday and the other is away."""
    together = Row(
        Because("together", (0, 1), (2, 2)),
        (RowPart(0, 2, WORK, 1), RowPart(1, 2, WORK, -1)),
        0,
        0,
        HARD,
    )
    works = Choice(Because("pin", (0,), (2, 2)), 0, (2,), NO, HARD, off=1)
    found = core(Model(PROBLEM, (away(2), works, together)), LIMITS)
    assert {because.rule for because in found.conflict} == {
        "away",
        "pin",
        "together",
    }
    assert found.minimal


def test_a_core_without_time_claims_nothing():
    """No conflict, and nothing shown to be minimal."""
    terms = (at_least(32), away(1), away(3))
    found = core(Model(PROBLEM, terms), Limits(seconds=0.0, threads=1))
    assert found == Core((), minimal=False, settled=False)


@pytest.mark.parametrize("reasons", [True, False])
def test_the_engine_names_the_conflict(reasons):
    """An infeasible run carries its core, unless nobody asks."""
    model = Model(PROBLEM, (at_least(40), away(1)))
    found = CpSat(reasons=reasons).run(model, LIMITS, lambda event: None)
    assert found.status == "infeasible"
    assert bool(found.conflict) is reasons
    assert found.minimal is reasons
