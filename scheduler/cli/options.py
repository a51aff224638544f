"""Arguments and options that several commands share."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "Finite",
    "file_argument",
    "json_option",
    "roster_argument",
    "wants_json",
]

_JSON = "scheduler.cli.json"


class Finite(click.FloatRange):
    """A number within a range; ``nan`` and ``inf`` are in none."""

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the number, or refuse what is not one."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value} is not a number of use here", param, ctx)
        return number


def wants_json(context: click.Context) -> bool:
    """Return whether the command that runs writes for machines."""
    return bool(context.meta.get(_JSON))


def _remember(
    context: click.Context, parameter: click.Parameter, value: Any
) -> Any:
    context.meta[_JSON] = value
    return value


# Whether a file can be read, the library says itself, with what is near.
file_argument = click.argument("file", metavar="FILE")
roster_argument = click.argument("roster_file", metavar="ROSTER")
json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_remember,
    is_eager=True,
    help="Write JSON for machines.",
)
