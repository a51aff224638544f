"""The page ``language.md``: every key and value of a roster file."""

from __future__ import annotations

from typing import Any

from pages.markdown import code, fill, table
from pages.rules import exchange
from pages.values import BY_PATTERN, HEADINGS, value
from pages.written import Words, described

from constraints.short import SchemaOfTexts
from scheduler.demand import volume_csv
from scheduler.expand import counts
from scheduler.spec.columns import TABLES
from scheduler.spec.reader import DEFAULTS
from scheduler.spec.roster import RosterSpec

__all__ = ["page"]

SECTIONS = {
    "skills": "SkillsSpec",
    "teams": "TeamSpec",
    "contracts": "ContractSpec",
    "ramp": "RampSpec",
    "weeks of a ramp": "RampWeeksSpec",
    "shifts": "ShiftSpec",
    "break": "BreakSpec",
    "split": "SplitSpec",
    "people": "PersonSpec",
    "availability": "AvailabilitySpec",
    "queues": "QueueSpec",
    "coverage": "CoverageSpec",
    "shoulders": "ShouldersSpec",
    "tiers": "TierSpec",
    "accounts": "AccountSpec",
    "volume": "VolumeSpec",
    "columns": "ColumnsSpec",
    "growth": "GrowthSpec",
    "deflection": "DeflectionSpec",
    "profile": "ProfileSpec",
    "handovers": "HandoverSpec",
    "events": "EventSpec",
    "away": "AwaySpec",
    "holidays": "HolidaySpec",
    "pins": "PinSpec",
    "notice": "NoticeSpec",
    "partners": "PartnerSpec",
}
"""Definition in the JSON Schema by its heading in the template."""

_COLUMNS = {
    **{name: tuple(found.columns) for name, found in TABLES.items()},
    "counts": tuple(counts.COLUMNS),
    "volume file": volume_csv.COLUMNS,
}

_SCHEMA = RosterSpec.model_json_schema(schema_generator=SchemaOfTexts)
_DEFINITIONS = _SCHEMA["$defs"]
_WORDS = Words(
    _DEFINITIONS,
    HEADINGS | {spec: name for name, spec in SECTIONS.items()},
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
            "defaults": _defaults,
            "exchange": exchange,
        },
    )


def _section(name: str) -> str:
    whole = name == "file"
    schema = _SCHEMA if whole else _DEFINITIONS[SECTIONS[name]]
    keys = table(
        ["Key", "Meaning", "Written", "Default"],
        (
            _row(key, field, schema)
            for key, field in schema["properties"].items()
        ),
    )
    if whole:
        return keys
    about = str(schema["description"]).replace("``", "`")
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


def _defaults(_: str) -> str:
    return table(
        ["Key", "For every entry of"],
        (
            [code(key), f"[{section}](#{section})"]
            for key, (section, *_) in DEFAULTS.items()
        ),
    )
