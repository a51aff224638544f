"""Deferred work: the cumulative condition against doing it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.deadlines import (
    head_room,
    late_work,
    least_constant,
    meets_deadlines,
)

PEAK = np.array([0, 0, 6, 6, 0, 0, 0, 0], dtype=float)


def test_least_constant():
    """12 of work in intervals 3 and 4, due in 3: over 4 intervals, or 3."""
    assert least_constant(PEAK, 3) == pytest.approx(3)
    assert least_constant(PEAK, 3, waits=1) == pytest.approx(4)
    assert least_constant(PEAK, 1, waits=1) == math.inf


def test_head_room():
    """Four an hour of 20 minutes each, 95 %: more than twice the mean."""
    assert head_room(4, 1, 1 / 3, 1.645) == pytest.approx(2.884, abs=1e-3)


def test_late_work_is_named_by_arrival():
    """Capacity of 3 in intervals 3 to 5 does 9 of 12 in time, not 12."""
    capacity = np.array([0, 0, 3, 3, 3, 0, 3, 0], dtype=float)
    late = late_work(PEAK, capacity, 3)
    assert late.tolist() == [0, 0, 0, 3, 0, 0, 0, 0]


INTERVALS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 6)), min_size=1, max_size=9
)


@given(INTERVALS, st.integers(1, 5), st.integers(0, 1))
def test_condition_is_earliest_deadline_first(pairs, due, waits):
    """Cumulative sums say yes exactly where nothing is late in the doing."""
    work = np.array([w for w, _ in pairs], dtype=float)
    capacity = np.array([c for _, c in pairs], dtype=float)
    late = late_work(work, capacity, due, waits)
    assert meets_deadlines(work, capacity, due, waits) == (late.sum() < 1e-9)
    assert np.all(late <= work + 1e-9)


@given(INTERVALS, st.integers(1, 5))
def test_least_constant_is_enough_and_needed(pairs, due):
    """The least constant capacity will do, a little less will not."""
    work = np.array([w for w, _ in pairs], dtype=float)
    least = least_constant(work, due)
    assert meets_deadlines(work, np.full(len(work), least), due)
    if least:
        fewer = np.full(len(work), least * 0.999)
        assert not meets_deadlines(work, fewer, due)
