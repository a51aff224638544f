"""Which engines search for what, and in which order: the default engine.

CP-SAT proves small rosters optimal and tells why there is none, but hardly
improves a large one. The annealer improves anything and proves nothing. So
a small model is left to CP-SAT and a large one is annealed; one in between
is annealed and then left to CP-SAT. CP-SAT also goes on where the annealer
found no roster that keeps all rules, or where some are beyond it. Where
coverage has few cells and duties no breaks, columns come between the two:
they prove most, once a good roster is known and the bound is near it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from constraints import wording
from scheduler.engine.cpsat.engine import CpSat
from scheduler.engine.kernels.jit import COMPILED

if TYPE_CHECKING:
    from constraints.terms import Term
    from scheduler.engine.engine import Engine, Limits, Lines, Outcome
    from scheduler.events import Event, Tell
    from scheduler.model import Model

__all__ = ["Auto", "Plan", "planned"]

SMALL = 4_000
"""Choices (a person's possible duties, day by day) up to which CP-SAT alone
does best: it proves what it finds, and nothing needs to be compiled."""

LARGE = 8_000
"""Choices beyond which CP-SAT improves nothing that is annealed."""

HUGE = 400_000
"""Choices beyond which a model of CP-SAT takes too much memory and time."""

ANNEALED = 0.6
"""Share of a run for the annealer where CP-SAT comes after it."""

BOTH = "annealer + cp-sat"
"""What ran where the annealer alone was not enough."""

TINY = 300
"""Choices up to which columns would take longer to load than CP-SAT needs."""

SKETCH_SECONDS, SKETCHED = 4.0, 0.15
"""For the annealer where columns come after it, and no more than a share."""

MIDDLE = 1_500
"""Choices beyond which columns prove little and annealing gets more."""

COLUMNS_SHARE = 0.9
"""Share of what is left for columns; CP-SAT has the rest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which engines run, and why.

    Attributes
    ----------
    annealed
        Share of the run for the annealer: 0 for none, 1 for all.
    """

    annealed: float
    why: str

    @property
    def engines(self) -> str:
        """Their names, in order."""
        if self.annealed == 0.0:
            return "cp-sat"
        return "annealer" if self.annealed == 1.0 else BOTH


def planned(model: Model) -> Plan:
    """Choose engines by the size of a model and what it asks for."""
    choices = _choices(model)
    size = wording.count(choices, "choice")
    if choices <= SMALL:
        return Plan(0.0, f"{size}: one model holds them all")
    if not COMPILED:
        return Plan(
            0.0,
            f"{size}: the annealer would be better, but numba is not"
            " installed (pip install 'sunroster[fast]')",
        )
    if _needs_more(model) and choices <= HUGE:
        return Plan(ANNEALED, f"{size}; events and parts of people need both")
    if choices <= LARGE:
        return Plan(ANNEALED, f"{size}: annealed, then one model holds them")
    return Plan(1.0, f"{size}: too many for one model of CP-SAT")


def _needs_more(model: Model) -> bool:
    """Return whether some terms are beyond the annealer."""
    # Loading numba takes a second that small rosters should not pay.
    from scheduler.engine.search.board import beyond

    return bool(beyond(model))


@dataclass(frozen=True, slots=True)
class Auto:
    """Runs the engines that suit a model; see ``planned``."""

    @property
    def name(self) -> str:
        """Short name, as printed."""
        return "auto"

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
        """Search with one engine after another; see ``Engine``."""
        # Programs over columns run against the clock alone.
        if limits.seconds and COMPILED and TINY < _choices(model) <= LARGE:
            from scheduler.engine.columns.engine import Columns

            if not Columns().cannot(model):
                return _Coarse(model, limits, tell).outcome(start)
        return self._planned(model, limits, tell, start)

    def _planned(
        self, model: Model, limits: Limits, tell: Tell, start: Lines | None
    ) -> Outcome:
        plan = planned(model)
        if plan.annealed == 0.0:
            outcome = CpSat().run(model, limits, tell, start)
        else:
            outcome = _Chained(model, limits, tell, plan).outcome(start)
        return replace(
            outcome, engines=outcome.engines or plan.engines, why=plan.why
        )


class _Coarse:
    """The annealer, columns and CP-SAT, each from what is known by then."""

    def __init__(self, model: Model, limits: Limits, tell: Tell) -> None:
        self._began = monotonic()
        self._model = model
        self._limits = limits
        self._tell = tell
        self._best: Outcome | None = None
        self._bound = (0, 0)
        self._engines: list[str] = []

    def outcome(self, start: Lines | None) -> Outcome:
        """Run one after another, until the best roster is proven."""
        from scheduler.engine.columns.engine import Columns
        from scheduler.engine.search.annealer import Annealer

        seconds = max(0.1, self._limits.seconds or 0.0)
        sketched = min(SKETCHED, SKETCH_SECONDS / seconds)
        if _choices(self._model) > MIDDLE:
            sketched = ANNEALED
        annealer = Annealer()
        if not annealer.cannot(self._model):
            self._run(annealer, sketched, start)
        self._run(Columns(patient=False), COLUMNS_SHARE, start)
        self._run(CpSat(), 1.0, start)
        if self._best is None:
            raise AssertionError("CP-SAT always has an outcome")
        return replace(
            self._best,
            engines=" + ".join(self._engines),
            why="coverage has few cells, and duties no breaks",
        )

    def _run(self, engine: Engine, share: float, start: Lines | None) -> None:
        """Run an engine on a share of what is left; keep what it finds."""
        best = self._best
        if best is not None and (
            best.status in ("optimal", "infeasible") or self._limits.stop()
        ):
            return
        later = monotonic() - self._began
        left = max(0.1, (self._limits.seconds or 0.0) - later)
        limits = replace(self._limits, seconds=left * share, floor=self._floor)
        known = start if best is None or best.lines is None else best.lines
        found = engine.run(
            self._model, limits, told_later(self._tell, later), known
        )
        self._engines.append(engine.name)
        self._keep(found)

    def _floor(self, shortage_min: int) -> int:
        """Return the most that is proven of rosters with a shortage."""
        known, bound = self._bound
        proven = bound if known == shortage_min else 0
        return max(self._limits.floor(shortage_min), proven)

    def _keep(self, found: Outcome) -> None:
        """Take over a better roster, and a better bound."""
        if found.lines is not None and (found.bound or 0) > self._floor(
            found.shortage_min
        ):
            self._bound = (found.shortage_min, found.bound or 0)
        best = self._best
        if best is None or _rank(found) <= _rank(best):
            self._best = best = found
        if best.status == "feasible":
            bound = max(best.bound or 0, self._floor(best.shortage_min))
            self._best = replace(best, bound=bound)


def _rank(outcome: Outcome) -> tuple[int, bool, int, int]:
    """Return what is less for a better outcome; proofs are best.

    A draft that breaks rules is a better start than nothing.
    """
    certainty = ("optimal", "infeasible", "feasible", "unknown")
    place = certainty.index(outcome.status)
    nothing = outcome.lines is None
    return max(1, place), nothing, outcome.shortage_min, outcome.cost or 0


class _Chained:
    """The annealer, and CP-SAT on what is left of the limits."""

    def __init__(
        self, model: Model, limits: Limits, tell: Tell, plan: Plan
    ) -> None:
        self._began = monotonic()
        self._model = model
        self._limits = limits
        self._tell = tell
        self._plan = plan

    def outcome(self, start: Lines | None) -> Outcome:
        """Anneal, and let CP-SAT go on where that is not enough."""
        from scheduler.engine.search.annealer import Annealer
        from scheduler.engine.search.simpler import placed, simpler

        huge = _choices(self._model) > HUGE
        annealer = Annealer(patient=huge)
        exact = not annealer.cannot(self._model)
        model = self._model if exact else simpler(self._model)
        if annealer.cannot(model):
            return CpSat().run(self._model, self._limits, self._tell, start)
        annealed = annealer.run(
            model, self._part(self._plan.annealed), self._told(0), start
        )
        alone = self._plan.annealed == 1.0 and annealed.status == "feasible"
        if exact and (alone or huge):
            return annealed
        later = monotonic() - self._began
        lines = annealed.lines
        if lines is not None and not exact:
            lines = placed(self._model, lines)
        outcome = CpSat().run(
            self._model, self._rest(later), self._told(later), lines
        )
        return replace(outcome, engines=BOTH)

    def _part(self, share: float) -> Limits:
        """Return the limits of the annealer."""
        limits = self._limits
        return replace(
            limits,
            seconds=limits.seconds and limits.seconds * share,
            iterations=limits.iterations and round(limits.iterations * share),
        )

    def _rest(self, later: float) -> Limits:
        """Return what is left for CP-SAT."""
        limits = self._limits
        return replace(
            limits,
            seconds=limits.seconds and max(0.1, limits.seconds - later),
            iterations=limits.iterations
            and max(1, round(limits.iterations * (1 - ANNEALED))),
        )

    def _told(self, later: float) -> Tell:
        return told_later(self._tell, later)


def told_later(tell: Tell, later: float) -> Tell:
    """Return a way to tell events of an engine that began later."""

    def told(event: Event) -> None:
        tell(replace(event, seconds=event.seconds + later))

    return told


def _choices(model: Model) -> int:
    problem = model.problem
    return sum(
        len(problem.menu(person, day))
        for person in range(len(problem.people))
        for day in range(problem.days)
    )
