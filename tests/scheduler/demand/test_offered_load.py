"""The modified offered load against values computed exactly."""

import math

import numpy as np
import pytest

from scheduler.demand.offered_load import lagged_load
from scheduler.demand.volume import Volume


def volume(rates, handle_min=20.0, slot_min=30):
    """Return a forecast of constant handle times."""
    return Volume(
        0,
        slot_min,
        np.array(rates, dtype=float),
        np.full(len(rates), float(handle_min)),
    )


def test_published_steps():
    """Means and ends of a morning that doubles twice."""
    load = lagged_load(volume([10, 20, 40, 40, 20, 10]), 10 / 3)
    assert load.mean == pytest.approx(
        [3.333333, 4.940289, 9.495372, 12.476968, 9.928341, 5.787489],
        abs=1e-6,
    )
    assert load.end == pytest.approx(
        [3.333333, 5.922899, 11.679842, 12.964390, 8.071879, 4.390646],
        abs=1e-6,
    )
    assert load.most[3] == load.end[3]
    assert load.most[4] == load.end[3]


def test_sinusoid_lags_by_its_formula():
    """A daily wave lags by atan(g / mu) / g: 0.4972 h for half an hour."""
    slots, handle_h = 48 * 60, 0.5
    wave = 2 * math.pi / 24
    hours = (np.arange(slots) + 0.5) / 60
    rates = 20 + 15 * np.sin(wave * hours)
    load = lagged_load(volume(rates, 60 * handle_h, 1))
    day_two = slice(24 * 60, None)
    peak_h = hours[day_two][np.argmax(load.mean[day_two])] - 24
    lag_h = math.atan(wave * handle_h) / wave
    assert lag_h == pytest.approx(0.4972, abs=1e-4)
    assert peak_h == pytest.approx(6 + lag_h, abs=1 / 60)


def test_work_outlives_arrivals():
    """After the last arrival what is in service decays by its handle time."""
    given = Volume(
        0, 30, np.array([20.0, 0.0, 0.0]), np.array([30.0, 0.0, 30.0])
    )
    load = lagged_load(given)
    assert load.end[1] == pytest.approx(10 * math.exp(-1))
    assert load.end[2] == pytest.approx(10 * math.exp(-2))


def test_nothing_known():
    """No slots, and slots before anything is known to arrive."""
    assert len(lagged_load(volume([])).mean) == 0
    quiet = Volume(0, 30, np.zeros(2), np.zeros(2))
    assert lagged_load(quiet).mean.tolist() == [0, 0]
