"""How windows are written and end, and what a wrong one lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from constraints import slips
from constraints.calendar_days import DATE, DAY, DAYS
from constraints.durations import CLOCK, DAY_MIN, clock_min, clock_text
from constraints.form import Form, choices
from constraints.short import Text
from constraints.tolerance import five_readings

if TYPE_CHECKING:
    from constraints.form import Parts

__all__ = [
    "IN_ZONE",
    "TIMES",
    "WHEN",
    "WINDOW",
    "ZONE",
    "EndTime",
    "moment_hint",
    "times_hint",
    "window_hint",
]

ZONE = "[A-Za-z][A-Za-z0-9_+/-]*"
IN_ZONE = f"(?: (?P<zone>{ZONE}))?"
WHEN = f"(?P<days>{DAYS})|(?P<dates>{DATE}(?: to {DATE})?)"
TIMES = rf"(?P<start>{CLOCK})-(?:(?P<until>{DAY}) )?(?P<end>{CLOCK})"
WINDOW = f"(?:(?P<always>24/7)|(?:{WHEN})(?: {TIMES})?){IN_ZONE}"


def _several(text: str) -> str | None:
    parts = re.split(" ?[,;] ?| and ", text)
    if len(parts) > 1 and all(re.fullmatch(WINDOW, part) for part in parts):
        return f"is several windows: write a list, [{', '.join(parts)}]"
    return None


def times_hint(text: str) -> str | None:
    """Say which time does not exist."""
    for wrong in re.findall(r"\b\d{1,2}:\d+\b", text):
        if not re.fullmatch(CLOCK, wrong):
            return (
                f"has the time {wrong}, which does not exist:"
                " a day runs from 00:00 to 24:00"
            )
    return None


def _zone_hint(text: str) -> str | None:
    match = re.fullmatch(
        rf"(?:{DAYS}|24/7|{DATE}|{CLOCK})(?: ?[\d:-]+)? ([(]?[A-Za-z].*)", text
    )
    if match is None:
        return None
    return (
        f'ends in "{match[1]}", which is no time zone: write Area/City,'
        ' such as "America/Halifax"'
    )


def _words_hint(text: str) -> str | None:
    words = re.findall("^[A-Za-z]+|(?<=[-+])[A-Za-z]+", text.split(" ")[0])
    for word in words:
        if not re.fullmatch(f"{DAY}|daily", word):
            names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "daily")
            return f'names "{word}", which is no day{choices(word, names)}'
    return None


def _days_missing(text: str) -> str | None:
    if re.fullmatch(f"{CLOCK}-{CLOCK}(?: {ZONE})?", text):
        return (
            "does not say which days:"
            f' write "daily {text}" or "Mon-Fri {text}"'
        )
    if re.fullmatch(f"{CLOCK}(?: {ZONE})?", text):
        return (
            "says neither which days nor until when:"
            ' write for example "daily 08:00-16:00"'
        )
    return None


def _end_missing(text: str) -> str | None:
    match = re.fullmatch(f"({WHEN}) ({CLOCK})-?(?: {ZONE})?", text)
    if match is None:
        return None
    begin = match[match.lastindex or 0]
    end = clock_text((clock_min(begin) + DAY_MIN // 3) % DAY_MIN)
    return (
        "does not say until when:"
        f' write for example "{match[1]} {begin}-{end}"'
    )


def window_hint(text: str) -> str | None:
    """Say what a text lacks to be a window."""
    hints = (
        five_readings,
        _several,
        times_hint,
        _days_missing,
        _end_missing,
        _zone_hint,
        _words_hint,
    )
    return next((said for hint in hints if (said := hint(text))), None)


def moment_hint(text: str) -> str | None:
    """Say what a text lacks to be a moment."""
    wrong = times_hint(text)
    if wrong:
        return wrong
    if re.fullmatch(f"{CLOCK}(?: {ZONE})?", text):
        return f'does not say which days: write "daily {text}"'
    if re.search(f"{CLOCK}-{CLOCK}", text):
        return 'has an end: a moment is one time, as in "daily 08:00"'
    return _zone_hint(text) or _words_hint(text)


def _read_end(parts: Parts) -> int:
    return clock_min(parts["clock"]) + int(parts.get("later", 0)) * DAY_MIN


def _end_text(end: int) -> str:
    later, minute = divmod(end, DAY_MIN)
    if end <= DAY_MIN:
        return clock_text(end)
    return f"{clock_text(minute)} +{later}d"


EndTime = Annotated[
    int,
    Text(
        Form(
            what="the end of a window",
            pattern=rf"(?P<clock>{CLOCK})(?: \+(?P<later>[1-7])d)?",
            examples=("16:00", "06:00", "08:00 +3d"),
            meaning=(
                "A time of day, the next day's when it is not after the"
                " start; +3d is three days after the day of the start."
            ),
            repairs=(*slips.LAYOUT, *slips.TIMES, *slips.CLOCKS),
            hint=times_hint,
        ),
        read=_read_end,
        write=_end_text,
    ),
]
