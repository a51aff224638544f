"""The reasons of one cell of the requirement, as text and for machines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from scheduler.cli.terminal import out, write_json

if TYPE_CHECKING:
    from scheduler.demand.service import Figures
    from scheduler.problem import Problem
    from scheduler.requirement import Cell, Staffing

__all__ = ["explain_cell"]


def explain_cell(made: Staffing, text: str, *, as_json: bool) -> None:
    """Print why a cell takes so many people.

    Parameters
    ----------
    text
        A moment and a queue: ``2026-12-03 14:00Z plus``.
    """
    at_min, queue = _place(made, text)
    cells = made.explain(at_min, queue)
    own = next((e for e in made.queues if e.queue == queue), None)
    slot = (at_min - made.first_min) // 15
    least = 0 if own is None else int(own.least[slot])
    if as_json:
        write_json(
            {"least": least, "promises": [_cell_document(c) for c in cells]}
        )
        return
    name = made.problem.queues[queue].name
    console = out()
    for cell in cells:
        for line in _reasons(made.problem, cell):
            console.print(line, soft_wrap=True)
        console.print()
    if not cells:
        console.print(f"no promise is open on {name} then, or nothing comes")
    console.print(
        f"asked of {name} in all, coverage lines included: {least}",
        soft_wrap=True,
    )


def _place(made: Staffing, text: str) -> tuple[int, int]:
    """Return the moment and the queue that a cell names."""
    from constraints.near import nearest
    from scheduler.cli.instants import instant

    text = " ".join(text.split())
    queues = made.problem.queues
    ending = [q for q in queues if text.endswith(f" {q.name}")]
    if not ending:
        said = text.rpartition(" ")[2]
        raise click.BadParameter(
            f"{text!r} ends with no queue"
            f"{nearest(said, [q.name for q in queues])}; write a moment and"
            ' a queue, as in "2026-12-03 14:00Z plus"',
            param_hint="--explain",
        )
    queue = max(ending, key=lambda q: len(q.name))
    moment = text.removesuffix(queue.name)
    try:
        at_min = instant(moment, made.problem, int(time.time() // 60))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--explain") from None
    return at_min, queue.idx


def _reasons(problem: Problem, cell: Cell) -> list[str]:
    service = problem.demand.services[cell.promised.queue]
    promised = cell.promised
    lines = [
        f"{promised.name}: {100 * promised.share:g}% within "
        f"{_span(promised.within_min * 60)}"
    ]
    lines.append(
        f"  volume     {cell.per_hour:.2f} contacts an hour of "
        f"{_span(cell.handle_min * 60)} each"
    )
    if not cell.formula:
        lines += [
            f"  load       {cell.load:.2f} people busy if the work is spread "
            "evenly until it is due",
            f"  result     {cell.net} there, {cell.planned} planned",
        ]
        return [*lines, f"  asked      {cell.heads}"]
    how = "as it lags behind arrivals" if service.lagged else "as it arrives"
    limits = []
    if service.occupancy_max is not None:
        limits.append(f"at most {service.occupancy_max:.0%} busy")
    if service.mean_wait_max_s is not None:
        limits.append(f"mean wait at most {_span(service.mean_wait_max_s)}")
    if service.patience_s < float("inf"):
        limits.append(f"patience {_span(service.patience_s)}")
        limits.append(f"service level: {service.definition}")
    if service.day_variation:
        limits.append(f"days vary by {service.day_variation:.0%}")
    lines += [
        f"  load       {cell.load:.2f} erlang, {how}, at the highest moment",
        f"  formula    {', '.join([cell.formula, *limits])}",
    ]
    lines += [
        f"  {each.agents:3} there  {_given(each.agents, cell, each.figures)}"
        for each in cell.alternatives
    ]
    missing = (
        f", as {service.shrinkage:.0%} will be missing"
        if service.shrinkage
        else ""
    )
    lines.append(f"  result     {cell.planned} planned{missing}")
    if cell.heads != cell.planned:
        lines.append(
            f"  asked      {cell.heads}: the highest of the step for which "
            "head counts stay the same"
        )
    return lines


def _given(agents: int, cell: Cell, figures: Figures) -> str:
    if figures.mean_wait_s == float("inf"):
        text = f"{figures.level:.1%} in time, never caught up"
    else:
        text = (
            f"{figures.level:.1%} in time, mean wait "
            f"{_span(figures.mean_wait_s)}, {figures.occupancy:.0%} busy"
        )
        if figures.abandons:
            text += f", {figures.abandons:.1%} hang up"
    return text + ("  <- the fewest" if agents == cell.net else "")


def _cell_document(cell: Cell) -> dict[str, object]:
    return {
        "promise": cell.promised.id,
        "share": cell.promised.share,
        "within_min": cell.promised.within_min,
        "per_hour": round(cell.per_hour, 4),
        "handle_min": round(cell.handle_min, 4),
        "load": round(cell.load, 4),
        "formula": cell.formula or "spread",
        "net": cell.net,
        "planned": cell.planned,
        "heads": cell.heads,
        "alternatives": [
            {
                "agents": each.agents,
                "level": round(each.figures.level, 6),
                "mean_wait_s": (
                    None
                    if each.figures.mean_wait_s == float("inf")
                    else round(each.figures.mean_wait_s, 3)
                ),
                "occupancy": round(each.figures.occupancy, 6),
                "abandons": round(each.figures.abandons, 6),
            }
            for each in cell.alternatives
        ],
    }


def _span(seconds: float) -> str:
    """Return a time as people say it: 7.8s, 12m, 3h20."""
    if seconds < 120:
        return f"{seconds:.3g}s"
    if seconds < 7200:
        return f"{seconds / 60:.4g}m"
    hours, rest = divmod(round(seconds / 60), 60)
    return f"{hours}h{rest:02}" if rest else f"{hours}h"
