"""``schedule who``: who serves a queue now, who could, who comes next."""

from __future__ import annotations

import time
from pathlib import Path

import click

import scheduler
from scheduler.cli.options import json_option
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]


@click.command("who")
@click.argument("what", metavar="WHAT")
@click.argument("when", metavar="[WHEN]", default="now")
@click.argument("file", metavar="[FILE]", default="roster.yaml")
@click.argument("roster_file", metavar="[ROSTER]", default="out/roster.json")
@json_option
def command(
    what: str, when: str, file: str, roster_file: str, as_json: bool
) -> None:
    """Say who serves a queue at a moment, who could, and who comes next.

    WHAT is a queue, an account or a tier; WHEN a moment, by default now:
    "Sun 02:00 UTC", "2027-03-14 14:00 Halifax", 2027-03-14T14:00Z,
    "tomorrow 9am". FILE and ROSTER are roster.yaml and out/roster.json
    unless you say so.

    \b
    Example:
      schedule who plus "Sun 02:00 UTC" roster.yaml out/roster.json
    """
    from scheduler.cli.instants import instant
    from scheduler.cli.watches import print_watch, watch_document
    from scheduler.export.rosters import read_any

    if Path(when).suffix in (".yaml", ".yml", ".json", ".csv", ".xlsx"):
        raise click.BadParameter(
            f"{when} is a file, and the moment comes before it: "
            f"schedule who {what} now {when}",
            param_hint="WHEN",
        )
    problem = scheduler.read(file)
    try:
        at_min = instant(when, problem, int(time.time() // 60))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="WHEN") from None
    watches = scheduler.who(read_any(problem, roster_file), what, at_min)
    if as_json:
        write_json([watch_document(problem, each) for each in watches])
        return
    console = out()
    for watch in watches:
        print_watch(console, problem, watch)
