"""Random numbers that are the same compiled and not, on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = ["below", "fraction"]


@kernel
def _next(s: IntArray) -> int:
    """Return 32 random bits, never all 0 (xorshift: Marsaglia, 2003)."""
    bits: int = s[at.RNG]
    bits ^= (bits << 13) & 0xFFFFFFFF
    bits ^= bits >> 17
    bits ^= (bits << 5) & 0xFFFFFFFF
    s[at.RNG] = bits
    return bits


@kernel
def below(s: IntArray, count: int) -> int:
    """Return a random number from 0 to ``count - 1``."""
    return (_next(s) * count) >> 32


@kernel
def fraction(s: IntArray) -> float:
    """Return a random number above 0, at most 1."""
    return _next(s) / 4294967296.0
