"""Forecasts on the grid: what they may hold, and how they pool."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.volume import Volume, pooled


def volume(per_hour, handle_min, first_min=0, slot_min=15):
    """A forecast from plain lists."""
    return Volume(
        first_min, slot_min, np.array(per_hour), np.array(handle_min)
    )


def test_load_is_contacts_times_handle_time():
    """60 an hour for 10 minutes each keep ten people busy."""
    assert volume([60.0, 0.0], [10.0, 0.0]).load.tolist() == [10, 0]


def test_pooling_conserves_contacts_and_work():
    """10 × 6 min and 30 × 2 min are 40 contacts of 3 minutes."""
    both = pooled([volume([10.0, 0.0], [6, 0]), volume([30.0, 0.0], [2, 0])])
    assert both.per_hour.tolist() == [40, 0]
    assert both.handle_min.tolist() == [3, 0]


def test_pooling_needs_one_grid():
    """Volumes of different slots do not add up."""
    with pytest.raises(ValueError, match="same slots"):
        pooled([volume([1.0], [1.0]), volume([1.0], [1.0], first_min=15)])
    with pytest.raises(ValueError, match="no volume"):
        pooled([])


def test_arrays_cannot_be_changed():
    """A forecast holds copies, and they are read-only."""
    given = np.array([1.0])
    kept = Volume(0, 15, given, given)
    given[0] = 7
    assert kept.per_hour.tolist() == [1]
    with pytest.raises(ValueError, match="read-only"):
        kept.per_hour[0] = 2


@pytest.mark.parametrize(
    ("per_hour", "handle_min", "slot_min", "says"),
    [
        ([-1.0], [1.0], 15, "0 or more"),
        ([np.nan], [1.0], 15, "0 or more"),
        ([1.0], [np.inf], 15, "0 or more"),
        ([1.0], [0.0], 15, "handle time of 0"),
        ([1.0, 1.0], [1.0], 15, "equal length"),
        ([1.0], [1.0], 0, "slot must last"),
    ],
)
def test_impossible_forecasts_are_refused(
    per_hour, handle_min, slot_min, says
):
    """Negative, infinite, unmatched or timeless contacts are refused."""
    with pytest.raises(ValueError, match=says):
        volume(per_hour, handle_min, slot_min=slot_min)


@pytest.mark.parametrize(
    ("slot", "says"),
    [(-15, "covers minutes"), (30, "covers minutes"), (5, "on the grid")],
)
def test_slots_outside_are_refused(slot, says):
    """No forecast is made up for slots before, after or between its own."""
    with pytest.raises(ValueError, match=says):
        volume([1.0, 1.0], [1.0, 1.0]).index(np.array([0, slot]))
