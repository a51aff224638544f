"""The values of the language: where each is explained, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pages.markdown import code, table
from pages.written import Words, described

from constraints import (
    amounts,
    contract_terms,
    durations,
    promises,
    ranges,
    skills,
    values,
)
from constraints import calendar_days as calendar
from constraints import who as selectors
from constraints import windows as stretches
from constraints.short import SchemaOfTexts, Short

if TYPE_CHECKING:
    from constraints.form import Form

__all__ = ["BY_PATTERN", "HEADINGS", "value"]

_SHORTS: dict[str, type[Short]] = {
    "Window": stretches.Window,
    "Window of a day": stretches.WindowOfDay,
    "Moment": stretches.Moment,
    "Dates": calendar.DateRange,
    "Lengths": ranges.Lengths,
    "Paid hours": ranges.PaidHours,
    "Number per week": ranges.PerWeek,
    "Rate": promises.Rate,
    "Target": promises.Target,
    "Importance": values.Importance,
    "Who": selectors.Who,
    "Skill needed": skills.SkillNeed,
    "Contract term": contract_terms.ContractTerm,
}

_TEXTS: dict[str, Form] = {
    name: get_args(annotated)[-1].form
    for name, annotated in {
        "Duration": durations.Duration,
        "Time of day": durations.ClockTime,
        "Hours": amounts.Hours,
        "Weeks": amounts.Per,
        "Percentage": promises.Percent,
        "Shrinkage": promises.Shrinkage,
    }.items()
}

HEADINGS = {
    **{kind.__name__: name for name, kind in _SHORTS.items()},
    "SkillGrants": "Skill list",
    "SkillGrant": "Skill list",
}
"""Heading by the name of a definition in the JSON Schema."""

BY_PATTERN = {
    form.schema().get("pattern") or form.schema()["anyOf"][0]["pattern"]: name
    for name, form in _TEXTS.items()
}
"""Heading by the pattern of a value without a definition."""


def value(name: str) -> str:
    """Return what a value means, examples, and its long form if any."""
    if name in _TEXTS:
        return _short_form(_TEXTS[name])
    kind = _SHORTS[name]
    return f"{_short_form(kind.form)}\n\n{_long_form(kind)}"


def _short_form(form: Form) -> str:
    return f"{form.meaning}\n\n{' · '.join(map(code, form.examples))}"


def _long_form(kind: type[Short]) -> str:
    schema = kind.model_json_schema(schema_generator=SchemaOfTexts)
    definitions = schema.get("$defs", {})
    whole: dict[str, Any] = definitions.get(kind.__name__, schema)
    long = whole["anyOf"][-1]
    words = Words(definitions, HEADINGS | {"Selector": "Who"}, BY_PATTERN)
    rows = [
        [
            code(key),
            described(field),
            words.written(field),
            words.default(field, required=key in long.get("required", ())),
        ]
        for key, field in long["properties"].items()
    ]
    head = ["Long form", "Meaning", "Written", "Default"]
    return table(head, rows)
