"""The page ``language.md``: every key and value of a roster file."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from pages.markdown import code, fill, table
from pages.rules import exchange
from pages.values import BY_PATTERN, HEADINGS, value
from pages.written import Words, described

from constraints.short import SchemaOfTexts
from scheduler.demand import volume_csv
from scheduler.expand import counts
from scheduler.spec import roster
from scheduler.spec.columns import TABLES

if TYPE_CHECKING:
    from scheduler.spec.base import Spec

__all__ = ["page"]

SECTIONS: dict[str, type[Spec]] = {
    "file": roster.RosterSpec,
    "skills": roster.SkillsSpec,
    "teams": roster.TeamSpec,
    "contracts": roster.ContractSpec,
    "shifts": roster.ShiftSpec,
    "break": roster.BreakSpec,
    "people": roster.PersonSpec,
    "availability": roster.AvailabilitySpec,
    "queues": roster.QueueSpec,
    "coverage": roster.CoverageSpec,
    "shoulders": roster.ShouldersSpec,
    "accounts": roster.AccountSpec,
    "handovers": roster.HandoverSpec,
    "away": roster.AwaySpec,
    "holidays": roster.HolidaySpec,
    "pins": roster.PinSpec,
}
"""What the template explains, by the heading it has there."""

_COLUMNS = {
    **{name: tuple(found.columns) for name, found in TABLES.items()},
    "counts": tuple(counts.COLUMNS),
    "volume": volume_csv.COLUMNS,
}

_SCHEMA = roster.RosterSpec.model_json_schema(schema_generator=SchemaOfTexts)
_DEFINITIONS = _SCHEMA["$defs"]
_WORDS = Words(
    _DEFINITIONS,
    HEADINGS | {spec.__name__: name for name, spec in SECTIONS.items()},
    BY_PATTERN,
)


def page() -> str:
    """Return the page.

    Raises
    ------
    KeyError
        When a part of the schema is explained nowhere.
    """
    return fill(
        "language.md",
        {
            "section": _section,
            "value": value,
            "columns": _columns,
            "exchange": exchange,
        },
    )


def _section(name: str) -> str:
    spec = SECTIONS[name]
    schema = _SCHEMA if name == "file" else _DEFINITIONS[spec.__name__]
    keys = table(
        ["Key", "Meaning", "Written", "Default"],
        (
            _row(key, field, schema)
            for key, field in schema["properties"].items()
        ),
    )
    if name == "file":
        return keys
    about = inspect.cleandoc(spec.__doc__ or "").replace("``", "`")
    return f"{about}\n\n{keys}"


def _row(key: str, field: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    required = key in schema.get("required", ())
    written = (
        f"[{key}](#{key})"
        if schema is _SCHEMA and (key in SECTIONS or key == "rules")
        else _WORDS.written(field)
    )
    default = _WORDS.default(field, required=required)
    return [code(key), described(field), written, default]


def _columns(name: str) -> str:
    return ", ".join(map(code, _COLUMNS[name]))
