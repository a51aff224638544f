"""``schedule rule``: the documentation of one rule."""

from __future__ import annotations

import click

from constraints.near import nearest
from scheduler.cli.options import json_option
from scheduler.cli.rulebook import entries
from scheduler.cli.rulepage import document, page
from scheduler.cli.terminal import out, write_json
from scheduler.errors import Finding, InputError

__all__ = ["command"]


@click.command("rule")
@click.argument("name")
@json_option
def command(name: str, as_json: bool) -> None:
    """Explain a rule: why, an example, its unit, options and source.

    \b
    Example:
      schedule rule rest
    """
    by_name = {entry.name: entry for entry in entries()}
    if name not in by_name:
        message = (
            f'there is no rule "{name}"{nearest(name, by_name)} '
            "(schedule rules lists them)"
        )
        raise InputError(Finding(message, code="unknown-rule"))
    if as_json:
        write_json(document(by_name[name]))
    else:
        out().print(page(by_name[name]))
