"""The clock of a promise, held against counting open minutes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.simulation.promise_clock import PromiseClock

DAYS = ((540, 1020), (1980, 2460))  # 09:00 to 17:00 on two days


@pytest.mark.parametrize(
    ("at", "within", "due"),
    [
        (600, 60, 660),
        (960, 240, 2160),  # an hour before closing, three after opening
        (0, 30, 570),  # before opening it does not run
        (1500, 30, 2010),
        (540, 480, 1020),  # a whole day ends as it closes
        (2400, 120, math.inf),  # beyond what is known
        (600, 0, 600),
    ],
)
def test_due(at, within, due):
    """Minutes pass in open stretches only."""
    clock = PromiseClock(DAYS)
    assert clock.due_min(np.array([float(at)]), within)[0] == due


def test_open():
    """Half-open at the end."""
    clock = PromiseClock(DAYS)
    at = np.array([0.0, 540, 1019.9, 1020, 2000, 3000])
    assert clock.is_open(at).tolist() == [0, 1, 1, 0, 1, 0]
    assert not PromiseClock(()).is_open(at).any()
    assert np.all(np.isinf(PromiseClock(()).due_min(at, 5)))


@given(
    edges=st.lists(
        st.integers(0, 200), min_size=2, max_size=8, unique=True
    ).map(sorted),
    at=st.integers(0, 200),
    within=st.integers(1, 100),
)
def test_due_is_counted(edges, at, within):
    """The first minute by which so many open ones have passed."""
    stretches = list(zip(edges[::2], edges[1::2], strict=False))
    opened = [
        minute
        for start, end in stretches
        for minute in range(start, end)
        if minute >= at
    ]
    expected = opened[within - 1] + 1 if len(opened) >= within else math.inf
    found = PromiseClock(stretches).due_min(np.array([float(at)]), within)
    assert found[0] == pytest.approx(expected)
