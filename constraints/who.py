"""Who is meant: the one selector of the language.

A list means anybody whom one of its entries names, and nobody whom one of
its ``not`` entries names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    Self,
    assert_never,
)

from pydantic import (
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints import slips
from constraints.form import Form, Parts, Repair
from constraints.levels import level_name, rank
from constraints.member import Member
from constraints.names import (
    PREFIXES,
    check,
    check_skill,
    refuse_keyed,
    resolved,
)
from constraints.short import Short
from constraints.skills import NAME, SkillGrant, SkillGrants, SkillNeed

if TYPE_CHECKING:
    from datetime import date

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "EVERYBODY",
    "Member",
    "Selector",
    "SkillGrant",
    "SkillGrants",
    "SkillNeed",
    "Who",
]

Kind = Literal[
    "all",
    "named",
    "person",
    "contract",
    "team",
    "place",
    "skill",
    "owners",
    "ramp",
]

_ITEM = (
    f"(?P<negate>not )?(?:(?P<all>all)|(?P<kind>{PREFIXES}) (?P<name>{NAME})"
    f"(?:>=(?P<level>{NAME}))?|(?P<account>{NAME}) owners|(?P<bare>{NAME}))"
)
_NO_GROUPS = re.sub(r"[?]P<[a-z]+>", "?:", _ITEM)
_EXAMPLES = (
    "team na",
    "all",
    "Ana Souza",
    "part-time",
    "skill technical>=expert",
    "not team na",
    "Acme owners",
)
_SLIPS = (
    *slips.LAYOUT[:2],  # an @ may be part of a name
    Repair("has a colon", re.compile(rf"\b({PREFIXES}): *"), r"\1 "),
    Repair(
        "does not write its level with >=",
        re.compile(" *(?:=>|≥|>=|>) *"),
        ">=",
    ),
    Repair(
        "does not say that it means a skill",
        re.compile(r"^(not )?(?=[^;]*>=)(?!skill )"),
        lambda match: f"{match[1] or ''}skill ",
    ),
)


class Selector(Short):
    """One entry of a selector."""

    form: ClassVar[Form] = Form(
        what="a selector",
        pattern=_ITEM,
        examples=_EXAMPLES,
        meaning=(
            "A person or contract by name, or team, skill or place and its"
            " name, or the owners of an account; not in front excludes."
        ),
        repairs=_SLIPS,
    )
    name: str = Field(default="", description="Whose name the kind has.")
    kind: Kind = Field(
        default="named",
        validate_default=True,
        description="What is named; by default a person or a contract.",
    )
    level: str | None = Field(
        default=None,
        validate_default=True,
        description="Least level of a skill.",
    )
    negate: bool = Field(default=False, description="Everybody but these.")
    _rank: int = PrivateAttr(default=0)

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the long form."""
        long: dict[str, Any] = {"negate": "negate" in parts}
        if "all" in parts:
            return {**long, "kind": "all"}
        if "account" in parts:
            return {**long, "kind": "owners", "name": parts["account"]}
        if "bare" in parts:
            return {**long, "name": parts["bare"]}
        return {**parts, **long}

    @classmethod
    def other(cls, value: object) -> object:
        """Show how to write ``{team: na}``."""
        if isinstance(value, Mapping):
            refuse_keyed(value)
        return value

    @field_validator("kind")
    @classmethod
    def _defined(cls, kind: Kind, info: ValidationInfo) -> Kind:
        name = info.data.get("name", "")
        if (kind == "all") == bool(name):
            raise ValueError(
                '"all" has no name' if name else f'"{kind}" needs a name'
            )
        if kind == "named":
            return resolved(name, info.context)
        if kind == "skill":
            check_skill(name, info.context)
        elif kind != "all":
            check("account" if kind == "owners" else kind, name, info.context)
        return kind

    @field_validator("level")
    @classmethod
    def _of_skill(cls, level: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("kind") == "skill":
            return level_name(info.data["name"], level, info.context)
        if level is not None and "kind" in info.data:
            raise ValueError(
                f'only skills have levels: write "skill {info.data["name"]}'
                f'>={level}"'
            )
        return level

    def model_post_init(self, context: Any) -> None:
        """Keep the rank: only here are the roster's levels known."""
        if self.level is not None:
            self._rank = rank(self.name, self.level, context)

    def names(self, member: Member, day: date | None = None) -> bool:
        """Return whether it names a person, apart from a ``not``."""
        match self.kind:
            case "all":
                return True
            case "team":
                return member.team == self.name
            case "place":
                return member.place == self.name
            case "owners":
                return self.name in member.owner_of
            case "skill":
                return self._skilled(member, day)
            case "ramp":
                return any(
                    weeks.name == self.name
                    and (day is None or weeks.holds(day))
                    for weeks in member.ramp
                )
            case "person":
                return self.name in (member.name, member.id)
            case "contract":
                return self._employs(member, day)
            case "named":
                named = self.name in (member.name, member.id)
                return named or self._employs(member, day)
            case _:
                assert_never(self.kind)

    def _employs(self, member: Member, day: date | None) -> bool:
        return any(
            held.name == self.name and (day is None or held.holds(day))
            for held in member.contracts
        )

    def _skilled(self, member: Member, day: date | None) -> bool:
        return any(
            held.name == self.name
            and held.level >= self._rank
            and (day is None or held.holds(day))
            for held in member.skills
        )

    def __str__(self) -> str:
        negate = "not " if self.negate else ""
        match self.kind:
            case "all":
                return f"{negate}all"
            case "named":
                return f"{negate}{self.name}"
            case "owners":
                return f"{negate}{self.name} owners"
            case "skill":
                return f"{negate}skill {self.name}>={self.level}"
            case _:
                return f"{negate}{self.kind} {self.name}"


class Who(Short):
    """Whom something concerns: one entry, or a list of them."""

    form: ClassVar[Form] = Form(
        what="a selector",
        pattern=f"(?P<items>{_NO_GROUPS}(?: *; *{_NO_GROUPS})*)",
        examples=_EXAMPLES,
        meaning=(
            "all, a person, a contract, team NAME, skill NAME, place NAME,"
            " ramp NAME (while somebody is new), ACCOUNT owners, each with"
            " not in front to exclude, or a list."
        ),
        repairs=_SLIPS,
    )
    any_of: tuple[Selector, ...] = Field(
        description="Anybody named, unless an entry with not names them.",
        json_schema_extra={"minItems": 1},
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the entries of a text, between semicolons."""
        return {"any_of": re.split(" *; *", parts["items"])}

    @classmethod
    def other(cls, value: object) -> object:
        """Take a list as its entries, one long entry as a list of one."""
        if isinstance(value, (list, tuple)):
            return {"any_of": value}
        if isinstance(value, Mapping) and "any_of" not in value:
            refuse_keyed(value)
            return {"any_of": [value]}
        return value

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        # No limit of the field, which would count wrong entries out as well.
        if not self.any_of:
            raise ValueError(
                'an empty list means nobody: write "all" or leave it out'
            )
        return self

    def matches(self, person: Member, day: date | None = None) -> bool:
        """Return whether a person is meant.

        Parameters
        ----------
        person
            Who may be meant.
        day
            On which a skill or contract must be valid; None: ever.
        """
        wanted = [s for s in self.any_of if not s.negate]
        barred = [s for s in self.any_of if s.negate]
        if person.partner:
            # Our rules are not about those whom a partner plans, unless
            # they are called by name.
            wanted = [s for s in wanted if s.kind in _CALLED]
            if not wanted:
                return False
        named = not wanted or any(s.names(person, day) for s in wanted)
        return named and not any(s.names(person, day) for s in barred)

    def __str__(self) -> str:
        return "; ".join(map(str, self.any_of))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = super().__get_pydantic_json_schema__(schema, handler)
        forms = handler.resolve_ref_schema(reference)["anyOf"]
        forms.insert(1, forms[-1]["properties"]["any_of"])
        return reference


_CALLED = ("person", "team", "contract", "named")

EVERYBODY = Who.parse("all")
