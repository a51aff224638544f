"""From a problem to a judged roster: the one call that puts it all together.

Rules become terms, an engine finds lines, queues are assigned, and the
checker gives its own opinion. Where the two disagree the fault is ours, and
no roster leaves this module.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from constraints.evaluator import amounts
from scheduler.bounded import run_bounded
from scheduler.checker import check
from scheduler.engine.engine import Limits
from scheduler.engine.view import roster_of
from scheduler.errors import Finding, InputError, InternalError
from scheduler.idle import without_idle
from scheduler.model import compile_rules
from scheduler.queues import assign
from scheduler.reasons import reason_of
from scheduler.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from constraints.rule import Rule
    from scheduler.checker import Judgement
    from scheduler.engine.engine import Engine, Outcome
    from scheduler.events import Tell
    from scheduler.model import Model
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["solve"]

DEFAULT_SECONDS = 60.0

JUDGED = 4
"""Judging a roster, and taking idle duties out, takes so many times as long
as compiling its rules."""

LEAST = 0.5
"""Of a limit, for the search whatever the rest takes."""

INTERRUPTED = "interrupted"  # an engine's note when told to stop
MOST_THREADS = 8
THREADS_BY_ITERATIONS = 2  # the same on every machine


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    gap: float = 0.0,
    rules: Sequence[Rule] | None = None,
    engines: Sequence[Engine] | None = None,
    on_event: Tell | None = None,
    stop: Callable[[], bool] | None = None,
) -> Result:
    """Find the best roster within a limit, and have it judged.

    Ctrl-C ends the search with the best roster so far.

    Parameters
    ----------
    seconds
        Wall-clock limit; 60 when neither it nor ``iterations`` is given.
    iterations
        Deterministic effort: with the same seed and threads, the same
        iterations give the same roster.
    threads
        Default: as many as there are cores, at most 8; 2 when
        ``iterations`` are given.
    gap
        Stop once the cost is proven within this share of the best.
    rules
        What to obey; by default the rules of the problem.
    engines
        The first that honours all rules is used; by default those that
        suit the size of the problem, see ``scheduler.engine.auto``.
    on_event
        Told what happens, from this thread.
    stop
        Asked now and then; True ends the search with the best so far.

    Returns
    -------
    Result
        ``infeasible`` with a reason, ``unknown`` when nothing was found
        within the limit, else a roster.

    Raises
    ------
    InputError
        When no engine honours all rules.
    InternalError
        When engine and checker disagree about the roster.
    """
    began = monotonic()
    model = compile_rules(problem, None if rules is None else tuple(rules))
    engine = _chosen(model, _default_engines() if engines is None else engines)
    if seconds is None and iterations is None:
        seconds = DEFAULT_SECONDS
    with _interruptible(stop) as interrupt:
        # What it takes to compile the rules, and at the end to judge the
        # roster, is part of the limit.
        late = (monotonic() - began) * (1 + JUDGED)
        limits = Limits(
            seconds=seconds and max(0.1, seconds - late, seconds * LEAST),
            iterations=iterations,
            seed=seed,
            threads=_threads(iterations) if threads is None else threads,
            gap=gap,
            stop=interrupt.asked,
        )
        outcome = run_bounded(
            engine, model, limits, on_event or (lambda _: None)
        )
        roster = _roster(model, outcome)
        judged = None if roster is None else check(roster, rules)
    if judged is not None and roster is not None:
        _agree(engine, model, outcome, roster, judged)
        busy, saved = without_idle(model, roster)
        if busy is not roster:
            roster, judged = busy, check(busy, rules)
            outcome = replace(outcome, cost=(outcome.cost or 0) - saved)
            _agree(engine, model, outcome, roster, judged)
    return Result(
        status=outcome.status,
        best=roster,
        cost=outcome.cost,
        bound=outcome.bound,
        shortage_min=outcome.shortage_min,
        shortage_bound_min=outcome.shortage_bound_min,
        seconds=monotonic() - began,
        engine=outcome.engines or engine.name,
        seed=seed,
        interrupted=interrupt.stopped or outcome.note == INTERRUPTED,
        violations=() if judged is None else judged.violations,
        notes=(f"engine: {outcome.engines} ({outcome.why})",)
        if outcome.why
        else (),
        reason=(
            reason_of(problem, outcome, rules)
            if outcome.status == "infeasible"
            else None
        ),
    )


# Engines and limits


def _default_engines() -> tuple[Engine, ...]:
    # Loading the solver takes a second that only those who solve should pay.
    from scheduler.engine.auto import Auto

    return (Auto(),)


def _chosen(model: Model, engines: Sequence[Engine]) -> Engine:
    refused = []
    for engine in engines:
        beyond = engine.cannot(model)
        if not beyond:
            return engine
        kinds = sorted({type(term).__name__ for term in beyond})
        refused.append(f"{engine.name} cannot do {', '.join(kinds)}")
    reasons = "; ".join(refused) or "none was given"
    raise InputError(
        Finding(f"no engine honours all rules: {reasons}", code="no-engine")
    )


def _threads(iterations: int | None) -> int:
    if iterations is not None:
        return THREADS_BY_ITERATIONS
    return min(MOST_THREADS, os.cpu_count() or 1)


@dataclass(eq=False)
class _Interrupt:
    """Whether somebody wants the search to end.

    Attributes
    ----------
    stopped
        It was ended for that reason.
    """

    stop: Callable[[], bool] | None
    stopped: bool = False

    def asked(self) -> bool:
        """Return whether to stop; stays True."""
        if not self.stopped and self.stop is not None:
            self.stopped = self.stop()
        return self.stopped


@contextmanager
def _interruptible(stop: Callable[[], bool] | None) -> Iterator[_Interrupt]:
    """Turn the first Ctrl-C into a wish to stop; the second is as usual.

    Only the main thread may do so, elsewhere Ctrl-C never arrives; and a
    program that handles it by itself has ``stop`` to say so.
    """
    interrupt = _Interrupt(stop)
    before = signal.getsignal(signal.SIGINT)
    if (
        threading.current_thread() is not threading.main_thread()
        or before is not signal.default_int_handler
    ):
        yield interrupt
        return

    def first(number: int, frame: FrameType | None) -> None:
        interrupt.stopped = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, first)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


# Lines to roster


def _roster(model: Model, outcome: Outcome) -> Roster | None:
    # Lines of an engine that found none that hold are only a draft.
    if outcome.lines is None or outcome.status in ("unknown", "infeasible"):
        return None
    bare = roster_of(model.problem, outcome.lines)
    return assign(model.problem, model.terms, bare)


# Engine and checker


def _agree(
    engine: Engine,
    model: Model,
    outcome: Outcome,
    roster: Roster,
    judged: Judgement,
) -> None:
    """Refuse a roster that engine and checker see differently."""
    faults = []
    if judged.broken:
        broken = "; ".join(
            v.note or f"{v.rule} by {v.amount}" for v in judged.broken[:5]
        )
        faults.append(f"it breaks what must hold ({broken})")
    if outcome.shortage_min != judged.shortage_min:
        faults.append(
            f"{outcome.shortage_min} minutes are short for the engine,"
            f" {judged.shortage_min} for the checker"
        )
    if outcome.cost != judged.cost:
        faults.append(
            f"it costs {outcome.cost} ticks for the engine,"
            f" {judged.cost} for the checker"
            f"{_differences(model, roster, judged)}"
        )
    if faults:
        raise InternalError(
            f"The engine {engine.name} and the checker disagree about a"
            f" roster, which is our fault: {'; '.join(faults)}. No roster is"
            " written. Please report it with your roster file."
        )


def _differences(model: Model, roster: Roster, judged: Judgement) -> str:
    """Return which statements two ways of judging price differently."""
    by_term: Counter[str] = Counter()
    for term in model.terms:
        for found in amounts(term, roster):
            by_term[found.because.rule] += found.price(found.amount)
    by_rule: Counter[str] = Counter()
    for violation in judged.violations:
        by_rule[violation.rule] += violation.ticks
    told = [
        f"{id_}: {by_term[id_]} and {by_rule[id_]}"
        for id_ in sorted({*by_term, *by_rule})
        if by_term[id_] != by_rule[id_]
    ]
    return f" ({', '.join(told[:5])})" if told else ""
