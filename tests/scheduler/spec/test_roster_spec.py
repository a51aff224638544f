"""The schema of a roster file: keys, defaults and what excludes what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from scheduler.spec.base import Spec, yaml_key
from scheduler.spec.decisions import AwaySpec, PinSpec
from scheduler.spec.demand import CoverageSpec, HandoverSpec, QueueSpec
from scheduler.spec.people import ContractSpec, PersonSpec
from scheduler.spec.roster import RosterSpec
from scheduler.spec.shifts import ShiftSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = {
    "roster": "Test",
    "zone": "UTC",
    "from": "2027-03-01",
    "weeks": 4,
    "teams": {"a": {}},
    "contracts": {"c": {}},
    "shifts": {"s": {"window": "Mon 08:00-16:00"}},
    "people": [{"name": "Ana", "team": "a", "contract": "c"}],
}


def specs(model: type[BaseModel] = RosterSpec) -> Iterator[type[Spec]]:
    """Yield a part of the schema and all parts below it."""
    if issubclass(model, Spec):
        yield model
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            yield from specs(part)


def _parts(annotation: Any) -> Iterator[type[Spec]]:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


PARTS = sorted(set(specs()), key=lambda spec: spec.__name__)


def refusal(spec: type[Spec], **said: Any) -> str:
    """Return the one thing that a part is refused for."""
    with pytest.raises(ValidationError) as caught:
        spec.model_validate({k.replace("_", " "): v for k, v in said.items()})
    (found,) = caught.value.errors()
    return str(found["msg"])


@pytest.mark.parametrize("spec", PARTS)
def test_every_key_is_described(spec: type[Spec]) -> None:
    """Editors show the descriptions; keys have spaces, not underscores."""
    properties = spec.model_json_schema(by_alias=True)["properties"]
    assert list(properties) == [yaml_key(name) for name in spec.model_fields]
    for key, schema in properties.items():
        branches = [schema, *schema.get("anyOf", ())]
        assert any("description" in branch for branch in branches), key


def test_all_parts_are_looked_at() -> None:
    """The schema has its sections in files of their own."""
    assert {part.__module__.rpartition(".")[2] for part in PARTS} == {
        "decisions",
        "demand",
        "events",
        "people",
        "promises",
        "ramps",
        "roster",
        "shifts",
        "volumes",
    }


def test_small_roster_has_all_defaults() -> None:
    """Everything else may be left out."""
    spec = RosterSpec.model_validate(SMALL)
    assert spec.last.isoformat() == "2027-03-28"
    assert (spec.version, spec.week_starts) == (1, "Mon")
    assert spec.rules == spec.coverage == spec.pins == spec.history == ()
    assert RosterSpec.model_validate(
        SMALL | {"weeks": None, "days": 1}
    ).last == (spec.from_)


def test_later_version_is_refused() -> None:
    """It may mean other things by the same words."""
    assert "Input should be 1" in refusal(RosterSpec, **SMALL, version=2)


@pytest.mark.parametrize(
    ("spec", "said", "expected"),
    [
        (
            CoverageSpec,
            {"queue": "q", "counts": "c.csv", "least": 1},
            "the file of counts: says least, wanted and most",
        ),
        (
            CoverageSpec,
            {"queue": "q", "counts": "c.csv", "except holidays": "PH"},
            "shoulders: and except holidays: belong to a window:",
        ),
        (
            CoverageSpec,
            {"queue": "q", "least": 1},
            "a coverage line has either a window: or counts:",
        ),
        (
            HandoverSpec,
            {"queue": "q", "at": "daily 08:00", "from": "team a"},
            "write both from: and to:, or neither",
        ),
        (
            AwaySpec,
            {"who": "Ana", "dates": "2027-03-01", "calendar": "a.ics"},
            "write either dates: or calendar:",
        ),
        (
            PinSpec,
            {"who": "A", "day": "2027-03-01", "off": True, "at": "8:00"},
            "write off: true, or a shift: and/or at:",
        ),
        (
            ShiftSpec,
            {"window": "Mon 08:00-16:00", "edges": "20m", "step": "15m"},
            "edges: 20m is no multiple of step: 15m: write for example "
            "step: 20m",
        ),
        (
            ShiftSpec,
            {"inside": "Mon", "step": "1m"},
            "greater than or equal to 5",
        ),
        (QueueSpec, {"at once": 0}, "greater than or equal to 1"),
        (ContractSpec, {"weight": 0}, "greater than 0"),
    ],
)
def test_what_excludes_what(
    spec: type[Spec], said: dict[str, Any], expected: str
) -> None:
    """Entries that say two things, or half of one."""
    assert expected in refusal(spec, **said)


def test_one_item_stands_for_a_list() -> None:
    """Windows, breaks and availability need no brackets."""
    shift = ShiftSpec.model_validate(
        {"window": "Mon 08:00-16:00", "break": {"length": "30m"}}
    )
    assert len(shift.window) == len(shift.break_) == 1
    person = PersonSpec.model_validate(
        {
            "name": "A",
            "team": "a",
            "contract": "c",
            "availability": {"never": "Wed"},
        }
    )
    assert [said.kind for said in person.availability] == ["never"]


def test_specs_are_frozen() -> None:
    """What was validated stays valid."""
    spec = RosterSpec.model_validate(SMALL)
    with pytest.raises(ValidationError, match="frozen"):
        spec.roster = "Other"  # type: ignore[misc]


def test_dump_is_read_back() -> None:
    """Short forms and defaults survive a journey through JSON."""
    spec = RosterSpec.model_validate(SMALL)
    dumped = spec.model_dump(mode="json", by_alias=True)
    assert RosterSpec.model_validate(dumped) == spec
