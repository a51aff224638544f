"""What a run tells while it works; the only progress channel there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Event", "Tell"]


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a run.

    Attributes
    ----------
    kind
        ``started``, ``phase``, ``improved``, ``bound``, ``finished``.
    seconds
        Since the run began.
    shortage_min
        Person-minutes of ``must`` coverage missing in the best roster.
    cost, bound
        In ticks; None while unknown.
    """

    kind: str
    engine: str
    seconds: float
    message: str = ""
    shortage_min: int | None = None
    cost: int | None = None
    bound: int | None = None


Tell: TypeAlias = Callable[[Event], None]
