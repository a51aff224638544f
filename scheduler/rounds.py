"""Solve until promises are kept: simulate, ask for more, solve again.

Head counts come from formulas that see each queue by itself. Here a roster
is held against the contacts themselves; where it answers too late, more
people are asked for, a few rounds long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.checker import check
from scheduler.roster import Roster
from scheduler.simulation.raising import raised, raises
from scheduler.simulation.simulation import simulate
from scheduler.solver import solve
from scheduler.unmet import why_unmet

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.events import Tell
    from scheduler.problem import Problem
    from scheduler.result import Result
    from scheduler.simulation.figures import Kept, Simulated
    from scheduler.simulation.raising import Raise

__all__ = ["PROBABLE", "Met", "Round", "Unmet", "pursued", "solve_until_met"]

MOST_ROUNDS = 5
PROBABLE = 0.9
"""The least probability with which a promise is to be kept."""


@dataclass(frozen=True, eq=False)
class Round:
    """One roster, simulated.

    Attributes
    ----------
    added
        What was asked for beyond the round before; nothing in the first.
    """

    result: Result
    simulated: Simulated | None
    added: tuple[Raise, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A promise that is kept too rarely, and why."""

    kept: Kept
    why: str


@dataclass(frozen=True, eq=False)
class Met:
    """What came of all rounds.

    Attributes
    ----------
    result
        The best round's roster, judged by the file as it was written.
    best
        Number of that round, from 0.
    unmet
        Promises that it keeps too rarely.
    """

    result: Result
    rounds: tuple[Round, ...]
    best: int
    unmet: tuple[Unmet, ...]

    @property
    def simulated(self) -> Simulated | None:
        """The service that the roster gives; None without a roster."""
        return self.rounds[self.best].simulated

    @property
    def added(self) -> tuple[Raise, ...]:
        """All that was asked for beyond the file, for this roster."""
        return tuple(
            each
            for round_ in self.rounds[: self.best + 1]
            for each in round_.added
        )


def solve_until_met(
    problem: Problem,
    *,
    rounds: int = MOST_ROUNDS,
    probable: float = PROBABLE,
    replications: int = 200,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    gap: float = 0.0,
    on_event: Tell | None = None,
    on_round: Callable[[int, Round], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Met:
    """Solve, simulate, ask for more where it fails, and solve again.

    Promises of importance ``must`` are pursued; in a file that makes none
    of them ``must``, all are.

    Parameters
    ----------
    rounds
        How often to solve again, at most.
    probable
        The probability with which each promise is to be kept in every
        month.
    replications
        Of each simulation.
    seconds, iterations
        Limit of each solve, not of all together.
    on_round
        Told the number of each round, from 0, and what came of it.

    Returns
    -------
    Met
        The roster that keeps most promises, and of those the cheapest.

    Raises
    ------
    InputError
        When nothing arrives, or nothing was promised.
    """
    done: list[Round] = []
    asking = problem
    added: tuple[Raise, ...] = ()
    stopping = stop or (lambda: False)
    while True:
        result = solve(
            asking,
            seconds=seconds,
            iterations=iterations,
            seed=seed,
            threads=threads,
            gap=gap,
            on_event=on_event,
            stop=stop,
        )
        found = (
            None
            if result.best is None
            else simulate(result.best, replications=replications, seed=seed)
        )
        done.append(Round(result, found, added))
        if on_round is not None:
            on_round(len(done) - 1, done[-1])
        if found is None or result.interrupted or stopping():
            break
        failing = _failing(problem, found, probable)
        more = raises(asking, failing, result.violations)
        if not more or len(done) > rounds:
            break
        asking, added = raised(asking, more), more
    return _met(problem, done, probable)


def _failing(
    problem: Problem, found: Simulated, probable: float
) -> tuple[Kept, ...]:
    return tuple(
        kept for kept in pursued(problem, found) if kept.kept.share < probable
    )


def pursued(problem: Problem, found: Simulated) -> tuple[Kept, ...]:
    """Return the promises to be kept: those that are ``must``, else all."""
    must = any(promised.must for promised in problem.demand.promised)
    return tuple(
        kept
        for kept in found.kept
        if kept.promised.must or not must
        if kept.level is not None
    )


def _met(problem: Problem, done: list[Round], probable: float) -> Met:
    judged = [_judged(problem, done[0].result, r.result) for r in done]

    def worth(number: int) -> tuple[bool, int, float, int]:
        found, result = done[number].simulated, judged[number]
        if found is None:
            return (True, 0, 0.0, 0)
        shares = [k.kept.share for k in pursued(problem, found)]
        return (
            False,
            result.shortage_min,
            -sum(min(share, probable) for share in shares),
            result.cost or 0,
        )

    best = min(range(len(done)), key=worth)
    found, result = done[best].simulated, done[best].result
    unmet = []
    if found is not None and result.best is not None:
        for kept in _failing(problem, found, probable):
            why = why_unmet(result, kept, len(done) - 1)
            unmet.append(Unmet(kept, why))
    return Met(judged[best], tuple(done), best, tuple(unmet))


def _judged(problem: Problem, first: Result, result: Result) -> Result:
    """Return a round's result as one of the file as it was written.

    What was asked for beyond it is no shortage. The first round's bounds
    hold, as it solved the file itself.
    """
    if result.best is None or result is first:
        return result
    roster = Roster(problem, result.best.lines)
    judged = check(roster)
    return replace(
        result,
        status="feasible",
        best=roster,
        cost=judged.cost,
        bound=first.bound,
        shortage_min=judged.shortage_min,
        shortage_bound_min=first.shortage_bound_min,
        violations=judged.violations,
    )
