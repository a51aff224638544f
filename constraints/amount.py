"""An amount of what a term forbids or prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.terms import Because, Price

__all__ = ["Amount"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A positive amount of what a term forbids or prices.

    Attributes
    ----------
    shortage
        Whether it is ``must`` coverage missing, in person-minutes: kept as
        low as possible before anything is priced, and never a reason to
        refuse a roster.
    """

    because: Because
    amount: int
    price: Price
    shortage: bool = False
