"""``schedule export``: a roster as calendars, tables, workbook or JSON."""

from __future__ import annotations

from pathlib import Path

import click

import scheduler
from scheduler.cli.options import file_argument, roster_argument
from scheduler.cli.outputs import DEFAULT, FORMATS, check_writable, files_of
from scheduler.cli.terminal import err, out

__all__ = ["command"]


@click.command("export")
@file_argument
@roster_argument
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    required=True,
    help="Folder to write into; made when it is not there.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="What to write; may be given several times.  "
    "[default: json, csv and ics]",
)
@click.option(
    "--event-tz",
    metavar="ZONE",
    help="Whose clock entries follow: person, shift, utc or an IANA zone.",
)
def command(
    file: str,
    roster_file: str,
    folder: str,
    formats: tuple[str, ...],
    event_tz: str | None,
) -> None:
    """Write calendars, CSV, JSON or a workbook of a roster.

    ROSTER is a roster.json, a CSV file or a workbook, edited or not.

    Calendars that are in DIR already are updated: what changed is marked as
    a newer version of the same entry.

    \b
    Example:
      schedule export roster.yaml out/roster.json -o public --format ics
      schedule export roster.yaml out/roster.json -o out --format xlsx
    """
    from scheduler.export.files import write_all
    from scheduler.export.rosters import read_any, read_document

    target = Path(folder)
    check_writable(target)
    problem = scheduler.read(file)
    files = files_of(
        read_any(problem, roster_file),
        target,
        formats or DEFAULT,
        read_from=read_document(problem, roster_file),
        event_tz=event_tz,
    )
    # Where it was edited, what the run proved that made it would be lost.
    files = {
        path: content
        for path, content in files.items()
        if (target / path).resolve() != Path(roster_file).resolve()
    }
    changed = write_all(target, files)
    for path in changed:
        out().print(str(path), soft_wrap=True)
    err().print(f"{len(files)} files, {len(changed)} of them new or changed")
