"""``schedule schema``: what a roster file may say, for editors."""

from __future__ import annotations

import click

from scheduler.cli.terminal import err, out, write_json

__all__ = ["command"]

TABLES = ("people", "teams", "coverage")


@click.command("schema")
@click.option(
    "--csv",
    "table",
    type=click.Choice(TABLES),
    help="Print the columns of a table instead.",
)
def command(table: str | None) -> None:
    """Print the JSON Schema of roster files, short forms included.

    Editors complete and check with it: write as the first line of a file
    `# yaml-language-server: $schema=roster.schema.json`.

    \b
    Example:
      schedule schema > roster.schema.json
      schedule schema --csv people > people.csv
    """
    if table is None:
        from scheduler.cli.editor_schema import editor_schema

        write_json(editor_schema())
    else:
        _print_columns(table)


def _print_columns(table: str) -> None:
    from scheduler.spec.columns import TABLES as SECTIONS

    columns = SECTIONS[table].columns
    out().print(",".join(columns), soft_wrap=True)
    required = [name for name, column in columns.items() if column.required]
    many = [name for name, column in columns.items() if column.many]
    chatter = err()
    chatter.print(f"required: {', '.join(required)}")
    chatter.print(f"several items with ; between them: {', '.join(many)}")
