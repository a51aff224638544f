"""When the annealer gives up, and when it goes on."""

import pytest

from scheduler.engine.engine import Limits
from scheduler.engine.search.annealer import Annealer, _Run
from scheduler.engine.search.board import Value
from scheduler.engine.search.schedule import MOVES_PER_ITERATION, Schedule
from scheduler.model import Model
from scheduler.testing import TinyShift, tiny_problem

MOVES = 100


class Stub:
    """A chain that breaks so many rules after each step."""

    def __init__(self, broken):
        self.broken = iter(broken)
        self.value = Value(next(self.broken), 0, 0)
        self.moves = 0
        self.per_second = 1.0

    def advance(self, moves, schedule, share, until):
        self.moves += moves
        self.value = Value(next(self.broken, self.value.hard), 0, 0)


def steps(broken, *, patient=False):
    """Return the share of the run after which a chain stops."""
    shifts = {"s": TinyShift(starts=(0,), lengths=(60,))}
    model = Model(tiny_problem(1, days=1, shifts=shifts), ())
    limits = Limits(iterations=MOVES, threads=1)
    run = _Run(model, limits, lambda event: None, patient=patient)
    stub = Stub(broken)
    run._anneal(stub, Schedule(1.0, 1))
    return stub.moves / (MOVES * MOVES_PER_ITERATION)


def test_a_roster_that_stays_broken_is_given_up():
    """Nothing gained for two fifths of the run."""
    assert steps([9]) == pytest.approx(0.4, abs=0.05)


def test_a_roster_that_mends_slowly_is_not():
    """On a slow machine the last rule may be kept late; it still is."""
    assert steps(list(range(40, -1, -1))) == 1.0


def test_who_is_patient_goes_on():
    """Where nobody comes after it, a broken roster is no reason to stop."""
    assert steps([9], patient=True) == 1.0


def test_its_name_and_what_it_cannot_do():
    """A model without terms is within reach."""
    assert Annealer().name == "annealer"
