"""What ``solve --until-met`` says: what was added, and what stays unmet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.wording import hours
from scheduler.rounds import pursued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from scheduler.problem import Problem
    from scheduler.rounds import Met, Round, Unmet
    from scheduler.simulation.figures import Kept
    from scheduler.simulation.raising import Raise

__all__ = ["met_document", "print_met", "round_line"]


def round_line(problem: Problem, number: int, done: Round) -> str:
    """Return 'round 1: asked for 12 h more; 3 of 4 promises are kept …'."""
    if done.simulated is None:
        return f"round {number}: no roster"
    kept = pursued(problem, done.simulated)
    least = min((k.kept.share for k in kept), default=1.0)
    added = sum(each.added_min for each in done.added)
    asked = f"asked for {hours(added)} more, " if added else ""
    return (
        f"round {number}: {asked}the promise kept least is kept with "
        f"{least:.0%}"
    )


def print_met(console: Console, problem: Problem, met: Met) -> None:
    """Print how probable each promise is, what was added, and why not."""
    from rich.table import Table

    if met.simulated is None:
        return
    first = met.rounds[0].simulated
    table = Table(box=None, pad_edge=False)
    for name in ("promise", "target", "in time", "kept at first", "kept now"):
        left = name in ("promise", "target")
        table.add_column(name, justify="left" if left else "right")
    before = {k.promised.id: k for k in (() if first is None else first.kept)}
    for kept in pursued(problem, met.simulated):
        table.add_row(*_row(problem, kept, before.get(kept.promised.id)))
    console.print(table)
    for line in (*_added(problem, met), *_unmet(met)):
        console.print(line, soft_wrap=True)
    console.print()


def _row(problem: Problem, kept: Kept, first: Kept | None) -> list[str]:
    promised = kept.promised
    return [
        f"{promised.name} on {problem.queues[promised.queue].name}",
        f"{promised.share:.0%} within {promised.within_min:g}m",
        "" if kept.level is None else f"{kept.level.mean:.1%}",
        "" if first is None else f"{first.kept.share:.0%}",
        f"{kept.kept.share:.0%}",
    ]


def _added(problem: Problem, met: Met) -> Iterator[str]:
    if not met.added:
        yield "nothing was asked for beyond the file"
        return
    total = sum(each.added_min for each in met.added)
    rounds = "1 round" if met.best == 1 else f"{met.best} rounds"
    yield f"asked for {hours(total)} of people beyond the file, in {rounds}:"
    by_promise: dict[str, list[Raise]] = {}
    for each in met.added:
        by_promise.setdefault(each.promise, []).append(each)
    names = {p.id: p.name for p in problem.demand.promised}
    for promise, added in by_promise.items():
        own = sum(each.added_min for each in added)
        most = max(added, key=lambda each: each.added_min)
        day, minute = problem.local(most.start_min)
        yield (
            f"  {names[promise]} on {problem.queues[most.queue].name}: "
            f"{hours(own)} in {len(added)} stretches, such as {most.level} "
            f"instead of {most.before} from "
            f"{problem.date(day):%a %Y-%m-%d} {minute // 60:02}:"
            f"{minute % 60:02}"
        )


def _unmet(met: Met) -> Iterator[str]:
    for each in sorted(met.unmet, key=lambda u: u.kept.kept.share):
        yield (
            f"not kept often enough: {each.kept.promised.name}, "
            f"{each.kept.kept.share:.0%}: {each.why}"
        )


def met_document(problem: Problem, met: Met) -> dict[str, object]:
    """Return the same for machines."""
    return {
        "best_round": met.best,
        "rounds": [_round(problem, done) for done in met.rounds],
        "added": [
            {
                "promise": each.promise,
                "queue": problem.queues[each.queue].name,
                "start_min": each.start_min,
                "end_min": each.end_min,
                "before": each.before,
                "least": each.level,
            }
            for each in met.added
        ],
        "unmet": [_unmet_entry(each) for each in met.unmet],
    }


def _round(problem: Problem, done: Round) -> dict[str, object]:
    kept = () if done.simulated is None else pursued(problem, done.simulated)
    return {
        "status": done.result.status,
        "added_min": sum(each.added_min for each in done.added),
        "kept": {k.promised.id: round(k.kept.share, 5) for k in kept},
    }


def _unmet_entry(each: Unmet) -> dict[str, object]:
    return {
        "promise": each.kept.promised.id,
        "account": each.kept.promised.account,
        "kept": round(each.kept.kept.share, 5),
        "why": each.why,
    }
