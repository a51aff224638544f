"""Contacts drawn at random: their means, and that they stay the same."""

import math

import numpy as np
import pytest

from scheduler.demand.volume import Volume
from scheduler.simulation.contacts import Arrivals, draw_contacts


def volume(per_hour, handle_min=6.0):
    """Return a forecast in slots of half an hour."""
    return Volume(
        600,
        30,
        np.array(per_hour, dtype=float),
        np.full(len(per_hour), handle_min),
    )


def test_rates_handle_times_and_patience():
    """Means are the forecast's, within 4 standard errors."""
    arrivals = Arrivals(
        volume([4000, 0, 8000]), handle_variation=0.5, patience_min=3
    )
    drawn = draw_contacts([arrivals], seed=1)
    slot = ((drawn.at_min - 600) // 30).astype(int)
    counts = np.bincount(slot, minlength=3)
    assert counts[1] == 0
    assert counts[0] == pytest.approx(2000, abs=4 * math.sqrt(2000))
    assert counts[2] == pytest.approx(4000, abs=4 * math.sqrt(4000))
    work = drawn.work_min
    assert work.mean() == pytest.approx(6, abs=4 * work.std() / 77)
    assert work.var() / work.mean() ** 2 == pytest.approx(0.5, abs=0.1)
    assert drawn.patience_min.mean() == pytest.approx(3, abs=0.2)
    assert np.all(np.diff(drawn.at_min) >= 0)


def test_constant_and_exponential_handle_times():
    """No variation is none at all; formulas assume exponential ones."""
    constant = draw_contacts(
        [Arrivals(volume([500]), handle_variation=0)], seed=1
    )
    assert np.allclose(constant.work_min, 6)
    exponential = draw_contacts(
        [Arrivals(volume([8000]), exponential=True)], seed=1
    )
    work = exponential.work_min
    assert work.var() / work.mean() ** 2 == pytest.approx(1, abs=0.15)
    assert np.all(np.isinf(exponential.patience_min))


def test_days_are_busy_and_quiet_as_a_whole():
    """Slots of one day share a factor; two days have two."""
    arrivals = Arrivals(
        volume([100_000, 100_000, 100_000, 100_000]),
        day_variation=0.3,
        days=(600, 660),
    )
    drawn = draw_contacts([arrivals], seed=2)
    counts = np.bincount(((drawn.at_min - 600) // 30).astype(int))
    assert counts[0] == pytest.approx(counts[1], rel=0.03)
    assert counts[2] == pytest.approx(counts[3], rel=0.03)
    assert abs(counts[0] / counts[2] - 1) > 0.05


def test_a_stream_does_not_hang_on_its_neighbours():
    """With another stream beside it, the same contacts are drawn."""
    one, two = Arrivals(volume([50, 60])), Arrivals(volume([70, 10]))
    alone = draw_contacts([one], seed=3, replication=4)
    both = draw_contacts([one, two], seed=3, replication=4)
    own = both.stream == 0
    assert np.array_equal(both.at_min[own], alone.at_min)
    assert np.array_equal(both.work_min[own], alone.work_min)
    again = draw_contacts([one], seed=3, replication=5)
    assert not np.array_equal(again.at_min, alone.at_min)


def test_nothing_arrives():
    """No streams, and streams without contacts."""
    assert len(draw_contacts([], seed=1)) == 0
    assert len(draw_contacts([Arrivals(volume([0, 0]))], seed=1)) == 0


def test_known_contacts_are_as_many_as_said():
    """What waits already is counted, not drawn, on busy days too."""
    arrivals = Arrivals(
        volume([14, 0, 80]), day_variation=0.5, days=(600,), known=True
    )
    for number in range(3):
        drawn = draw_contacts([arrivals], seed=1, replication=number)
        slot = ((drawn.at_min - 600) // 30).astype(int)
        assert np.bincount(slot, minlength=3).tolist() == [7, 0, 40]
