"""What service was given: shares in time, with what chance could do to them.

A mean over replications hides what a contract asks: whether the promise is
kept in the month that is reported. So each period is judged by itself in
every replication.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Chance", "Counts", "Estimate", "chance", "counted", "estimate"]

_TWO_SIDED = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, eq=False)
class Counts:
    """Contacts by period and replication.

    Attributes
    ----------
    offered, in_time
        Arrays of shape (replications, periods).
    """

    offered: IntArray
    in_time: IntArray

    def levels(self) -> FloatArray:
        """Return the share in time; NaN where nothing arrived."""
        levels = np.full(self.offered.shape, np.nan)
        some = self.offered > 0
        levels[some] = self.in_time[some] / self.offered[some]
        return levels

    def summed(self) -> Counts:
        """Return the counts of all periods together, as one."""
        return Counts(
            self.offered.sum(axis=1, keepdims=True),
            self.in_time.sum(axis=1, keepdims=True),
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications and the half-width of its 95 % interval."""

    mean: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability and its 95 % interval, by Wilson's formula."""

    share: float
    low: float
    high: float


def counted(
    period: IntArray, in_time: npt.NDArray[np.bool_], periods: int
) -> tuple[IntArray, IntArray]:
    """Return (offered, in time) by period of one replication.

    Parameters
    ----------
    period
        By contact; negative for one that belongs to none.
    """
    own = period >= 0
    offered = np.bincount(period[own], minlength=periods)
    met = np.bincount(period[own & in_time], minlength=periods)
    return offered.astype(np.int64), met.astype(np.int64)


def estimate(values: FloatArray) -> Estimate | None:
    """Return the mean of replications, NaN left out; None without any."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    if len(known) == 1:
        return Estimate(float(known[0]), math.inf)
    half = _TWO_SIDED * float(known.std(ddof=1)) / math.sqrt(len(known))
    return Estimate(float(known.mean()), half)


def chance(hits: int, tries: int) -> Chance:
    """Return how probable something is that happened so many times.

    Raises
    ------
    ValueError
        Without a single try.
    """
    if tries < 1:
        raise ValueError("A chance needs one try at least.")
    share, square = hits / tries, _TWO_SIDED**2
    if hits in (0, tries):
        # Exactly an end of the interval, but for rounding.
        other = 1 / (1 + square / tries)
        return (
            Chance(share, other, 1.0)
            if hits
            else Chance(share, 0.0, 1 - other)
        )
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = (
        _TWO_SIDED
        / (1 + square / tries)
        * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    )
    return Chance(share, middle - half, middle + half)
