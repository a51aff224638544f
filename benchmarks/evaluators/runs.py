"""Maximal runs of equal values in a line, as the definitions count them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Run", "runs"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of days; ``last`` is inclusive."""

    value: object
    first: int
    last: int

    @property
    def length(self) -> int:
        """Number of days."""
        return self.last - self.first + 1


def runs(values: Iterable[object]) -> Iterator[Run]:
    """Yield the maximal runs of equal values."""
    first = 0
    for value, group in groupby(values):
        length = len(list(group))
        yield Run(value, first, first + length - 1)
        first += length
