"""Service levels over busy and quiet days."""

import math

import pytest

from scheduler.demand.erlang import service_level
from scheduler.demand.uncertainty import day_factors, expected_level


@pytest.mark.parametrize(
    ("variation", "level", "fewest"),
    [(0, 0.8884, 14), (0.1, 0.8558, 14), (0.2, 0.7592, 15)],
)
def test_ten_erlang(variation, level, fewest):
    """80 % in 20 s: uncertain days need one agent more."""

    def expected(agents):
        return expected_level(
            lambda factor: service_level(agents, 10 * factor, 180, 20),
            variation,
        )

    assert expected(14) == pytest.approx(level, abs=1e-4)
    assert min(n for n in range(11, 20) if expected(n) >= 0.8) == fewest


@pytest.mark.parametrize("variation", [0.05, 0.3, 0.7, 1.0])
def test_factors_have_mean_one(variation):
    """The forecast stays the mean, and the spread is what was asked."""
    pairs = day_factors(variation)
    mean = math.fsum(x * share for x, share in pairs)
    spread = math.fsum((x - mean) ** 2 * share for x, share in pairs)
    assert mean == pytest.approx(1, abs=0.01)
    assert math.sqrt(spread) == pytest.approx(variation, rel=0.02)


@pytest.mark.parametrize("variation", [-0.1, 1.1, math.nan])
def test_refused(variation):
    """A variation that no day has."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        day_factors(variation)
