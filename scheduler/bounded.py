"""An engine's run with a bound from prices, where they prove more than it."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from scheduler.events import Event

if TYPE_CHECKING:
    from scheduler.engine.engine import Engine, Limits, Outcome
    from scheduler.events import Tell
    from scheduler.model import Model

__all__ = ["is_large", "run_bounded"]

POLL_SECONDS = 0.05

LARGE = 4_000
"""Choices of all line days beyond which CP-SAT proves little by itself."""


def run_bounded(
    engine: Engine, model: Model, limits: Limits, tell: Tell
) -> Outcome:
    """Climb prices on a share of the limits, then let the engine search.

    Small models go to the engine as they are.

    Raises
    ------
    InternalError
        When a roster costs less than is proven.
    """
    if not is_large(model):
        return engine.run(model, limits, tell)
    # Loaded here, as small problems should not wait for compiled loops.
    from scheduler.engine.engine import Outcome
    from scheduler.engine.kernels.warm import warm
    from scheduler.engine.prices.proof import prove, sharpened
    from scheduler.engine.workers import Worker

    # Before the clock runs: compiling takes about as long as a search. Who
    # wants it to end need not wait for all of it.
    tell(Event("phase", engine.name, 0.0, "compiled loops, made once"))
    compiling = Worker(warm)
    while not compiling.is_done(POLL_SECONDS) and not limits.stop():
        pass
    compiling.close()
    if not compiling.is_done():
        return Outcome("unknown", note="interrupted")

    began = monotonic()
    proof = prove(model, limits, tell)
    later = monotonic() - began
    floor = limits.floor if proof is None else proof.bound

    def told(event: Event) -> None:
        event = replace(event, seconds=event.seconds + later)
        if event.cost is not None and event.shortage_min is not None:
            known = floor(event.shortage_min)
            event = replace(event, bound=max(known, event.bound or 0))
        tell(event)

    left = limits.seconds
    if left is not None:
        left = max(0.0, left - later)
    limits = replace(limits, seconds=left, floor=floor)
    outcome = engine.run(model, limits, told)
    return outcome if proof is None else sharpened(outcome, proof)


def is_large(model: Model) -> bool:
    """Return whether a model is too large for CP-SAT to prove much."""
    problem = model.problem
    sizes = [sum(map(len, menus)) for menus in problem.menus]
    return sum(sizes[person.menu] for person in problem.people) > LARGE
