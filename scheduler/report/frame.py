"""Frame: how a page writes values: instants from an origin, points."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING

from constraints.terms import TICKS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Frame", "rounded"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all parts of a page have in common.

    Attributes
    ----------
    origin_min
        The instant from which all others are counted.
    open
        Whether prices and what keeps people may be told.
    """

    origin_min: int
    open: bool

    def at(self, instant_min: int) -> int:
        """Return an instant, counted from the origin."""
        return instant_min - self.origin_min

    def ends(self, instants: Iterable[int]) -> list[int]:
        """Return several instants."""
        return [self.at(instant) for instant in instants]

    def points(self, ticks: int) -> float | None:
        """Return what something costs; None where it is not told."""
        return round(ticks / TICKS_PER_POINT, 2) if self.open else None


def rounded(value: float | None, digits: int) -> float | None:
    """Return a rounded figure; None for one that is not known, or infinite.

    JSON knows no infinity, as the interval of one replication has.
    """
    return None if value is None or isinf(value) else round(value, digits)
