"""``schedule rules``: what a roster can obey."""

from __future__ import annotations

import click
from rich.table import Table

from scheduler.cli.options import json_option
from scheduler.cli.rulebook import Entry, entries
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]


@click.command("rules")
@json_option
def command(as_json: bool) -> None:
    """List what a roster can obey: name, what it asks, and its unit.

    A priced rule costs its importance in points for each unit.

    \b
    Example:
      schedule rules
    """
    found = entries()
    if as_json:
        write_json([_document(entry) for entry in found])
        return
    console = out()
    written = [entry for entry in found if not entry.desugared]
    console.print(_table(written))
    said = [entry for entry in found if entry.desugared]
    if said:
        console.print("\nStated by other sections of the file:")
        console.print(_table(said))
    console.print("\nschedule rule NAME explains one of them.")


def _table(found: list[Entry]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("rule", no_wrap=True, style="bold")
    table.add_column("what it asks", ratio=3)
    table.add_column("unit", ratio=2)
    for entry in found:
        table.add_row(entry.name, entry.summary, entry.unit)
    return table


def _document(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "summary": entry.summary,
        "unit": entry.unit,
        "written under rules": not entry.desugared,
    }
