"""`python -m benchmarks profile`: where the time of the annealer goes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import click

from benchmarks.support import Support, support_problem
from scheduler.engine.search.board import Board
from scheduler.engine.search.chain import Chain
from scheduler.engine.search.schedule import Schedule, dearest
from scheduler.model import compile_rules

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["profile"]

T = TypeVar("T")

SHARES = (0.0, 0.25, 0.5, 0.75)
"""Where in a run its speed is measured: it rises as less is taken."""


@click.command("profile")
@click.option("--people", default=30, help="How many.")
@click.option("--weeks", default=4, help="How many.")
@click.option("--seed", default=1, help="Of the roster and of the search.")
@click.option("--moves", default=200_000, help="At each of four temperatures.")
def profile(people: int, weeks: int, seed: int, moves: int) -> None:
    """Time each step before the search, and its moves by kind."""
    problem = _timed(
        "problem", lambda: support_problem(Support(people, weeks, seed))
    )
    model = _timed("terms", lambda: compile_rules(problem))
    board = _timed("tables (and compiling, once)", lambda: Board(model))
    chain = Chain(board, seed)
    schedule = Schedule(6000.0, dearest(model.terms) or 6000)
    _timed("a first roster", lambda: chain.begin(None, schedule))
    schedule = Schedule(chain.unit() or 6000.0, schedule.minute)
    chain.advance(1000, schedule, 0.0, 0.0)
    for share in SHARES:
        chain.advance(moves, schedule, share, share)
        click.echo(f"{chain.per_second:12,.0f} moves/s at {share:.0%}")
    for kind, (tried, taken) in chain.tried.items():
        part = taken / tried if tried else 0.0
        click.echo(f"{tried:12,} {kind}: {part:.1%} taken")
    click.echo(f"{board.t.nbytes / 1e6:12,.1f} MB tables")
    click.echo(f"{board.empty().nbytes / 1e6:12,.1f} MB a chain")


def _timed(what: str, step: Callable[[], T]) -> T:
    began = perf_counter()
    found = step()
    click.echo(f"{perf_counter() - began:12.2f} s {what}")
    return found
