"""The base of the schema: keys, and how errors become findings."""

from __future__ import annotations

import datetime
import enum
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from scheduler.spec.base import Spec, findings_from, yaml_key
from scheduler.spec.findings import described, shown
from scheduler.spec.keys import keys_at
from scheduler.spec.source import loads


class Channel(enum.Enum):
    """How customers write."""

    CHAT = "chat"
    EMAIL = "email"


class Rest(Spec):
    """One kind of rule."""

    rule: Literal["rest"]
    least_hours: int


class Weekends(Spec):
    """Another kind of rule."""

    rule: Literal["weekends"]
    most: int = 2


class Shift(Spec):
    """Something with a name."""

    window: str
    paid: bool = False
    breaks: tuple[Shift, ...] = ()

    @field_validator("window")
    @classmethod
    def _no_night(cls, window: str) -> str:
        if window == "night":
            raise ValueError('"night" is no window: write 22:00-06:00')
        if window == "custom":
            raise PydanticCustomError("no_good", "this window is no good")
        return window


class Whole(Spec):
    """A small roster."""

    from_: datetime.date | None = None
    at: datetime.time | None = None
    weeks: Annotated[int, Field(ge=1, lt=9)] = 4
    price: Annotated[float, Field(gt=0, le=5)] = 1
    name: Annotated[str, Field(min_length=1, max_length=5)] = "x"
    code: Annotated[str, Field(min_length=2, pattern="^[a-z]*$")] = "xx"
    days: list[int] = Field([1, 2], min_length=2, max_length=3)
    channel: Channel = Channel.CHAT
    mixed: Literal["a", 1, True] = "a"
    who: str | list[str] = "all"
    shifts: dict[str, Shift] = Field({})
    pair: tuple[int, Shift] | None = None
    best: Rest | Weekends | None = None
    rules: tuple[
        Annotated[Rest | Weekends, Field(discriminator="rule")], ...
    ] = ()

    @model_validator(mode="after")
    def _no_wonders(self) -> Whole:
        if self.name == "bad":
            raise ValueError("nobody is called bad")
        return self


def said(text: str) -> list[str]:
    """Return the findings about a roster, as ``line:column message``."""
    node = loads(text, "r")
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(node.plain())
    findings = findings_from(caught.value, node, Whole)
    return [
        str(one).removeprefix("r:").replace(" error:", "") for one in findings
    ]


def test_keys_have_spaces_and_attributes_underscores() -> None:
    """A trailing underscore avoids a word of Python."""
    assert yaml_key("least_block") == "least block"
    assert yaml_key("from_") == "from"
    rule = Rest.model_validate({"rule": "rest", "least hours": 11})
    assert rule.least_hours == 11
    with pytest.raises(ValidationError):
        Rest.model_validate({"rule": "rest", "least_hours": 11})
    with pytest.raises(ValidationError, match="frozen"):
        rule.least_hours = 12  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("weeks: x", '1:8 expected a whole number, found the text "x"'),
        ("weeks: 1.5", "1:8 expected a whole number, found the number 1.5"),
        ("weeks: 0", "1:8 expected at least 1, found the number 0"),
        ("weeks: 9", "1:8 expected less than 9, found the number 9"),
        ("price: 0", "1:8 expected more than 0, found the number 0"),
        ("price: 6", "1:8 expected at most 5, found the number 6"),
        ("price: .inf", "1:8 expected a number, found the number inf"),
        ("price: [1]", "1:8 expected a number, found a list"),
        ("name: ''", "1:7 this is empty: something must be said here"),
        ("name: long-name", '1:7 expected at most 5 characters, found'
         ' "long-name"'),
        ("code: x", '1:7 expected at least 2 characters, found "x"'),
        ("code: XX", '1:7 the text "XX": String should match pattern'
         " '^[a-z]*$'"),
        ("name: 12", "1:7 expected text, found the number 12: put it in"
         " quotes"),
        ("name: true", "1:7 expected text, found true: put it in quotes"),
        ("name: null", "1:7 expected text, found nothing"),
        ("days: [1]", "1:7 expected at least 2 items, found 1"),
        ("days: [1, 2, 3, 4]", "1:7 expected at most 3 items, found 4"),
        ("days: {a: 1}", "1:7 expected a list, found a mapping"),
        ("shifts: x", '1:9 expected a mapping, found the text "x"'),
        ("shifts: {a: [1]}", "1:13 expected a mapping, found a list"),
        ("shifts: {a: {window: x, paid: maybe}}", "1:31 expected true or"
         ' false, found the text "maybe"'),
        ("from: soon", "1:7 expected a date such as 2027-03-01, found the"
         ' text "soon"'),
        ("from: 2027-02-30", "1:7 expected a date such as 2027-03-01, found"
         ' the text "2027-02-30"'),
        ("at: noon", "1:5 expected a clock time such as 09:30, found the text"
         ' "noon"'),
        ("channel: emial", '1:10 the text "emial" is not known here; did you'
         ' mean "email"? (allowed: chat or email)'),
        ("mixed: b", '1:8 the text "b" is not known here (allowed: a, 1 or'
         " True)"),
        ("mixed: 7", "1:8 the number 7 is not known here (allowed: a, 1 or"
         " True)"),
        ("who: 5", "1:6 expected text or a list, found the number 5: put it"
         " in quotes"),
        ("name: bad", "1:1 nobody is called bad"),
        ("shifts: {a: {window: night}}", '1:22 "night" is no window: write'
         " 22:00-06:00"),
        ("shifts: {a: {window: custom}}", "1:22 this window is no good"),
        ("shifts: {a: {}}", '1:13 "window" is missing here'),
        ("rules: [{}]", '1:9 "rule" is missing here'),
        ("rules: [{rule: rst}]", '1:16 the text "rst" is not known here; did'
         ' you mean "rest"? (allowed: rest, weekends)'),
        ("rules: [{rule: weekends, most: x}]", "1:32 expected a whole number,"
         ' found the text "x"'),
        ("pair: [1, {window: x, pad: 1}]", '1:23 "pad" is not known here; did'
         ' you mean "paid"? (allowed: window, paid, breaks)'),
    ],
)  # fmt: skip
def test_each_error_has_a_sentence_and_a_place(
    text: str, message: str
) -> None:
    """What was found, what is allowed, and the nearest name."""
    (found,) = said(text)
    assert found.replace(": ", " ", 1) == message


def test_an_unknown_key_is_found_at_the_key() -> None:
    """What is missing only because it was misspelt is not said again."""
    text = (
        "wekes: 4\nshifts:\n  a: {windwo: x}\n  b: {window: x, zzz: 1}\n"
        "rules:\n- {rule: rest, least_hour: 11}\n- {rule: rest}\n"
    )
    assert said(text) == [
        '1:1: "wekes" is not known here; did you mean "weeks"? (allowed:'
        " from, at, weeks, price, name, code, days, channel, mixed, who,"
        " shifts, pair, best, rules)",
        '3:7: "windwo" is not known here; did you mean "window"? (allowed:'
        " window, paid, breaks)",
        '4:18: "zzz" is not known here (allowed: window, paid, breaks)',
        '6:16: "least_hour" is not known here; did you mean "least hours"?'
        " (allowed: rule, least hours)",
        '7:3: "least hours" is missing here',
    ]


def test_findings_carry_code_and_path() -> None:
    """For machines; the path has the keys of the file only."""
    node = loads("rules: [{rule: rest, x: 1}, {rule: y}, {}]\nwho: 5", "r")
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(node.plain())
    found = findings_from(caught.value, node, Whole)
    assert [(one.code, one.path) for one in found] == [
        ("missing-key", ("rules", 0, "least hours")),
        ("unknown-key", ("rules", 0, "x")),
        ("unknown-value", ("rules", 1, "rule")),
        ("missing-key", ("rules", 2, "rule")),
        ("wrong-type", ("who",)),
    ]


def test_the_same_slip_in_shared_text_is_said_once() -> None:
    """An alias or a default repeats a value, not its fault."""
    text = "shifts: {a: &x {window: 5}, b: *x}"
    assert len(said(text)) == 1


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("shifts", "any"), ["window", "paid", "breaks"]),
        (("shifts", "any", "breaks", 3), ["window", "paid", "breaks"]),
        (("rules", 0, "rest"), ["rule", "least hours"]),
        (("rules", 0), ["rule", "least hours", "most"]),
        (("best", "Weekends"), ["rule", "most"]),
        (("pair", 1), ["window", "paid", "breaks"]),
        (("weeks",), []),
    ],
)
def test_allowed_keys_are_those_of_the_json_schema(
    path: tuple[str | int, ...], keys: list[str]
) -> None:
    """So hints equal what an editor completes."""
    assert keys_at(Whole, path) == keys


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (3, "the number 3"),
        ("x\ny", 'the text "x y"'),
        ([], "a list"),
        ({}, "a mapping"),
        (datetime.date(2027, 1, 1), "date"),
    ],
)
def test_values_are_described_in_plain_words(value: Any, words: str) -> None:
    """Nobody who plans people needs to know what a dict is."""
    assert described(value) == words


def test_long_text_is_cut() -> None:
    """A message stays a sentence."""
    assert shown("x" * 50) == '"' + "x" * 39 + '…"'


def test_a_list_of_faulty_items_is_not_called_empty() -> None:
    """Its only item is wrong, which is said once; [] is empty."""

    class Team(Spec):
        people: tuple[int, ...] = Field(min_length=1)

    def messages(text: str) -> list[str]:
        node = loads(text)
        with pytest.raises(ValidationError) as caught:
            Team.model_validate(node.plain())
        return [f.message for f in findings_from(caught.value, node, Team)]

    (wrong,) = messages("people: [Ana]")
    assert "whole number" in wrong
    (empty,) = messages("people: []")
    assert "this is empty" in empty
