"""Events of calendar files: parted into series, or refused with a line."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from scheduler.clock import known_zones, zone
from scheduler.errors import Finding, InputError, Place
from scheduler.expand import repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from icalendar import Component

    from scheduler.clock import Zone

__all__ = [
    "MOST_BYTES",
    "MOST_EVENTS",
    "Entry",
    "Series",
    "kind",
    "read_series",
    "refused",
]

MOST_BYTES = 5_000_000
MOST_EVENTS = 10_000
_LONGEST_REPEATED = timedelta(days=366)
# Unreadable, these would lose time off; a broken LOCATION would not.
_VITAL = (
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
)
_SINGLE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
_BEGIN_OR_END = re.compile(
    rb"^(BEGIN|END):(VCALENDAR|VEVENT)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class Entry:
    """An event as it stands in the file.

    Attributes
    ----------
    event
        The event; `fault` says whether it can be trusted.
    line
        Line of the file on which it begins, counting from 1.
    """

    event: Component
    line: int

    @property
    def is_exception(self) -> bool:
        """Whether it replaces one occurrence of a series."""
        return "RECURRENCE-ID" in self.event

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return "RRULE" in self.event or "RDATE" in self.event

    @property
    def version(self) -> int:
        """Its SEQUENCE, 0 without a readable one."""
        sequence: Any = self.event.get("SEQUENCE", 0)
        return sequence if isinstance(sequence, int) else 0

    @property
    def rules(self) -> list[Mapping[str, Any]]:
        """Its recurrence rules; one is usual, several are allowed."""
        rules: Any = self.event.get("RRULE", [])
        return rules if isinstance(rules, list) else [rules]

    def when(self, part: str) -> Any:
        """Return the date or time that a part of the event holds."""
        value: Any = self.event[part]
        return value.dt

    def day(self, part: str) -> date:
        """Return the date of `when`, in whatever zone it is written."""
        when: date = self.when(part)
        return when.date() if isinstance(when, datetime) else when

    def fault(self) -> str | None:
        """Return why the event cannot be read, None if it can."""
        for part, message in self.event.errors:
            broken = _broken_part(part, message)
            if broken:
                return f"has a {broken} that cannot be read"
        if "DTSTART" not in self.event:
            return "has no DTSTART"
        for part in _SINGLE:
            if isinstance(self.event.get(part), list):
                return f"has more than one {part}"
        return self._fault_of_length() or next(
            filter(None, map(repeats.fault, self.rules)), None
        )

    def _fault_of_length(self) -> str | None:
        start = self.when("DTSTART")
        if not isinstance(start, date):
            return "has a DTSTART that is neither date nor time of a date"
        length: Any = timedelta()
        if "DTEND" in self.event:
            end = self.when("DTEND")
            if kind(start) != kind(end):
                return "starts and ends in times of different kinds"
            length = end - start
        elif "DURATION" in self.event:
            length = self.when("DURATION")
            if not isinstance(length, timedelta):
                return "has a DURATION that is none"
        if length < timedelta():
            return "ends before it starts"
        if self.repeats and length > _LONGEST_REPEATED:
            return "repeats and lasts more than a year"
        return None


@dataclass(frozen=True)
class Series:
    """A first event and its exceptions, or exceptions whose first is lost.

    Attributes
    ----------
    entries
        At least one.
    own_zone
        Zone that the calendar calls its own, None if there is none known.
    """

    entries: tuple[Entry, ...]
    own_zone: Zone | None

    @property
    def line(self) -> int:
        """Line of its first entry."""
        return self.entries[0].line


def kind(when: object) -> str:
    """Tell dates, times on a wall and instants apart."""
    if not isinstance(when, datetime):
        return type(when).__name__
    return "wall time" if when.tzinfo is None else "instant"


def read_series(data: bytes, name: str) -> Iterator[Series]:
    """Yield every series of events in a file of one calendar or several.

    Raises
    ------
    InputError
        When the bytes are no calendar, cut short, or too much of one.
    """
    data = data.removeprefix(BOM_UTF8)
    lines = _event_lines(data, name)
    for calendar in _calendars(data, name):
        own_name = str(calendar.get("X-WR-TIMEZONE", ""))
        own_zone = zone(own_name) if own_name in known_zones() else None
        by_uid: dict[str, list[Entry]] = defaultdict(list)
        for number, event in enumerate(calendar.walk("VEVENT")):
            uid = event.get("UID", f"nameless {number}")
            by_uid[str(uid)].append(Entry(event, next(lines, 1)))
        for entries in by_uid.values():
            for part in _without_doubles(entries):
                yield Series(tuple(part), own_zone)


def refused(name: str, message: str, line: int = 1) -> InputError:
    """Return the error for a calendar that is not read at all."""
    return InputError(
        Finding(message, Place(name, line, 1), code="bad-calendar")
    )


def _event_lines(data: bytes, name: str) -> Iterator[int]:
    """Return the lines on which events begin, in order of the file.

    Done on the bytes and first of all: parsing a file that is cut short
    would lose its last events without a word.
    """
    if len(data) > MOST_BYTES:
        raise refused(
            name,
            f"The calendar has {len(data) / 1e6:.1f} MB; at most "
            f"{MOST_BYTES // 1_000_000} MB are read. Export the time of the "
            "roster only.",
        )
    marks = list(_BEGIN_OR_END.finditer(data))
    count = Counter((mark[1].upper(), mark[2].upper()) for mark in marks)
    if not count[b"BEGIN", b"VCALENDAR"]:
        raise refused(
            name,
            "This is no calendar: an .ics file begins with BEGIN:VCALENDAR.",
        )
    for part in (b"VCALENDAR", b"VEVENT"):
        if count[b"BEGIN", part] != count[b"END", part]:
            raise refused(
                name,
                f"The calendar is cut short: {part.decode()} begins "
                f"{count[b'BEGIN', part]} times and ends "
                f"{count[b'END', part]} times.",
            )
    if count[b"BEGIN", b"VEVENT"] > MOST_EVENTS:
        raise refused(
            name,
            f"The calendar has {count[b'BEGIN', b'VEVENT']} events; at most "
            f"{MOST_EVENTS} are read. Export the time of the roster only.",
        )
    return _lines(data, marks)


def _lines(data: bytes, marks: list[re.Match[bytes]]) -> Iterator[int]:
    line, at = 1, 0
    for mark in marks:
        line += data.count(b"\n", at, mark.start())
        at = mark.start()
        if (mark[1].upper(), mark[2].upper()) == (b"BEGIN", b"VEVENT"):
            yield line


def _calendars(data: bytes, name: str) -> Sequence[Component]:
    try:
        return Calendar.from_ical(data, multiple=True)
    except (ValueError, LookupError, TypeError):
        # The library's own words may quote an event; ours must not.
        raise refused(
            name, "The calendar cannot be read; export it once more."
        ) from None


def _without_doubles(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Part events that share a UID without being one series.

    Of two versions the higher SEQUENCE is the valid one (RFC 5545, section
    3.8.7.4). Equal versions are two events of a careless exporter, and
    neither may get lost.
    """
    firsts = [entry for entry in entries if not entry.is_exception]
    newest = max((entry.version for entry in firsts), default=0)
    firsts = [entry for entry in firsts if entry.version == newest]
    exceptions = [entry for entry in entries if entry.is_exception]
    yield [*firsts[:1], *exceptions]
    for double in firsts[1:]:
        yield [double]


def _broken_part(part: str | None, message: str) -> str | None:
    """Return the vital part that an error of the parser is about."""
    if part is None:
        # A line that is no property at all: which was it meant to be?
        return next((name for name in _VITAL if name in message.upper()), None)
    return part if part in _VITAL else None
