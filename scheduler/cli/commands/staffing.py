"""``schedule staffing``: how many people promises take, and why."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.cell_reasons import explain_cell
from scheduler.cli.options import (
    Finite,
    file_argument,
    json_option,
    volume_option,
)
from scheduler.cli.status import Status
from scheduler.cli.terminal import fits, out, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from scheduler.requirement import QueueStaffing, Staffing
    from scheduler.sweep import Swept

__all__ = ["command"]

_BARS = " ▁▂▃▄▅▆▇█"
_BAR_WIDTH = 40
_HALF_HOURS = 48


@click.command("staffing")
@file_argument
@click.option("--queue", metavar="QUEUE", help="Only this queue.")
@click.option(
    "--day",
    metavar="DATE",
    help="The day of the table; by default the busiest.",
)
@click.option(
    "--explain",
    "cell",
    metavar="CELL",
    help='The reasons of one cell, as in "2026-12-03 14:00Z plus".',
)
@click.option(
    "--sweep",
    "swept",
    metavar="TEXT",
    help='What a promise costs, as in "plus.answer within 2m..15m"; also '
    "answer, mean wait, patience, occupancy, handle, at once, volume, day "
    "variation, shrinkage.",
)
@click.option(
    "--week-hours",
    type=Finite(1, 168),
    default=40.0,
    show_default=True,
    metavar="HOURS",
    help="Of a full-time person.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Write every slot as CSV.")
@volume_option
@json_option
def command(
    file: str,
    queue: str | None,
    day: str | None,
    cell: str | None,
    swept: str | None,
    week_hours: float,
    as_csv: bool,
    volume: Mapping[str, float],
    as_json: bool,
) -> Status:
    """Say how many people promises take, when, and why.

    Of each queue you see the average week and a chart of the busiest one,
    with a table of its busiest day. Sickness and the like are in it
    (shrinkage), breaks, leave and meetings are not: the roster places them.

    \b
    Example:
      schedule staffing roster.yaml --explain "2026-12-03 14:00Z plus"
      schedule staffing roster.yaml --sweep "plus.answer within 2m..15m"
      schedule staffing roster.yaml --volume plus=+30% --csv
    """
    from scheduler.sweep import sweep

    problem = scheduler.read(file, volume=volume)
    if swept is not None:
        found = sweep(problem, swept)
        if as_json:
            write_json([_point(each, week_hours) for each in found])
        else:
            _print_sweep(out(), swept, found, week_hours)
        return Status.DONE
    made = scheduler.staffing(problem)
    if cell is not None:
        explain_cell(made, cell, as_json=as_json)
        return Status.DONE
    shown = _chosen(made, queue)
    if as_csv:
        _write_csv(made, shown)
    elif as_json:
        write_json([_document(made, each, week_hours) for each in shown])
    else:
        _print(out(), made, shown, _day(made, shown, day), week_hours)
    return Status.DONE


def _chosen(made: Staffing, name: str | None) -> Sequence[QueueStaffing]:
    from constraints.near import nearest

    if not made.queues:
        raise click.UsageError(
            "no queue asks for anybody: write coverage:, or accounts: with "
            "answer: and volume:"
        )
    if name is None:
        return made.queues
    found = [each for each in made.queues if each.name == name]
    if not found:
        names = [each.name for each in made.queues]
        raise click.BadParameter(
            f"nothing is asked of {name!r}{nearest(name, names)}",
            param_hint="--queue",
        )
    return found


def _day(
    made: Staffing, shown: Sequence[QueueStaffing], said: str | None
) -> int:
    """Return the number of the day of the table."""
    import numpy as np

    problem = made.problem
    if said is None:
        starts = _starts(made)
        total = np.sum([each.least for each in shown], axis=0)
        hours = [
            float(total[first:last].sum()) for first, last in pairwise(starts)
        ]
        return int(np.argmax(hours))
    try:
        when = date.fromisoformat(said)
    except ValueError:
        raise click.BadParameter(
            f"{said!r} is no date: write it as in 2027-03-01",
            param_hint="--day",
        ) from None
    number = (when - problem.first_day).days
    if not 0 <= number < problem.days:
        last = problem.date(problem.days - 1)
        raise click.BadParameter(
            f"the roster is from {problem.first_day} to {last}",
            param_hint="--day",
        )
    return number


def _starts(made: Staffing) -> list[int]:
    """Return the first slot of each day, and of the day after the last."""
    from scheduler.clock import zone
    from scheduler.requirement import SLOT_MIN

    clock = zone(made.problem.zone)
    days = range(made.problem.days + 1)
    return [
        (clock.start_min(made.problem.date(day), 0) - made.first_min)
        // SLOT_MIN
        for day in days
    ]


def _print(
    console: Console,
    made: Staffing,
    shown: Sequence[QueueStaffing],
    day: int,
    week_hours: float,
) -> None:
    from rich.table import Table

    from scheduler.demand.erlang import seat_people

    table = Table(box=None, pad_edge=False)
    table.add_column("queue")
    for name in ("contacts/week", "most busy", "most heads", "hours/week"):
        table.add_column(name, justify="right")
    table.add_column("people", justify="right")
    weeks = made.problem.days / 7
    for each in shown:
        table.add_row(
            each.name,
            f"{each.contacts.sum() / weeks:,.0f}",
            f"{each.load.max():.1f}",
            f"{each.least.max()}",
            f"{each.week_h:,.0f}",
            f"{each.week_h / week_hours:.1f}",
        )
    console.print(table)
    seat = seat_people(week_hours)
    console.print(
        f"people: of {week_hours:g} h a week each, leave not counted; one "
        f"seat around the clock takes {seat:.2f}"
    )
    for each in shown:
        console.print()
        _print_chart(console, made, each, day)
    console.print()
    _print_day(console, made, shown, day)


def _print_chart(
    console: Console, made: Staffing, each: QueueStaffing, near: int
) -> None:
    """Print the days of a week, half an hour a character."""
    bars = _BARS if fits(console, _BARS) else " .:-=+*#@"
    top = max(1, int(each.least.max()))
    console.print(
        f"{each.name}, heads by the clock of {made.problem.zone}, up to {top}"
    )
    ruler = "".join(f"{hour:02}".ljust(12) for hour in (0, 6, 12, 18))
    console.print(f"{'':11}{ruler}  most", no_wrap=True)
    starts = _starts(made)
    monday = near - made.problem.date(near).weekday()
    for day in range(max(0, monday), min(made.problem.days, monday + 7)):
        first, last = starts[day], starts[day + 1]
        row = each.least[first:last]
        halves = [int(row[i : i + 2].max()) for i in range(0, len(row), 2)]
        line = "".join(
            bars[-(-head * (len(bars) - 1) // top)] for head in halves
        )
        label = f"{made.problem.date(day):%a %d %b}"
        console.print(
            f"{label:11}{line:{_HALF_HOURS}}  {max(halves, default=0):4}",
            no_wrap=True,
        )


def _print_day(
    console: Console, made: Staffing, shown: Sequence[QueueStaffing], day: int
) -> None:
    """Print the hours of a day, slots with equal figures joined."""
    from rich.table import Table

    from scheduler.clock import zone
    from scheduler.requirement import SLOT_MIN

    clock = zone(made.problem.zone)
    starts = _starts(made)
    console.print(f"{made.problem.date(day):%a %d %b %Y}, hour by hour")
    table = Table(box=None, pad_edge=False)
    table.add_column("from")
    table.add_column("queue")
    for name in ("contacts", "busy", "by promises", "asked"):
        table.add_column(name, justify="right")
    for first in range(starts[day], starts[day + 1], 4):
        last = min(first + 4, starts[day + 1])
        at = clock.local(made.first_min + first * SLOT_MIN).minute
        label = f"{at // 60:02}:{at % 60:02}"
        for each in shown:
            if not (
                each.least[first:last].any() or each.contacts[first:last].any()
            ):
                continue
            table.add_row(
                label,
                each.name,
                f"{each.contacts[first:last].sum():.1f}",
                f"{each.load[first:last].max():.2f}",
                f"{each.heads[first:last].max()}",
                f"{each.least[first:last].max()}",
            )
            label = ""
    console.print(table)


def _write_csv(made: Staffing, shown: Sequence[QueueStaffing]) -> None:
    import csv
    import io

    from scheduler.requirement import SLOT_MIN

    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(
        ("start", "queue", "contacts", "busy", "heads", "least", "minutes")
    )
    for slot in range(made.slots):
        start = _utc(made.first_min + slot * SLOT_MIN)
        for each in shown:
            rows.writerow(
                (
                    start,
                    each.name,
                    f"{each.contacts[slot]:.3f}",
                    f"{each.load[slot]:.3f}",
                    int(each.heads[slot]),
                    int(each.least[slot]),
                    SLOT_MIN,
                )
            )
    click.echo(text.getvalue(), nl=False)


def _utc(at_min: int) -> str:
    from scheduler.clock import zone

    return f"{zone('UTC').at(at_min):%Y-%m-%dT%H:%M}Z"


def _document(
    made: Staffing, each: QueueStaffing, week_hours: float
) -> dict[str, object]:
    from scheduler.requirement import SLOT_MIN

    return {
        "queue": each.name,
        "first": _utc(made.first_min),
        "slot_min": SLOT_MIN,
        "week_hours": round(each.week_h, 2),
        "people": round(each.week_h / week_hours, 2),
        "contacts": [round(x, 4) for x in each.contacts.tolist()],
        "busy": [round(x, 4) for x in each.load.tolist()],
        "heads": each.heads.tolist(),
        "least": each.least.tolist(),
    }


def _point(each: Swept, week_hours: float) -> dict[str, object]:
    return {
        "value": each.value,
        "peak": each.peak,
        "week_hours": round(each.week_h, 2),
        "people": round(each.week_h / week_hours, 3),
    }


def _print_sweep(
    console: Console, text: str, found: Sequence[Swept], week_hours: float
) -> None:
    glyph = "█" if fits(console, "█") else "#"
    top = max((each.week_h for each in found), default=0.0) or 1.0
    console.print(text, soft_wrap=True)
    console.print(f"{'':>8}  {'most':>5}  {'h/week':>7}  {'people':>6}")
    for each in found:
        bar = glyph * round(_BAR_WIDTH * each.week_h / top)
        console.print(
            f"{each.value:>8}  {each.peak:5}  {each.week_h:7.0f}  "
            f"{each.week_h / week_hours:6.1f}  {bar}",
            no_wrap=True,
        )
    console.print(
        f"people: of {week_hours:g} h a week each; before head counts are "
        "held for a step",
        soft_wrap=True,
    )
