"""The schema of a roster file: every section, with its default.

Short forms live in ``constraints`` (``Window``, ``PaidHours``, ``Who``…),
entries of the sections in the modules beside this one; here they are put
together. Nothing is computed: ``scheduler.expand`` turns a ``RosterSpec``
into a ``Problem``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from importlib.metadata import entry_points
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from constraints import RULES
from constraints.calendar_days import Day, Weekend
from constraints.short import Several
from scheduler.spec.base import Spec
from scheduler.spec.decisions import (
    AwaySpec,
    HolidaySpec,
    NoticeSpec,
    PinSpec,
)
from scheduler.spec.demand import CoverageSpec, HandoverSpec, QueueSpec
from scheduler.spec.events import EventSpec
from scheduler.spec.labels import Identifier, Label
from scheduler.spec.names import ZoneName
from scheduler.spec.people import (
    ContractSpec,
    PartnerSpec,
    PersonSpec,
    SkillsSpec,
    TeamSpec,
)
from scheduler.spec.promises import AccountSpec, TierSpec
from scheduler.spec.ramps import RampSpec
from scheduler.spec.shifts import ShiftSpec
from scheduler.spec.volumes import VolumeSpec

if TYPE_CHECKING:
    from constraints.rule import Rule

    AnyRule = Rule
else:
    # Rules are open: a package may bring its own through an entry point.
    _BROUGHT = tuple(
        found.load() for found in entry_points(group="sunroster.rules")
    )
    AnyRule = Annotated[
        reduce(or_, (r for r in (*RULES, *_BROUGHT) if not r.desugared)),
        Field(discriminator="rule"),
    ]

__all__ = ["RosterSpec"]

# Before, zones are unknown or count seconds; the instants of roster files
# and the clocks of calendar files begin in 1970.
FIRST_YEAR = 1970
LAST_YEAR = 2199

# Validated like anything said, so that it is found with everything else.
_UNSAID: Any = None


def _said(first: object) -> object:
    if first is None:
        raise PydanticCustomError(
            "missing_key",
            "from: is missing: write the first day, as in from: 2027-03-01, "
            "here or in a month file with use:",
        )
    return first


def _in_years(first: date) -> date:
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise ValueError(
            f"{first} is no time to plan for: a roster begins in the years "
            f"{FIRST_YEAR} to {LAST_YEAR}"
        )
    return first


class RosterSpec(Spec):
    """A roster file."""

    version: Literal[1] = Field(
        1, description="Of this language; a later one may mean other things."
    )
    roster: Label = Field(description="What the roster is called.")
    id: Identifier | None = None
    zone: ZoneName = Field(
        description="Zone of every window without one of its own, and of "
        "the horizon's midnights."
    )
    from_: Annotated[
        Day, BeforeValidator(_said), AfterValidator(_in_years)
    ] = Field(
        _UNSAID, alias="from", description="First day.", validate_default=True
    )
    weeks: int | None = Field(
        None, ge=1, le=53, description="How many weeks to plan."
    )
    days: int | None = Field(
        None,
        ge=1,
        le=371,
        description="How many days, instead of weeks.",
        validate_default=True,
    )
    week_starts: Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] = (
        Field(
            "Mon",
            description="First day of the weeks that rules and contracts "
            "count by.",
        )
    )
    weekend: Weekend = Field(
        (5, 6),
        description="Days of the weekend, such as Fri-Sat, where team and "
        "person name none.",
    )
    defaults: dict[str, Any] = Field(
        {}, description="Values for every entry that does not say its own."
    )
    skills: SkillsSpec = Field(
        SkillsSpec(), description="Skills, languages and levels that exist."
    )
    teams: dict[Label, TeamSpec] = Field(
        description="Who shares a zone, a place and skills; or a CSV file."
    )
    ramp: dict[Label, RampSpec] = Field(
        {}, description="What people count for while they are new."
    )
    contracts: dict[Label, ContractSpec] = Field(
        description="On what terms people work."
    )
    shifts: dict[Label, ShiftSpec] = Field(
        description="Templates of working days."
    )
    people: tuple[PersonSpec, ...] = Field(
        min_length=1, description="Who works; a list or a CSV file."
    )
    queues: dict[Label, QueueSpec] = Field({}, description="Kinds of work.")
    coverage: tuple[CoverageSpec, ...] = Field(
        (), description="How many people each queue needs; or a CSV file."
    )
    tiers: dict[Label, TierSpec] = Field(
        {}, description="What accounts of one kind are promised."
    )
    accounts: dict[Label, AccountSpec] = Field(
        {}, description="What customers are promised; or a CSV file."
    )
    volume: VolumeSpec | None = Field(
        None, description="Contacts of all queues and accounts."
    )
    handovers: tuple[HandoverSpec, ...] = Field(
        (), description="When one side hands a queue over to another."
    )
    events: tuple[EventSpec, ...] = Field(
        (), description="Paid time off the queues, such as meetings."
    )
    rules: tuple[AnyRule, ...] = Field(
        (), description="What else the roster obeys; see docs/rules.md."
    )
    away: tuple[AwaySpec, ...] = Field((), description="Time off.")
    holidays: tuple[HolidaySpec, ...] = Field(
        (), description="Changes to the public holidays of places."
    )
    pins: tuple[PinSpec, ...] = Field(
        (), description="Decisions already taken."
    )
    partners: tuple[PartnerSpec, ...] = Field(
        (),
        description="Teams whose people somebody else plans: their duties "
        "are given, and rules are not about them unless they name them.",
    )
    history: Several[str] = Field(
        (),
        description="Published rosters from before, earliest first: a "
        "roster.json each, its folder, or a folder of such folders.",
    )
    published: str | None = Field(
        None,
        description="The roster that people were given and this one changes: "
        "a roster.json, or its folder.",
    )
    frozen_until: Day | None = Field(
        None,
        description="Days before this one stay as published.",
    )
    notice: NoticeSpec | None = Field(
        None, description="What changes of published days cost."
    )

    @field_validator("days")
    @classmethod
    def _one_horizon(
        cls, days: int | None, info: ValidationInfo
    ) -> int | None:
        # Weeks that are wrong are a finding of their own.
        if "weeks" in info.data and (days is None) == (
            info.data["weeks"] is None
        ):
            raise ValueError(
                "how long is the roster? Write either weeks: or days:"
            )
        return days

    @property
    def last(self) -> date:
        """The last day."""
        days = self.days or 7 * (self.weeks or 0)
        return self.from_ + timedelta(days=days - 1)
