"""Lengths of time and times of day, stored in whole minutes or seconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from constraints import slips
from constraints.form import Form
from constraints.short import Text

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "ANSWER",
    "CLOCK",
    "DAY_MIN",
    "DURATION",
    "HOUR_MIN",
    "WEEK_MIN",
    "ClockTime",
    "Duration",
    "Seconds",
    "clock_min",
    "clock_text",
    "counted",
    "decimal_text",
    "duration_hint",
    "duration_min",
    "duration_s",
    "duration_text",
    "seconds_text",
]

HOUR_MIN = 60
DAY_MIN = 24 * HOUR_MIN
WEEK_MIN = 7 * DAY_MIN

CLOCK = r"(?:(?:[01]?\d|2[0-3]):[0-5]\d|24:00)"
DURATION = (
    r"(?:\d{1,5}m|\d{1,4}h(?:[0-5]\d| ?[0-5]?\dm)?"
    r"|\d{1,3} days?|\d{1,3} weeks?)"
)
_SECONDS_TEXT = r"(?:\d{1,5}m ?)?\d{1,7}s"
ANSWER = f"(?:{DURATION}|{_SECONDS_TEXT})"
_UNITS_S = {
    "s": 1,
    "m": 60,
    "h": 60 * HOUR_MIN,
    "day": 60 * DAY_MIN,
    "days": 60 * DAY_MIN,
    "week": 60 * WEEK_MIN,
    "weeks": 60 * WEEK_MIN,
}
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def counted(count: int, noun: str) -> str:
    """Return ``1 week`` or ``2 weeks``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def decimal_text(number: Decimal) -> str:
    """Return a number as people write it: ``37.5``, ``40``."""
    return f"{number.normalize():f}"


def duration_s(text: str) -> int:
    """Return the seconds of a text that matches ``ANSWER``."""
    parts = re.findall(r"(\d+) ?([a-z]*)", text)
    # The bare number that may follow hours counts minutes: 7h48.
    return sum(int(n) * _UNITS_S[unit or "m"] for n, unit in parts)


def duration_min(text: str) -> int:
    """Return the minutes of a text that matches ``DURATION``."""
    return duration_s(text) // 60


def duration_text(minutes: int) -> str:
    """Return ``45m``, ``7h48``, ``72h``, and days beyond three of them."""
    for unit_min, noun in ((WEEK_MIN, "week"), (DAY_MIN, "day")):
        if minutes > 3 * DAY_MIN and minutes % unit_min == 0:
            return counted(minutes // unit_min, noun)
    hours, rest_min = divmod(minutes, HOUR_MIN)
    if not hours:
        return f"{rest_min}m"
    return f"{hours}h{rest_min:02}" if rest_min else f"{hours}h"


def duration_hint(text: str) -> str | None:
    """Say what a bare number lacks."""
    if _BARE_NUMBER.fullmatch(text):
        return f"has no unit: write {text}m or {text}h"
    return None


_DURATION = Text(
    Form(
        what="a duration",
        pattern=f"(?P<duration>{DURATION})",
        examples=("30m", "2h", "7h48", "2 days"),
        meaning="A length of time with its unit.",
        repairs=(*slips.LAYOUT, *slips.UNITS, *slips.FRACTIONS),
        hint=duration_hint,
    ),
    read=lambda parts: duration_min(parts["duration"]),
    write=duration_text,
)
Duration = Annotated[int, _DURATION]
"""Minutes, written ``30m``, ``2h``, ``7h48``, ``2 days``, ``1 week``."""


def seconds_text(seconds: int) -> str:
    """Return ``20s``, or a duration where whole minutes allow it."""
    minutes, rest_s = divmod(seconds, 60)
    return f"{seconds}s" if rest_s else duration_text(minutes)


def _seconds_hint(text: str) -> str | None:
    if _BARE_NUMBER.fullmatch(text):
        return f"has no unit: write {text}s, {text}m or {text}h"
    return None


_SECONDS = Text(
    Form(
        what="an answer or handling time",
        pattern=f"(?P<answer>{ANSWER})",
        examples=("20s", "10m", "1h30", "2 days"),
        meaning="A length of time with its unit, to the second.",
        repairs=(*slips.LAYOUT, *slips.UNITS, *slips.FRACTIONS),
        hint=_seconds_hint,
    ),
    read=lambda parts: duration_s(parts["answer"]),
    write=seconds_text,
)
Seconds = Annotated[int, _SECONDS]
"""Seconds, written like a duration or ``20s``."""


def clock_min(text: str) -> int:
    """Return the minute of the day of a text that matches ``CLOCK``."""
    hours, minutes = text.split(":")
    return HOUR_MIN * int(hours) + int(minutes)


def clock_text(minute: int) -> str:
    """Return the time of day as ``HH:MM``."""
    return f"{minute // HOUR_MIN:02}:{minute % HOUR_MIN:02}"


def _clock_hint(text: str) -> str | None:
    if re.fullmatch(r"\d{1,2}", text) and int(text) <= 24:
        return f'has no minutes: write "{int(text):02}:00"'
    if re.fullmatch(r"\d+:\d+", text):
        return "does not exist: a day runs from 00:00 to 24:00"
    return None


_CLOCK = Text(
    Form(
        what="a time of day",
        pattern=f"(?P<clock>{CLOCK})",
        examples=("07:00", "16:30"),
        meaning="A time of day on a 24-hour clock.",
        repairs=(*slips.LAYOUT, *slips.TIMES, *slips.CLOCKS),
        hint=_clock_hint,
    ),
    read=lambda parts: clock_min(parts["clock"]),
    write=clock_text,
)
ClockTime = Annotated[int, _CLOCK]
"""Minute of the local day, 0 to 1440, written ``07:00``."""
