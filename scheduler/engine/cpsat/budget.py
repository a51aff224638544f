"""What is left of the limits of a run: time, work, and being asked to stop."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from scheduler.engine.cpsat.search import WORK_PER_ITERATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.engine.cpsat.search import Found
    from scheduler.engine.engine import Limits

__all__ = ["Budget"]


class Budget:
    """A clock that runs from its making, and work that is spent.

    Attributes
    ----------
    work
        Deterministic time left, where iterations are limited; else None.
    interrupted
        Whether a search was told to stop.
    """

    def __init__(self, limits: Limits) -> None:
        self._began = monotonic()
        self._seconds = limits.seconds
        self.work = (
            None
            if limits.iterations is None
            else limits.iterations * WORK_PER_ITERATION
        )
        self.interrupted = False

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return monotonic() - self._began

    def until(self, share: float) -> float | None:
        """Return when a share of the time left will be over."""
        if self._seconds is None:
            return None
        now = monotonic()
        return now + (self._began + self._seconds - now) * share

    def over(
        self, until: float | None, reserve: float = 0.0, takes: float = 0.0
    ) -> bool:
        """Return whether a time has come, or only a reserve is left.

        Parameters
        ----------
        takes
            Seconds that the next step will take: one that would end late is
            not begun.
        """
        if until is not None and monotonic() + takes >= until:
            return True
        return self.work is not None and self.work <= reserve

    def note(self, found: Sequence[Found]) -> None:
        """Take notice of what searches spent, and whether one was stopped."""
        if self.work is not None:
            self.work = max(0.0, self.work - sum(one.work for one in found))
        self.interrupted |= any(one.interrupted for one in found)
