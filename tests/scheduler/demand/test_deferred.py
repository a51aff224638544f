"""Deferred work: spread within open time, none lost, none invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.deferred import SpreadHeads, spread_evenly
from scheduler.demand.volume import Volume

OPEN = np.ones(8, dtype=bool)


def test_two_bursts_overlap():
    """Six and six, each over three slots, meet in the middle at 2 + 2."""
    spread = spread_evenly(np.array([0, 0, 6, 6, 0, 0, 0, 0.0]), 3, OPEN)
    assert spread.work == pytest.approx([0, 0, 2, 4, 4, 2, 0, 0])
    assert spread.after == pytest.approx(0)


def test_night_work_waits_for_the_morning():
    """What arrives while closed is spread over the first open slots."""
    is_open = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    spread = spread_evenly(np.array([0, 2, 0, 4, 0, 0, 0, 0.0]), 2, is_open)
    assert spread.work == pytest.approx([0, 0, 0, 0, 3, 3, 0, 0])


def test_clock_of_the_promise_stops_while_closed():
    """Work of a late afternoon is half done today, half tomorrow."""
    is_open = np.array([1, 1, 0, 0, 0, 0, 1, 1], dtype=bool)
    spread = spread_evenly(np.array([0, 4, 0, 0, 0, 0, 0, 0.0]), 2, is_open)
    assert spread.work == pytest.approx([0, 2, 0, 0, 0, 0, 2, 0])


def test_work_due_after_the_end_is_carried():
    """The last slot does a share; the rest is for the next horizon."""
    spread = spread_evenly(np.array([0, 0, 0, 0, 0, 0, 0, 8.0]), 4, OPEN)
    assert spread.work == pytest.approx([0, 0, 0, 0, 0, 0, 0, 2])
    assert spread.after == pytest.approx(6)


def test_never_open_carries_all():
    """Nobody ever answers: nothing is placed and nothing is lost."""
    spread = spread_evenly(np.array([1.0, 2.0]), 3, np.zeros(2, dtype=bool))
    assert spread.work.tolist() == [0, 0]
    assert spread.after == 3


def test_promise_longer_than_the_horizon():
    """A promise of a thousand slots does a thousandth in each."""
    spread = spread_evenly(np.array([1000.0, 0, 0]), 1000, OPEN[:3])
    assert spread.work == pytest.approx([1, 1, 1])
    assert spread.after == pytest.approx(997)


SLOTS = st.lists(
    st.tuples(st.floats(0, 1e4), st.booleans()), min_size=0, max_size=60
)


@given(slots=SLOTS, within=st.integers(1, 80))
def test_work_is_conserved(slots, within):
    """Placed and carried work together are the work that came in."""
    work = np.array([amount for amount, _ in slots])
    is_open = np.array([opened for _, opened in slots], dtype=bool)
    spread = spread_evenly(work, within, is_open)
    assert np.all(spread.work >= 0)
    assert np.all(spread.work[~is_open] == 0)
    total = spread.work.sum() + spread.after
    assert total == pytest.approx(work.sum(), rel=1e-9, abs=1e-6)


@given(slots=SLOTS, within=st.integers(1, 80))
def test_no_work_is_done_before_it_arrives_nor_late(slots, within):
    """Done work lies between what is due by then and what has arrived."""
    work = np.array([amount for amount, _ in slots])
    is_open = np.array([opened for _, opened in slots], dtype=bool)
    done = np.cumsum(spread_evenly(work, within, is_open).work)
    arrived = np.cumsum(work)
    assert np.all(done <= arrived + 1e-6)
    for slot in range(len(work)):
        open_since = np.cumsum(is_open[: slot + 1][::-1])[::-1]
        due = work[: slot + 1][open_since >= within].sum()
        assert done[slot] >= due - 1e-6


def test_heads_from_spread_work():
    """Sixteen an hour of 30 min in one hour of four: eight for four slots."""
    volume = Volume(
        0,
        60,
        per_hour=np.array([16.0, 0, 0, 0, 0]),
        handle_min=np.array([30.0, 0, 0, 0, 0]),
    )
    queue = SpreadHeads("email", volume, 240, np.ones(5, dtype=bool))
    slots = np.arange(0, 300, 60)
    assert queue.heads(slots).tolist() == [2, 2, 2, 2, 0]
    assert queue.approximate
    short = SpreadHeads("email", volume, 240, np.ones(5, dtype=bool), 0.5)
    assert short.heads(slots).tolist() == [4, 4, 4, 4, 0]


@pytest.mark.parametrize(
    ("work", "within", "is_open", "says"),
    [
        ([-1.0], 1, [True], "0 or more"),
        ([np.nan], 1, [True], "0 or more"),
        ([1.0, 2.0], 1, [True], "equal length"),
        ([1.0], 0, [True], "one slot or more"),
    ],
)
def test_bad_values_are_refused(work, within, is_open, says):
    """Negative work, unmatched rows and promises of no time are refused."""
    with pytest.raises(ValueError, match=says):
        spread_evenly(np.array(work), within, np.array(is_open))
