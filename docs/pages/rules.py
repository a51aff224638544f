"""The page ``rules.md``: every rule, from its own documentation."""

from __future__ import annotations

import inspect
import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from pages.markdown import code, fill, table
from pages.values import BY_PATTERN, HEADINGS
from pages.written import Words, described

from constraints import RULES
from constraints.short import SchemaOfTexts
from constraints.values import LEVEL_POINTS

if TYPE_CHECKING:
    from constraints.rule import Rule

__all__ = ["exchange", "page"]

_SECTION = re.compile(r"^(\w+)\n-+\n", re.MULTILINE)
_YAML = re.compile(
    r"^\.\. code-block:: yaml\n\n((?:(?: {4}.*)?\n?)+)", re.MULTILINE
)
_ELSEWHERE = HEADINGS | {"Selector": "Who"}
_NEVER_PRICED = ("offered", "qualified")
_WEIGHED_OTHERWISE = ("cost",)
_GROWING = ("fair-share",)
"""The price of a unit depends on how many there are."""

_COMMON = ("id", "who", "importance", "rule")


def page() -> str:
    """Return the page."""
    return fill(
        "rules.md",
        {
            "index": lambda which: _index(desugared=which == "stated"),
            "written": lambda _: _all(desugared=False),
            "stated": lambda _: _all(desugared=True),
        },
    )


def exchange(_: str = "") -> str:
    """Return what one unit of each rule costs by importance, in points."""
    levels = list(reversed(LEVEL_POINTS))
    return table(
        ["Rule", "One unit", *map(code, levels)],
        (
            [
                f"[{_name(rule)}](rules.md#{_name(rule)})",
                rule.unit,
                *(str(LEVEL_POINTS[level] * rule.worth) for level in levels),
            ]
            for rule in RULES
            if _name(rule)
            not in (*_NEVER_PRICED, *_WEIGHED_OTHERWISE, *_GROWING)
        ),
    )


def _index(*, desugared: bool) -> str:
    return table(
        ["Rule", "What it asks"],
        (
            [f"[{_name(rule)}](#{_name(rule)})", _summary(rule)]
            for rule in _chosen(desugared=desugared)
        ),
    )


def _all(*, desugared: bool) -> str:
    return "\n\n".join(map(_rule, _chosen(desugared=desugared)))


def _chosen(*, desugared: bool) -> list[type[Rule]]:
    return [rule for rule in RULES if rule.desugared == desugared]


def _summary(rule: type[Rule]) -> str:
    return inspect.cleandoc(rule.__doc__ or "").partition("\n")[0]


def _name(rule: type[Rule]) -> str:
    return str(rule.model_fields["rule"].default)


def _rule(rule: type[Rule]) -> str:
    parts = [f"### {_name(rule)}", _prose(rule)]
    if not rule.desugared:
        parts.append(_options(rule))
    return "\n\n".join(parts)


def _prose(rule: type[Rule]) -> str:
    """Return the documentation with its sections in bold."""
    text = inspect.cleandoc(rule.__doc__ or "")
    text = _YAML.sub(lambda block: _fenced(block[1]), text + "\n")
    return _SECTION.sub(r"**\1**\n\n", text).strip().replace("\n\n\n", "\n\n")


def _fenced(block: str) -> str:
    return f"```yaml\n{dedent(block).strip()}\n```\n\n"


def _options(rule: type[Rule]) -> str:
    schema = rule.model_json_schema(schema_generator=SchemaOfTexts)
    definitions: dict[str, Any] = schema.get("$defs", {})
    own = [name for name in definitions if name not in _ELSEWHERE]
    words = Words(definitions, _ELSEWHERE, BY_PATTERN, own)
    parts = [
        _keys("Option", schema, words),
        *(_keys(name, definitions[name], words) for name in own),
        _importance(rule),
    ]
    return "\n\n".join(filter(None, parts))


def _importance(rule: type[Rule]) -> str:
    if _name(rule) in _WEIGHED_OTHERWISE:
        return ""
    default = rule.model_fields["importance"].default
    return f"`importance` is {code(default)} unless you say otherwise."


def _keys(title: str, schema: dict[str, Any], words: Words) -> str:
    rows = [
        _row(words, key, field, schema)
        for key, field in schema["properties"].items()
        if key not in _COMMON
    ]
    head = [title, "Meaning", "Written", "Default"]
    return table(head, rows) if rows else ""


def _row(
    words: Words, key: str, field: dict[str, Any], schema: dict[str, Any]
) -> list[str]:
    required = key in schema.get("required", ())
    # Values are explained on the page of the language.
    written = words.written(field).replace("](#", "](language.md#")
    default = words.default(field, required=required)
    return [code(key), described(field), written, default]
