"""`python -m benchmarks support`: solve made rosters, one engine or two."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from benchmarks.run import ENGINES, engines_of
from benchmarks.support import Support, support_problem
from scheduler.solver import solve

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pair", "compared", "support"]


@dataclass(frozen=True)
class Pair:
    """One engine's run on a made roster; costs in points.

    Attributes
    ----------
    to_other
        Cost as a share of what the other engine's roster costs.
    """

    instance: str
    engine: str
    status: str
    cost: float | None
    bound: float | None
    shortage_h: float
    seconds: float
    seed: int
    to_other: float | None = None


def compared(
    wanted: Support, seconds: float, *, seed: int, vs: str | None = None
) -> Iterator[Pair]:
    """Solve a made roster, and once more with another engine.

    Both have the same machine, time and seed, one after the other.
    """
    problem = support_problem(wanted)
    other = None
    for name in (vs, "auto") if vs else ("auto",):
        result = solve(
            problem, seconds=seconds, seed=seed, engines=engines_of(name)
        )
        yield Pair(
            problem.name,
            result.engine,
            result.status,
            result.points,
            result.bound_points,
            result.shortage_min / 60,
            round(result.seconds, 1),
            seed,
            result.points / other if other and result.points else None,
        )
        other = result.points


@click.command("support")
@click.option("--people", default=30, help="How many.")
@click.option("--weeks", default=4, help="How many.")
@click.option("--seed", default=1, help="Of the roster and of the search.")
@click.option(
    "--shortage",
    default=0.0,
    help="Share by which demand exceeds what people could serve.",
)
@click.option("--time-limit", default=60.0, help="Seconds of each search.")
@click.option(
    "--vs", type=click.Choice(sorted(ENGINES)), help="Compare with an engine."
)
def support(
    people: int,
    weeks: int,
    seed: int,
    shortage: float,
    time_limit: float,
    vs: str | None,
) -> None:
    """Solve a support roster that a seed makes; one line of JSON a run."""
    wanted = Support(people, weeks, seed, shortage)
    for pair in compared(wanted, time_limit, seed=seed, vs=vs):
        click.echo(json.dumps(asdict(pair)))
