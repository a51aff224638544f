"""How hot, how long, and how heavy shortage weighs, over a run."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from constraints.terms import Cover, Presence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.terms import Price, Term
    from scheduler.engine.engine import Limits

__all__ = ["MOVES_PER_ITERATION", "Clock", "Schedule", "dearest"]

MOVES_PER_ITERATION = 40
"""So that iterations count alike in all engines: a tenth of a millisecond,
about, on one core."""

WARM, COLD = 1.0, 0.02
"""Temperatures in units of the roster's own small changes."""

SHORT_FIRST, SHORT_LAST = 1.0, 60.0
"""What a minute of ``must`` shortage weighs, in minutes of the dearest
coverage that has a price: light at first, so that people may change places
through a gap, and heavy in the end."""

HARD = 50.0
"""What one of what is broken weighs, in small changes of the roster."""

LOOK_SECONDS = 0.1
LOOKS = 50
"""How often the clock is looked at, by time and over a run by moves."""

HEAVY_FROM = 0.7
"""Share of a run after which shortage weighs in full."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Temperatures and weights by share of the run.

    Attributes
    ----------
    unit
        Ticks of a small change; see ``Chain.unit``.
    minute
        Ticks of the dearest minute of coverage that has a price.
    """

    unit: float
    minute: int

    def temperature(self, share: float) -> float:
        """Return the temperature, in ticks."""
        cooled: float = (COLD / WARM) ** share
        return self.unit * WARM * cooled

    def short_weight(self, share: float) -> int:
        """Return the ticks of a minute of shortage."""
        grown = min(1.0, share / HEAVY_FROM)
        weight: float = SHORT_FIRST * (SHORT_LAST / SHORT_FIRST) ** grown
        return max(1, round(self.minute * weight))

    def hard_weight(self, share: float) -> int:
        """Return the ticks of one of what is broken, in whatever unit."""
        return 20 * self.short_weight(share) + round(HARD * self.unit)


class Clock:
    """How much of a run is over: by moves, or by time.

    By moves, the same run is the same on every machine.
    """

    def __init__(self, limits: Limits, began: float) -> None:
        self._began = began
        self._seconds = limits.seconds
        self._moves = (
            None
            if limits.iterations is None
            else max(1, limits.iterations * MOVES_PER_ITERATION)
        )

    def share(self, moves: int) -> float:
        """Return the share of the run that is over after so many moves."""
        by_moves = 0.0 if self._moves is None else moves / self._moves
        if self._seconds is None:
            return by_moves
        passed = monotonic() - self._began
        return max(by_moves, passed / max(self._seconds, 1e-3))

    def next_moves(self, moves: int, per_second: float, most: int) -> int:
        """Return how many moves to make before the clock is looked at."""
        if self._moves is not None:
            return min(most, max(1, self._moves // LOOKS), self._left(moves))
        return max(256, min(most, int(per_second * LOOK_SECONDS)))

    def step(self, moves: int, per_second: float) -> float:
        """Return which share of the run so many moves will take."""
        if self._moves is not None:
            return moves / self._moves
        return moves / per_second / max(self._seconds or 1.0, 1e-3)

    def _left(self, moves: int) -> int:
        return max(1, (self._moves or 0) - moves)


def dearest(terms: Iterable[Term]) -> int:
    """Return the price of the dearest minute of coverage that has one.

    A coverage of ``must`` alone is told by 0.
    """
    rates = [0]
    for term in terms:
        if isinstance(term, Cover):
            rates += [_rate(tier.price) for tier in term.tiers]
            rates += [_rate(pool.price) for pool in term.pools]
        elif isinstance(term, Presence):
            rates.append(_rate(term.price))
    return max(rates)


def _rate(price: Price) -> int:
    return max((rate for _, rate in price.slopes), default=0)
