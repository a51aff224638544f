"""Busy and quiet days: service levels when the rate itself is uncertain.

A forecast is a mean; whole days lie above or below it. The day's rate is
taken as the forecast times a Gamma factor of mean 1, and a service level
counts contacts, more of which fall on busy days.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["day_factors", "expected_level"]

_POINTS = 400
_DEVIATIONS = 9


def day_factors(
    variation: float, points: int = _POINTS
) -> list[tuple[float, float]]:
    """Return (factor, share of days) pairs of a Gamma day factor.

    Parameters
    ----------
    variation
        Standard deviation of the factor, whose mean is 1; 0 for none.
    points
        How many factors stand for all.

    Raises
    ------
    ValueError
        When the variation is negative or above 1.
    """
    if not 0 <= variation <= 1:
        raise ValueError(
            "The variation of days must lie between 0 and 1 (0.1 means "
            f"10 %), not {variation}."
        )
    if variation == 0:
        return [(1.0, 1.0)]
    shape = 1 / variation**2
    least = max(0.0, 1 - _DEVIATIONS * variation)
    step = (1 + _DEVIATIONS * variation - least) / points
    factors = [least + (i + 0.5) * step for i in range(points)]
    weights = [
        math.exp(
            (shape - 1) * math.log(x)
            - shape * x
            + shape * math.log(shape)
            - math.lgamma(shape)
        )
        for x in factors
    ]
    total = math.fsum(weights)
    return [(x, w / total) for x, w in zip(factors, weights, strict=True)]


def expected_level(level: Callable[[float], float], variation: float) -> float:
    """Return the share of all contacts answered in time, over many days.

    Parameters
    ----------
    level
        Service level when the rate is so many times the forecast.
    variation
        As in :func:`day_factors`.
    """
    pairs = day_factors(variation)
    contacts = math.fsum(x * share for x, share in pairs)
    answered = math.fsum(x * share * level(x) for x, share in pairs)
    return answered / contacts
