"""Improving a large roster part by part: one decided anew, the rest held."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import amounts
from constraints.terms import Cover
from scheduler.engine.cpsat.encoding import encode
from scheduler.engine.cpsat.lines import lines_of, merged, set_line_hint
from scheduler.engine.cpsat.model import Part
from scheduler.engine.cpsat.neighbours import Gap, Neighbours
from scheduler.engine.cpsat.search import Effort, search_parts
from scheduler.engine.view import LinesView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.engine.cpsat.budget import Budget
    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.incumbent import Candidate, Incumbent
    from scheduler.engine.cpsat.neighbours import Neighbourhood
    from scheduler.engine.engine import Limits, Lines
    from scheduler.model import Model

__all__ = ["PartByPart"]

PARTS_SHARE = 0.85
"""Of what is left, for parts; the rest goes into bounds."""

PART_SECONDS, PART_WORK = 3.0, 1.0
"""Limits of one part: wall clock, or deterministic time if that counts."""

STALE_PARTS = 60
"""Parts without gain after which the whole model is looked at again."""


@dataclass(frozen=True, slots=True)
class _Solved:
    """What became of a part: the days and events it decided anew."""

    free: frozenset[tuple[int, int]]
    events: frozenset[str]
    lines: Lines | None
    optimal: bool


class PartByPart:
    """Draws parts around what is missing and solves them side by side."""

    def __init__(
        self,
        model: Model,
        encoding: Encoding,
        limits: Limits,
        budget: Budget,
        incumbent: Incumbent,
    ) -> None:
        self._model = model
        self._draft = encoding.draft
        self._limits = limits
        self._budget = budget
        self._incumbent = incumbent

    def improve(self) -> None:
        """Decide part after part anew, the rest held."""
        problem = self._model.problem
        neighbours = Neighbours(
            len(problem.people), problem.days, Random(self._limits.seed)
        )
        budget, incumbent = self._budget, self._incumbent
        until = budget.until(PARTS_SHARE)
        reserve = (budget.work or 0.0) * (1 - PARTS_SHARE)
        stale, took = 0, 0.0
        while incumbent.best and stale < STALE_PARTS:
            if incumbent.best.rank == (0, 0):
                break  # nothing is missing and nothing is paid
            if budget.interrupted or budget.over(until, reserve, took):
                break
            began, before = monotonic(), incumbent.best
            gaps = self._gaps(before)
            parts = [
                neighbours.draw(gaps)
                for _ in range(max(1, self._limits.threads))
            ]
            found = self._solve_parts(parts, before.lines, until)
            for part, solved in zip(parts, found, strict=True):
                neighbours.learn(part.kind, solved=solved.optimal)
                self._merge(solved)
            stale = 0 if incumbent.best is not before else stale + len(parts)
            took = monotonic() - began

    def _gaps(self, best: Candidate) -> list[Gap]:
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
            set_line_hint(encoding, lines)
            encoding.draft.cp.minimize(self._incumbent.both(encoding.draft))
            encodings.append(encoding)
        if self._budget.work is not None:
            work = min(self._budget.work, PART_WORK)
            effort = Effort(self._budget.until(1.0), work)
        else:
            soon = monotonic() + PART_SECONDS
            effort = Effort(soon if until is None else min(soon, until), None)
        found = search_parts(
            [encoding.draft.cp for encoding in encodings],
            self._limits,
            effort,
        )
        self._budget.note(found)
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
        if self._incumbent.best is None or lines is None:
            return
        if not self._incumbent.consider(
            merged(self._incumbent.best.lines, lines, part.free, part.events)
        ):
            # Two parts that meet need not fit together.
            self._incumbent.must_be_legal(lines)
