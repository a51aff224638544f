"""The command ``schedule``: its sections, loaded when asked for.

A new command is one file in ``scheduler.cli.commands`` and one line here.
"""

from __future__ import annotations

import sys
import traceback
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from scheduler.cli.failures import refused_document, status_of
from scheduler.cli.options import wants_json
from scheduler.cli.streams import patient_streams
from scheduler.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["COMMANDS", "main", "schedule"]

COMMANDS = {
    "Plan": {
        "init": "Write a roster file to start from.",
        "validate": "Read a roster file and say all that is wrong with it.",
        "solve": "Find the best roster, with a proof of how good it is.",
        "check": "Judge any roster, hand-made ones too, by every rule.",
    },
    "Look": {
        "show": "Show who works when, and how coverage is met.",
        "who": "Say who serves a queue at a moment, and who comes next.",
        "report": "Write a page to look at, complete in one file.",
        "explain": "Say which statements rule out every roster.",
        "rules": "List what a roster can obey.",
        "rule": "Explain one rule.",
    },
    "Share": {
        "export": "Write calendars, CSV, JSON or a workbook of a roster.",
        "plot": "Draw a roster as SVG or PNG.",
        "summary": "Print a roster in a few lines of Markdown.",
        "lint": "Say what calendar programs would get wrong in an .ics file.",
    },
    "Demand": {
        "staffing": "Say how many people promises take, when, and why.",
        "forecast": "Forecast volumes from those of past weeks.",
        "simulate": "Say what service a roster gives, by simulation.",
    },
    "Help": {
        "schema": "Print the JSON Schema of roster files, for editors.",
        "doctor": "Say whether this installation is sound.",
    },
}
"""By section: each command, a module of its name, and what it does."""

_MODULES = {
    name: f"scheduler.cli.commands.{name}"
    for section in COMMANDS.values()
    for name in section
}


class Schedule(click.Group):
    """A group that imports a command when it runs, and never tracebacks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, section by section."""
        return list(_MODULES)

    def get_command(
        self, ctx: click.Context, cmd_name: str
    ) -> click.Command | None:
        """Return a command, imported now; None for an unknown name."""
        if cmd_name not in _MODULES:
            return None
        command = import_module(_MODULES[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, or refuse kindly."""
        from constraints.near import nearest

        if args and args[0] not in _MODULES:
            name = args[0]
            ctx.fail(f"No such command '{name}'{nearest(name, _MODULES)}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the sections without importing any command."""
        for section, commands in COMMANDS.items():
            with formatter.section(section):
                formatter.write_dl(list(commands.items()), col_max=10)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; tell machines and debuggers more of a failure."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if isinstance(error, InputError) and wants_json(ctx):
                click.echo(refused_document(error))
            if ctx.params["debug"]:
                traceback.print_exception(error)
            raise

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a whole command line and exit."""
        run: Callable[[], object] = partial(
            super().main, *args, **{**extra, "standalone_mode": False}
        )
        with patient_streams():
            status = status_of(run)
        sys.exit(int(status))


@click.group(
    cls=Schedule,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: schedule init && schedule solve roster.yaml -o out",
)
@click.version_option(package_name="sunroster")
@click.option(
    "--debug",
    is_flag=True,
    envvar="SUNROSTER_DEBUG",
    help="Show tracebacks and what the library logs.",
)
def schedule(debug: bool) -> None:
    """Follow-the-sun rosters: who works when, on which queue, and why."""
    if debug:
        import logging

        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)


def main() -> None:
    """Run the command and exit; what the console script calls."""
    schedule(prog_name="schedule")
