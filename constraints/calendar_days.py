"""Days: sets of weekdays, calendar dates and ranges of dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from constraints import slips
from constraints.form import Form, Parts, choices
from constraints.short import Short, Text

__all__ = [
    "DATE",
    "DAY",
    "DAYS",
    "EVERY_DAY",
    "DateRange",
    "Day",
    "Days",
    "Weekend",
    "days_text",
    "weekday",
    "weekdays",
]

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG = (
    "Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?"
    "|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
)
# In any case, without a flag: JSON Schema knows none.
_ANY_CASE = re.sub(
    "[A-Za-z]", lambda m: f"[{m[0].upper()}{m[0].lower()}]", _LONG
)
DAY = f"(?:{_ANY_CASE})"
_SPAN = f"{DAY}(?:-{DAY})?"
DAYS = rf"(?:daily|{_SPAN}(?:\+{_SPAN})*)"
DATE = r"\d{4}-\d\d-\d\d"
EVERY_DAY = tuple(range(7))


# Weekdays


def weekday(name: str) -> int:
    """Return 0 for Monday to 6 for Sunday, of a text matching ``DAY``."""
    return _NAMES.index(name[:3].title())


def weekdays(text: str) -> tuple[int, ...]:
    """Return the weekdays of a text matching ``DAYS``, Monday first."""
    if text == "daily":
        return EVERY_DAY
    found: set[int] = set()
    for span in text.split("+"):
        first, *rest = map(weekday, span.split("-"))
        last = rest[0] if rest else first
        # A span may pass Sunday: Fri-Mon.
        found.update((first + i) % 7 for i in range((last - first) % 7 + 1))
    return tuple(sorted(found))


def days_text(days: tuple[int, ...]) -> str:
    """Return weekdays as users write them: ``Mon-Fri``, ``Mon+Wed``."""
    if len(days) == 7:
        return "daily"
    starts = [day for day in days if (day - 1) % 7 not in days]
    return "+".join(_run_text(start, days) for start in starts)


def _run_text(start: int, days: tuple[int, ...]) -> str:
    end = start
    while (end + 1) % 7 in days:
        end = (end + 1) % 7
    return _NAMES[start] if end == start else f"{_NAMES[start]}-{_NAMES[end]}"


def _days_hint(text: str) -> str | None:
    for word in re.findall("[A-Za-z]+", text):
        if not re.fullmatch(f"{DAY}|daily", word):
            near = choices(word, (*_NAMES, "daily"))
            return f'names "{word}", which is no day{near}'
    return None


Days = Annotated[
    tuple[int, ...],
    Text(
        Form(
            what="a set of weekdays",
            pattern=f"(?P<days>{DAYS})",
            examples=("Mon-Fri", "Mon+Wed", "daily"),
            meaning="Weekdays: spans by -, lists by +, or daily.",
            repairs=(*slips.LAYOUT, *slips.WEEKDAYS, *slips.TIMES),
            hint=_days_hint,
        ),
        read=lambda parts: weekdays(parts["days"]),
        write=days_text,
    ),
]
"""Weekdays from 0 for Monday, in order, written ``Mon-Fri``."""

_LONGEST_WEEKEND = 3


def _in_a_row(days: tuple[int, ...]) -> tuple[int, ...]:
    """Return the days of a weekend from its first one on."""
    starts = [day for day in days if (day - 1) % 7 not in days]
    if len(starts) != 1 or len(days) > _LONGEST_WEEKEND:
        raise ValueError(
            f'"{days_text(days)}" is no weekend: write one to three days in a'
            " row, such as Sat-Sun, Fri-Sat or Fri"
        )
    return tuple((starts[0] + late) % 7 for late in range(len(days)))


Weekend = Annotated[Days, AfterValidator(_in_a_row)]
"""Weekdays in a row from the first one on, written ``Fri-Sat``."""


# Dates


def _read_date(parts: Parts) -> date:
    text = parts["date"]
    year, month, day = map(int, text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if not 1 <= month <= 12 or not year >= 1:
        why = f'there is no month "{text[:7]}"'
    else:
        last = monthrange(year, month)[1]
        why = f"that month ends with {text[:8]}{last}"
    raise ValueError(f'"{text}" is not in the calendar: {why}')


def _date_hint(text: str) -> str | None:
    if re.search(r"\d{1,2}/\d{1,2}/\d{2,4}|[A-Za-z]{3}", text):
        return 'is not written year-month-day: write "2027-03-15"'
    return None


Day = Annotated[
    date,
    Text(
        Form(
            what="a date",
            pattern=f"(?P<date>{DATE})",
            examples=("2027-03-15",),
            meaning="A date, year-month-day.",
            repairs=(*slips.LAYOUT, *slips.DATES),
            hint=_date_hint,
        ),
        read=_read_date,
        write=date.isoformat,
        kind=date,
    ),
]
"""A date, written ``2027-03-15``."""


class DateRange(Short):
    """One date, or all dates from the first to the last."""

    form: ClassVar[Form] = Form(
        what="a date or range of dates",
        pattern=f"(?P<first>{DATE})(?: to (?P<last>{DATE}))?",
        examples=("2027-03-15 to 2027-03-19", "2027-03-15"),
        meaning="A date, or a range of dates with both ends in it.",
        repairs=(*slips.LAYOUT, *slips.DATES),
        hint=_date_hint,
    )
    first: Day = Field(description="First date.")
    last: Day = Field(description="Last date, inclusive.")

    @classmethod
    def fields(cls, parts: Parts) -> dict[str, Any]:
        """Return both ends; a date alone is both."""
        return {"last": parts["first"], **parts}

    @classmethod
    def other(cls, value: object) -> object:
        """Take a Python date as the text it prints as."""
        return value.isoformat() if type(value) is date else value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise ValueError(
                f'"{self.first} to {self.last}" ends before it starts:'
                f' write "{self.last} to {self.first}"'
            )
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first} to {self.last}"
