"""The page ``commands.md``: every command from its own help."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import click
from pages.markdown import code, fill, table

from scheduler.cli.main import COMMANDS, schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["page"]

# Click keeps a paragraph's lines as they are where it begins with \b.
_KEPT = re.compile(r"\x08\n((?:.+\n?)+)")
_EXAMPLE = re.compile(r"^Examples?:\n")
_HELPED_DEFAULT = re.compile(r"\s*\[default: (.+)\]$")


def page() -> str:
    """Return the page."""
    return fill("commands.md", {"commands": lambda _: "\n\n".join(_parts())})


def _parts() -> Iterator[str]:
    context = click.Context(schedule, info_name="schedule")
    for section, names in COMMANDS.items():
        yield f"## {section}"
        for name in names:
            command = schedule.get_command(context, name)
            if command is None:
                raise KeyError(name)
            yield _command(command, name, context)


def _command(command: click.Command, name: str, group: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=group)
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [
        f"### {name}",
        f"```text\nschedule {name} {usage}\n```",
        _prose(command),
    ]
    rows = [
        [
            _spelled(option),
            _HELPED_DEFAULT.sub("", option.help or ""),
            _default(option),
        ]
        for option in command.params
        if isinstance(option, click.Option)
    ]
    if rows:
        parts.append(table(["Option", "Meaning", "Default"], rows))
    return "\n\n".join(parts)


def _prose(command: click.Command) -> str:
    text = inspect.cleandoc(command.help or "") + "\n"
    return _KEPT.sub(_block, text).strip()


def _block(kept: re.Match[str]) -> str:
    kind = "console" if _EXAMPLE.match(kept[1]) else "text"
    lines = inspect.cleandoc(_EXAMPLE.sub("", kept[1]))
    return f"```{kind}\n{lines}\n```\n"


def _spelled(option: click.Option) -> str:
    names = ", ".join(map(code, (*option.opts, *option.secondary_opts)))
    if option.is_flag or option.count:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {' · '.join(map(code, option.type.choices))}"
    kind = option.metavar or option.type.name.split()[0].upper()
    return f"{names} {code(kind)}"


def _default(option: click.Option) -> str:
    if said := _HELPED_DEFAULT.search(option.help or ""):
        return said[1]
    value = option.default
    plain = isinstance(value, (int, float, str)) and not option.is_flag
    return code(value) if plain else ""
