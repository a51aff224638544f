"""One run of CP-SAT that can be watched and stopped.

The solver works in a thread of its own: the caller's thread stays free to
be interrupted, to ask ``stop`` and to tell what happens, and callbacks are
never called from a foreign thread.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from math import isfinite
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scheduler.engine.engine import Limits

__all__ = ["Effort", "Found", "Step", "search", "set_hint"]

logger = logging.getLogger(__name__)

WORK_PER_ITERATION = 1e-4
"""CP-SAT's deterministic time for one iteration of ``Limits``: about a
tenth of a millisecond, so that iterations count alike in all engines."""

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Effort:
    """How much one search may take.

    Attributes
    ----------
    deadline
        In ``time.monotonic`` seconds; None for none.
    work
        CP-SAT's deterministic time; None for no such limit.
    """

    deadline: float | None
    work: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A better solution or a better bound, as seen from outside."""

    objective: int | None
    bound: int | None


@dataclass(frozen=True, eq=False)
class Found:
    """What one search found.

    Attributes
    ----------
    values
        By variable index; empty when there is no solution.
    work
        Deterministic time it took.
    clash
        Indices of assumptions that cannot hold together.
    """

    status: cp_model.CpSolverStatus
    values: Sequence[int]
    objective: int | None
    bound: int | None
    work: float
    interrupted: bool
    clash: Sequence[int] = ()

    @property
    def infeasible(self) -> bool:
        """Whether there is no solution, proven."""
        return self.status == cp_model.INFEASIBLE

    @property
    def optimal(self) -> bool:
        """Whether the solution is proven best."""
        return self.status == cp_model.OPTIMAL


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Posts each better solution."""

    def __init__(self, steps: SimpleQueue[Step]) -> None:
        super().__init__()
        self._steps = steps

    def on_solution_callback(self) -> None:
        self._steps.put(
            Step(
                round(self.objective_value), _whole(self.best_objective_bound)
            )
        )


def search(
    cp: cp_model.CpModel,
    limits: Limits,
    effort: Effort,
    tell: Callable[[Step], None] = lambda step: None,
    *,
    fix_to_hint: bool = False,
    gap: float = 0.0,
) -> Found:
    """Run CP-SAT until it is done, a limit is met or somebody says stop.

    The same model, seed, threads and work give the same answer: with a work
    limit, several threads take turns (``interleave_search``) instead of
    racing, which costs some speed.

    Parameters
    ----------
    fix_to_hint
        Only complete the hint: variables without one are still free.
    gap
        Stop within this share of the objective.
    """
    solver = _solver(limits, effort, gap)
    solver.parameters.fix_variables_to_their_hinted_value = fix_to_hint
    steps: SimpleQueue[Step] = SimpleQueue()
    solver.best_bound_callback = lambda bound: steps.put(
        Step(None, _whole(bound))
    )
    statuses: list[cp_model.CpSolverStatus] = []
    thread = Thread(
        target=lambda: statuses.append(solver.solve(cp, _Watcher(steps))),
        daemon=True,
    )
    thread.start()
    interrupted = _watch(thread, solver, limits.stop, steps, tell)
    found = statuses[0] in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    scored = cp.has_objective()
    return Found(
        status=statuses[0],
        values=list(solver.response_proto.solution) if found else (),
        objective=round(solver.objective_value) if found and scored else None,
        bound=_whole(solver.best_objective_bound) if scored else None,
        work=solver.response_proto.deterministic_time,
        interrupted=interrupted,
        clash=list(
            solver.response_proto.sufficient_assumptions_for_infeasibility
        ),
    )


def _watch(
    thread: Thread,
    solver: cp_model.CpSolver,
    stop: Callable[[], bool],
    steps: SimpleQueue[Step],
    tell: Callable[[Step], None],
) -> bool:
    """Wait for the solver; return whether it was told to stop."""
    interrupted = False
    while thread.is_alive():
        try:
            _drain(steps, tell)
            if interrupted or stop():
                interrupted = True
                solver.stop_search()
            thread.join(POLL_SECONDS)
        except KeyboardInterrupt:
            interrupted = True
    _drain(steps, tell)
    return interrupted


def _drain(steps: SimpleQueue[Step], tell: Callable[[Step], None]) -> None:
    while True:
        try:
            tell(steps.get_nowait())
        except Empty:
            return


def _solver(limits: Limits, effort: Effort, gap: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = max(1, limits.threads)
    parameters.random_seed = limits.seed % 2**31
    parameters.catch_sigint_signal = False
    parameters.relative_gap_limit = gap
    if effort.work is not None:
        parameters.max_deterministic_time = max(effort.work, 1e-3)
        parameters.interleave_search = limits.threads > 1
    if effort.deadline is not None:
        parameters.max_time_in_seconds = max(
            0.01, effort.deadline - monotonic()
        )
    if logger.isEnabledFor(logging.DEBUG):
        parameters.log_search_progress = True
        parameters.log_to_stdout = False
        solver.log_callback = logger.debug
    return solver


def set_hint(cp: cp_model.CpModel, values: Sequence[int]) -> None:
    """Hint a value for every variable."""
    cp.proto.clear_solution_hint()
    hint = cp.proto.solution_hint
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)


def _whole(bound: float) -> int | None:
    """Return the integer bound that a float from the solver stands for."""
    return round(bound) if isfinite(bound) else None
