"""What a roster file says is settled: time off, holidays, pins, notice."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from constraints.calendar_days import Day
from constraints.durations import ClockTime
from constraints.short import Several
from constraints.values import HIGH, MUST, Importance
from constraints.windows import DateRange
from scheduler.spec.base import Spec
from scheduler.spec.labels import Identifier
from scheduler.spec.names import PersonName, PlaceName, ShiftName

__all__ = ["AwaySpec", "HolidaySpec", "NoticeSpec", "PinSpec"]


class AwaySpec(Spec):
    """Somebody is away: dates, or a calendar of time off."""

    who: PersonName = Field(description="Name of a person, or id.")
    dates: Several[DateRange] = Field(
        (), description="Whole days on the person's own clock."
    )
    calendar: str | None = Field(None, description="An .ics file.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.dates) == bool(self.calendar):
            raise ValueError("write either dates: or calendar:")
        return self


class HolidaySpec(Spec):
    """A public holiday of a place, beside those its calendar has."""

    day: Day = Field(description="The date.")
    place: PlaceName = Field(description="Country and region, such as CA-NS.")
    name: str = Field("public holiday", description="What it is called.")
    works: bool | Literal["volunteers"] = Field(
        False,
        description="true: an ordinary working day after all; volunteers: "
        "nobody of the place works on it but those who volunteer.",
    )
    volunteers: Several[PersonName] = Field(
        (), description="Names of the people who would work on it."
    )

    @model_validator(mode="after")
    def _asked_for(self) -> Self:
        if self.volunteers and self.works != "volunteers":
            raise ValueError(
                "volunteers are named where works: volunteers is written"
            )
        return self


class PinSpec(Spec):
    """A decision already taken."""

    id: Identifier | None = Field(
        None, description="Stable id; by default pins. and its number."
    )
    who: PersonName = Field(description="Name of a person, or id.")
    day: Day = Field(description="The person's working day.")
    shift: ShiftName | None = Field(
        None, description="Name of a shift: the one that is worked."
    )
    at: ClockTime | None = Field(
        None, description="Start, on the clock of the shift."
    )
    off: bool = Field(False, description="true: has the day off.")
    importance: Importance = Field(
        MUST,
        description="Anything but must may be given up, at that price.",
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.off == (self.shift is not None or self.at is not None):
            raise ValueError("write off: true, or a shift: and/or at:")
        return self


class NoticeSpec(Spec):
    """What changes of a published roster cost, and how early they are free."""

    days: int = Field(
        ge=1, le=366, description="Changes are free so many days ahead."
    )
    late_change: Importance = Field(
        HIGH,
        description="Price of a change on the day itself; the less the more "
        "days lie between. must: no change within the days.",
    )
    told: Day | None = Field(
        None,
        description="When people learn of changes; by default the day of "
        "frozen until, else the first.",
    )
