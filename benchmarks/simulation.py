"""`python -m benchmarks simulate`: contacts simulated in a second."""

from __future__ import annotations

from time import perf_counter

import click

import scheduler
from benchmarks.examples import ROOT
from scheduler.engine.engine import Limits
from scheduler.engine.greedy import Greedy
from scheduler.engine.view import roster_of
from scheduler.model import compile_rules
from scheduler.queues import with_queues

__all__ = ["simulate"]

EXAMPLES = (
    "examples/marketplace/market.yaml",
    "examples/paid-support/spring.yaml",
)


@click.command("simulate")
@click.option("--contacts", default=1_000_000, help="About how many.")
def simulate(contacts: int) -> None:
    """Time the simulation of rosters of the larger examples, on one core."""
    click.echo("| example | replications | contacts | seconds | a second |")
    click.echo("|---|---|---|---|---|")
    for example in EXAMPLES:
        problem = scheduler.read(ROOT / example)
        limits = Limits(iterations=1)
        outcome = Greedy().run(
            compile_rules(problem), limits, lambda event: None
        )
        assert outcome.lines is not None, "a greedy draft has lines"
        roster = with_queues(roster_of(problem, outcome.lines))
        # Once to compile, and to see how many a replication has.
        each = scheduler.simulate(roster, replications=2).contacts / 2
        replications = max(1, round(contacts / each))
        began = perf_counter()
        found = scheduler.simulate(roster, replications=replications)
        seconds = perf_counter() - began
        click.echo(
            f"| {example} | {replications} | {found.contacts} "
            f"| {seconds:.1f} | {found.contacts / seconds:,.0f} |"
        )
