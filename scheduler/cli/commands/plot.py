"""``schedule plot``: a picture of a roster for slides and chats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.chosen import (
    check_zone,
    chosen_people,
    chosen_queues,
    chosen_weeks,
)
from scheduler.cli.options import file_argument, roster_argument
from scheduler.cli.outputs import check_page
from scheduler.cli.terminal import out
from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from scheduler.plot.canvas import Format
    from scheduler.plot.plot import What

__all__ = ["command"]


@click.command("plot")
@file_argument
@roster_argument
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    required=True,
    help="Picture to write: its name ends in .svg or .png.",
)
@click.option(
    "--what",
    type=click.Choice(["timeline", "coverage"]),
    default="timeline",
    show_default=True,
    help="Who works when, or how what was asked for is staffed.",
)
@click.option(
    "--week",
    type=click.IntRange(1),
    help="Only this week, from 1.  [default: all of them]",
)
@click.option("--zone", "zone_name", help="Zone of the axis (IANA name).")
@click.option("--team", "teams", multiple=True, help="Only this team.")
@click.option("--person", "names", multiple=True, help="Only this person.")
@click.option("--queue", "queues", multiple=True, help="Only this queue.")
@click.option("--dark", is_flag=True, help="Light on dark.")
def command(
    file: str,
    roster_file: str,
    target: str,
    what: What,
    week: int | None,
    zone_name: str | None,
    teams: tuple[str, ...],
    names: tuple[str, ...],
    queues: tuple[str, ...],
    dark: bool,
) -> None:
    """Draw who works when, or coverage, as SVG or PNG.

    ROSTER is a roster.json, a CSV file or a workbook. Teams and people
    choose rows of the timeline, queues those of coverage.

    \b
    Example:
      schedule plot roster.yaml out/roster.json -o week1.svg --week 1
      schedule plot roster.yaml out/roster.json -o gaps.png --what coverage
    """
    from scheduler.export.files import write_all
    from scheduler.export.rosters import read_any
    from scheduler.plot.plot import write_plot

    path = Path(target)
    kind = _kind(path)
    check_page(path)
    problem = scheduler.read(file)
    if zone_name is not None:
        check_zone(zone_name)
    picture = write_plot(
        read_any(problem, roster_file),
        what,
        kind,
        days=[day for days in chosen_weeks(problem, week) for day in days],
        zone=zone_name,
        people=chosen_people(problem, names, teams),
        queues=chosen_queues(problem, queues),
        dark=dark,
    )
    write_all(path.parent, {Path(path.name): picture})
    out().print(str(path), soft_wrap=True)


def _kind(path: Path) -> Format:
    match path.suffix.lower():
        case ".svg":
            return "svg"
        case ".png":
            return "png"
        case other:
            ending = other or "no ending"
            message = f"-o: a picture ends in .svg or .png, not {ending}"
            raise InputError(Finding(message, code="unknown-output"))
