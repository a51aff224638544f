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
    from collections.abc import Callable, Iterable, Sequence

    from scheduler.engine.engine import Limits

__all__ = ["Effort", "Found", "Step", "search", "search_parts", "set_hint"]

logger = logging.getLogger(__name__)

WORK_PER_ITERATION = 1e-4
"""CP-SAT's deterministic time for one iteration of ``Limits``: about a
tenth of a millisecond, so that iterations count alike in all engines."""

POLL_SECONDS = 0.05

FULL_PORTFOLIO = 8
"""Threads from which CP-SAT's own choice of strategies has one with the
full relaxation; below, that one is asked for."""


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
    job = _Job(cp, limits, effort, limits.threads)
    parameters = job.solver.parameters
    parameters.relative_gap_limit = gap
    parameters.fix_variables_to_their_hinted_value = fix_to_hint
    interrupted = _watch([job], limits.stop, tell)
    return job.found(interrupted=interrupted)


def search_parts(
    models: Sequence[cp_model.CpModel], limits: Limits, effort: Effort
) -> list[Found]:
    """Run CP-SAT on small parts of a model side by side, a thread each.

    Presolve is kept short: most of such a model is fixed.
    """
    jobs = [_Job(cp, limits, effort, threads=1) for cp in models]
    for job in jobs:
        job.solver.parameters.max_presolve_iterations = 1
        job.solver.parameters.cp_model_probing_level = 0
        job.solver.parameters.symmetry_level = 0
    interrupted = _watch(jobs, limits.stop, lambda step: None)
    return [job.found(interrupted=interrupted) for job in jobs]


class _Job:
    """A solver and the thread it works in."""

    def __init__(
        self,
        cp: cp_model.CpModel,
        limits: Limits,
        effort: Effort,
        threads: int,
    ) -> None:
        self.solver = cp_model.CpSolver()
        self.steps: SimpleQueue[Step] = SimpleQueue()
        self._cp = cp
        self._status = cp_model.UNKNOWN
        self._thread = Thread(target=self._solve, daemon=True)
        _set_parameters(self.solver, limits, effort, max(1, threads))

    def start(self) -> None:
        """Let the solver begin."""
        self.solver.best_bound_callback = lambda bound: self.steps.put(
            Step(None, _whole(bound))
        )
        self._thread.start()

    def over(self) -> bool:
        """Wait a moment; return whether the solver is done."""
        self._thread.join(POLL_SECONDS)
        return not self._thread.is_alive()

    def found(self, *, interrupted: bool) -> Found:
        """Return what the solver found."""
        solved = self._status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        scored = self._cp.has_objective()
        response = self.solver.response_proto
        return Found(
            status=self._status,
            values=list(response.solution) if solved else (),
            objective=(
                round(self.solver.objective_value)
                if solved and scored
                else None
            ),
            bound=_whole(self.solver.best_objective_bound) if scored else None,
            work=response.deterministic_time,
            interrupted=interrupted,
            clash=list(response.sufficient_assumptions_for_infeasibility),
        )

    def _solve(self) -> None:
        self._status = self.solver.solve(self._cp, _Watcher(self.steps))


def _watch(
    jobs: Sequence[_Job],
    stop: Callable[[], bool],
    tell: Callable[[Step], None],
) -> bool:
    """Wait for all solvers; return whether they were told to stop."""
    for job in jobs:
        job.start()
    interrupted = False
    running = list(jobs)
    while running:
        try:
            for job in running:
                _drain(job.steps, tell)
            if interrupted or stop():
                interrupted = True
                for job in running:
                    job.solver.stop_search()
            running = [job for job in running if not job.over()]
        except KeyboardInterrupt:
            interrupted = True
    for job in jobs:
        _drain(job.steps, tell)
    return interrupted


def _drain(steps: SimpleQueue[Step], tell: Callable[[Step], None]) -> None:
    while True:
        try:
            tell(steps.get_nowait())
        except Empty:
            return


def _set_parameters(
    solver: cp_model.CpSolver, limits: Limits, effort: Effort, threads: int
) -> None:
    parameters = solver.parameters
    parameters.num_workers = threads
    parameters.random_seed = limits.seed % 2**31
    parameters.catch_sigint_signal = False
    # Seats are a flow, which the relaxation solves outright, but only if
    # it sees the clauses that presolve makes of small rows.
    parameters.linearization_level = 2
    if 1 < threads < FULL_PORTFOLIO:
        parameters.subsolvers.extend(["max_lp"])
    if effort.work is not None:
        parameters.max_deterministic_time = max(effort.work, 1e-3)
        parameters.interleave_search = threads > 1
    if effort.deadline is not None:
        parameters.max_time_in_seconds = max(
            0.01, effort.deadline - monotonic()
        )
    if logger.isEnabledFor(logging.DEBUG):
        parameters.log_search_progress = True
        parameters.log_to_stdout = False
        solver.log_callback = logger.debug


def set_hint(cp: cp_model.CpModel, hinted: Iterable[tuple[int, int]]) -> None:
    """Hint values by variable index, and nothing else."""
    cp.proto.clear_solution_hint()
    hint = cp.proto.solution_hint
    for index, value in hinted:
        hint.vars.append(index)
        hint.values.append(value)


def _whole(bound: float) -> int | None:
    """Return the integer bound that a float from the solver stands for."""
    return round(bound) if isfinite(bound) else None
