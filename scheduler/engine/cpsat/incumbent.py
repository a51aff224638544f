"""The best roster of a run, kept only if the evaluator finds it legal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.evaluator import totals
from scheduler.engine.cpsat.lines import on_draft
from scheduler.engine.view import LinesView
from scheduler.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.model import Draft, Expr
    from scheduler.engine.engine import Lines
    from scheduler.model import Model

__all__ = ["Candidate", "Incumbent"]

EXACT = 2**53
"""Objectives below this are whole numbers in the solver's floats too."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Legal lines and what they lack and cost."""

    lines: Lines
    shortage_min: int
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """Less is better: shortage before cost."""
        return self.shortage_min, self.cost


class Incumbent:
    """The best so far, judged as everybody else judges it.

    Parameters
    ----------
    improved
        Called with each better one.
    """

    def __init__(
        self,
        model: Model,
        encoding: Encoding,
        improved: Callable[[Candidate], None],
    ) -> None:
        self._model = model
        self._encoding = encoding
        self._improved = improved
        self.best: Candidate | None = None

    def must_be_legal(self, lines: Lines) -> None:
        """Keep lines that a solver found, if they are better."""
        if not self.consider(lines):
            raise InternalError("CP-SAT and the evaluator disagree on limits")

    def consider(self, lines: Lines) -> bool:
        """Keep lines if they are legal and better; return whether legal."""
        view = LinesView(self._model.problem, lines)
        found = totals(self._model.terms, view)
        if not on_draft(self._encoding, lines) or found.broken:
            return False
        candidate = Candidate(lines, found.shortage_min, found.ticks)
        if self.best is None or candidate.rank < self.best.rank:
            self.best = candidate
            self._improved(candidate)
        return True

    def both(self, draft: Draft) -> Expr:
        """Return shortage and cost as one objective, shortage first.

        A minute less of shortage outweighs whatever the best roster costs,
        as far as numbers stay exact; ``rank`` has the last word.
        """
        if self.best is None or not draft.must:
            return draft.cost_sum()
        weight = min(1 + self.best.cost, EXACT // (1 + draft.must_range()[1]))
        return draft.must_sum() * max(1, weight) + draft.cost_sum()
