"""Needs: what coverage asks of one queue, laid over instants.

Made by whoever expands the file or a forecast; read by the rules of
coverage and presence. One line of the file is one ``CoverageLine``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.values import HIGH, NORMAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.values import Importance

__all__ = ["CoverageLine", "Need", "shoulders"]


@dataclass(frozen=True, slots=True)
class Need:
    """How many people a queue needs in one stretch of time.

    Attributes
    ----------
    start_min, end_min
        Instants on the grid of slots, the end exclusive.
    least, wanted
        Head counts; 0 asks for nothing.
    most
        More than these are too many; None for no limit.
    """

    start_min: int
    end_min: int
    least: int = 0
    wanted: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One entry of ``coverage:``, or the head counts of one account.

    Attributes
    ----------
    id
        A key of ``problem.places``.
    queue
        Queue index.
    importance
        Of ``least`` and ``most``.
    wanted_importance
        Of ``wanted``.
    standby
        Being reachable is enough: at work or on standby, whatever is
        served.
    """

    id: str
    queue: int
    needs: tuple[Need, ...]
    importance: Importance = HIGH
    wanted_importance: Importance = NORMAL
    standby: bool = False

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """When it asks for anything, need by need."""
        return tuple((n.start_min, n.end_min) for n in self.needs)


def shoulders(
    stretches: Iterable[tuple[int, int]],
    by_min: int,
    wanted: int,
    least: int = 0,
) -> Iterator[Need]:
    """Yield what is needed before and after each stretch.

    Parameters
    ----------
    by_min
        How long a shoulder is, in real minutes.
    """
    for start, end in stretches:
        yield Need(start - by_min, start, least, wanted)
        yield Need(end, end + by_min, least, wanted)
