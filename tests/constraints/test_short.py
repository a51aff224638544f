"""Short forms: texts, long forms, one sentence, and a schema of both."""

from __future__ import annotations

import contextlib
import json
import pickle
import re

import jsonschema
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from constraints.form import Form, choices, listed, shown
from constraints.short import SchemaOfTexts, Several, Short, sentence
from constraints.skills import SkillGrant, SkillGrants, SkillNeed
from constraints.values import (
    Count,
    Duration,
    Importance,
    Lengths,
    PaidHours,
    PerWeek,
    Rate,
    Target,
)
from constraints.who import Selector, Who
from constraints.windows import DateRange, Moment, Window, WindowOfDay

SHORTS: tuple[type[Short], ...] = (
    Count,
    DateRange,
    Importance,
    Lengths,
    Moment,
    PaidHours,
    PerWeek,
    Rate,
    Selector,
    SkillGrant,
    SkillNeed,
    Target,
    Who,
    Window,
    WindowOfDay,
)
LONG = [
    (Count, {"least": 2, "most": 3}, "2 to 3"),
    (DateRange, {"first": "2027-03-15", "last": "2027-03-15"}, "2027-03-15"),
    (Importance, {"points": 30}, "high"),
    (Importance, {"hard": True}, "must"),
    (Lengths, {"least": "4h", "most": "6h"}, "4h to 6h"),
    (Moment, {"days": "Mon", "at": "08:00"}, "Mon 08:00"),
    (PaidHours, {"target": 37.5}, "37.5/week"),
    (PaidHours, {"most": 150, "per": "4 weeks"}, "at most 150/4 weeks"),
    (PerWeek, {"least": 4, "most": 5}, "4 to 5/week"),
    (Rate, {"amount": 35, "currency": "USD"}, "35 USD/h"),
    (Selector, {"kind": "team", "name": "na"}, "team na"),
    (SkillGrant, {"skill": "fr", "level": "C1"}, "fr=C1"),
    (SkillNeed, {"skill": "plus", "level": "expert"}, "plus>=expert"),
    (Target, {"share": "90%", "within": "10m"}, "90% within 10m"),
    (Who, {"any_of": ["all"]}, "all"),
    (
        Window,
        {"days": "Fri", "start": "22:00", "end": "06:00"},
        "Fri 22:00-06:00",
    ),
]


@pytest.mark.parametrize("kind", SHORTS)
def test_examples_read_and_match_their_schema(kind: type[Short]) -> None:
    """Whatever an editor offers as an example is read and valid."""
    schema = kind.model_json_schema()
    for example in kind.form.examples:
        value = kind.parse(example)
        assert kind.parse(str(value)) == value
        jsonschema.validate(example, schema)


@pytest.mark.parametrize("kind", SHORTS)
def test_schema_explains_itself(kind: type[Short]) -> None:
    """Text, long form and every field carry a description."""
    schema = kind.model_json_schema()
    text, *_, long = schema["anyOf"]
    assert text["type"] == "string"
    assert text["description"]
    assert text["examples"]
    assert schema["description"]
    for name, field in long["properties"].items():
        assert field.get("description"), name


@pytest.mark.parametrize(("kind", "long", "short"), LONG)
def test_long_form(kind: type[Short], long: object, short: str) -> None:
    """Both forms give the same value, and the schema knows both."""
    value = kind.parse(long)
    assert value == kind.parse(short)
    assert str(value) == short
    schema = kind.model_json_schema()
    jsonschema.validate(long, schema)
    jsonschema.validate(short, schema)


@pytest.mark.parametrize("kind", SHORTS)
@pytest.mark.parametrize(
    "wrong", [None, True, "", object(), "\n\n", "=" * 2000]
)
def test_one_short_sentence(kind: type[Short], wrong: object) -> None:
    """Whatever is wrong, there is one error of one line."""
    with pytest.raises(ValidationError) as caught:
        kind.parse(wrong)
    assert caught.value.error_count() == 1
    said = sentence(caught.value)
    assert "\n" not in said.replace(str(wrong), "")
    assert len(said) < 500


@pytest.mark.parametrize(
    "wrong",
    [
        "9" * 900,
        "a; " * 300,
        "Mon+" * 240,
        "1 to " * 190,
        "- " * 450,
        "skill " * 160,
        "x " * 100_000,
    ],
)
def test_no_text_is_slow_or_surprising(wrong: str) -> None:
    """Hostile texts are read or refused like any other."""
    for kind in SHORTS:
        with contextlib.suppress(ValidationError):
            kind.parse(wrong)


def test_values_are_plain_data() -> None:
    """Values are hashable, survive pickle and print as what to write."""
    for kind, long, short in LONG:
        value = kind.parse(long)
        assert pickle.loads(pickle.dumps(value)) == value
        assert hash(value) == hash(kind.parse(short))
        assert repr(value) == f"{kind.__name__}.parse('{short}')"
        assert kind.parse(value) is value


def test_unknown_key_is_an_error_of_its_own() -> None:
    """A wrong key of the long form is left to those who know the place."""
    with pytest.raises(ValidationError) as caught:
        Lengths.parse({"leest": "3h"})
    assert caught.value.errors()[0]["type"] == "extra_forbidden"


class Sample(BaseModel):
    """A model that uses short forms."""

    windows: Several[Window] = (Window.parse("24/7"),)
    rest: Duration = 660


def test_several_takes_one_or_many() -> None:
    """One item stands for a list of one, in the schema too."""
    one = Sample.model_validate({"windows": "Mon 08:00-16:00"})
    many = Sample.model_validate({"windows": ["Mon 08:00-16:00"]})
    assert one == many
    schema = Sample.model_json_schema()
    for windows in ("Wed", ["Wed", "24/7"], {"days": "Wed"}):
        jsonschema.validate({"windows": windows}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"windows": 5}, schema)


def test_dumps_as_users_write_it() -> None:
    """A model dumps to short forms, and its schema shows such defaults."""
    dumped = json.loads(Sample().model_dump_json())
    assert dumped == {"windows": ["24/7"], "rest": "11h"}
    assert Sample.model_validate(dumped) == Sample()
    schema = Sample.model_json_schema(schema_generator=SchemaOfTexts)
    properties = schema["properties"]
    assert properties["rest"]["default"] == "11h"
    assert properties["windows"]["default"] == ["24/7"]
    start = schema["$defs"]["Window"]["anyOf"][1]["properties"]["start"]
    assert start["default"] == "00:00"


def test_patterns_are_those_of_json_schema() -> None:
    """Named groups are Python's alone, so no pattern in a schema has them."""
    kinds = (*SHORTS, SkillGrants)
    for kind in kinds:
        text = json.dumps(TypeAdapter(kind).json_schema())
        assert "?P<" not in text
    assert re.search("pattern", text)


def test_words_of_messages() -> None:
    """Values and lists read well inside a sentence."""
    assert shown("x" * 200) == '"' + "x" * 79 + '…"'
    assert [shown(v) for v in ({}, [], None, False)] == [
        "a mapping",
        "a list",
        "nothing",
        "false",
    ]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert choices("x", ()) == "; none is defined"
    assert choices("x", [str(i) for i in range(1000, 1020)]) == ""
    assert choices("qq", ["ab", "cd", "ab"]) == "; defined: ab, cd"
    assert choices("abcd", ["abce", "z"]) == '; did you mean "abce"?'


def test_a_form_without_repairs_or_hint() -> None:
    """The plainest form says what to write, by example."""
    form = Form(what="a letter", pattern="[a-z]", examples=("a",))
    assert form.split("b") == {}
    with pytest.raises(ValueError, match='"1" is not a letter: write "a"'):
        form.split(1)
