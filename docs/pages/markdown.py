"""Pieces of Markdown, and templates in which they are put."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["anchor", "code", "fill", "table"]

NOTE = (
    "<!-- Written by docs/generate.py from the code and {template}: "
    "change those. -->\n"
)
_SLOT = re.compile(r"\{\{ (?P<what>\w+)(?: (?P<of>[\w ]+))? \}\}")


def code(text: object) -> str:
    """Return a text set as code."""
    return f"`{text}`"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; bars inside cells are escaped."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |"
        for line in lines
    )


def anchor(heading: str) -> str:
    """Return the anchor that hosts of Markdown give a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def fill(name: str, slots: Mapping[str, Callable[[str], str]]) -> str:
    """Return a template of this folder with its slots filled.

    Parameters
    ----------
    name
        Of the file.
    slots
        What ``{{ what of }}`` becomes: a function of ``of``.

    Raises
    ------
    KeyError
        When the template has a slot that nothing fills.
    """
    template = Path(__file__).with_name(name).read_text("utf-8")
    filled = _SLOT.sub(
        lambda slot: slots[slot["what"]](slot["of"] or ""), template
    )
    return NOTE.format(template=f"docs/pages/{name}") + filled
