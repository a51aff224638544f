"""The schema of a roster file: every key a user may write, with its default.

Short forms live in ``constraints`` (``Window``, ``PaidHours``, ``Who``…);
here they are put together. Nothing is computed: ``scheduler.expand`` turns
a ``RosterSpec`` into a ``Problem``.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from importlib.metadata import entry_points
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from constraints import RULES
from constraints.durations import ClockTime, Duration
from constraints.ranges import Lengths, PaidHours, PerWeek
from constraints.short import Several
from constraints.values import Importance, Rate, Target
from constraints.who import SkillGrants, SkillNeed, Who
from constraints.windows import DateRange, Moment, Window, WindowOfDay
from scheduler.spec.base import Spec
from scheduler.spec.names import (
    ContractName,
    PersonName,
    QueueName,
    ShiftName,
    TeamName,
    ZoneName,
)

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

__all__ = [
    "AccountSpec",
    "AvailabilitySpec",
    "AwaySpec",
    "BreakSpec",
    "ContractSpec",
    "CoverageSpec",
    "HandoverSpec",
    "HolidaySpec",
    "PersonSpec",
    "PinSpec",
    "QueueSpec",
    "RosterSpec",
    "ShiftSpec",
    "ShouldersSpec",
    "SkillsSpec",
    "TeamSpec",
]

Identifier = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9._-]*$",
        max_length=64,
        description="Stable id; by default a slug of the name.",
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class SkillsSpec(Spec):
    """The skills, languages and levels that exist: a typo is an error."""

    levels: tuple[Name, ...] = Field(
        ("learning", "solid", "expert"),
        description="Names of the levels, lowest first; a bare skill means "
        "the second.",
    )
    names: tuple[Name, ...] = Field((), description="Skills.")
    languages: tuple[Name, ...] = Field(
        (), description="Languages; levels A1 to C2, bare means B2."
    )


class TeamSpec(Spec):
    """People who share a zone, a place and some skills."""

    id: Identifier | None = None
    place: str | None = Field(
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
        Importance.parse("normal"),
        description="Price of an hour below or off the contract's hours.",
    )


class BreakSpec(Spec):
    """A break that the solver places."""

    length: Duration = Field(description="How long it lasts.")
    paid: bool = Field(False, description="Whether its time is paid.")
    starts_after: Lengths | None = Field(
        None,
        description="How long after the start of the shift it begins; by "
        "default in its middle half.",
    )
    in_shifts: Lengths | None = Field(
        None,
        description="Only in shifts of this length, as in at least 5h.",
    )


class ShiftSpec(Spec):
    """A template of working days.

    With ``window`` alone it starts and ends as written. ``slide`` moves it
    as a whole, ``edges`` lets start and end flex each on its own,
    ``inside`` allows any shift within a window, ``overlap`` any shift that
    includes a core.
    """

    id: Identifier | None = None
    who: Who = Field(Who.parse("all"), description="Whom it may be given to.")
    window: Several[Window] = Field(
        (), description="When it is worked; in the person's zone."
    )
    slide: Duration = Field(
        0, description="Start and end move together, up to this much."
    )
    edges: Duration = Field(
        0, description="Start and end move each on its own."
    )
    inside: Several[Window] = Field(
        (), description="Any shift that lies within one of these."
    )
    overlap: Several[WindowOfDay] = Field(
        (), description="Every shift includes one of these cores."
    )
    length: Lengths | None = Field(
        None,
        description="Lengths with inside and overlap; by default those of "
        "the contracts, at most 10h.",
    )
    step: Duration = Field(
        30, ge=5, description="Starts and lengths come in these steps."
    )
    vary: Literal["once", "per week", "per shift"] = Field(
        "per shift", description="How often the start may change."
    )
    same_as: Several[WindowOfDay] = Field(
        (),
        description="An assertion: on every date the window is the same "
        "stretch of time as this one.",
    )
    break_: Several[BreakSpec] = Field(
        (), alias="break", description="Breaks, placed by the solver."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> ShiftSpec:
        if not (self.window or self.inside or self.overlap):
            raise ValueError(
                "a shift needs window:, inside: or overlap: to say when it "
                "is worked"
            )
        if self.window and (self.inside or self.overlap):
            raise ValueError(
                "window: says the shift's own times; with inside: or "
                "overlap: leave it out"
            )
        if self.slide and self.edges:
            raise ValueError(
                "slide: moves the whole shift, edges: each end on its own; "
                "write one of them"
            )
        if (self.slide or self.edges or self.same_as) and not self.window:
            raise ValueError("slide:, edges: and same as: need a window:")
        return self


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
    def _one(self) -> AvailabilitySpec:
        said = [
            k for k in ("only", "never", "prefer", "avoid") if getattr(self, k)
        ]
        if len(said) != 1:
            raise ValueError(
                "one statement says one of only, never, prefer, avoid: "
                "write {never: Wed} and {prefer: Mon} as two entries"
            )
        return self

    @property
    def kind(self) -> str:
        """Which of the four this says."""
        return next(
            k for k in ("only", "never", "prefer", "avoid") if getattr(self, k)
        )


class PersonSpec(Spec):
    """Somebody who works."""

    name: Name = Field(description="As calendars and messages print it.")
    id: Identifier | None = None
    email: str | None = Field(
        None, description="For your own use; never written to a calendar."
    )
    team: TeamName = Field(description="Zone, place and skills by default.")
    contract: ContractName = Field(description="On what terms.")
    zone: ZoneName | None = Field(
        None, description="Whose days and nights count; default the team's."
    )
    place: str | None = Field(
        None, description="Place of work; default the team's."
    )
    skills: SkillGrants = Field(
        SkillGrants(()), description="Skills beside those of the team."
    )
    day_starts: ClockTime | None = Field(
        None, description="When a working day begins; default the team's."
    )
    joins: date | None = Field(None, description="First day of work.")
    leaves: date | None = Field(None, description="Last day of work.")
    availability: Several[AvailabilitySpec] = Field(
        (), description="When they can, or would rather, work."
    )

    @model_validator(mode="after")
    def _in_order(self) -> PersonSpec:
        if self.joins and self.leaves and self.leaves < self.joins:
            raise ValueError(
                f"leaves {self.leaves} before joining {self.joins}"
            )
        return self


class QueueSpec(Spec):
    """A kind of work, and what it needs."""

    id: Identifier | None = None
    channel: Literal["phone", "chat", "messaging", "email", "deferred", ""] = (
        Field(
            "",
            description="How contacts come in: whether customers wait in "
            "line (phone, chat, messaging) or not (email, deferred).",
        )
    )
    needs: Several[SkillNeed] | None = Field(
        None,
        description="All of these skills; by default the skill of the "
        "queue's own name. [] for none.",
    )
    needs_any: Several[SkillNeed] = Field(
        (), description="At least one of these skills as well."
    )
    seat: bool = Field(
        True,
        description="false: somebody must be there, who may be serving "
        "another queue.",
    )
    at_once: int = Field(
        1, ge=1, le=20, description="Chats one person holds in parallel."
    )
    least_block: Duration = Field(
        60, description="Shortest stretch on this queue, where possible."
    )


class ShouldersSpec(Spec):
    """A little coverage before and after a window."""

    by: Duration = Field(description="How long each shoulder is.")
    wanted: int = Field(1, ge=1, description="People wanted in them.")


class CoverageSpec(Spec):
    """What must be staffed when.

    Lines of one queue do not add up: at every moment the highest counts.
    """

    id: Identifier | None = Field(
        None, description="Stable id; by default coverage. and its number."
    )
    queue: QueueName = Field(description="Which queue is staffed.")
    window: Several[Window] = Field(
        (), description="When; in the file's zone unless one is written."
    )
    counts: str | None = Field(
        None,
        description="Instead of a window: a CSV of head counts, columns "
        "start, zone, least, wanted, most.",
    )
    least: int | None = Field(
        None, ge=0, le=1000, description="People needed at every moment."
    )
    wanted: int | None = Field(
        None, ge=0, le=1000, description="People wished for, least included."
    )
    most: int | None = Field(
        None, ge=0, le=1000, description="More than these are too many."
    )
    importance: Importance = Field(
        Importance.parse("high"), description="Of least and most."
    )
    wanted_importance: Importance = Field(
        Importance.parse("normal"),
        description="Of what lies between least and wanted.",
    )
    shoulders: ShouldersSpec | None = Field(
        None, description="Thinner coverage before and after the window."
    )
    except_holidays: Several[str] = Field(
        (),
        description="Places, such as CA-NS, on whose public holidays the "
        "line does not apply.",
    )

    @model_validator(mode="after")
    def _whole(self) -> CoverageSpec:
        if bool(self.window) == bool(self.counts):
            raise ValueError(
                "a coverage line has either a window: or counts: (a CSV "
                "file of head counts)"
            )
        counts = (self.least, self.wanted, self.most)
        if self.window and not any(c is not None for c in counts):
            raise ValueError("how many? write least:, wanted: or most:")
        if self.wanted_importance.hard:
            raise ValueError(
                "wanted is a wish and cannot be must: raise least: instead"
            )
        least, wanted, most = self.least, self.wanted, self.most
        if least is not None and wanted is not None and wanted < least:
            raise ValueError(f"wanted {wanted} is below least {least}")
        if most is not None and most < max(least or 0, wanted or 0):
            raise ValueError(
                f"most {most} is below what is wanted "
                f"({max(least or 0, wanted or 0)})"
            )
        return self


class AccountSpec(Spec):
    """An enterprise promise: becomes head count on its queue."""

    id: Identifier | None = None
    queues: QueueName = Field(description="The queue that answers it.")
    window: Several[Window] = Field(
        (Window.parse("24/7"),), description="When the promise holds."
    )
    answer: Target = Field(description="As in 90% within 10m.")
    volume: str | float = Field(
        description="Contacts: a CSV (columns start, zone, contacts), or a "
        "number per hour."
    )
    handle: Duration = Field(
        ge=1, description="Mean time of work on one contact."
    )
    importance: Importance = Field(
        Importance.parse("high"), description="Of the head count it becomes."
    )
    owners: Several[PersonName] = Field(
        (), description="Who knows it best; who: NAME owners means them."
    )


class HandoverSpec(Spec):
    """Two teams overlap, somebody qualified on both sides."""

    id: Identifier | None = Field(
        None, description="Stable id; by default handovers. and its number."
    )
    queue: QueueName = Field(description="Whose work is handed over.")
    at: Several[Moment] = Field(
        description="When the receiving side takes over, as in daily 08:00 "
        "Europe/Dublin."
    )
    overlap: Duration = Field(
        30, ge=5, description="Both are on duty this long from then on."
    )
    from_: Who | None = Field(
        None, alias="from", description="Who hands over."
    )
    to: Who | None = Field(None, description="Who receives.")
    importance: Importance = Field(
        Importance.parse("high"), description="Per person-hour missing."
    )

    @model_validator(mode="after")
    def _both_or_none(self) -> HandoverSpec:
        if (self.from_ is None) != (self.to is None):
            raise ValueError(
                "write both from: and to:, or neither (then any two people "
                "who can serve the queue)"
            )
        return self


class AwaySpec(Spec):
    """Somebody is away: dates, or a calendar of time off."""

    who: PersonName = Field(description="One person, by name or id.")
    dates: Several[DateRange] = Field(
        (), description="Whole days on the person's own clock."
    )
    calendar: str | None = Field(None, description="An .ics file.")

    @model_validator(mode="after")
    def _one(self) -> AwaySpec:
        if bool(self.dates) == bool(self.calendar):
            raise ValueError("write either dates: or calendar:")
        return self


class HolidaySpec(Spec):
    """A public holiday of a place, beside those its calendar has."""

    day: date = Field(description="The date.")
    place: str = Field(description="Country and region, such as CA-NS.")
    name: str = Field("public holiday", description="What it is called.")
    works: bool = Field(
        False, description="true: an ordinary working day after all."
    )


class PinSpec(Spec):
    """A decision already taken."""

    id: Identifier | None = Field(
        None, description="Stable id; by default pins. and its number."
    )
    who: PersonName = Field(description="One person, by name or id.")
    day: date = Field(description="The person's working day.")
    shift: ShiftName | None = Field(None, description="Works this shift.")
    at: ClockTime | None = Field(
        None, description="Start, on the clock of the shift."
    )
    off: bool = Field(False, description="true: has the day off.")
    importance: Importance = Field(
        Importance.parse("must"),
        description="Anything but must may be given up, at that price.",
    )

    @model_validator(mode="after")
    def _something(self) -> PinSpec:
        if self.off == (self.shift is not None or self.at is not None):
            raise ValueError("write off: true, or a shift: and/or at:")
        return self


class RosterSpec(Spec):
    """A roster file."""

    version: Literal[1] = Field(
        1, description="Of this language; a later one may mean other things."
    )
    roster: Name = Field(description="What the roster is called.")
    id: Identifier | None = None
    zone: ZoneName = Field(
        description="Zone of every window without one of its own, and of "
        "the horizon's midnights."
    )
    from_: date | None = Field(None, alias="from", description="First day.")
    weeks: int | None = Field(
        None, ge=1, le=53, description="How many weeks to plan."
    )
    days: int | None = Field(
        None, ge=1, le=371, description="How many days, instead of weeks."
    )
    week_starts: Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] = (
        Field(
            "Mon",
            description="First day of the weeks that rules and contracts "
            "count by.",
        )
    )
    defaults: dict[str, Any] = Field(
        {}, description="Values for every entry that does not say its own."
    )
    skills: SkillsSpec = Field(
        SkillsSpec(), description="Skills, languages and levels that exist."
    )
    teams: dict[str, TeamSpec] = Field(
        description="Who shares a zone, a place and skills; or a CSV file."
    )
    contracts: dict[str, ContractSpec] = Field(
        description="On what terms people work."
    )
    shifts: dict[str, ShiftSpec] = Field(
        description="Templates of working days."
    )
    people: tuple[PersonSpec, ...] = Field(
        min_length=1, description="Who works; a list or a CSV file."
    )
    queues: dict[str, QueueSpec] = Field({}, description="Kinds of work.")
    coverage: tuple[CoverageSpec, ...] = Field(
        (), description="How many people each queue needs; or a CSV file."
    )
    accounts: dict[str, AccountSpec] = Field(
        {}, description="Answer times promised to customers."
    )
    handovers: tuple[HandoverSpec, ...] = Field(
        (), description="When one side hands a queue over to another."
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
    history: str | None = Field(
        None, description="A published roster.json, or its folder."
    )

    @model_validator(mode="after")
    def _horizon(self) -> RosterSpec:
        if self.from_ is None:
            raise ValueError(
                "from: is missing: write the first day, as in from: "
                "2027-03-01, here or in a month file with use:"
            )
        if (self.weeks is None) == (self.days is None):
            raise ValueError("write either weeks: or days:")
        return self
