"""The annealer as an engine: a chain per thread, and the best of them wins.

Chains do not talk to each other, so that by moves a run is the same
whatever the machine does besides. What they find is judged by the evaluator
before anybody sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import totals
from scheduler.engine.engine import Outcome
from scheduler.engine.search.board import Board, Value, beyond
from scheduler.engine.search.chain import Chain
from scheduler.engine.search.schedule import Clock, Schedule, dearest
from scheduler.engine.view import LinesView
from scheduler.engine.workers import Worker, are_done
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.terms import Term
    from scheduler.engine.engine import Limits, Lines
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["Annealer"]

NAME = "annealer"

MOST_MOVES = 200_000
"""Moves of a chain between two looks at the clock."""

POLL_SECONDS = 0.05

PATIENCE = 0.4
"""Share of a run in which a roster that breaks rules breaks no fewer, after
which it is given up: moves are no proof, and somebody else should try."""

FIRST_UNIT = 6000.0
"""Ticks of a small change where a roster has none to learn it from."""


@dataclass(frozen=True, slots=True)
class Annealer:
    """Improves a roster by millions of small moves; proves nothing.

    Attributes
    ----------
    patient
        Whether to go on to the end with a roster that breaks rules.
    """

    patient: bool = True

    @property
    def name(self) -> str:
        """Short name, as printed."""
        return NAME

    def cannot(self, model: Model) -> tuple[Term, ...]:
        """Return events, and coverage by people who count in part."""
        return beyond(model)

    def run(
        self,
        model: Model,
        limits: Limits,
        tell: Tell,
        start: Lines | None = None,
    ) -> Outcome:
        """Anneal until a limit is met; see ``Engine``."""
        return _Run(model, limits, tell, patient=self.patient).outcome(start)


class _Run:
    """One run: its chains and the best of them."""

    def __init__(
        self, model: Model, limits: Limits, tell: Tell, *, patient: bool
    ) -> None:
        self._began = monotonic()
        self._model = model
        self._limits = limits
        self._tell = tell
        self._patient = patient
        self._interrupted = False
        self._done = False
        self._told: Value | None = None
        self._board = Board(model)
        self._clock = Clock(limits, self._began)
        self._chains = [
            Chain(self._board, limits.seed * 1000 + number)
            for number in range(max(1, limits.threads))
        ]

    def outcome(self, start: Lines | None) -> Outcome:
        """Run all chains and sum up."""
        self._say("started", f"{len(self._chains)} chains")
        roster = None if start is None else self._board.roster(start)[0]
        minute = dearest(self._model.terms)
        early = Schedule(FIRST_UNIT, minute or round(FIRST_UNIT))
        self._watch(
            Worker(partial(c.begin, roster, early)) for c in self._chains
        )
        unit = max(chain.unit() for chain in self._chains) or FIRST_UNIT
        schedule = Schedule(unit, minute or round(unit))
        self._say("phase", "annealing")
        self._watch(
            Worker(partial(self._anneal, c, schedule)) for c in self._chains
        )
        outcome = self._sum_up()
        self._say("finished", outcome.status)
        return outcome

    def _anneal(self, chain: Chain, schedule: Schedule) -> None:
        """Let a chain run to its end, or until somebody says stop."""
        share = since = self._clock.share(chain.moves)
        broken = chain.value.hard
        while share < 1.0 and not self._done:
            moves = self._clock.next_moves(
                chain.moves, chain.per_second, MOST_MOVES
            )
            step = self._clock.step(moves, chain.per_second)
            chain.advance(moves, schedule, share, min(1.0, share + step))
            share = self._clock.share(chain.moves)
            if chain.value.hard < broken:
                broken, since = chain.value.hard, share
            if broken and not self._patient and share - since > PATIENCE:
                return

    def _watch(self, working: Iterable[Worker]) -> None:
        """Wait for the chains; tell what they find."""
        workers = tuple(working)
        over = False
        while not over:
            over = are_done(workers, POLL_SECONDS)
            self._interrupted = self._interrupted or self._limits.stop()
            self._say_best()
            self._done = self._interrupted or self._proven()
        for worker in workers:
            worker.close()

    # Results

    def _sum_up(self) -> Outcome:
        best = min(self._chains, key=lambda chain: chain.value)
        lines = best.lines()
        found = totals(
            self._model.terms, LinesView(self._board.problem, lines)
        )
        hard = sum(one.amount for one in found.broken)
        judged = Value(hard, found.shortage_min, found.ticks)
        if judged != best.value:
            raise InternalError(
                f"the annealer and the evaluator disagree about a roster:"
                f" {best.value} and {judged}"
            )
        return Outcome(
            status="unknown" if found.broken else "feasible",
            lines=lines,
            shortage_min=found.shortage_min,
            cost=found.ticks,
            bound=0,
            note="interrupted" if self._interrupted else "",
        )

    def _say_best(self) -> None:
        best = min(chain.value for chain in self._chains)
        if best.hard == 0 and (self._told is None or best < self._told):
            self._told = best
            self._say("improved", self._speed())

    def _proven(self) -> bool:
        """Return whether the best is within the gap of what is known.

        By moves the run goes on: it must not depend on when one looks.
        """
        best = self._told
        if best is None or self._limits.seconds is None:
            return False
        floor = self._limits.floor(best.shortage_min)
        return best.ticks - floor <= self._limits.gap * best.ticks

    def _speed(self) -> str:
        total = sum(chain.per_second for chain in self._chains)
        return f"{total / 1000:.0f} 000 moves/s"

    def _say(self, kind: str, message: str = "") -> None:
        best = self._told
        self._tell(
            Event(
                kind,
                NAME,
                monotonic() - self._began,
                message,
                None if best is None else best.shortage_min,
                None if best is None else best.ticks,
            )
        )
