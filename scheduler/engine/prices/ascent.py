"""Better and better prices: a scaled subgradient climbs the dual.

Each price moves up where queues buy more than people offer and down where
less, by a step scaled by how much it has been pushed about (as Adam does:
Kingma and Ba, 2015), which shrinks geometrically over the iterations. The
steps are worth most when all of them are taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from scheduler.engine.prices.dual import Prices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from constraints.measures import IntArray
    from scheduler.engine.prices.dual import Answer, Dual

__all__ = ["Climbed", "climb"]

Floats: TypeAlias = npt.NDArray[np.float64]

MOMENTUM, SPREAD = 0.8, 0.97
"""How much of the last direction, and of its square, is kept."""

FIRST_STEP, LAST_STEP = 0.1, 0.0002
"""Shares of the steepest price of coverage that one step changes a price
by, from the first iteration to the last."""

START_SHARE, START_STEPS = 0.4, 0.3
"""Prices start at this share of what one more person is worth, but no
higher than so many first steps."""


@dataclass(frozen=True, eq=False)
class Climbed:
    """The best prices so far.

    Attributes
    ----------
    total
        No roster has less of ``weight * shortage + cost``.
    iteration
        How many have been made.
    """

    total: int
    prices: Prices
    iteration: int


@dataclass(eq=False)
class _Step:
    """The moving averages of one family of prices."""

    size: int
    mean: Floats = field(init=False)
    square: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mean = np.zeros(self.size)
        self.square = np.zeros(self.size)

    def taken(self, push: IntArray, number: int) -> Floats:
        """Return the direction, each part about 1 at most."""
        self.mean = MOMENTUM * self.mean + (1 - MOMENTUM) * push
        self.square = (
            SPREAD * self.square + (1 - SPREAD) * push.astype(np.float64) ** 2
        )
        mean = self.mean / (1 - MOMENTUM**number)
        square = self.square / (1 - SPREAD**number)
        found: Floats = mean / (np.sqrt(square) + 1e-9)
        return found


def climb(
    dual: Dual,
    weight: int,
    iterations: int,
    *,
    seed: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Climbed]:
    """Yield the best so far after every iteration.

    Ends early when told to stop, or where some line cannot be at all.

    Parameters
    ----------
    weight
        Ticks of a minute of ``must`` shortage.
    """
    rng = np.random.default_rng(seed)
    top = dual.coverage.gains(weight).astype(np.float64)
    soft = dual.coverage.gains(0)
    unit = float(max(soft.max(initial=0), _steepest(dual), 1))
    # What must be covered may get far dearer than the rest.
    scale = np.sqrt(unit * np.maximum(top, unit))
    coverage = np.minimum(top * START_SHARE, scale * FIRST_STEP * START_STEPS)
    rows = np.zeros(len(dual.rows))
    steep = dual.rows.steepest()
    most = np.where(steep > 0, steep, np.inf)
    spread = np.maximum(1.0, np.sqrt(np.maximum(dual.rows.spread(), 1)))
    on_coverage, on_rows = _Step(len(coverage)), _Step(len(rows))
    best: Climbed | None = None
    for number in range(1, iterations + 1):
        if stop():
            return
        prices = Prices(_whole(coverage), _whole(rows), weight)
        answer: Answer = dual.ask(
            prices, rng.integers(0, 8, size=len(coverage))
        )
        if answer.bound is None:
            return
        if best is None or answer.bound > best.total:
            best = Climbed(answer.bound, prices, number)
        yield Climbed(best.total, best.prices, number)
        size = FIRST_STEP * (LAST_STEP / FIRST_STEP) ** (number / iterations)
        coverage += size * scale * on_coverage.taken(answer.demand, number)
        coverage = np.clip(coverage, 0, top)
        rows += size * unit / spread * on_rows.taken(answer.rows, number)
        rows = np.clip(rows, -most, most)


def _whole(prices: Floats) -> IntArray:
    return np.rint(prices).astype(np.int64)


def _steepest(dual: Dual) -> int:
    """Return what one unit of a row costs, where coverage costs nothing."""
    return int(dual.rows.steepest().max(initial=0))
