"""What an amount is worth: a hard one in the high bits, ticks below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["hard_of", "priced"]


@kernel
def priced(t: IntArray, price: int, amount: int) -> int:
    """Return the value of an amount: hard, or ticks of a convex price."""
    if amount <= 0:
        return 0
    if t[t[at.PRICE_HARD] + price]:
        return amount << at.HARD_BITS
    total = 0
    first = t[t[at.PRICE_PTR] + price]
    after = t[t[at.PRICE_PTR] + price + 1]
    for i in range(first, after):
        beyond = amount - t[t[at.PRICE_FROM] + i]
        if beyond <= 0:
            break
        total += beyond * t[t[at.PRICE_MORE] + i]
    return total


@kernel
def hard_of(value: int) -> int:
    """Return the high bits of a value, whose ticks may be below 0."""
    return (value + at.HALF) >> at.HARD_BITS
