"""The CP-SAT engine: exact on small problems, and the oracle in tests.

Two phases. The first makes the shortage of ``must`` coverage as small as
it can, the second the cost, with that shortage held. A start is completed
to a full solution before either, so that no run ends worse than it began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import totals
from scheduler.engine.cpsat.core import core
from scheduler.engine.cpsat.encoding import encode
from scheduler.engine.cpsat.lines import lines_of, on_draft, values_of
from scheduler.engine.cpsat.search import (
    WORK_PER_ITERATION,
    Effort,
    Found,
    Step,
    search,
    set_hint,
)
from scheduler.engine.engine import Outcome
from scheduler.engine.greedy import Greedy
from scheduler.engine.view import LinesView
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.terms import Term
    from scheduler.engine.engine import Limits, Lines
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["CpSat"]

NAME = "cp-sat"

EXACT = 2**53
"""Objectives below this are whole numbers in the solver's floats too."""

PHASE_ONE_SHARE = 0.5
"""Of the limits, for the shortage of ``must`` coverage; what it does not
need is left to the cost."""


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
        run = _Run(model, limits, tell)
        if start is None:
            start = Greedy().run(model, limits, lambda event: None).lines
        outcome = run.outcome(start)
        if outcome.status == "infeasible" and self.reasons:
            found = core(model, limits)
            return replace(
                outcome, conflict=found.conflict, minimal=found.minimal
            )
        return outcome


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Legal lines and what they lack and cost."""

    lines: Lines
    shortage_min: int
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """Less is better: shortage before cost."""
        return self.shortage_min, self.cost


@dataclass(frozen=True, slots=True)
class _Proof:
    """What a phase has shown."""

    infeasible: bool = False
    optimal: bool = False
    bound: int = 0


class _Run:
    """One run: the draft, the clock and the best so far."""

    def __init__(self, model: Model, limits: Limits, tell: Tell) -> None:
        self._began = monotonic()
        self._model = model
        self._limits = limits
        self._tell = tell
        self._work = (
            None
            if limits.iterations is None
            else limits.iterations * WORK_PER_ITERATION
        )
        self._interrupted = False
        self._best: _Candidate | None = None
        self._encoding = encode(model.problem, model.terms)
        self._draft = self._encoding.draft

    def outcome(self, start: Lines | None) -> Outcome:
        """Run both phases and sum up."""
        variables = len(self._draft.cp.proto.variables)
        self._say("started", f"{variables} variables")
        if start is not None:
            self._begin_from(start)
        shortage = self._phase_one()
        cost = _Proof() if shortage.infeasible else self._phase_two()
        if shortage.infeasible or cost.infeasible:
            outcome = Outcome("infeasible")
        else:
            outcome = self._sum_up(shortage, cost)
        self._say("finished", outcome.status, outcome.cost, outcome.bound)
        return outcome

    # Phases

    def _begin_from(self, start: Lines) -> None:
        """Hint a start; keep a legal one, completed to all variables."""
        cp = self._draft.cp
        for lit, value in values_of(self._encoding, start):
            cp.add_hint(lit, value)
        if not self._consider(start):
            return
        must, cost = self._draft.must_sum(), self._draft.cost_sum()
        # Shortage first, as the phases have it; numbers stay exact.
        cheapest, dearest = self._draft.cost_range()
        weight = 1 + dearest - cheapest
        if weight * self._draft.must_range()[1] < EXACT:
            cp.minimize(must * weight + cost)
        else:
            cp.minimize(must)
        found = self._search(share=1.0, work=None, fix_to_hint=True)
        if found.values:
            set_hint(cp, found.values)

    def _phase_one(self) -> _Proof:
        """Make the shortage of ``must`` coverage as small as can be."""
        draft = self._draft
        least = max(0, draft.must_range()[0])
        if not draft.must or (
            self._best is not None and self._best.shortage_min <= least
        ):
            return _Proof(optimal=True, bound=least)
        self._say("phase", "coverage that must be met")
        draft.cp.minimize(draft.must_sum())
        found = self._search(
            share=PHASE_ONE_SHARE,
            work=None if self._work is None else self._work * PHASE_ONE_SHARE,
            tell=lambda step: self._say(
                "improved" if step.objective is not None else "bound",
                shortage_min=step.objective,
            ),
        )
        self._keep(found)
        bound = least if found.bound is None else max(least, found.bound)
        return _Proof(found.infeasible, found.optimal, bound)

    def _phase_two(self) -> _Proof:
        """Make the cost as small as can be, the shortage held."""
        draft = self._draft
        least, _ = draft.cost_range()
        best = self._best
        if self._interrupted:
            return _Proof(bound=least)
        if best is not None and best.cost <= least:
            return _Proof(optimal=True, bound=least)
        self._say("phase", "cost")
        if best is not None and draft.must:
            draft.cp.add(draft.must_sum() <= best.shortage_min)
        draft.cp.minimize(draft.cost_sum())
        found = self._search(
            share=1.0,
            work=self._work,
            gap=self._limits.gap,
            tell=lambda step: self._say(
                "improved" if step.objective is not None else "bound",
                cost=step.objective,
                bound=step.bound,
            ),
        )
        self._keep(found)
        bound = least if found.bound is None else max(least, found.bound)
        return _Proof(found.infeasible, found.optimal, bound)

    def _search(
        self,
        *,
        share: float,
        work: float | None,
        tell: Callable[[Step], None] = lambda step: None,
        gap: float = 0.0,
        fix_to_hint: bool = False,
    ) -> Found:
        """Run one search on what is left of the limits."""
        now = monotonic()
        deadline = (
            None
            if self._limits.seconds is None
            else now + (self._began + self._limits.seconds - now) * share
        )
        found = search(
            self._draft.cp,
            self._limits,
            Effort(deadline, work),
            tell,
            fix_to_hint=fix_to_hint,
            gap=gap,
        )
        if self._work is not None and work is not None:
            self._work -= found.work
        self._interrupted |= found.interrupted
        return found

    # The best so far

    def _keep(self, found: Found) -> None:
        """Take over a solution; the evaluator must find it legal too."""
        if not found.values:
            return
        set_hint(self._draft.cp, found.values)
        lines = lines_of(self._encoding, found.values)
        if not self._consider(lines):
            raise InternalError("CP-SAT and the evaluator disagree on limits")

    def _consider(self, lines: Lines) -> bool:
        """Keep lines if they are legal and better; return whether legal."""
        view = LinesView(self._model.problem, lines)
        found = totals(self._model.terms, view)
        if not on_draft(self._draft, lines) or found.broken:
            return False
        candidate = _Candidate(lines, found.shortage_min, found.ticks)
        if self._best is None or candidate.rank < self._best.rank:
            self._best = candidate
        return True

    # What is told

    def _sum_up(self, shortage: _Proof, cost: _Proof) -> Outcome:
        note = "interrupted" if self._interrupted else ""
        best = self._best
        if best is None:
            return Outcome(
                "unknown", shortage_bound_min=shortage.bound, note=note
            )
        # A bound of the cost is for rosters with this shortage.
        if best.shortage_min < shortage.bound or best.cost < cost.bound:
            raise InternalError("CP-SAT's bound is above a roster's cost")
        proven = (
            best.shortage_min == shortage.bound and best.cost == cost.bound
        )
        return Outcome(
            status="optimal" if proven else "feasible",
            lines=best.lines,
            shortage_min=best.shortage_min,
            shortage_bound_min=shortage.bound,
            cost=best.cost,
            bound=cost.bound,
            note=note,
        )

    def _say(
        self,
        kind: str,
        message: str = "",
        cost: int | None = None,
        bound: int | None = None,
        shortage_min: int | None = None,
    ) -> None:
        if shortage_min is None and self._best is not None:
            shortage_min = self._best.shortage_min
        self._tell(
            Event(
                kind,
                NAME,
                monotonic() - self._began,
                message,
                shortage_min,
                cost,
                bound,
            )
        )
