"""What no roster can cost less than, shown by prices.

Shortage of ``must`` coverage comes before cost. The dual is climbed with
``weight`` ticks for each minute of it: a roster with so much shortage then
costs no less than the dual's value less ``weight * shortage``, whatever the
weight is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import Cover, Presence
from scheduler.engine.kernels.jit import COMPILED
from scheduler.engine.line.lines import TooLate, size_for
from scheduler.engine.prices.ascent import climb
from scheduler.engine.prices.dual import Dual, Prices
from scheduler.engine.prices.unit import rounded_up, unit_of
from scheduler.errors import InternalError
from scheduler.events import Event

if TYPE_CHECKING:
    from scheduler.engine.engine import Limits, Outcome
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["NAME", "Proof", "prove", "sharpened", "weight_of"]

NAME = "prices"

SHARE = 0.25
"""Of the time, at most, that goes into prices."""

ITERATIONS = 1_000
"""Beyond these the bound hardly moves; the same without a time limit."""

EFFORT = 10
"""Of so many iterations of effort one goes into prices."""

FEWEST = 20
"""Iterations that a proof is not tried with fewer of."""

DEARER = 20
"""How much dearer a minute of shortage is than the dearest other one."""


@dataclass(frozen=True, eq=False)
class Proof:
    """A bound for every shortage.

    Attributes
    ----------
    total
        No roster has less of ``weight * shortage + cost``.
    unit
        Every cost is a multiple of so many ticks.
    relaxed
        Kinds of terms that the bound does not know, or not in full.
    states, iterations
        How large the lines' graphs are, and how long they were priced.
    """

    weight: int
    total: int
    unit: int
    prices: Prices
    relaxed: tuple[str, ...] = ()
    states: int = 0
    iterations: int = 0

    def bound(self, shortage_min: int) -> int:
        """Return what rosters with so much shortage cost at least."""
        least = self.total - self.weight * shortage_min
        return max(0, rounded_up(least, self.unit))


def prove(model: Model, limits: Limits, tell: Tell) -> Proof | None:
    """Climb the dual on a share of the limits; None where it is too slow."""
    began = monotonic()
    until = None if limits.seconds is None else began + limits.seconds * SHARE

    def late() -> bool:
        return limits.stop() or (until is not None and monotonic() > until)

    tell(Event("phase", NAME, 0.0, "prices"))
    size = size_for(len(model.problem.people))
    try:
        dual = Dual(model, size, compiled=COMPILED, stop=late)
    except TooLate:
        return None
    weight = weight_of(model)
    count = _iterations(dual, weight, limits, until)
    if count < FEWEST or late():
        return None
    steps = climb(dual, weight, count, seed=limits.seed, stop=late)
    climbed = deque(steps, maxlen=1)
    if not climbed:
        return None
    best = climbed[0]
    proof = Proof(
        weight,
        best.total,
        unit_of(model.terms),
        best.prices,
        tuple(sorted({type(term).__name__ for term in dual.relaxed})),
        sum(line.graph.states for line in dual.lines),
        best.iteration,
    )
    passed = monotonic() - began
    tell(Event("phase", NAME, passed, _told(proof)))
    tell(Event("bound", NAME, passed, bound=proof.bound(0)))
    return proof


def sharpened(outcome: Outcome, proof: Proof) -> Outcome:
    """Return an outcome with the better of two bounds.

    Raises
    ------
    InternalError
        When the proof is above the roster's cost.
    """
    if outcome.cost is None or outcome.lines is None:
        return outcome
    # A draft that breaks rules may cost less than any roster that does not.
    if outcome.status == "unknown":
        return outcome
    bound = proof.bound(outcome.shortage_min)
    if bound > outcome.cost:
        raise InternalError(
            f"prices prove {bound} ticks, and a roster costs {outcome.cost}"
        )
    bound = max(bound, outcome.bound or 0)
    proven = (
        outcome.status == "feasible"
        and bound == outcome.cost
        and outcome.shortage_bound_min == outcome.shortage_min
    )
    return replace(
        outcome, bound=bound, status="optimal" if proven else outcome.status
    )


def _iterations(
    dual: Dual, weight: int, limits: Limits, until: float | None
) -> int:
    """Return how many iterations the limits allow, by time after two."""
    if until is None:
        asked = (limits.iterations or ITERATIONS * EFFORT) // EFFORT
        return min(ITERATIONS, max(FEWEST, asked))
    prices = Prices(
        np.zeros(dual.coverage.prices, dtype=np.int64),
        np.zeros(len(dual.rows), dtype=np.int64),
        weight,
    )
    took = 0.0
    for _ in range(2):  # the first may wait for a compiler
        began = monotonic()
        dual.ask(prices, prices.coverage)
        took = monotonic() - began
    return min(ITERATIONS, int((until - monotonic()) / (took * 1.2)))


def weight_of(model: Model) -> int:
    """Return the ticks that a minute of ``must`` shortage should weigh."""
    rates = [
        rate
        for term in model.terms
        if isinstance(term, Cover | Presence)
        for price in (
            [tier.price for tier in term.tiers]
            if isinstance(term, Cover)
            else [term.price]
        )
        for _, rate in price.slopes
    ]
    # Without other coverage, a point a minute is dear enough.
    return DEARER * max(rates, default=300)


def _told(proof: Proof) -> str:
    relaxed = ", ".join(proof.relaxed)
    return (
        f"{proof.states} states, {proof.iterations} rounds of prices"
        f"{'; the bound knows nothing of ' + relaxed if relaxed else ''}"
    )
