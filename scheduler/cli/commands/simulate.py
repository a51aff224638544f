"""``schedule simulate``: whether a roster keeps its promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.options import (
    Finite,
    file_argument,
    json_option,
    roster_argument,
    volume_option,
)
from scheduler.cli.status import Status
from scheduler.cli.terminal import out, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from scheduler.problem import Problem
    from scheduler.simulation.figures import Kept, QueueFigures, Simulated
    from scheduler.simulation.levels import Counts

__all__ = ["command"]

PROBABLE = 0.9
"""The least probability with which a promise that is must is kept."""


@click.command("simulate")
@file_argument
@roster_argument
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    metavar="N",
    help="How many times the contacts are drawn.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="The same seed draws the same contacts for every roster.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="In a block of a queue nothing else is served, even by the idle.",
)
@click.option(
    "--day-variation",
    type=Finite(0, 1),
    metavar="SHARE",
    help="How much busier or quieter than forecast whole days are; by "
    "default what each queue says.",
)
@volume_option
@json_option
def command(
    file: str,
    roster_file: str,
    replications: int,
    seed: int,
    strict: bool,
    day_variation: float | None,
    volume: Mapping[str, float],
    as_json: bool,
) -> Status:
    """Let contacts meet a roster many times, and say what service it gives.

    Contacts arrive at random as the file's volumes say and take random time.
    Of each promise you see the share answered in time, and how probable it
    is that every month is reported at or above the target. A promise of
    importance must that is kept with less than 90 % probability ends in
    exit code 1.

    \b
    Example:
      schedule simulate roster.yaml out/roster.json --replications 1000
    """
    from scheduler.export.rosters import read_any

    roster = read_any(scheduler.read(file, volume=volume), roster_file)
    found = scheduler.simulate(
        roster,
        replications=replications,
        seed=seed,
        strict=strict,
        day_variation=day_variation,
    )
    if as_json:
        write_json(_document(roster.problem, found))
    else:
        _print(out(), roster.problem, found)
    missed = any(
        kept.promised.must and kept.kept.share < PROBABLE
        for kept in found.kept
    )
    return Status.NO if missed else Status.DONE


def _print(console: Console, problem: Problem, found: Simulated) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("promise", "target", "in time", "kept", "worst half-hour"):
        right = name in ("in time", "kept")
        table.add_column(name, justify="right" if right else "left")
    for kept in found.kept:
        table.add_row(*_row(problem, kept))
    console.print(table)
    console.print()
    queues = Table(box=None, pad_edge=False)
    queues.add_column("queue")
    for name in ("contacts", "mean wait", "90 % within", "hung up", "busy"):
        queues.add_column(name, justify="right")
    for queue in found.queues:
        queues.add_row(
            problem.queues[queue.queue].name,
            f"{queue.contacts:,.0f}",
            _span(queue.wait_mean),
            _span(queue.wait_p90),
            f"{queue.abandoned:.1%}",
            f"{queue.occupancy:.0%}",
        )
    console.print(queues)
    console.print()
    console.print(
        f"{found.replications} replications, {found.contacts:,} contacts, "
        f"seed {found.seed}; people finish what they hold and work "
        f"{found.overrun_min / 60:.1f} h beyond their ends in all",
        soft_wrap=True,
    )
    console.print(
        "in time: share of contacts, ± half of the 95 % interval; kept: "
        "probability that every month reports the target or more",
        soft_wrap=True,
    )


def _row(problem: Problem, kept: Kept) -> list[str]:
    promised = kept.promised
    level = "no contacts"
    if kept.level is not None:
        level = f"{kept.level.mean:.1%} ± {100 * kept.level.half_width:.1f}"
    worst = kept.worst_interval()
    return [
        f"{promised.name} on {problem.queues[promised.queue].name}",
        f"{promised.share:.0%} within {_span(promised.within_min)}",
        level,
        f"{kept.kept.share:.0%}",
        (
            ""
            if worst is None
            else f"{worst[1]:.0%} {_when(worst[0], promised.zone)}"
        ),
    ]


def _when(start_min: int, zone_name: str) -> str:
    from scheduler.clock import zone

    local = zone(zone_name).local(start_min)
    hours, minutes = divmod(local.minute, 60)
    day = f"{local.day:%a} {local.day.day} {local.day:%b}"
    return f"{day} {hours:02}:{minutes:02}"


def _span(minutes: float) -> str:
    """Return a time as people say it: 45s, 12m, 3h20."""
    if minutes < 2:
        return f"{60 * minutes:.0f}s"
    if minutes < 120:
        return f"{minutes:.0f}m"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}h{rest:02}" if rest else f"{hours}h"


def _document(problem: Problem, found: Simulated) -> dict[str, object]:
    return {
        "replications": found.replications,
        "seed": found.seed,
        "contacts": found.contacts,
        "overrun_min": round(found.overrun_min, 2),
        "promises": [_promise(problem, kept) for kept in found.kept],
        "queues": [_queue(problem, queue) for queue in found.queues],
    }


def _promise(problem: Problem, kept: Kept) -> dict[str, object]:
    promised = kept.promised
    months = kept.by_month
    return {
        "id": promised.id,
        "account": promised.account,
        "priority": promised.priority,
        "queue": problem.queues[promised.queue].name,
        "share": promised.share,
        "within_min": promised.within_min,
        "must": promised.must,
        "contacts": round(kept.contacts, 2),
        "level": None if kept.level is None else round(kept.level.mean, 5),
        "half_width": (
            None
            if kept.level is None or kept.level.half_width == float("inf")
            else round(kept.level.half_width, 5)
        ),
        "kept": round(kept.kept.share, 5),
        "kept_low": round(kept.kept.low, 5),
        "kept_high": round(kept.kept.high, 5),
        "months": [
            {"month": name, "level": _level(months, i)}
            for i, name in enumerate(kept.periods.months)
        ],
        "days": [
            {"date": str(day), "level": _level(kept.by_day, i)}
            for i, day in enumerate(kept.periods.dates)
        ],
    }


def _queue(problem: Problem, queue: QueueFigures) -> dict[str, object]:
    return {
        "queue": problem.queues[queue.queue].name,
        "contacts": round(queue.contacts, 2),
        "wait_mean_min": round(queue.wait_mean, 4),
        "wait_p90_min": round(queue.wait_p90, 4),
        "abandoned": round(queue.abandoned, 5),
        "occupancy": round(queue.occupancy, 5),
        "oldest_p95_min": round(queue.oldest_p95, 2),
        "unanswered": round(queue.unanswered, 3),
    }


def _level(counts: Counts, period: int) -> float | None:
    """Return the share in time of all replications, None without contacts."""
    total = int(counts.offered[:, period].sum())
    met = int(counts.in_time[:, period].sum())
    return round(met / total, 5) if total else None
