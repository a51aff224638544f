"""Runs of consecutive days, as rules on runs compile and judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["carried", "long_runs"]


def carried(past: Collection[int]) -> int:
    """Return the length of the run that ends on day -1; for ``terms``."""
    length = 0
    while -1 - length in past:
        length += 1
    return length


def long_runs(
    days: Collection[int], most: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield runs longer than ``most`` and their excess; for ``check``.

    Days before day 0 by which a run was too long already are no excess.
    """
    for first in sorted(day for day in days if day - 1 not in days):
        last = first
        while last + 1 in days:
            last += 1
        excess = sum(day >= 0 for day in range(first + most, last + 1))
        if excess:
            yield (first, last), excess
