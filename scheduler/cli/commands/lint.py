"""``schedule lint``: what calendar programs would get wrong."""

from __future__ import annotations

import click

from scheduler.cli.failures import counted, finding_document
from scheduler.cli.options import json_option
from scheduler.cli.status import Status
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]

MOST_BYTES = 64_000_000


@click.command("lint")
@click.argument("names", metavar="FILE.ics...", nargs=-1, required=True)
@json_option
def command(names: tuple[str, ...], as_json: bool) -> Status:
    """Say what calendar programs would lose, double or move.

    Errors make some program misread the file and end in exit code 1;
    warnings are risks.

    \b
    Example:
      schedule lint out/calendars/people/*.ics
    """
    from scheduler.export.ics_lint import lint
    from scheduler.spec.text import read_bytes

    hint = "calendars of that size are read by nobody"
    files = [(name, read_bytes(name, MOST_BYTES, hint)) for name in names]
    found = [f for name, data in files for f in lint(data, name)]
    refused = any(f.severity == "error" for f in found)
    if as_json:
        listed = [finding_document(finding) for finding in found]
        write_json({"ok": not refused, "findings": listed})
    else:
        console = out()
        for finding in found:
            console.print(str(finding), soft_wrap=True)
        number = f"{len(names)} calendar{'s' if len(names) > 1 else ''}"
        console.print(f"{number}: {counted(found) or 'nothing found'}")
    return Status.NO if refused else Status.DONE
