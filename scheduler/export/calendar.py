"""iCalendar bytes from plain events, as calendar clients understand them.

Knows nothing of rosters. RFC 5545 for the format, RFC 7986 for the name and
the refresh hint; where clients differ, the form that all of them read alike.
The same events always make the same bytes: nothing here knows "now", so that
a web server answers 304 and version control shows no false change.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar as Component
from icalendar import Event, Timezone, vDuration, vText

from scheduler.clock import Zone, zone
from scheduler.export.vtimezone import is_regular, needs_utc, vtimezone

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Calendar", "CalendarEvent", "calendar_bytes", "plain_text"]

# No version in it: an update of this library changes no calendar.
_PRODID = "-//sunroster//sunroster//EN"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UTC_NAMES = frozenset({"UTC", "UCT", "Universal", "Zulu"})
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# RFC 5545, section 3.1: CONTROL may stand in no value. Python has surrogates
# that UTF-8 has not.
_FORBIDDEN = re.compile("[\x00-\x09\x0e-\x1f\x7f\ud800-\udfff]")
_NO_TOKEN = re.compile(r"[\s,;\\]+")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of a calendar.

    Attributes
    ----------
    uid
        Stays the same as long as this is the same entry; no names in it, as
        it outlives redaction (RFC 7986, section 5.3).
    start_min, end_min
        Instants.
    zone
        Whose wall clock the entry follows: the reader's own, if known.
    summary, description
        Plain text; the summary is one line.
    categories
        Tokens: what splits words or lists in them becomes a hyphen.
    busy
        Whether the time counts as taken; standby leaves it free.
    sequence
        Number of changes since the entry was first published.
    stamp_min
        Instant of the last of these changes.
    """

    uid: str
    start_min: int
    end_min: int
    zone: Zone
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    busy: bool = True
    sequence: int = 0
    stamp_min: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A named set of entries.

    Attributes
    ----------
    name, description
        Shown by clients beside the entries.
    zone
        Zone in which a client may show the calendar as a whole.
    first_min, last_min
        Instants between which the calendar speaks, entries or not.
    events
        In any order; the file has them by start.
    refresh_min
        How often subscribers should look again. A hint: Google takes 8 to 24
        hours whatever it says.
    """

    name: str
    description: str
    zone: Zone
    first_min: int
    last_min: int
    events: tuple[CalendarEvent, ...] = ()
    refresh_min: int = 60


def calendar_bytes(calendar: Calendar, *, utc: bool = False) -> bytes:
    """Return the file: UTF-8, CRLF, no line above 75 octets.

    Times are local to each event's zone, because several clients convert
    from UTC wrongly around clock changes. An event is in UTC where local
    time is read differently instead: next to a clock change, and in zones
    without a yearly rule.

    A calendar without events holds the VTIMEZONE of its zone (of UTC, if
    that is irregular), as a VCALENDAR must not be empty (RFC 5545, 3.6).

    Parameters
    ----------
    utc
        Write every time in UTC.

    Raises
    ------
    ValueError
        If two events share a UID or one does not end after its start.
    """
    _check(calendar.events)
    writer = _Writer(calendar, utc=utc)
    events = [
        writer.event(event)
        for event in sorted(
            calendar.events, key=lambda e: (e.start_min, e.end_min, e.uid)
        )
    ]
    component = _head(calendar)
    for part in (*writer.zones(), *events):
        component.add_component(part)
    data: bytes = component.to_ical(sorted=False)
    return data


def plain_text(text: str) -> str:
    r"""Return a text without what no calendar may hold.

    Line breaks of all kinds become ``\n``, tabs and other control characters
    spaces.
    """
    return _FORBIDDEN.sub(" ", _LINE_BREAKS.sub("\n", text)).strip()


class _Text(vText):
    r"""A text escaped by RFC 5545, section 3.3.11, and in no other way.

    icalendar takes a backslash before a capital N for a line break.
    """

    def to_ical(self) -> bytes:
        """Return the text as it stands in a file."""
        text = str(self).replace("\\", "\\\\")
        text = text.replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


class _Writer:
    """Writes events, and remembers the zones they name."""

    def __init__(self, calendar: Calendar, *, utc: bool) -> None:
        events = calendar.events
        self._calendar = calendar
        self._utc = utc
        self._window = (
            min([calendar.first_min, *(e.start_min for e in events)]),
            max([calendar.last_min, *(e.end_min for e in events)]),
        )
        self._regular: dict[Zone, bool] = {}
        self._named: set[Zone] = set()

    def event(self, event: CalendarEvent) -> Event:
        """Return the VEVENT; no property of it invites anybody."""
        component = Event()
        component.add("UID", _line(event.uid))
        component.add("DTSTAMP", _utc(event.stamp_min))
        component.add("LAST-MODIFIED", _utc(event.stamp_min))
        component.add("SEQUENCE", event.sequence)
        self._add_times(component, event)
        component.add("SUMMARY", _Text(_line(event.summary)))
        if event.description:
            component.add("DESCRIPTION", _Text(plain_text(event.description)))
        if event.categories:
            component.add("CATEGORIES", _tokens(event.categories))
        component.add("CLASS", "PUBLIC")
        component.add("TRANSP", "OPAQUE" if event.busy else "TRANSPARENT")
        # Outlook prefers its own property to TRANSP (MS-OXCICAL).
        component.add(
            "X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if event.busy else "FREE"
        )
        return component

    def zones(self) -> list[Timezone]:
        """Return the components of all zones named so far, by name."""
        named = sorted(self._named, key=lambda where: where.name)
        if not self._calendar.events:
            where = self._calendar.zone
            named = [where if self._is_regular(where) else zone("UTC")]
        return [vtimezone(where, *self._window) for where in named]

    def _add_times(self, component: Event, event: CalendarEvent) -> None:
        """Add start and end, both in the same form."""
        times = {"DTSTART": event.start_min, "DTEND": event.end_min}
        where = event.zone
        if self._must_be_utc(event):
            for key, instant_min in times.items():
                component.add(key, _utc(instant_min))
            return
        self._named.add(where)
        for key, instant_min in times.items():
            wall = _utc(instant_min + where.offset_min(instant_min))
            component.add(
                key, wall.replace(tzinfo=None), parameters={"TZID": where.name}
            )

    def _must_be_utc(self, event: CalendarEvent) -> bool:
        where = event.zone
        return (
            self._utc
            or where.name.rpartition("/")[2] in _UTC_NAMES
            or not self._is_regular(where)
            or needs_utc(where, event.start_min)
            or needs_utc(where, event.end_min)
        )

    def _is_regular(self, where: Zone) -> bool:
        if where not in self._regular:
            self._regular[where] = is_regular(where, *self._window)
        return self._regular[where]


def _head(calendar: Calendar) -> Component:
    """Return a VCALENDAR without METHOD, which would need an ORGANIZER."""
    component = Component()
    component.add("VERSION", "2.0")
    component.add("PRODID", _PRODID)
    component.add("CALSCALE", "GREGORIAN")
    # Text type throughout: values of X- properties are not escaped else.
    for key in ("NAME", "X-WR-CALNAME"):
        component.add(key, _Text(_line(calendar.name)))
    for key in ("DESCRIPTION", "X-WR-CALDESC"):
        if calendar.description:
            component.add(key, _Text(plain_text(calendar.description)))
    component.add("X-WR-TIMEZONE", calendar.zone.name)
    refresh = timedelta(minutes=calendar.refresh_min)
    component.add(
        "REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"}
    )
    component.add("X-PUBLISHED-TTL", vDuration(refresh))
    return component


def _check(events: Iterable[CalendarEvent]) -> None:
    counts = Counter(_line(event.uid) for event in events)
    for uid, count in counts.items():
        if count > 1 or not uid:
            raise ValueError(f"{count} events have the UID {uid!r}")
    for event in events:
        if event.end_min <= event.start_min:
            raise ValueError(f"{event.uid} does not end after its start")


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _tokens(categories: Iterable[str]) -> list[str]:
    """Return categories without commas, which node-ical splits at."""
    return [_NO_TOKEN.sub("-", plain_text(text)) for text in categories]


def _utc(instant_min: int) -> datetime:
    return _EPOCH + timedelta(minutes=instant_min)
