"""Runs: what is known of how a roster came to be, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.export.roster_doc import RosterDoc
    from scheduler.result import Result

__all__ = ["Run", "run_of", "run_told"]


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made a roster; None for what is not known.

    Attributes
    ----------
    cost, bound
        Points.
    digest
        Of the files that the roster was made from.
    """

    engine: str | None = None
    status: str | None = None
    seed: int | None = None
    seconds: float | None = None
    cost: float | None = None
    bound: float | None = None
    interrupted: bool = False
    digest: str | None = None
    tzdata: str | None = None

    @property
    def gap(self) -> float | None:
        """How far the cost may be from the best, as a share of the cost."""
        if self.cost is None or self.bound is None:
            return None
        if not self.cost:
            return 0.0
        return max(0.0, (self.cost - self.bound) / self.cost)


def run_of(result: Result) -> Run:
    """Return what a result says of its run."""
    return Run(
        result.engine,
        result.status,
        result.seed,
        result.seconds,
        result.points,
        result.bound_points,
        result.interrupted,
    )


def run_told(doc: RosterDoc) -> Run:
    """Return what a roster's file says of the run that made it."""
    return Run(
        doc.engine,
        doc.status,
        doc.seed,
        None,
        doc.cost_points,
        doc.bound_points,
        bool(doc.interrupted),
        doc.problem,
        doc.tzdata,
    )
