"""``schedule validate``: all that is wrong with a file, before solving."""

from __future__ import annotations

import click

import scheduler
from scheduler.cli.failures import finding_document, tell_findings
from scheduler.cli.options import file_argument, json_option
from scheduler.cli.terminal import out, write_json

__all__ = ["command"]


@click.command("validate")
@file_argument
@json_option
def command(file: str, as_json: bool) -> None:
    """Read a roster file and say all that is wrong with it, at once.

    Errors end in exit code 2. Warnings are sums that cannot come out, such
    as hours that no week of the shifts on offer yields.

    \b
    Example:
      schedule validate roster.yaml
    """
    from scheduler.cli.overview import overview, overview_document

    problem = scheduler.read(file)
    if as_json:
        write_json(
            {
                "ok": True,
                "findings": [finding_document(f) for f in problem.warnings],
                "summary": overview_document(problem),
            }
        )
    else:
        tell_findings(problem.warnings)
        out().print(overview(problem), soft_wrap=True)
