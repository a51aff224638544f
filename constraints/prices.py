"""What an amount costs: forbidden, or convex piecewise linear in ticks."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FREE", "HARD", "TICKS_PER_POINT", "Price"]

TICKS_PER_POINT = 6000
"""Costs are integers: 6000 ticks a point are exact for two decimals per
unit and for points per hour counted in minutes."""


@dataclass(frozen=True, slots=True)
class Price:
    """What an amount costs: hard, or convex piecewise linear in ticks.

    Attributes
    ----------
    slopes
        ``(from_amount, ticks_per_unit)`` with both ascending: beyond
        ``from_amount`` every further unit costs ``ticks_per_unit``.
    hard
        Any positive amount is forbidden; ``slopes`` is then empty.
    """

    slopes: tuple[tuple[int, int], ...] = ()
    hard: bool = False

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.slopes]
        rates = [rate for _, rate in self.slopes]
        if starts != sorted(set(starts)) or rates != sorted(rates):
            raise ValueError(f"price is not convex: {self.slopes}")
        if any(start < 0 for start in starts) or any(r < 0 for r in rates):
            raise ValueError(f"price is negative: {self.slopes}")
        if self.hard and self.slopes:
            raise ValueError("a hard price has no slopes")

    @classmethod
    def linear(cls, ticks_per_unit: int) -> Price:
        """Return the price of so many ticks for every unit."""
        return cls(((0, ticks_per_unit),)) if ticks_per_unit else cls()

    def __call__(self, amount: int) -> int:
        """Return the ticks an amount costs; 0 for a hard price.

        What a hard price forbids is told by ``breaks``, not by a number.
        """
        total, previous = 0, 0
        for start, rate in self.slopes:
            total += max(0, amount - start) * (rate - previous)
            previous = rate
        return total

    def breaks(self, amount: int) -> bool:
        """Return whether this amount is forbidden."""
        return self.hard and amount > 0


HARD = Price(hard=True)
FREE = Price()
