"""Columns: an integer program over everybody's best lines under prices.

A roster with a line that is not on offer costs at least the dual's value
and what that line is dearer than its person's best; so the answer over
enough offers is proven best. For coverage of few cells, without breaks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import totals
from constraints.terms import Booked, Cover, Presence
from scheduler.engine.columns.master import Master
from scheduler.engine.columns.offers import offers
from scheduler.engine.engine import Chosen, Outcome
from scheduler.engine.hall import cannot_count, hall_of
from scheduler.engine.kernels.jit import COMPILED
from scheduler.engine.line.lines import TooLate, size_for
from scheduler.engine.prices.ascent import climb
from scheduler.engine.prices.dual import Dual
from scheduler.engine.prices.proof import weight_of
from scheduler.engine.prices.unit import rounded_up, unit_of
from scheduler.engine.view import LinesView
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.terms import Term
    from scheduler.engine.columns.offers import Offer
    from scheduler.engine.engine import Limits, Lines
    from scheduler.engine.prices.dual import Prices
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["NAME", "Columns"]

NAME = "columns"

MOST_CELLS = 1_000
"""Cells of coverage beyond which the program is too large."""

ITERATIONS = 1_000
CLIMB_SHARE = 0.3
"""Iterations of prices, and their share of the time."""

FIRST_OFFERS, MORE = 60, 3
"""Lines of each person at first, and how many times more next time."""

FAR = 0.45
"""Gap from which there are more lines within it than can be offered."""

SLICE_SHARE = 0.5
"""Of the time that is left, for one program."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Chooses among whole lines.

    Attributes
    ----------
    patient
        Whether to go on where the bound is far below the best roster, so
        that more lines lie between them than can be offered.
    """

    patient: bool = True

    @property
    def name(self) -> str:
        """Short name, as printed."""
        return NAME

    def cannot(self, model: Model) -> tuple[Term, ...]:
        """Return coverage too fine or too varied, and events.

        A roster with breaks has all its coverage returned.
        """
        covers = [t for t in model.terms if isinstance(t, Cover | Presence)]
        breaks = any(duty.breaks for duty in model.problem.duties.duties)
        pieces = any(duty.pieces for duty in model.problem.duties.duties)
        if breaks or pieces or len(covers) > MOST_CELLS:
            return tuple(covers)
        return tuple(
            term
            for term in model.terms
            if isinstance(term, Booked)
            or cannot_count(term)
            or (
                isinstance(term, Cover)
                and len({pool.price for pool in term.pools}) > 1
            )
        )

    def run(
        self,
        model: Model,
        limits: Limits,
        tell: Tell,
        start: Lines | None = None,
    ) -> Outcome:
        """Offer more and more lines until the best choice is proven.

        ``unknown`` where the graphs of lines leave something out, or no
        choice was found in time.
        """
        return _Run(model, limits, tell, patient=self.patient).outcome(start)


class _Run:
    """One run: the dual, the clock and the best so far."""

    def __init__(
        self, model: Model, limits: Limits, tell: Tell, *, patient: bool
    ) -> None:
        self._patient = patient
        self._model = model
        self._limits = limits
        self._tell = tell
        self._began = monotonic()
        self._best: Outcome | None = None
        self._bound = 0

    def outcome(self, start: Lines | None) -> Outcome:
        """Climb, offer, choose; again with more."""
        self._say("started")
        people = len(self._model.problem.people)
        try:
            dual = Dual(
                self._model,
                size_for(people),
                compiled=COMPILED,
                stop=lambda: self._left() <= 0,
            )
        except TooLate:
            return Outcome("unknown", note="too many lines")
        if dual.relaxed:
            return Outcome("unknown", note="lines too large")
        weight = weight_of(self._model)
        climbed = deque(
            climb(
                dual,
                weight,
                ITERATIONS,
                seed=self._limits.seed,
                stop=lambda: self._left() < self._seconds(1 - CLIMB_SHARE),
            ),
            maxlen=1,
        )
        if not climbed:
            return Outcome("unknown", note="no line")
        self._total, self._weight = climbed[0].total, weight
        self._unit = unit_of(self._model.terms)
        self._raise(self._total)
        if start is not None:
            self._consider(start)
        if self._patient or not self._far():
            self._choose(dual, climbed[0].prices)
        self._say("finished")
        return self._summed_up()

    def _choose(self, dual: Dual, prices: Prices) -> None:
        terms = self._model.terms
        problem = self._model.problem
        hall = hall_of(len(problem.people), terms)
        master = Master(problem, dual, hall, self._weight, self._unit)
        most, before = FIRST_OFFERS, -1
        while not self._proven() and self._left() > 1 and not self._stop():
            found = offers(dual, prices, most, self._gap())
            if found is None:
                return
            count = sum(len(offer.ticks) for offer in found)
            if count == before:
                return
            self._say("phase", f"{count} lines")
            chosen = master.solved(found, self._left() * SLICE_SHARE)
            if chosen.lines:
                self._consider(_lines(dual, found, chosen.lines))
            self._learn(found, chosen.bound)
            most, before = most * MORE, count

    def _learn(self, found: Sequence[Offer], bound: float | None) -> None:
        """Raise the bound: by the program, or by a line outside of it."""
        if bound is None:
            return
        outside = [o.outside for o in found if o.outside is not None]
        least = min([bound, *(self._total + reduced for reduced in outside)])
        if self._best is not None and self._best.cost is not None:
            # Lines beyond the gap are in no better roster.
            least = min(least, self._value())
        if least < float("inf"):
            self._raise(ceil(least - 1e-3))

    def _far(self) -> bool:
        """Return whether too many lines are within the gap to offer them."""
        best = self._best
        return best is not None and (
            best.shortage_min > 0
            or (best.cost or 0) - self._cost_bound() > FAR * (best.cost or 0)
        )

    def _gap(self) -> int:
        """Return by how much a line may be dearer in a better roster."""
        if self._best is None:
            return 1 << 50
        return max(0, self._value() - max(1, self._unit) - self._total)

    def _value(self) -> int:
        """Return shortage and cost of the best as one number."""
        best = self._best
        if best is None or best.cost is None:
            return 1 << 50
        value: int = best.cost + self._weight * best.shortage_min
        return value

    def _raise(self, total: int) -> None:
        """Take over a bound of shortage and cost together."""
        self._bound = max(self._bound, total)
        self._say("bound")

    def _cost_bound(self) -> int:
        short = 0 if self._best is None else self._best.shortage_min
        least = self._bound - self._weight * short
        return max(0, rounded_up(least, self._unit))

    def _proven(self) -> bool:
        return (
            self._best is not None
            and self._best.shortage_min == 0
            and self._best.cost == self._cost_bound()
        )

    def _consider(self, lines: Lines) -> None:
        """Keep lines that hold, if they are better."""
        view = LinesView(self._model.problem, lines)
        found = totals(self._model.terms, view)
        if found.broken:
            return
        rank = found.shortage_min, found.ticks
        best = self._best
        if best is None or rank < (best.shortage_min, best.cost or 0):
            self._best = Outcome(
                "feasible",
                lines,
                shortage_min=found.shortage_min,
                cost=found.ticks,
            )
            self._say("improved")

    def _summed_up(self) -> Outcome:
        note = "interrupted" if self._stop() else ""
        if self._best is None or self._best.cost is None:
            return Outcome("unknown", note=note)
        if self._best.cost < self._cost_bound():
            raise InternalError("columns prove more than a roster costs")
        return replace(
            self._best,
            status="optimal" if self._proven() else "feasible",
            bound=self._cost_bound(),
            note=note,
        )

    # The clock, and what is told

    def _stop(self) -> bool:
        return self._limits.stop()

    def _seconds(self, share: float) -> float:
        return (self._limits.seconds or float("inf")) * share

    def _left(self) -> float:
        if self._stop():
            return 0.0
        return self._seconds(1.0) - (monotonic() - self._began)

    def _say(self, kind: str, message: str = "") -> None:
        best = self._best
        self._tell(
            Event(
                kind,
                NAME,
                monotonic() - self._began,
                message,
                None if best is None else best.shortage_min,
                None if best is None else best.cost,
                self._cost_bound() if self._bound else None,
            )
        )


def _lines(dual: Dual, found: Sequence[Offer], chosen: Sequence[int]) -> Lines:
    return tuple(
        tuple(
            None if duty < 0 else Chosen(int(duty))
            for duty in line.graph.duty[offer.choices[number]]
        )
        for line, offer, number in zip(dual.lines, found, chosen, strict=True)
    )
