"""`python -m benchmarks table SET`: a set as a Markdown table."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from benchmarks.paired import Pair, compared
from benchmarks.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["SETS", "rows_of", "set_table"]


@dataclass(frozen=True)
class Entry:
    """A roster of a set, and how long it may be searched."""

    wanted: Support
    seconds: float


def _sizes(seeds: tuple[int, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(Support(people=people, seed=seed), seconds)
        for people, seconds in ((30, 60.0), (70, 120.0), (200, 300.0))
        for seed in seeds
    )


SETS: Mapping[str, tuple[Entry, ...]] = {
    "support": _sizes((11, 12, 13)),
    "support-tuning": _sizes((1, 2)),
    "support-large": (Entry(Support(people=1000, seed=11), 600.0),),
}
"""Seeds that are tuned on are not those that are reported."""


@click.command("table")
@click.argument("name", metavar="SET", type=click.Choice(sorted(SETS)))
@click.option("--time-limit", type=float, help="Seconds instead of the set's.")
@click.option("--vs", default=None, help="Compare with an engine.")
def set_table(name: str, time_limit: float | None, vs: str | None) -> None:
    """Solve all rosters of SET and print the table of docs/benchmarks.md."""
    pairs = (
        pair
        for entry in SETS[name]
        for pair in compared(
            entry.wanted,
            time_limit or entry.seconds,
            seed=entry.wanted.seed,
            vs=vs,
        )
    )
    for line in rows_of(pairs):
        click.echo(line)


def rows_of(pairs: Iterable[Pair]) -> Iterable[str]:
    """Yield the lines of the table, with the machine it was measured on."""
    yield (
        f"{date.today().isoformat()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}:"
    )
    yield ""
    yield (
        "| roster | engine | seconds | cost | bound | gap | `must` shortage "
        "| against the other |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for pair in pairs:
        gap = (
            f"{(pair.cost - pair.bound) / pair.cost:.1%}"
            if pair.cost and pair.bound is not None
            else ""
        )
        other = "" if pair.to_other is None else f"{pair.to_other - 1:+.0%}"
        yield (
            f"| {pair.instance} | {pair.engine} | {pair.seconds:.0f} "
            f"| {_figure(pair.cost)} | {_figure(pair.bound)} | {gap} "
            f"| {pair.shortage_h:g} h | {other} |"
        )


def _figure(points: float | None) -> str:
    return "" if points is None else f"{points:.0f}"
