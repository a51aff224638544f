"""One run of the CP-SAT engine: a start, parts, and two phases.

The first phase makes the shortage of ``must`` coverage as small as it can,
the second the cost, with that shortage held. A start is completed to a full
solution before either, so that no run ends worse than it began; large
models are first improved part by part, shortage and cost at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.engine.cpsat.budget import Budget
from scheduler.engine.cpsat.encoding import encode
from scheduler.engine.cpsat.incumbent import Incumbent
from scheduler.engine.cpsat.lines import lines_of, set_line_hint
from scheduler.engine.cpsat.part_by_part import PartByPart
from scheduler.engine.cpsat.search import (
    Effort,
    Found,
    Step,
    search,
    set_hint,
)
from scheduler.engine.engine import Outcome
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python import cp_model

    from scheduler.engine.engine import Limits, Lines
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["NAME", "Run"]

NAME = "cp-sat"

PHASE_ONE_SHARE = 0.35
"""Of what is left, for the shortage alone; the cost takes the rest."""

LARGE = 8_000
"""Variables beyond which CP-SAT hardly improves a model as a whole."""


@dataclass(frozen=True, slots=True)
class _Proof:
    """What a phase has shown."""

    bound: int = 0
    infeasible: bool = False


class Run:
    """One run: the draft, the clock and the best so far."""

    def __init__(self, model: Model, limits: Limits, tell: Tell) -> None:
        self._model = model
        self._limits = limits
        self._tell = tell
        self._budget = Budget(limits)
        self._encoding = encode(model.problem, model.terms)
        self._draft = self._encoding.draft
        # The solver takes about as long to look at it before it searches.
        self._loading = self._budget.elapsed
        self._incumbent = Incumbent(
            model,
            self._encoding,
            lambda better: self._say("improved", cost=better.cost),
        )

    def outcome(self, start: Lines | None) -> Outcome:
        """Run all phases and sum up."""
        variables = len(self._draft.cp.proto.variables)
        self._say("started", f"{variables} variables")
        if start is not None:
            self._begin_from(start)
        if variables > LARGE:
            self._say("phase", "part by part")
            PartByPart(
                self._model,
                self._encoding,
                self._limits,
                self._budget,
                self._incumbent,
            ).improve()
        shortage = self._phase_one()
        cost = _Proof() if shortage.infeasible else self._phase_two()
        if shortage.infeasible or cost.infeasible:
            outcome = Outcome("infeasible")
        else:
            outcome = self._sum_up(shortage, cost)
        self._say("finished", outcome.status, outcome.cost, outcome.bound)
        return outcome

    # A start

    def _begin_from(self, start: Lines) -> None:
        """Keep a legal start; hint any."""
        if not self._incumbent.consider(start):
            set_line_hint(self._encoding, start)

    def _complete_hint(self) -> None:
        """Hint the best roster, completed to all variables."""
        cp = self._draft.cp
        if self._incumbent.best is None:
            return
        set_line_hint(self._encoding, self._incumbent.best.lines)
        cp.minimize(self._incumbent.both(self._draft))
        found = self._search(cp, PHASE_ONE_SHARE, fix_to_hint=True)
        if found.values:
            set_hint(cp, enumerate(found.values))

    # Phases

    def _phase_one(self) -> _Proof:
        """Make the shortage of ``must`` coverage as small as can be."""
        draft = self._draft
        least = max(0, draft.must_range()[0])
        best = self._incumbent.best
        if not draft.must or self._over():
            return _Proof(least)
        if best is not None and best.shortage_min <= least:
            return _Proof(least)
        self._say("phase", "coverage that must be met")
        self._complete_hint()
        draft.cp.minimize(draft.must_sum())
        left = self._budget.work
        work = None if left is None else left * PHASE_ONE_SHARE
        found = self._search(
            draft.cp,
            PHASE_ONE_SHARE,
            work=work,
            tell=lambda step: self._say_step(
                step, Step(None, None), shortage_min=step.objective
            ),
        )
        self._keep(found)
        return _proof(found, least)

    def _phase_two(self) -> _Proof:
        """Make the cost as small as can be, the shortage held."""
        draft = self._draft
        least, _ = draft.cost_range()
        best = self._incumbent.best
        if best is not None:
            least = max(least, self._limits.floor(best.shortage_min))
        if best is not None and (best.cost <= least or self._over()):
            return _Proof(least)
        if self._budget.interrupted:
            return _Proof(least)
        self._say("phase", "cost")
        self._complete_hint()
        if best is not None and draft.must:
            draft.cp.add(draft.must_sum() <= best.shortage_min)
        if least > draft.cost_range()[0]:
            draft.cp.add(draft.cost_sum() >= least)
        draft.cp.minimize(draft.cost_sum())
        found = self._search(
            draft.cp,
            work=self._budget.work,
            tell=lambda step: self._say_step(step, step),
            gap=self._limits.gap,
        )
        self._keep(found)
        return _proof(found, least)

    # Searching

    def _over(self) -> bool:
        """Return whether to end with the best so far, if there is any."""
        budget = self._budget
        late = budget.over(budget.until(1.0), takes=self._loading)
        known = self._incumbent.best is not None
        return budget.interrupted or (late and known)

    def _search(
        self,
        cp: cp_model.CpModel,
        share: float = 1.0,
        *,
        work: float | None = None,
        tell: Callable[[Step], None] = lambda step: None,
        gap: float = 0.0,
        fix_to_hint: bool = False,
    ) -> Found:
        """Run one search on what is left of the limits."""
        found = search(
            cp,
            self._limits,
            Effort(self._budget.until(share), work),
            tell,
            fix_to_hint=fix_to_hint,
            gap=gap,
        )
        self._budget.note([found])
        return found

    def _keep(self, found: Found) -> None:
        """Take over a solution, if there is one and it is better."""
        if found.values:
            set_hint(self._draft.cp, enumerate(found.values))
            self._incumbent.must_be_legal(
                lines_of(self._encoding, found.values)
            )

    # What is told

    def _sum_up(self, shortage: _Proof, cost: _Proof) -> Outcome:
        note = "interrupted" if self._budget.interrupted else ""
        best = self._incumbent.best
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

    def _say_step(
        self, step: Step, cost: Step, shortage_min: int | None = None
    ) -> None:
        kind = "bound" if step.objective is None else "improved"
        self._say(kind, "", cost.objective, cost.bound, shortage_min)

    def _say(
        self,
        kind: str,
        message: str = "",
        cost: int | None = None,
        bound: int | None = None,
        shortage_min: int | None = None,
    ) -> None:
        if shortage_min is None and self._incumbent.best is not None:
            shortage_min = self._incumbent.best.shortage_min
        self._tell(
            Event(
                kind,
                NAME,
                self._budget.elapsed,
                message,
                shortage_min,
                cost,
                bound,
            )
        )


def _proof(found: Found, least: int) -> _Proof:
    bound = least if found.bound is None else max(least, found.bound)
    return _Proof(bound, found.infeasible)
