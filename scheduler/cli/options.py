"""Arguments and options that several commands share."""

from __future__ import annotations

import re
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
    "volume_option",
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


class _Factor(click.ParamType[tuple[str, float]]):
    """A name and how many more contacts it has: ``plus=+30%``."""

    name = "factor"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, float]:
        """Return the name and the share, or refuse what is neither."""
        name, found, text = str(value).rpartition("=")
        match = re.fullmatch(r"([+-]\d{1,4}(?:\.\d{1,4})?)%", text.strip())
        if match is None or (found and not name.strip()):
            self.fail(
                f"{value!r} does not say how many more: write plus=+30%, "
                "plus=-10%, or +30% for all",
                param,
                ctx,
            )
        share = float(match[1]) / 100
        if share <= -1:
            self.fail("that leaves no contacts at all", param, ctx)
        return name.strip(), share


def _factors(
    context: click.Context, parameter: click.Parameter, value: Any
) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, share in value:
        if name in found:
            raise click.BadParameter(f"{name or 'all'} is there twice")
        found[name] = share
    return found


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
volume_option = click.option(
    "--volume",
    type=_Factor(),
    multiple=True,
    callback=_factors,
    metavar="NAME=+N%",
    help="What if a queue or an account had more contacts, or fewer: "
    "plus=+30%; +30% alone is all of them. Repeatable.",
)
json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_remember,
    is_eager=True,
    help="Write JSON for machines.",
)
