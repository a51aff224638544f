"""`python -m benchmarks run PATH`: solve a published instance, judge it."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from benchmarks.best_known import best_known
from benchmarks.formats.errors import FormatError
from benchmarks.problems.reader import read_case
from constraints.terms import TICKS_PER_POINT
from scheduler.solver import solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.problems.case import Case
    from scheduler.engine.engine import Engine
    from scheduler.result import Result

__all__ = ["ENGINES", "Measurement", "engines_of", "measured", "run"]

ENGINES = {
    "columns": "scheduler.engine.columns.engine:Columns",
    "cpsat": "scheduler.engine.cpsat.engine:CpSat",
    "annealer": "scheduler.engine.search.annealer:Annealer",
}
"""Module and class by name; ``auto`` leaves the choice to the solver."""


@dataclass(frozen=True)
class Measurement:
    """One run on one instance; costs are those that the set publishes.

    Attributes
    ----------
    status
        What the engine says: ``optimal`` and ``infeasible`` are proven.
    bound
        No roster costs less, as far as the engine has proven.
    gap_to_best_known, gap_to_bound
        Shares of the best known cost, and of the cost.
    seconds
        From the problem to the judged roster, reading the file aside.
    peak_mb
        Most memory the process has held.
    valid
        Whether the set's own evaluator finds no hard rule broken.
    """

    instance: str
    status: str
    cost: int | None
    bound: int | None
    best_known: int | None
    gap_to_best_known: float | None
    gap_to_bound: float | None
    seconds: float
    peak_mb: float
    engine: str
    seed: int
    valid: bool


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--time-limit", default=60.0, help="Seconds of search.")
@click.option("--seed", default=0, help="Seed of the search.")
@click.option("--threads", type=int, help="Threads of the search.")
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    help="What searches.",
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
def run(
    path: Path,
    time_limit: float,
    seed: int,
    threads: int | None,
    engine: str,
    as_json: bool,
) -> None:
    """Solve the instance at PATH and compare with what is published.

    PATH is a file, or a folder of the second nurse rostering competition
    followed by a name such as n030w4_1_6-2-9-1.
    """
    try:
        found = measured(
            path, time_limit, seed=seed, threads=threads, engine=engine
        )
    except (FormatError, OSError) as error:
        raise click.ClickException(str(error)) from error
    fields = asdict(found)
    if as_json:
        click.echo(json.dumps(fields))
    else:
        click.echo(" ".join(f"{name}={told}" for name, told in fields.items()))


def measured(
    path: Path,
    seconds: float,
    *,
    seed: int = 0,
    threads: int | None = None,
    engine: str = "auto",
) -> Measurement:
    """Solve an instance and have it judged by its own evaluator.

    Parameters
    ----------
    engine
        A key of ``ENGINES``, or ``auto``.

    Raises
    ------
    FormatError
        When the path names no instance that can be solved.
    RuntimeError
        When the evaluator finds another cost than the solver: then one of
        the two misreads the instance, and nothing is worth reporting.
    """
    case = read_case(path)
    result = solve(
        case.problem,
        seconds=seconds,
        seed=seed,
        threads=threads,
        engines=engines_of(engine),
    )
    valid, cost = _judged(case, result)
    # Published costs are whole numbers, so a bound may be rounded up.
    bound = None if result.bound is None else _rounded_up(result.bound)
    best = best_known(path)
    return Measurement(
        instance=case.problem.name,
        status=result.status,
        cost=cost,
        bound=bound,
        best_known=best,
        gap_to_best_known=_gap(cost, best, best),
        gap_to_bound=_gap(cost, bound, cost),
        seconds=round(result.seconds, 3),
        peak_mb=round(_peak_mb(), 1),
        engine=result.engine,
        seed=seed,
        valid=valid,
    )


def engines_of(name: str) -> Sequence[Engine] | None:
    """Return the engine of a name; None leaves the choice to the solver."""
    if name == "auto":
        return None
    module, _, kind = ENGINES[name].partition(":")
    return (cast("Engine", getattr(import_module(module), kind)()),)


def _judged(case: Case, result: Result) -> tuple[bool, int | None]:
    if result.best is None:
        return False, None
    judgement = case.judged(result.best)
    if judgement.total * TICKS_PER_POINT != result.cost:
        raise RuntimeError(
            f"{case.problem.name} costs {result.points} for the solver and"
            f" {judgement.total} for its evaluator: {dict(judgement.cost)}"
        )
    return judgement.valid, judgement.total


def _rounded_up(bound: int) -> int:
    return -(-bound // TICKS_PER_POINT)


def _gap(
    cost: int | None, less: int | None, whole: int | None
) -> float | None:
    if cost is None or less is None:
        return None
    if cost == less:
        return 0.0
    return round((cost - less) / whole, 6) if whole else None


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes elsewhere.
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
