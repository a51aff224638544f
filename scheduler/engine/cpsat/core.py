"""Why no roster exists: a smallest set of statements that clash.

Each statement of a hard term is an assumption; CP-SAT names some that
cannot hold together; of those, ever smaller shares are left out and stay out
if the rest still clashes (deletion filter: Chinneck and Dravnieks, ORSA
Journal on Computing 3, 1991). The model has no objective, since with one
the solver names every assumption there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import amounts, broken
from scheduler.engine.cpsat.encoding import encode, encode_limits
from scheduler.engine.cpsat.lines import lines_of
from scheduler.engine.cpsat.needs import (
    among,
    must_needs,
    of_statements,
    wants,
)
from scheduler.engine.cpsat.parts import (
    Part,
    days_that_matter,
    hopeless,
    is_hard,
    line_parts,
    near_choices,
    short_days,
    staffed_parts,
)
from scheduler.engine.cpsat.run import Run
from scheduler.engine.cpsat.search import Effort, search
from scheduler.engine.greedy import Greedy
from scheduler.engine.view import LinesView
from scheduler.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ortools.sat.python import cp_model

    from constraints.terms import Because, Term
    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.model import Draft
    from scheduler.engine.cpsat.needs import Need
    from scheduler.engine.engine import Limits, Lines
    from scheduler.problem import Problem

__all__ = ["Core", "core"]

TRY_SHARE = 1 / 3
"""Of the time left, for one question: those after it may be easier."""

STAFFED_SHARE = 1 / 2
"""Of the time left, for a roster with the least shortage."""


@dataclass(frozen=True, slots=True)
class Core:
    """Statements that cannot all hold.

    Attributes
    ----------
    conflict
        Empty when the model is feasible or nothing was found in time.
    minimal
        Without any one of them the others can hold, shown by solving.
    settled
        It is known whether there is a conflict; otherwise time ran out.
    """

    conflict: tuple[Because, ...]
    minimal: bool
    settled: bool = True


def core(model: Model, limits: Limits, *, staffed: bool = False) -> Core:
    """Return statements that clash, as few as time allows to verify.

    What is asked of CP-SAT is small even where the roster is large: people
    are looked at one by one, then with those whom rows tie them to, then a
    few days of coverage with those who could help.

    Parameters
    ----------
    staffed
        ``must`` coverage has to be met in full. Otherwise it is left out:
        its shortage is told, never forbidden.
    """
    deadline = None if limits.seconds is None else monotonic() + limits.seconds
    searching = _Search(model.problem, limits, deadline)
    lines = tuple(term for term in model.terms if is_hard(term))
    found = searching.core(line_parts(model.problem, lines))
    needs = tuple(must_needs(model.terms)) if staffed else ()
    if found.conflict or not needs:
        return found
    return searching.staffed(lines, needs)


class _Search:
    """Asks CP-SAT what can hold together, until the time is over."""

    def __init__(
        self, problem: Problem, limits: Limits, deadline: float | None
    ) -> None:
        self._problem = problem
        self._limits = limits
        self._deadline = deadline

    def core(self, parts: Iterable[Part]) -> Core:
        """Shrink the first part that clashes."""
        settled = True
        for whole in parts:
            part, holds = self._looked_at(whole)
            if holds is False:
                return self._shrunk(part)
            settled &= holds is not None
        return Core((), minimal=False, settled=settled)

    def staffed(
        self, lines: tuple[Term, ...], needs: tuple[Need, ...]
    ) -> Core:
        """Look where a roster with the least shortage there is lacks people.

        Conflicts of lines alone have been looked for already.
        """
        model = Model(self._problem, (*lines, *needs))
        start = Greedy().run(model, self._limits, lambda event: None).lines
        if start is not None:
            alone = short_days(lines, needs, self._short(needs, start))
            if (found := self.core(alone)).conflict:
                return found
        limits = replace(self._limits, seconds=self._share(STAFFED_SHARE))
        best = Run(model, limits, lambda event: None).outcome(start)
        if best.lines is None or best.status == "infeasible":
            return Core((), minimal=False, settled=False)
        if not best.shortage_min:
            return Core((), minimal=False)
        short = self._short(needs, best.lines)
        found = self.core(staffed_parts(lines, needs, short))
        return replace(found, settled=bool(found.conflict))

    def _short(self, needs: Iterable[Need], lines: Lines) -> list[Because]:
        view = LinesView(self._problem, lines)
        return [
            amount.because
            for need in needs
            for amount in amounts(need, view)
            if amount.shortage
        ]

    # Shrinking

    def _looked_at(self, part: Part) -> tuple[Part, bool | None]:
        """Return whether a part holds, and as much of it as shows that.

        Needs are looked at with the lines' terms that lines drawn without
        them would break, more and more of them: a few days of coverage
        involve many people and hardly a term.
        """
        if not part.needs:
            return part, self._holds(part)
        near = tuple(near_choices(self._problem, part))
        broke: frozenset[Because] = frozenset()
        while True:
            lines = (
                *(term for term in near if term.because not in broke),
                *(term for term in part.lines if term.because in broke),
            )
            fewer = replace(part, lines=lines)
            holds, drawn = self._drawn(fewer)
            if drawn is None:
                return fewer, holds
            found = {amount.because for amount in broken(part.lines, drawn)}
            if not found:
                return part, True
            broke |= found

    def _shrunk(self, part: Part) -> Core:
        """Leave out whatever the clash does not need."""
        asked = {why for need in part.needs for why in wants(need)}
        found, minimal = self._fewest(
            sorted({*self._suspects(part), *asked}),
            lambda some: self._holds(
                Part(
                    part.people,
                    tuple(t for t in part.lines if t.because in some),
                    of_statements(part.needs, some),
                )
            ),
        )
        return Core(tuple(found), minimal)

    def _fewest(
        self,
        suspects: Sequence[Because],
        holds: Callable[[frozenset[Because]], bool | None],
    ) -> tuple[list[Because], bool]:
        """Leave out ever smaller shares of what still clashes without them.

        Return what is left, and whether each of it is needed: what is
        needed among more is needed among fewer.
        """
        left = list(suspects)
        size = max(1, len(left) // 2)
        while True:
            minimal = True
            for start in reversed(range(0, len(left), size)):
                fewer = left[:start] + left[start + size :]
                held = holds(frozenset(fewer))
                if held is False:
                    left = fewer
                minimal &= held is not None
            if size == 1:
                return left, minimal
            size = max(1, min(size, len(left)) // 2)

    def _suspects(self, part: Part) -> list[Because]:
        """Return statements that clash, by assumptions; all if none is."""
        draft = self._draft(part, assume=True)
        by_index = {lit.index: why for why, lit in draft.assumptions.items()}
        draft.cp.add_assumptions(list(draft.assumptions.values()))
        found = search(draft.cp, self._limits, Effort(self._deadline, None))
        named = [by_index[index] for index in found.clash if index in by_index]
        # Needs that nobody can meet clash without any other statement.
        if named or (part.needs and found.infeasible):
            return named
        return list(draft.assumptions)

    # Asking

    def _encoded(self, part: Part, *, assume: bool = False) -> Encoding:
        needs = tuple(among(part.people, need) for need in part.needs)
        encoding = encode(
            self._problem,
            (*part.lines, *needs),
            days_that_matter(self._problem, part),
            assume=assume,
            people=sorted(part.people),
        )
        draft = encoding.draft
        if draft.must:
            draft.cp.add(draft.must_sum() == 0)
        if hopeless(self._problem, needs) or (
            draft.must_constant and not draft.must
        ):
            draft.cp.add_bool_or([])  # nobody could ever come
        return encoding

    def _draft(self, part: Part, *, assume: bool = False) -> Draft:
        if part.needs:
            return self._encoded(part, assume=assume).draft
        return encode_limits(
            self._problem,
            part.lines,
            assume=assume,
            people=sorted(part.people),
        )

    def _holds(self, part: Part) -> bool | None:
        """Return whether a part can hold; None if time ran out."""
        return self._held(self._draft(part).cp)[0]

    def _drawn(self, part: Part) -> tuple[bool | None, LinesView | None]:
        """Return whether a part with needs can hold, and lines if it can.

        Nobody works for nothing in them, so that they break little of what
        they were not asked to keep.
        """
        encoding = self._encoded(part)
        draft = encoding.draft
        for at, off in draft.off.items():
            if draft.is_free(*at):
                draft.cp.add_hint(off, 1)
        holds, values = self._held(draft.cp)
        if not values:
            return holds, None
        return holds, LinesView(self._problem, lines_of(encoding, values))

    def _held(self, cp: cp_model.CpModel) -> tuple[bool | None, Sequence[int]]:
        seconds = self._share(TRY_SHARE)
        if self._limits.stop() or seconds == 0:
            return None, ()
        until = None if seconds is None else monotonic() + seconds
        found = search(cp, self._limits, Effort(until, None))
        if found.infeasible:
            return False, ()
        return (True if found.values else None), found.values

    def _share(self, share: float) -> float | None:
        """Return seconds: a share of what is left, None for no limit."""
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - monotonic()) * share
