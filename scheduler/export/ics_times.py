"""What is wrong with the times of an event in a calendar file.

Most defects here pass every validator: the file is well-formed and the event
is an hour off in some clients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from scheduler.clock import (
    DAY_MIN,
    Zone,
    day_number,
    format_local,
    known_zones,
    zone,
)
from scheduler.export.ics_lines import Component, Line, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.errors import Finding

__all__ = ["When", "check_times", "named_zone", "read_when"]

_DATE_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_STAMPS = ("DTSTAMP", "CREATED", "LAST-MODIFIED")
# Hand-overs before this minute of a transition day surprise people.
_NIGHT_MIN = 240


@dataclass(frozen=True, slots=True)
class When:
    """A DATE or DATE-TIME value.

    Attributes
    ----------
    kind
        ``local`` has a TZID; ``floating`` is local time of nobody's.
    day, minute
        As written.
    tzid
        Name of the zone, or empty.
    """

    kind: Literal["date", "utc", "local", "floating"]
    day: date
    minute: int
    tzid: str

    @property
    def wall_min(self) -> int:
        """Minutes since 1970-01-01T00:00 on the clock it was read from."""
        return day_number(self.day) * DAY_MIN + self.minute

    @property
    def is_known(self) -> bool:
        """Whether tzdata speaks about that year."""
        return 1970 < self.day.year < 2100

    @property
    def instant_min(self) -> int | None:
        """The instant, or None where tzdata does not know it."""
        if not self.is_known:
            return None
        if self.kind == "utc":
            return self.wall_min
        where = named_zone(self.tzid)
        if self.kind != "local" or where is None:
            return None
        return where.start_min(self.day, self.minute)


def named_zone(name: str) -> Zone | None:
    """Return the zone of a TZID, if tzdata has it."""
    return zone(name) if name in known_zones() else None


def check_times(event: Component, shown_in: str) -> Iterator[Finding]:
    """Yield findings about start, end and stamps of a VEVENT.

    Parameters
    ----------
    shown_in
        Zone in which people will look at times in UTC, or empty.
    """
    for line in event.all(*_STAMPS):
        if (stamp := read_when(line)) is None:
            yield _bad_date(line)
        elif stamp.kind != "utc":
            message = f"{line.name} must be in UTC and end with Z"
            yield say("stamp-not-utc", message, line.place())
    times: dict[str, tuple[Line, When]] = {}
    for line in event.all("DTSTART", "DTEND"):
        if (when := read_when(line)) is None:
            yield _bad_date(line)
            continue
        times[line.name] = (line, when)
        yield from _check_form(line, when)
        yield from _check_hand_over(line, when, shown_in)
    if len(times) == 2:
        yield from _check_span(
            times["DTEND"][0], times["DTSTART"][1], times["DTEND"][1], shown_in
        )


def read_when(line: Line) -> When | None:
    """Return the value of a line, or None if it is no date and no time."""
    match = _DATE_TIME.fullmatch(line.value)
    if match is None:
        return None
    year, month, day, hour, minute, _, zulu = match.groups()
    try:
        written = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if hour is None:
        return When("date", written, 0, "")
    if int(hour) > 23 or int(minute) > 59:
        return None
    minutes = int(hour) * 60 + int(minute)
    tzid = line.params.get("TZID", "")
    if zulu:
        return When("utc", written, minutes, "")
    return When("local" if tzid else "floating", written, minutes, tzid)


def _bad_date(line: Line) -> Finding:
    message = (
        f"{line.name} is {line.value[:40]!r}; a date is 20261031,"
        " a time 20261031T220000, in UTC with a Z behind it"
    )
    return say("bad-date", message, line.place())


def _check_form(line: Line, when: When) -> Iterator[Finding]:
    if when.kind == "utc" and "TZID" in line.params:
        message = f"{line.name} is in UTC (Z) and may not have a TZID"
        yield say("tzid-on-utc", message, line.place())
    if when.kind == "date" and line.params.get("VALUE", "").upper() != "DATE":
        message = f"{line.name} is a date and must say VALUE=DATE"
        yield say("value-type", message, line.place())
    if when.kind == "floating":
        message = (
            f"{line.name} belongs to no zone: everybody sees it at"
            " another instant; write a Z or a TZID"
        )
        yield say("floating-time", message, line.place())
    where = named_zone(when.tzid)
    if when.is_known and where is not None:
        first = where.start_min(when.day, when.minute)
        twice = where.end_min(when.day, when.minute) != first
        if twice or where.local(first).minute != when.minute:
            message = (
                f"{line.name} is a time that {where.name} has"
                f" {'twice' if twice else 'not'} that night, and clients"
                " disagree what it means; write it in UTC"
            )
            yield say("ambiguous-time", message, line.place())


def _check_hand_over(
    line: Line, when: When, shown_in: str
) -> Iterator[Finding]:
    where = named_zone(when.tzid or shown_in)
    at_min = when.instant_min
    if where is None or at_min is None:
        return
    shown = where.local(at_min)
    today = where.start_min(shown.day, 0)
    tomorrow = where.start_min(shown.day, DAY_MIN)
    if shown.minute < _NIGHT_MIN and where.changes(today, tomorrow):
        message = (
            f"{line.name} is {format_local(at_min, where)} in {where.name},"
            " in the night of a clock change: tell both people the time"
        )
        yield say("hand-over-near-change", message, line.place(), warning=True)


def _check_span(
    line: Line, start: When, end: When, shown_in: str
) -> Iterator[Finding]:
    if (start.kind == "date") != (end.kind == "date"):
        message = "DTSTART and DTEND must both be dates or both be times"
        yield say("mixed-types", message, line.place())
        return
    if start.kind != end.kind:
        message = "DTSTART and DTEND should both be in UTC or both be local"
        yield say("mixed-forms", message, line.place(), warning=True)
    first, last = start.instant_min, end.instant_min
    if first is None or last is None:
        if start.kind != end.kind or start.tzid != end.tzid:
            return
        first, last = start.wall_min, end.wall_min
    if last <= first:
        message = "DTEND must be later than DTSTART"
        yield say("end-before-start", message, line.place())
        return
    yield from _check_length(line, start, first, last, shown_in)


def _check_length(
    line: Line, start: When, first: int, last: int, shown_in: str
) -> Iterator[Finding]:
    where = named_zone(start.tzid or shown_in)
    if where is None or start.kind in {"date", "floating"}:
        return
    gained = where.offset_min(last) - where.offset_min(first)
    if gained:
        message = (
            f"lasts {_hours(last - first)}, though the clocks of"
            f" {where.name} show {_hours(last - first + gained)}"
        )
        yield say("real-length", message, line.place(), warning=True)


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02} h"
