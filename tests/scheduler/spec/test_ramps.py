"""The ramp section: weeks as keys, and what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constraints.values import MUST
from scheduler.spec.ramps import RampSpec

CONTEXT = {"names": {"skill": ["premium"], "team": ["na"]}}


def ramp(**said: Any) -> RampSpec:
    """Return a ramp that says this; underscores stand for spaces."""
    given = {k.rstrip("_").replace("_", " "): v for k, v in said.items()}
    return RampSpec.model_validate(given, context=CONTEXT)


def stages(found: RampSpec) -> list[tuple[int, int, float]]:
    """Return first, last and what it counts of each stage."""
    return [(s.first, s.last, s.counts) for s in found.weeks]


def test_weeks_are_keys_or_a_list() -> None:
    """Both forms mean the same, in order of the weeks."""
    short = RampSpec.model_validate({"weeks 3-4": 0.5, "week 1 to 2": 0})
    long = RampSpec.model_validate(
        {
            "weeks": [
                {"first": 1, "last": 2, "counts": 0},
                {"first": 3, "last": 4, "counts": 0.5},
            ]
        }
    )
    assert stages(short) == [(1, 2, 0), (3, 4, 0.5)]
    assert short == long
    assert short.last_week == 4
    assert short.importance == MUST


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("premium>=expert", "skill premium>=expert"),
        ("premium", "skill premium>=solid"),
        ("team na", "team na"),
    ],
)
def test_with_a_skill_or_anybody(said: str, who: str) -> None:
    """A skill needs no word before it, as under queues."""
    assert str(ramp(week_1=0, with_=said).with_) == who


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "write for example weeks 1-2: 0"),
        ({"week_1": 2}, "less than or equal to 1"),
        ({"weeks_3-1": 0}, "write weeks 1-3"),
        ({"week_1": 0, "weeks_1-2": 0.5}, "week 1 is said twice"),
        ({"week_1": 0.123}, "two decimals"),
        ({"week_1": 1}, "is not new"),
        ({"weeks_one": 0}, "weeks one"),
        ({"weeks": 2}, "weeks"),
        ({"weeks": True, "week_1": 0}, "weeks"),
        ({"weeks": "abc"}, "weeks"),
    ],
)
def test_what_makes_no_sense_is_refused(
    said: dict[str, Any], message: str
) -> None:
    """With what to write instead."""
    with pytest.raises(ValidationError, match=message):
        ramp(**said)


def test_the_schema_knows_weeks() -> None:
    """Editors accept the short keys."""
    (pattern,) = RampSpec.model_json_schema()["patternProperties"]
    assert "weeks?" in pattern
