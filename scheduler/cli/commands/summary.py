"""``schedule summary``: a roster in a few lines of Markdown."""

from __future__ import annotations

import click

import scheduler
from scheduler.cli.options import file_argument, roster_argument

__all__ = ["command"]


@click.command("summary")
@file_argument
@roster_argument
@click.option(
    "--since",
    metavar="ROSTER",
    help="Another roster, to say what is different from it.",
)
def command(file: str, roster_file: str, since: str | None) -> None:
    """Print a roster in a few lines of Markdown, for a chat or a review.

    Cost and proof, coverage, the worst gaps, hours per team, what was paid
    for what, and what changed. ROSTER is a roster.json, a CSV file or a
    workbook.

    \b
    Example:
      schedule summary roster.yaml out/roster.json --since old/roster.json
    """
    from scheduler.export.rosters import read_any, read_document
    from scheduler.report.runs import run_told
    from scheduler.report.summary import summary

    problem = scheduler.read(file)
    text = summary(
        read_any(problem, roster_file),
        run_told(read_document(problem, roster_file)),
        None if since is None else read_document(problem, since),
    )
    click.echo(text, nl=False)
