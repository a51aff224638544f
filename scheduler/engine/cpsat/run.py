"""One run of the CP-SAT engine: a start, parts, and two phases.

The first phase makes the shortage of ``must`` coverage as small as it can,
the second the cost, with that shortage held. A start is completed to a full
solution before either, so that no run ends worse than it began; large
models are first improved part by part, shortage and cost at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import amounts, totals
from constraints.terms import Cover
from scheduler.engine.cpsat.encoding import encode
from scheduler.engine.cpsat.lines import (
    lines_of,
    merged,
    on_draft,
    values_of,
)
from scheduler.engine.cpsat.model import Part
from scheduler.engine.cpsat.neighbours import Gap, Neighbours
from scheduler.engine.cpsat.search import (
    WORK_PER_ITERATION,
    Effort,
    Found,
    Step,
    search,
    search_parts,
    set_hint,
)
from scheduler.engine.engine import Outcome
from scheduler.engine.view import LinesView
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ortools.sat.python import cp_model

    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.model import Draft, Expr
    from scheduler.engine.cpsat.neighbours import Neighbourhood
    from scheduler.engine.engine import Limits, Lines
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["NAME", "Run"]

NAME = "cp-sat"

EXACT = 2**53
"""Objectives below this are whole numbers in the solver's floats too."""

PHASE_ONE_SHARE = 0.35
"""Of what is left, for the shortage alone; the cost takes the rest."""

LARGE = 8_000
"""Variables beyond which CP-SAT hardly improves a model as a whole."""

PARTS_SHARE = 0.85
"""Of what is left, for parts; the rest goes into bounds."""

PART_SECONDS, PART_WORK = 3.0, 1.0
"""Limits of one part: wall clock, or deterministic time if that counts."""

STALE_PARTS = 60
"""Parts without gain after which the whole model is looked at again."""


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
class _Solved:
    """What became of a part: the days and events it decided anew."""

    free: frozenset[tuple[int, int]]
    events: frozenset[str]
    lines: Lines | None
    optimal: bool


@dataclass(frozen=True, slots=True)
class _Proof:
    """What a phase has shown."""

    bound: int = 0
    infeasible: bool = False


class Run:
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
        """Run all phases and sum up."""
        variables = len(self._draft.cp.proto.variables)
        self._say("started", f"{variables} variables")
        if start is not None:
            self._begin_from(start)
        if variables > LARGE:
            self._improve_parts()
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
        if not self._consider(start):
            _hint(self._encoding, start)

    def _complete_hint(self) -> None:
        """Hint the best roster, completed to all variables."""
        cp = self._draft.cp
        if self._best is None:
            return
        _hint(self._encoding, self._best.lines)
        cp.minimize(self._both(self._draft))
        found = self._search(cp, PHASE_ONE_SHARE, fix_to_hint=True)
        if found.values:
            set_hint(cp, enumerate(found.values))

    # Parts

    def _improve_parts(self) -> None:
        """Decide part after part anew, the rest held."""
        problem = self._model.problem
        neighbours = Neighbours(
            len(problem.people), problem.days, Random(self._limits.seed)
        )
        until = self._until(PARTS_SHARE)
        reserve = 0.0 if self._work is None else self._work * (1 - PARTS_SHARE)
        stale = 0
        self._say("phase", "part by part")
        while self._best and stale < STALE_PARTS and not self._interrupted:
            if self._best.rank == (0, 0):
                break  # nothing is missing and nothing is paid
            if until is not None and monotonic() >= until:
                break
            if self._work is not None and self._work <= reserve:
                break
            before = self._best
            gaps = self._gaps(before)
            parts = [
                neighbours.draw(gaps)
                for _ in range(max(1, self._limits.threads))
            ]
            found = self._solve_parts(parts, before.lines, until)
            for part, solved in zip(parts, found, strict=True):
                neighbours.learn(part.kind, solved=solved.optimal)
                self._merge(solved)
            stale = 0 if self._best is not before else stale + len(parts)

    def _gaps(self, best: _Candidate) -> list[Gap]:
        """Return where ``must`` coverage is missing, and who could come."""
        if not best.shortage_min:
            return []
        problem = self._model.problem
        view = LinesView(problem, best.lines)
        return [
            Gap(day, people)
            for term in self._model.terms
            if isinstance(term, Cover)
            and any(found.price.hard for found in amounts(term, view))
            for day in [problem.local(term.start_min)[0]]
            if 0 <= day < problem.days
            and (people := tuple(self._could_serve(term, day)))
        ]

    def _could_serve(self, cover: Cover, day: int) -> Iterator[int]:
        """Yield who has a choice that is on duty in a cell."""
        duties = self._model.problem.duties
        eligible = {
            person
            for pool in cover.pools
            for people in pool.eligible
            for person in people
        }
        # On other clocks the duty may belong to a neighbouring line day.
        for person in sorted(eligible):
            if any(
                duties[duty].start_min <= cover.start_min
                and cover.end_min <= duties[duty].end_min
                for near in (day - 1, day, day + 1)
                for duty in self._draft.choices.get((person, near), ())
            ):
                yield person

    def _solve_parts(
        self,
        parts: Sequence[Neighbourhood],
        lines: Lines,
        until: float | None,
    ) -> list[_Solved]:
        """Solve parts side by side."""
        encodings = []
        for part in parts:
            encoding = encode(
                self._model.problem, self._model.terms, Part(lines, part.free)
            )
            _hint(encoding, lines)
            encoding.draft.cp.minimize(self._both(encoding.draft))
            encodings.append(encoding)
        if self._work is not None:
            effort = Effort(self._until(1.0), min(self._work, PART_WORK))
        else:
            soon = monotonic() + PART_SECONDS
            effort = Effort(soon if until is None else min(soon, until), None)
        found = search_parts(
            [encoding.draft.cp for encoding in encodings],
            self._limits,
            effort,
        )
        if self._work is not None:
            self._work = max(0.0, self._work - sum(f.work for f in found))
        self._interrupted |= any(f.interrupted for f in found)
        return [
            _Solved(
                part.free,
                encoding.events.open,
                lines_of(encoding, one.values) if one.values else None,
                one.optimal,
            )
            for part, encoding, one in zip(
                parts, encodings, found, strict=True
            )
        ]

    def _merge(self, part: _Solved) -> None:
        """Take a part over into the best, beside what others changed."""
        lines = part.lines
        if self._best is None or lines is None:
            return
        if not self._consider(
            merged(self._best.lines, lines, part.free, part.events)
        ):
            # Two parts that meet need not fit together.
            self._must_be_legal(lines)

    def _both(self, draft: Draft) -> Expr:
        """Return shortage and cost as one objective, shortage first.

        A minute less of shortage outweighs whatever the best roster costs,
        as far as numbers stay exact; ``rank`` has the last word.
        """
        if self._best is None or not draft.must:
            return draft.cost_sum()
        weight = min(1 + self._best.cost, EXACT // (1 + draft.must_range()[1]))
        return draft.must_sum() * max(1, weight) + draft.cost_sum()

    # Phases

    def _phase_one(self) -> _Proof:
        """Make the shortage of ``must`` coverage as small as can be."""
        draft = self._draft
        least = max(0, draft.must_range()[0])
        best = self._best
        if not draft.must or self._interrupted:
            return _Proof(least)
        if best is not None and best.shortage_min <= least:
            return _Proof(least)
        self._say("phase", "coverage that must be met")
        self._complete_hint()
        draft.cp.minimize(draft.must_sum())
        work = None if self._work is None else self._work * PHASE_ONE_SHARE
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
        best = self._best
        if best is not None:
            least = max(least, self._limits.floor(best.shortage_min))
        if self._interrupted or (best is not None and best.cost <= least):
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
            work=self._work,
            tell=lambda step: self._say_step(step, step),
            gap=self._limits.gap,
        )
        self._keep(found)
        return _proof(found, least)

    # Searching

    def _until(self, share: float) -> float | None:
        """Return when a share of the time left will be over."""
        if self._limits.seconds is None:
            return None
        now = monotonic()
        return now + (self._began + self._limits.seconds - now) * share

    def _search(
        self,
        cp: cp_model.CpModel,
        share: float = 1.0,
        *,
        until: float | None = None,
        work: float | None = None,
        tell: Callable[[Step], None] = lambda step: None,
        gap: float = 0.0,
        fix_to_hint: bool = False,
    ) -> Found:
        """Run one search on what is left of the limits."""
        found = search(
            cp,
            self._limits,
            Effort(self._until(share) if until is None else until, work),
            tell,
            fix_to_hint=fix_to_hint,
            gap=gap,
        )
        if self._work is not None and work is not None:
            self._work = max(0.0, self._work - found.work)
        self._interrupted |= found.interrupted
        return found

    def _keep(self, found: Found) -> None:
        """Take over a solution, if there is one and it is better."""
        if found.values:
            set_hint(self._draft.cp, enumerate(found.values))
            self._must_be_legal(lines_of(self._encoding, found.values))

    def _must_be_legal(self, lines: Lines) -> None:
        if not self._consider(lines):
            raise InternalError("CP-SAT and the evaluator disagree on limits")

    def _consider(self, lines: Lines) -> bool:
        """Keep lines if they are legal and better; return whether legal."""
        view = LinesView(self._model.problem, lines)
        found = totals(self._model.terms, view)
        if not on_draft(self._encoding, lines) or found.broken:
            return False
        candidate = _Candidate(lines, found.shortage_min, found.ticks)
        if self._best is None or candidate.rank < self._best.rank:
            self._best = candidate
            self._say("improved", cost=candidate.cost)
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


def _hint(encoding: Encoding, lines: Lines) -> None:
    set_hint(
        encoding.draft.cp,
        ((lit.index, int(value)) for lit, value in values_of(encoding, lines)),
    )


def _proof(found: Found, least: int) -> _Proof:
    bound = least if found.bound is None else max(least, found.bound)
    return _Proof(bound, found.infeasible)
