"""``schedule doctor``: whether this installation is sound."""

from __future__ import annotations

import click
from rich.table import Table

from scheduler.cli.health import Check, checks
from scheduler.cli.options import json_option
from scheduler.cli.status import Status
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]


@click.command("doctor")
@click.option(
    "--warm",
    is_flag=True,
    help="Compile the search of large rosters now, not in the first run.",
)
@json_option
def command(warm: bool, as_json: bool) -> Status:
    """Say whether this installation is sound: versions, zones, solver.

    \b
    Example:
      schedule doctor --warm
    """
    if warm:
        from scheduler.engine.kernels.warm import warm as compile_all

        compile_all()
    found = list(checks())
    sound = all(check.ok for check in found)
    if as_json:
        listed = [
            {"name": c.name, "ok": c.ok, "detail": c.detail} for c in found
        ]
        write_json({"ok": sound, "checks": listed})
    else:
        out().print(_table(found))
    return Status.DONE if sound else Status.NO


def _table(found: list[Check]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column("ok", no_wrap=True)
    table.add_column("name", no_wrap=True)
    table.add_column("detail", ratio=1, overflow="fold")
    for check in found:
        mark = "ok" if check.ok else "WRONG"
        table.add_row(mark, check.name, check.detail)
    return table
