"""``schedule report``: a page of a roster, complete in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.options import file_argument, roster_argument
from scheduler.cli.outputs import check_page
from scheduler.cli.terminal import err, out

if TYPE_CHECKING:
    from scheduler.report.model import Edition

__all__ = ["command"]


@click.command("report")
@file_argument
@roster_argument
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    default="report.html",
    show_default=True,
    help="The page to write.",
)
@click.option(
    "--for",
    "edition",
    type=click.Choice(["managers", "team"]),
    default="managers",
    show_default=True,
    help="The team's leaves out wishes, ledger, prices and reasons.",
)
@click.option(
    "--since",
    metavar="ROSTER",
    help="Another roster, to say what is different from it.",
)
@click.option(
    "--replications",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    metavar="N",
    help="How often contacts are drawn for the chances of promises.",
)
def command(
    file: str,
    roster_file: str,
    target: str,
    edition: Edition,
    since: str | None,
    replications: int,
) -> None:
    """Write a page about a roster: timeline, coverage, promises, fairness.

    One file that opens in any browser and asks nothing of any network.
    ROSTER is a roster.json, a CSV file or a workbook.

    \b
    Example:
      schedule report roster.yaml out/roster.json -o report.html
    """
    from scheduler.export.files import write_all
    from scheduler.export.rosters import read_any, read_document
    from scheduler.report.page import write_report
    from scheduler.report.runs import run_told

    path = Path(target)
    check_page(path)
    problem = scheduler.read(file)
    roster = read_any(problem, roster_file)
    page = write_report(
        roster,
        edition=edition,
        run=run_told(read_document(problem, roster_file)),
        since=None if since is None else read_document(problem, since),
        replications=replications,
    )
    write_all(path.parent, {Path(path.name): page})
    out().print(str(path), soft_wrap=True)
    err().print(f"{len(page) / 1e6:.2f} MB; open it in a browser")
