"""Windows and moments: which days, from when to when, in which zone.

Plain arithmetic on dates and minutes of the local day; what instants they
are is for those who know time zones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints import slips
from constraints.calendar_days import (
    EVERY_DAY,
    DateRange,
    Day,
    Days,
    days_text,
    weekday,
    weekdays,
)
from constraints.durations import (
    CLOCK,
    DAY_MIN,
    ClockTime,
    clock_min,
    clock_text,
)
from constraints.form import Form, Parts
from constraints.short import Short
from constraints.window_text import (
    IN_ZONE,
    TIMES,
    WHEN,
    WINDOW,
    EndTime,
    moment_hint,
    window_hint,
)
from constraints.zones import Zone

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "DateRange",
    "Day",
    "Days",
    "Moment",
    "Window",
    "WindowOfDay",
    "Zone",
    "days_text",
    "unsocial_windows",
]

_WEEK_DAYS = 7


class _OnDays(Short):
    """What happens on weekdays or dates, in a zone."""

    days: Days | None = Field(default=None, description="Weekdays.")
    dates: DateRange | None = Field(
        default=None, description="Dates, instead of weekdays."
    )
    zone: Zone | None = Field(
        default=None,
        description="Whose local time; by default the person's or file's.",
    )

    @model_validator(mode="after")
    def _days_or_dates(self) -> Self:
        if (self.days is None) == (self.dates is None):
            raise ValueError("write either days or dates")
        return self

    def on(self, day: date) -> bool:
        """Return whether it begins on a date."""
        if self.dates is not None:
            return day in self.dates
        return self.days is not None and day.weekday() in self.days

    def _when_text(self) -> str:
        return str(self.dates) if self.days is None else days_text(self.days)

    def _zone_text(self) -> str:
        return f" {self.zone}" if self.zone else ""


class Window(_OnDays):
    """A stretch of local time that recurs on weekdays or dates.

    Attributes
    ----------
    days
        Weekdays on which it begins, from 0 for Monday; None with dates.
    dates
        First and last date on which it begins; None with days.
    start
        Minute of the local day.
    end
        Minute counted from the same midnight, after the start; beyond 1440
        it lies on a following day. 0 to 1440 is the whole local day,
        however long it is.
    zone
        IANA name, or None for the zone of the reader's context.
    """

    form: ClassVar[Form] = Form(
        what="a window",
        pattern=WINDOW,
        examples=(
            "Mon-Fri 08:00-16:00",
            "daily 22:00-06:00",
            "24/7",
            "Mon-Fri 07:00-19:00 America/New_York",
            "Wed",
            "2027-03-15 09:00-12:00",
        ),
        meaning=(
            "Days, times and optionally a zone. Days: Mon-Fri, Mon+Wed,"
            " daily, or a date; without times they are whole days."
        ),
        repairs=(
            *slips.LAYOUT,
            *slips.DATES,
            *slips.WEEKDAYS,
            *slips.TIMES,
        ),
        hint=window_hint,
    )
    start: ClockTime = Field(default=0, description="When it begins.")
    end: EndTime = Field(default=DAY_MIN, description="When it ends.")

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the long form; ``until`` becomes days after the start."""
        long: dict[str, Any] = dict(parts)
        if long.pop("always", None):
            long["days"] = "daily"
        until = long.pop("until", None)
        if until is not None:
            long["end"] = _stretch_end(parts, until)
        return long

    @field_validator("start")
    @classmethod
    def _on_its_day(cls, start: int) -> int:
        if start == DAY_MIN:
            raise ValueError(
                "a window cannot begin at 24:00: write 00:00 of the next day"
            )
        return start

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: int, info: ValidationInfo) -> int:
        return end if end > info.data.get("start", 0) else end + DAY_MIN

    @model_validator(mode="after")
    def _one_week_at_most(self) -> Self:
        if self.minutes > _WEEK_DAYS * DAY_MIN:
            raise ValueError("a window ends within a week of its start")
        several = self.days is None or len(self.days) > 1
        if self.minutes > DAY_MIN and several:
            raise ValueError(
                "a window of more than 24 hours begins on one weekday:"
                ' write for example "Fri 18:00-Mon 08:00"'
            )
        return self

    @property
    def minutes(self) -> int:
        """Nominal length, as if no clock ever changed."""
        return self.end - self.start

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends after the midnight that ends its first day."""
        return self.end > DAY_MIN

    @property
    def whole_day(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return (self.start, self.end) == (0, DAY_MIN)

    def __str__(self) -> str:
        if self.whole_day:
            always = self.days == EVERY_DAY
            when = "24/7" if always else self._when_text()
            return when + self._zone_text()
        return f"{self._when_text()} {self._times_text()}{self._zone_text()}"

    def _times_text(self) -> str:
        end, days = self.end, self.days
        if self.minutes > DAY_MIN and days is not None:
            last = (days[0] + end // DAY_MIN) % _WEEK_DAYS
            until = f"{days_text((last,))} {clock_text(end % DAY_MIN)}"
        else:
            until = clock_text(end if end <= DAY_MIN else end - DAY_MIN)
        return f"{clock_text(self.start)}-{until}"


def _stretch_end(parts: Parts, until: str) -> str:
    """Return the end of ``Fri 18:00-Mon 08:00`` as ``08:00 +3d``."""
    first = weekdays(parts.get("days", "daily"))
    if len(first) > 1:
        raise ValueError(
            f'"…-{until} {parts["end"]}" belongs to one day of the start:'
            ' write for example "Fri 18:00-Mon 08:00"'
        )
    later = (weekday(until) - first[0]) % _WEEK_DAYS
    if not later and clock_min(parts["end"]) <= clock_min(parts["start"]):
        later = _WEEK_DAYS
    return f"{parts['end']} +{later}d" if later else parts["end"]


class WindowOfDay(Window):
    """A window whose days may be left out, for every day that matters."""

    form: ClassVar[Form] = Form(
        what="a window",
        pattern=f"(?:(?P<always>24/7)|(?:{WHEN})(?: {TIMES})?|"
        f"(?P<from>{CLOCK})-(?P<to>{CLOCK})){IN_ZONE}",
        examples=(
            "10:00-14:00 America/Halifax",
            "07:00-15:00",
            "Mon-Fri 10:00-14:00",
        ),
        meaning="Times and optionally days before them and a zone.",
        repairs=Window.form.repairs,
        hint=window_hint,
    )

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return the long form, daily where no day is named."""
        start, end = parts.pop("from", None), parts.pop("to", None)
        if start is None:
            return super().fields(parts)
        return {**parts, "days": "daily", "start": start, "end": end}

    def __str__(self) -> str:
        return super().__str__().removeprefix("daily ")


class Moment(_OnDays):
    """A time of day on weekdays or dates.

    Attributes
    ----------
    days, dates, zone
        As for a window.
    at
        Minute of the local day.
    """

    form: ClassVar[Form] = Form(
        what="a moment",
        pattern=f"(?:{WHEN}) (?P<at>{CLOCK}){IN_ZONE}",
        examples=("daily 08:00 Europe/Dublin", "Mon-Fri 16:00"),
        meaning="Days, a time of day and optionally a zone.",
        repairs=(
            *slips.LAYOUT,
            *slips.DATES,
            *slips.WEEKDAYS,
            *slips.TIMES,
        ),
        hint=moment_hint,
    )
    at: ClockTime = Field(description="The time of day.")

    def __str__(self) -> str:
        return f"{self._when_text()} {clock_text(self.at)}{self._zone_text()}"


def unsocial_windows(weekend: tuple[int, ...]) -> tuple[Window, ...]:
    """Return what is unsocial unless said: nights, and some weekend's days."""
    return (
        Window.parse("daily 23:00-06:00"),
        Window.parse(days_text(weekend)),
    )
