"""The ramp section: what somebody new counts for, week by week."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints.values import MUST, Importance
from constraints.who import Who
from scheduler.spec.base import Spec

__all__ = ["RampSpec", "RampWeeksSpec"]

_WEEKS = re.compile(r"weeks? ([1-9][0-9]*)(?: ?(?:-|to) ?([1-9][0-9]*))?")


class RampWeeksSpec(Spec):
    """Some weeks after joining, and what somebody counts for in them."""

    first: int = Field(ge=1, description="First week; 1 begins on joining.")
    last: int = Field(ge=1, description="Last week.")
    counts: float = Field(
        ge=0,
        le=1,
        description="What they count for where they serve: 0, 0.5, 1.",
    )

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: int, info: ValidationInfo) -> int:
        first = info.data.get("first", last)
        if last < first:
            raise ValueError(
                f"weeks {first}-{last} run backwards: write weeks "
                f"{last}-{first}"
            )
        return last

    @field_validator("counts")
    @classmethod
    def _in_hundredths(cls, counts: float) -> float:
        if abs(counts * 100 - round(counts * 100)) > 1e-9:
            raise ValueError(f"{counts} is too exact: two decimals are enough")
        return counts


def _skill(value: object, info: ValidationInfo) -> object:
    """Let a skill be said without the word, as queues say what they need."""
    names = (info.context or {}).get("names", {})
    skills = {*names.get("skill", ()), *names.get("language", ())}
    is_skill = isinstance(value, str) and (value in skills or ">=" in value)
    if is_skill and not re.match("not |skill ", str(value)):
        return f"skill {value}"
    return value


class RampSpec(Spec):
    """What somebody new counts for, and with whom they work."""

    model_config = ConfigDict(
        json_schema_extra={
            "patternProperties": {
                "^weeks? [1-9][0-9]*( ?(-|to) ?[1-9][0-9]*)?$": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": 1,
                    "description": "What they count for in these weeks.",
                }
            }
        }
    )

    weeks: tuple[RampWeeksSpec, ...] = Field(
        (),
        description="Week by week since joining, or shorter as keys of the "
        "ramp itself: weeks 1-2: 0. Afterwards somebody counts for 1.",
        validate_default=True,
    )
    with_: Annotated[Who, BeforeValidator(_skill)] | None = Field(
        None,
        description="Who is there whenever they are, such as a skill or a "
        "team; see the rule mentor.",
    )
    importance: Importance = Field(
        MUST, description="How important it is not to be without them."
    )

    @model_validator(mode="before")
    @classmethod
    def _long(cls, given: Any) -> Any:
        """Read ``weeks 3-4: 0.5`` as an entry of ``weeks``."""
        if not isinstance(given, Mapping):
            return given
        found: dict[str, Any] = {}
        said = given.get("weeks")
        if said is not None and not isinstance(said, (list, tuple)):
            return given  # which is refused
        weeks = list(said or ())
        for key, value in given.items():
            if match := _WEEKS.fullmatch(str(key)):
                first = int(match[1])
                last = int(match[2] or first)
                weeks.append({"first": first, "last": last, "counts": value})
            elif key != "weeks":
                found[key] = value
        return {**found, "weeks": weeks}

    @field_validator("weeks")
    @classmethod
    def _apart(
        cls, weeks: tuple[RampWeeksSpec, ...]
    ) -> tuple[RampWeeksSpec, ...]:
        if not weeks:
            raise ValueError(
                "a ramp says what somebody counts for week by week: write "
                "for example weeks 1-2: 0"
            )
        found = tuple(sorted(weeks, key=lambda stage: stage.first))
        for before, after in pairwise(found):
            if after.first <= before.last:
                raise ValueError(f"week {after.first} is said twice")
        return found

    @property
    def last_week(self) -> int:
        """The last week in which somebody is new."""
        return max(stage.last for stage in self.weeks)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.with_ is None and all(s.counts == 1 for s in self.weeks):
            raise ValueError(
                "somebody who counts for 1 in all weeks and needs nobody "
                "is not new: write a smaller number, or with:"
            )
        return self
