"""What ``solve`` returns: the roster, the proof and the second opinion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from constraints.terms import TICKS_PER_POINT

if TYPE_CHECKING:
    from constraints.rule import Violation
    from scheduler.reasons import Reason
    from scheduler.roster import Roster

__all__ = ["Result"]


@dataclass(frozen=True, eq=False)
class Result:
    """The outcome of a run, judged by the checker.

    Attributes
    ----------
    status
        ``optimal`` and ``infeasible`` are proven.
    best
        The best roster found, None when there is none.
    cost, bound
        Ticks. ``points`` and ``bound_points`` are what people see.
    shortage_min, shortage_bound_min
        Person-minutes of ``must`` coverage missing, and the proven least.
    interrupted
        Stopped by the user with the best so far.
    violations
        The checker's judgement of ``best``.
    reason
        Why there is no roster; None when there is one.
    """

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    best: Roster | None
    cost: int | None
    bound: int | None
    shortage_min: int
    shortage_bound_min: int
    seconds: float
    engine: str
    seed: int
    interrupted: bool = False
    violations: tuple[Violation, ...] = ()
    reason: Reason | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def points(self) -> float | None:
        """The cost in points."""
        return None if self.cost is None else self.cost / TICKS_PER_POINT

    @property
    def bound_points(self) -> float | None:
        """The proven bound in points."""
        return None if self.bound is None else self.bound / TICKS_PER_POINT

    @property
    def gap(self) -> float | None:
        """How far the cost may be from the best, as a share of the cost."""
        if self.cost is None or self.bound is None:
            return None
        return (self.cost - self.bound) / self.cost if self.cost else 0.0
