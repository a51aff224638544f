"""Instants as people say them: ``now``, ``Sun 02:00 UTC``, ``tomorrow 9am``.

A day, a time and a zone, each of which may be missing. The zone is an IANA
name, ``UTC``, a team, or the city of somebody's zone; without one it is the
file's. A weekday or a bare time is the first to come: from now on while the
roster lasts, else from its beginning.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from constraints.near import nearest
from scheduler.clock import UnknownZone, format_local, to_instant, zone

if TYPE_CHECKING:
    from scheduler.clock import Zone
    from scheduler.problem import Problem

__all__ = ["EXAMPLES", "instant"]

EXAMPLES = (
    'now, "Sun 02:00 UTC", "2027-03-14 14:00 Halifax", 2027-03-14T14:00Z or '
    '"tomorrow 9am"'
)

_NAMED_TIMES = {"noon": 720, "midday": 720, "midnight": 0}
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d?:\d\d)(?::\d\d)?\s*([Zz]|[+-]\d\d:?\d\d)?"
)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap]m)?", re.IGNORECASE)


class _Said(NamedTuple):
    """What a text says: a date, a weekday or a step from today; a time."""

    day: date | None
    weekday: int | None
    ahead: int | None
    minute: int | None


def instant(text: str, problem: Problem, now_min: int) -> int:
    """Return the instant that a text means.

    Parameters
    ----------
    now_min
        The present, in minutes since 1970-01-01T00:00Z.

    Raises
    ------
    ValueError
        With a sentence for whoever wrote the text.
    """
    text = " ".join(text.split())
    if text.lower() in ("", "now"):
        return now_min
    if match := _ISO.match(text):
        day, clock, offset = match.groups()
        rest = text[match.end() :].strip()
        if offset and rest:
            raise ValueError(f'"{text}" has two zones: {offset} and "{rest}"')
        if offset:
            return _with_offset(text, day, clock, offset)
        text = f"{day} {clock} {rest}"
    words, where = _split_zone(text, problem)
    said = _read(words, text)
    return _first(said, where, problem, now_min, text)


def _with_offset(text: str, day: str, clock: str, offset: str) -> int:
    try:
        return to_instant(
            datetime.fromisoformat(
                f"{day}T{clock.rjust(5, '0')}{offset.upper()}"
            )
        )
    except ValueError:
        raise ValueError(f'"{text}" is no date and time') from None


def _split_zone(text: str, problem: Problem) -> tuple[list[str], Zone]:
    """Return the words before the zone, and the zone; the file's if none."""
    words = text.split()
    # What names a zone comes last, and may have several words (New York).
    for at in range(len(words)):
        if not _is_time(words[at]):
            name = " ".join(words[at:])
            return words[:at], _zone(name, problem)
    return words, zone(problem.zone)


def _is_time(word: str) -> bool:
    """Return whether a word is part of a day or of a time."""
    low = word.lower().rstrip(",")
    return (
        low in _NAMED_TIMES
        or low in ("today", "tomorrow", "yesterday", "am", "pm", "at")
        or _weekday(low) is not None
        or re.fullmatch(r"\d{4}-\d\d-\d\d", low) is not None
        or _CLOCK.fullmatch(low) is not None
    )


def _weekday(word: str) -> int | None:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday")
    for number, name in enumerate((*full, "saturday", "sunday")):
        if len(word) >= 3 and name.startswith(word):
            return number
    return None


def _zone(name: str, problem: Problem) -> Zone:
    """Return the zone of a name: of IANA, of a team, or of a city."""
    if name.upper() in ("Z", "UTC", "GMT"):
        return zone("UTC")
    used = dict.fromkeys([problem.zone, *(p.zone for p in problem.people)])
    low = name.lower()
    teams = {p.zone for p in problem.people if p.team.lower() == low}
    if len(teams) > 1:
        raise ValueError(
            f"team {name} works in several zones: {', '.join(sorted(teams))}"
        )
    cities = [z for z in used if _city(z) == low]
    for found in (*teams, *cities):
        return zone(found)
    try:
        return zone(name)
    except UnknownZone:
        known = [_city(z).title() for z in used if "/" in z]
        known += dict.fromkeys(p.team for p in problem.people if p.team)
        raise ValueError(
            f'"{name}" is no time zone here{nearest(name, known)}: write UTC,'
            f" Area/City, or one of {', '.join(dict.fromkeys(known))}"
        ) from None


def _city(zone_name: str) -> str:
    return zone_name.rpartition("/")[2].replace("_", " ").lower()


def _read(words: list[str], text: str) -> _Said:
    """Read a day and a time, in either order."""
    day = weekday = ahead = minute = None
    rest = " ".join(w.rstrip(",") for w in words if w.lower() != "at")
    rest = re.sub(r"(\d)\s+([ap]m)\b", r"\1\2", rest, flags=re.IGNORECASE)
    for word in rest.split():
        low = word.lower()
        steps = {"yesterday": -1, "today": 0, "tomorrow": 1}
        is_day = low in steps or _weekday(low) is not None or "-" in low
        if is_day and (day, weekday, ahead) != (None, None, None):
            raise ValueError(
                f'"{text}" names two days: write one of {EXAMPLES}'
            )
        if low in steps:
            ahead = steps[low]
        elif (found := _weekday(low)) is not None:
            weekday = found
        elif "-" in low:
            day = _date(low)
        elif minute is not None:
            raise ValueError(
                f'"{text}" names two times: write one of {EXAMPLES}'
            )
        else:
            minute = _minute(low, text)
    return _Said(day, weekday, ahead, minute)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no date") from None


def _minute(word: str, text: str) -> int:
    if word in _NAMED_TIMES:
        return _NAMED_TIMES[word]
    match = _CLOCK.fullmatch(word)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    half = (match[3] or "").lower() if match else ""
    bare = bool(match) and not half and (match is None or match[2] is None)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = 99
    if bare or hour > 23 or minute > 59:
        raise ValueError(
            f'"{word}" in "{text}" is no time of a day: write 14:00 or 2pm'
        )
    return hour * 60 + minute


def _first(
    said: _Said, where: Zone, problem: Problem, now_min: int, text: str
) -> int:
    """Return the first instant that fits what was said."""
    file = zone(problem.zone)
    first = file.start_min(problem.date(0), 0)
    last = file.start_min(problem.date(problem.days), 0)
    from_min = now_min if first <= now_min < last else first
    if said.minute is None:
        raise ValueError(
            f'"{text}" says no time of the day: write one of {EXAMPLES}'
        )
    if said.day is not None:
        return _shown(where, said.day, said.minute, text)
    today = where.local_day(now_min if said.ahead is not None else from_min)
    if said.ahead is not None:
        return _shown(where, today + timedelta(said.ahead), said.minute, text)
    for ahead in range(9):
        day = today + timedelta(ahead)
        if said.weekday not in (None, day.weekday()):
            continue
        if where.end_min(day, said.minute) >= from_min:
            return _shown(where, day, said.minute, text)
    raise AssertionError("some day of nine is the one")


def _shown(where: Zone, day: date, minute: int, text: str) -> int:
    """Return when a wall clock shows a time, refusing twice and never."""
    start, end = where.start_min(day, minute), where.end_min(day, minute)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    if start != end:
        shown = " or ".join(
            f"{where.at(at):%Y-%m-%dT%H:%M%z}" for at in (start, end)
        )
        raise ValueError(
            f'"{text}": clocks in {where.name} show {day} {clock} twice; '
            f"write {shown}"
        )
    local = where.local(start)
    if (local.day, local.minute) != (day, minute):
        raise ValueError(
            f'"{text}": clocks in {where.name} skip {day} {clock}; '
            f"it is {format_local(start, where)} then"
        )
    return start
