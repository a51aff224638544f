"""`python -m benchmarks examples`: measure, and print a Markdown table."""

from __future__ import annotations

import click

from benchmarks.examples import measured, table
from benchmarks.paired import support
from benchmarks.profile import profile
from benchmarks.reasons import reasons
from benchmarks.run import run
from benchmarks.sets import set_table
from benchmarks.simulation import simulate


@click.group()
def main() -> None:
    """Measure sunroster on this machine."""


@main.command()
@click.option("--seconds", default=60.0, help="Time limit of each solve.")
@click.option("--seed", default=0, help="Seed of the search.")
def examples(seconds: float, seed: int) -> None:
    """Time the command, and solve the shipped examples."""
    click.echo(table(measured(seconds, seed), seconds))


main.add_command(run)
main.add_command(support)
main.add_command(set_table)
main.add_command(profile)
main.add_command(reasons)
main.add_command(simulate)
main()
