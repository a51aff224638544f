"""The CP-SAT engine: exact on small problems, and the oracle in tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.engine.cpsat.core import core
from scheduler.engine.cpsat.run import NAME, Run
from scheduler.engine.greedy import Greedy

if TYPE_CHECKING:
    from constraints.terms import Term
    from scheduler.engine.engine import Limits, Lines, Outcome
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["CpSat"]


@dataclass(frozen=True, slots=True)
class CpSat:
    """Solves the whole model by constraint programming.

    Attributes
    ----------
    reasons
        Whether to look for the conflict of an infeasible model.
    """

    reasons: bool = True

    @property
    def name(self) -> str:
        """Short name, as printed."""
        return NAME

    def cannot(self, model: Model) -> tuple[Term, ...]:
        """Return nothing: every kind of term is honoured."""
        return ()

    def run(
        self,
        model: Model,
        limits: Limits,
        tell: Tell,
        start: Lines | None = None,
    ) -> Outcome:
        """Search until a limit is met; see ``Engine``.

        Without a start, the greedy engine makes one.
        """
        run = Run(model, limits, tell)
        if start is None:
            start = Greedy().run(model, limits, lambda event: None).lines
        outcome = run.outcome(start)
        if outcome.status == "infeasible" and self.reasons:
            found = core(model, limits)
            return replace(
                outcome, conflict=found.conflict, minimal=found.minimal
            )
        return outcome
