"""The people sections of a roster file: skills, teams, contracts, people."""

from __future__ import annotations

from typing import Final, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints.calendar_days import Day, Weekend
from constraints.durations import ClockTime
from constraints.ranges import Lengths, PaidHours, PerWeek
from constraints.short import Several
from constraints.values import NORMAL, Importance, Rate
from constraints.who import SkillGrants
from constraints.windows import Window
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier, Label
from scheduler.spec.names import (
    AccountName,
    ContractName,
    PlaceName,
    RampName,
    TeamName,
    ZoneName,
)

__all__ = [
    "AvailabilitySpec",
    "ContractSpec",
    "PersonSpec",
    "SkillsSpec",
    "TeamSpec",
]


class SkillsSpec(Spec):
    """The skills, languages and levels that exist: a typo is an error."""

    levels: tuple[Label, ...] = Field(
        ("learning", "solid", "expert"),
        description="Names of the levels, lowest first; a bare skill means "
        "the second.",
    )
    names: tuple[Label, ...] = Field((), description="Skills.")
    languages: tuple[Label, ...] = Field(
        (), description="Languages; levels A1 to C2, bare means B2."
    )


class TeamSpec(Spec):
    """People who share a zone, a place and some skills."""

    id: Identifier | None = None
    place: PlaceName | None = Field(
        None,
        description="Country and region, such as CA-NS: public holidays.",
        examples=["CA-NS", "PH"],
    )
    zone: ZoneName | None = Field(
        None, description="Zone of its members; by default the file's."
    )
    skills: SkillGrants = Field(
        SkillGrants(()), description="Skills every member has."
    )
    knows: Several[AccountName] = Field(
        (), description="Names of accounts: those every member knows."
    )
    weekend: Weekend | None = Field(
        None,
        description="Its members' weekend, such as Fri-Sat; default the "
        "file's.",
    )
    day_starts: ClockTime = Field(
        0,
        description="When a working day begins for counting days: 12:00 for "
        "people whose shifts start around midnight.",
    )


class ContractSpec(Spec):
    """On what terms somebody works."""

    id: Identifier | None = None
    paid_hours: PaidHours | None = Field(
        None,
        description="One figure is a target (5 % either way is free, then "
        "priced); the upper end of a range is hard.",
    )
    days: PerWeek | None = Field(
        None, description="Working days a week; the most is hard."
    )
    shift: Lengths | None = Field(
        None, description="Shift lengths they may be given."
    )
    cost: Rate | None = Field(None, description="Cost of a paid hour.")
    weight: float | None = Field(
        None,
        gt=0,
        description="Share in what is divided fairly; by default paid "
        "hours a week over 40.",
    )
    reserve: bool | Importance = Field(
        False,
        description="Serves queues only where others run short, at a "
        "price per hour: true means normal.",
    )
    importance: Importance = Field(
        NORMAL,
        description="Price of an hour below or off the contract's hours.",
    )

    @field_validator("reserve")
    @classmethod
    def _priced(cls, reserve: bool | Importance) -> bool | Importance:
        if isinstance(reserve, Importance) and reserve.hard:
            raise ValueError(
                "a reserve serves at a price, and must has none: write true, "
                "high, normal, low or a number"
            )
        return reserve


_KINDS: Final = ("only", "never", "prefer", "avoid")


class AvailabilitySpec(Spec):
    """One statement about when somebody can, or would rather, work."""

    only: Several[Window] = Field(
        (), description="Works within these windows and at no other time."
    )
    never: Several[Window] = Field((), description="Does not work in these.")
    prefer: Several[Window] = Field(
        (), description="Would rather work in these than at other times."
    )
    avoid: Several[Window] = Field(
        (), description="Would rather not work in these."
    )
    importance: Importance | None = Field(
        None,
        description="By default must for only and never, normal for prefer "
        "and avoid.",
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(bool(getattr(self, kind)) for kind in _KINDS) != 1:
            raise ValueError(
                "one statement says one of only, never, prefer, avoid: "
                "write {never: Wed} and {prefer: Mon} as two entries"
            )
        return self

    @property
    def kind(self) -> Literal["only", "never", "prefer", "avoid"]:
        """Which of the four this says."""
        return next(kind for kind in _KINDS if getattr(self, kind))


class PersonSpec(Spec):
    """Somebody who works."""

    name: Label = Field(description="As calendars and messages print it.")
    id: Identifier | None = None
    email: str | None = Field(
        None, description="For your own use; never written to a calendar."
    )
    team: TeamName = Field(
        description="Name of a team: zone, place and skills by default."
    )
    contract: ContractName = Field(
        description="Name of a contract: on what terms."
    )
    zone: ZoneName | None = Field(
        None, description="Whose days and nights count; default the team's."
    )
    place: PlaceName | None = Field(
        None, description="Place of work; default the team's."
    )
    skills: SkillGrants = Field(
        SkillGrants(()), description="Skills beside those of the team."
    )
    knows: Several[AccountName] = Field(
        (),
        description="Names of accounts: those they know beside those of the "
        "team, and those they own.",
    )
    weekend: Weekend | None = Field(
        None, description="Days of their weekend; default the team's."
    )
    day_starts: ClockTime | None = Field(
        None, description="When a working day begins; default the team's."
    )
    joins: Day | None = Field(None, description="First day of work.")
    leaves: Day | None = Field(None, description="Last day of work.")
    ramp: RampName | None = Field(
        None,
        description="Name of a ramp: what they count for in their first "
        "weeks, from the day they join.",
    )
    availability: Several[AvailabilitySpec] = Field(
        (), description="When they can, or would rather, work."
    )

    @field_validator("ramp")
    @classmethod
    def _since_joining(
        cls, ramp: str | None, info: ValidationInfo
    ) -> str | None:
        if ramp and "joins" in info.data and info.data["joins"] is None:
            raise ValueError(
                "a ramp counts weeks from the first day of work: write "
                "joins: as well"
            )
        return ramp

    @field_validator("leaves")
    @classmethod
    def _in_order(cls, leaves: Day | None, info: ValidationInfo) -> Day | None:
        joins = info.data.get("joins")
        if joins and leaves and leaves < joins:
            raise ValueError(f"leaves {leaves} before joining on {joins}")
        return leaves
