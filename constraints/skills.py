"""Skills at a level: what work needs, and what people have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import (
    ConfigDict,
    Field,
    PrivateAttr,
    RootModel,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints import slips
from constraints.calendar_days import DATE, Day
from constraints.form import Form, Repair
from constraints.levels import CEFR, LEVELS, level_name, rank
from constraints.names import check_skill
from constraints.short import Short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["NAME", "SkillGrant", "SkillGrants", "SkillNeed"]

_WORDS = r"[^;:<>=≥≤\n]+?"
NAME = r"[^\s;:<>=≥≤](?:[^;:<>=≥≤\n]*[^\s;:<>=≥≤])?"


class _Levelled(Short):
    """A skill at a level, and the rank of that level."""

    skill: str = Field(description="Skill or language.")
    level: str | None = Field(
        default=None,
        validate_default=True,
        description="By default the second level, B2 for a language.",
    )
    _rank: int = PrivateAttr(default=0)

    @field_validator("skill")
    @classmethod
    def _defined(cls, skill: str, info: ValidationInfo) -> str:
        return check_skill(skill, info.context)

    @field_validator("level")
    @classmethod
    def _named(cls, level: str | None, info: ValidationInfo) -> str | None:
        skill = info.data.get("skill")
        if skill is None:  # the skill itself is wrong, and said to be
            return level
        return level_name(skill, level, info.context)

    def model_post_init(self, context: Any) -> None:
        """Keep the rank: only here are the roster's levels known."""
        self._rank = rank(self.skill, self.level or "", context)

    @property
    def rank(self) -> int:
        """Rank of the level among those of the skill, 1 for the lowest."""
        return self._rank


_SLIPS = (
    *slips.LAYOUT,
    Repair(
        "does not write its level with >=",
        re.compile(r" *(?:=>|≥|>|:| at least | or better ) *=?"),
        ">=",
    ),
    Repair("has spaces around >=", re.compile(" *>= *"), ">="),
    Repair(
        "does not write its level with >=",
        re.compile(r"(?<=\w)(?<!>) *=(?!=) *"),
        ">=",
    ),
    Repair("has a plus sign", re.compile(r"\+$"), ""),
)


class SkillNeed(_Levelled):
    """A skill that work needs, at this level or a higher one."""

    form: ClassVar[Form] = Form(
        what="a skill that is needed",
        pattern=f"(?P<skill>{NAME})(?:>=(?P<level>{NAME}))?",
        examples=("technical", "technical>=expert", "fr>=B2"),
        meaning=(
            "A skill, with >= and a level where the second level (B2 for"
            " a language) is not enough or too much."
        ),
        repairs=_SLIPS,
    )

    def met(self, rank: int) -> bool:
        """Return whether a rank, 0 for none, is enough."""
        return rank >= self.rank

    def __str__(self) -> str:
        return f"{self.skill}>={self.level}"


class SkillGrant(_Levelled):
    """A skill that somebody has, always or between two dates."""

    form: ClassVar[Form] = Form(
        what="a skill that somebody has",
        pattern=(
            f"(?P<skill>{_WORDS})(?:=(?P<level>{_WORDS}))?"
            f"(?: from (?P<from>{DATE}))?(?: until (?P<until>{DATE}))?"
        ),
        examples=("technical", "technical=expert", "fr=C1"),
        meaning=(
            "A skill, optionally with a level and with the first and last"
            " day on which it is valid."
        ),
        repairs=(
            *slips.LAYOUT,
            Repair(
                "does not write its level with =",
                re.compile(" *(?:>=|=>|≥|==|:|=) *"),
                "=",
            ),
        ),
    )
    first: Day | None = Field(
        default=None, alias="from", description="First day it is valid."
    )
    last: Day | None = Field(
        default=None, alias="until", description="Last day it is valid."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first and self.last and self.last < self.first:
            raise ValueError(
                f'"{self.skill}" ends on {self.last}, before it starts on'
                f" {self.first}"
            )
        return self

    def holds(self, day: date) -> bool:
        """Return whether it is valid on a date."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )

    def __str__(self) -> str:
        begins = f" from {self.first}" if self.first else ""
        ends = f" until {self.last}" if self.last else ""
        return f"{self.skill}={self.level}{begins}{ends}"


class SkillGrants(RootModel[tuple[SkillGrant, ...]]):
    """What somebody can do: ``[frontline, fr=C1]`` or ``{fr: C1}``.

    In a table the skills of one field are separated by ``;``.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part for part in map(str.strip, value.split(";")) if part]
        if isinstance(value, Mapping):
            return _grants(value)
        if not isinstance(value, (list, tuple)):
            return value
        return [grant for item in value for grant in _flat(item)]

    def __iter__(self) -> Iterator[SkillGrant]:  # type: ignore[override]
        return iter(self.root)

    def __len__(self) -> int:
        return len(self.root)

    def __str__(self) -> str:
        return "; ".join(map(str, self.root))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = handler(schema)
        many = handler.resolve_ref_schema(reference)
        grant = handler.resolve_ref_schema(many["items"])["anyOf"][-1]
        dated = {k: v for k, v in grant["properties"].items() if k != "skill"}
        about = {key: many.pop(key) for key in ("title", "description")}
        by_name = {
            "type": "object",
            "description": "Level by skill, or level and dates.",
            "examples": [{"plus": "expert", "fr": "C1"}],
            "additionalProperties": {
                "anyOf": [
                    {"type": "string", "examples": [*LEVELS, *CEFR]},
                    {
                        "type": "object",
                        "properties": dated,
                        "additionalProperties": False,
                    },
                ]
            },
        }
        text = {"type": "string", "examples": ["frontline; fr=C1"]}
        forms = [dict(many), by_name, text]
        many.clear()
        many.update(about, anyOf=forms)
        return reference


def _flat(item: object) -> list[object]:
    """Return the grants of one item; ``- plus: expert`` is a mapping too."""
    if isinstance(item, Mapping) and "skill" not in item:
        return _grants(item)
    return [item]


def _grants(by_name: Mapping[Any, Any]) -> list[object]:
    """Return the long form of grants that are keyed by skill."""
    return [
        {"skill": skill, **level}
        if isinstance(level, Mapping)
        else {"skill": skill, "level": level}
        for skill, level in by_name.items()
    ]
