"""A rule's documentation as a page: its docstring, then its options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from scheduler.cli.rulebook import Entry

__all__ = ["document", "page"]

_UNDERLINED = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_CODE = re.compile(r"^\.\. code-block:: \w+\n\n?", re.MULTILINE)
_WIDEST_DEFAULT = 24


def document(entry: Entry) -> dict[str, object]:
    """Return a rule's page for machines."""
    return {
        "name": entry.name,
        "summary": entry.summary,
        "unit": entry.unit,
        "written under rules": not entry.desugared,
        "documentation": entry.documentation,
        "options": entry.rule.model_json_schema(),
    }


def page(entry: Entry) -> Group:
    """Return a rule's page for people."""
    parts: list[Any] = [
        Text(entry.name, style="bold"),
        Padding(_prose(entry.documentation), (1, 0)),
    ]
    if not entry.desugared:
        parts += [Text("Options", style="bold"), _options(entry)]
    return Group(*parts)


def _prose(documentation: str) -> Text:
    """Return a docstring with headings instead of underlined words."""
    plain = _CODE.sub("", documentation)
    text = Text()
    last = 0
    for heading in _UNDERLINED.finditer(plain):
        text.append(plain[last : heading.start()])
        text.append(heading[1], style="bold")
        last = heading.end()
    return text.append(plain[last:])


def _options(entry: Entry) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("key", no_wrap=True)
    table.add_column("default")
    table.add_column("what it says", ratio=1)
    for name, field in entry.rule.model_fields.items():
        if name == "rule":
            continue
        table.add_row(
            field.alias or name,
            "required" if field.is_required() else _default(field.default),
            field.description or "",
        )
    return table


def _default(value: object) -> str:
    if value is None or value in ("", ()):
        return "none"
    text = str(value)
    return text if len(text) <= _WIDEST_DEFAULT else f"{text[:23]}…"
