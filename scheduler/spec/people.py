"""The people sections of a roster file: skills, teams, contracts, people."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any, Final, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints.calendar_days import Day, Weekend
from constraints.contract_terms import ContractTerm
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
    PlaceName,
    RampName,
    TeamName,
    ZoneName,
)
from scheduler.spec.unnamed import MOST_SEATS

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
    paid_hours: PaidHours | None = Field(
        None,
        description="For members whose contract says no paid hours: a full "
        "week is not as long everywhere.",
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
    on_queues: PaidHours | None = Field(
        None,
        description="The most hours of a week on the queues, such as at "
        "most 8h/week; the rest is spent off them.",
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

    @field_validator("on_queues")
    @classmethod
    def _only_a_most(cls, on_queues: PaidHours | None) -> PaidHours | None:
        if on_queues is not None and (
            on_queues.target is not None or on_queues.least is not None
        ):
            raise ValueError(
                "on queues takes the most hours alone: write at most 8h/week"
            )
        return on_queues

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


def _seats_have_no_name(schema: dict[str, Any]) -> None:
    """Let an entry have either a name, or seats that somebody names."""
    named = [key for key in schema["required"] if key != "name"]
    schema["required"] = named
    schema["anyOf"] = [{"required": ["name"]}, {"required": ["seats"]}]


def _both_ends(
    terms: tuple[ContractTerm, ...],
) -> tuple[ContractTerm, ...]:
    """Return terms of which each knows where its neighbours end."""
    firsts = [term.first for term in terms]
    lasts = [term.last for term in terms]
    for idx in range(1, len(terms)):
        before, first = lasts[idx - 1], firsts[idx]
        if first is None and before is not None:
            firsts[idx] = before + timedelta(days=1)
        elif first is not None:
            lasts[idx - 1] = first - timedelta(days=1)
    return tuple(
        term.model_copy(update={"first": first, "last": last})
        for term, first, last in zip(terms, firsts, lasts, strict=True)
    )


class PartnerSpec(Spec):
    """A team whose people somebody else plans."""

    team: TeamName = Field(description="Name of the team that they plan.")
    roster: str = Field(
        description="Their roster: a CSV with person, start and end (and "
        "zone), or a roster.json. What is in it is worked, and nothing else."
    )


class PersonSpec(Spec):
    """Somebody who works."""

    model_config = ConfigDict(json_schema_extra=_seats_have_no_name)

    name: Label = Field(description="As calendars and messages print it.")
    id: Identifier | None = None
    seats: int | None = Field(
        None,
        ge=1,
        le=MOST_SEATS,
        description="Instead of a name: so many people who have none yet, "
        "called after their team and a number.",
    )
    named_by: Label | None = Field(
        None,
        description="Who will name the seats; for your own use.",
    )
    names: Several[Label] = Field(
        (),
        description="Names of the seats, as far as they are known, in order; "
        "ids and calendars stay.",
    )
    email: str | None = Field(
        None, description="For your own use; never written to a calendar."
    )
    team: TeamName = Field(
        description="Name of a team: zone, place and skills by default."
    )
    contract: Several[ContractTerm] = Field(
        min_length=1,
        description="Name of a contract: on what terms; or several, one "
        "after another.",
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

    @field_validator("names")
    @classmethod
    def _of_seats(
        cls, names: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        seats = info.data.get("seats")
        if names and len(names) > (seats or 0):
            raise ValueError(
                f"{len(names)} names for {seats or 0} seats: names: belongs "
                "to seats:, one each at most"
            )
        return names

    @field_validator("contract")
    @classmethod
    def _one_after_another(
        cls, terms: tuple[ContractTerm, ...]
    ) -> tuple[ContractTerm, ...]:
        for before, after in pairwise(terms):
            last, first = before.last, after.first
            if last is None and first is None:
                raise ValueError(
                    f"when does {before.contract} end? Write for example "
                    f'"{before.contract} until 2027-03-14"'
                )
            if last and first and first != last + timedelta(days=1):
                raise ValueError(
                    f"{after.contract} begins on {first}, and "
                    f"{before.contract} ends on {last}: contracts follow each "
                    "other day by day"
                )
        return _both_ends(terms)

    @field_validator("leaves")
    @classmethod
    def _in_order(cls, leaves: Day | None, info: ValidationInfo) -> Day | None:
        joins = info.data.get("joins")
        if joins and leaves and leaves < joins:
            raise ValueError(f"leaves {leaves} before joining on {joins}")
        return leaves
