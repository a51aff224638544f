"""The JSON Schema of roster files as editors see them.

Files are joined (``use:``), tables read (``people: people.csv``) and entries
taken over (``like:``) before the schema proper looks at the whole; editors
look at one file as it is written.
"""

from __future__ import annotations

from typing import Any

from constraints.short import SchemaOfTexts
from scheduler.spec.columns import TABLES
from scheduler.spec.merge import NAMED_LISTS, NAMED_MAPS
from scheduler.spec.roster import RosterSpec

__all__ = ["editor_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TABLE = {
    "type": "string",
    "pattern": r"\.csv$",
    "description": "A CSV file; schedule schema --csv prints its columns.",
}
_USE = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
    ],
    "description": "Roster files that this one builds on: lists append, "
    "maps merge.",
}
_ENTRY = {
    "like": {
        "type": "string",
        "description": "Another entry of this section: what it says holds "
        "here too, unless said otherwise.",
    },
    "replace": {
        "type": "boolean",
        "description": "Stands in for the entry of that name in a file "
        "named by use:.",
    },
}


def editor_schema() -> dict[str, Any]:
    """Return the schema of a roster file as it is written."""
    schema = RosterSpec.model_json_schema(schema_generator=SchemaOfTexts)
    properties = schema["properties"]
    for section in (*NAMED_MAPS, *NAMED_LISTS):
        if section in properties:
            _may_take_over(schema["$defs"], properties[section])
    for section in TABLES:
        properties[section] = {"anyOf": [properties[section], _TABLE]}
    properties["use"] = _USE
    # What a month file leaves out stands in the files that it uses.
    whole = {"required": schema.pop("required")}
    schema["anyOf"] = [whole, {"required": ["use"]}]
    return {"$schema": _DIALECT, "title": "sunroster roster file"} | schema


def _may_take_over(
    definitions: dict[str, Any], section: dict[str, Any]
) -> None:
    items = section.get("additionalProperties") or section.get("items") or {}
    name = str(items.get("$ref", "")).rpartition("/")[2]
    entry = definitions[name]
    entry["properties"] = {**entry["properties"], **_ENTRY}
    if required := entry.pop("required", None):
        entry["anyOf"] = [{"required": required}, {"required": ["like"]}]
