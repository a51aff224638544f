"""Levels, intervals and chances."""

import math

import numpy as np
import pytest

from scheduler.simulation.levels import Counts, chance, counted, estimate


def test_counts():
    """Three contacts of two periods, one in none."""
    offered, met = counted(
        np.array([0, 0, 1, -1]), np.array([True, False, True, True]), 3
    )
    assert offered.tolist() == [2, 1, 0]
    assert met.tolist() == [1, 1, 0]
    counts = Counts(offered[None], met[None])
    levels = counts.levels()[0]
    assert levels[:2].tolist() == [0.5, 1]
    assert math.isnan(levels[2])
    assert counts.summed().levels().tolist() == [[2 / 3]]


def test_estimate():
    """Mean 3 of 2, 3, 4: half-width 1.96 / sqrt(3)."""
    found = estimate(np.array([2.0, 3.0, 4.0, math.nan]))
    assert found.mean == 3
    assert found.half_width == pytest.approx(1.96 / math.sqrt(3), abs=1e-3)
    assert estimate(np.array([math.nan])) is None
    assert estimate(np.array([1.0])).half_width == math.inf


def test_chance():
    """Wilson, Journal of the American Statistical Association 22, 1927."""
    found = chance(180, 200)
    assert found.share == 0.9
    assert found.low == pytest.approx(0.8506, abs=1e-4)
    assert found.high == pytest.approx(0.9343, abs=1e-4)
    assert chance(0, 10).low == 0
    assert chance(10, 10).high == 1
    with pytest.raises(ValueError, match="one try"):
        chance(0, 0)


def test_luck_of_a_month():
    """A true 90 % reports 90 % or more of 100 contacts in 58 % of months."""
    random = np.random.default_rng(1)
    met = random.binomial(100, 0.9, size=20_000)
    found = chance(int((met >= 90).sum()), 20_000)
    assert found.low < 0.583 < found.high
