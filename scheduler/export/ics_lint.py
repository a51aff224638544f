"""Finds what is wrong with a calendar file before a calendar does.

Validators check the grammar; this checks what makes events vanish, double or
move: the findings of RFC 5545, 5546 and 7986 that clients trip over, and
forms that they read differently. An *error* makes some client lose, refuse or
move something; a *warning* is a risk, or something to tell people.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from scheduler.errors import Finding, Place
from scheduler.export.ics_lines import Component, Line, components, lines, say
from scheduler.export.ics_times import check_times, read_when
from scheduler.export.ics_zones import check_zones

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lint"]

_LINE_OCTETS = 75  # RFC 5545, section 3.1
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BARE_BREAK = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_TEXT = (
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "COMMENT",
    "CONTACT",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-CALDESC",
)
_LISTS = ("CATEGORIES", "RESOURCES")
_ESCAPES = re.compile(r"\\(.|$)|[;,]", re.DOTALL)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);", re.I)
_ONCE = {
    "VCALENDAR": ("VERSION", "PRODID", "CALSCALE", "METHOD"),
    "VEVENT": (
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "STATUS",
        "TRANSP",
        "CLASS",
        "SEQUENCE",
        "CREATED",
        "LAST-MODIFIED",
        "ORGANIZER",
        "RECURRENCE-ID",
    ),
}
_VALUES = {
    "STATUS": re.compile("TENTATIVE|CONFIRMED|CANCELLED", re.I),
    "TRANSP": re.compile("OPAQUE|TRANSPARENT", re.I),
    "SEQUENCE": re.compile(r"\d+"),
}
# RFC 7986, sections 5.7 and 5.8: these have no default type.
_TYPES = {"REFRESH-INTERVAL": "DURATION", "SOURCE": "URI"}


def lint(data: bytes, name: str) -> tuple[Finding, ...]:
    """Return all findings about a calendar file, in order of their place.

    Parameters
    ----------
    data
        The file as it is; it is never read as anything but text.
    name
        What to call the file in findings.
    """
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\b", data, re.I):
        return (_not_a_calendar(data, name),)
    findings = list(_check_bytes(data, name))
    content = lines(data.decode("utf-8", "replace"), name, findings)
    for component in components(content, findings):
        if component.name == "VCALENDAR":
            findings.extend(_check_calendar(component))
    found = dict.fromkeys(findings)
    return tuple(sorted(found, key=lambda f: (f.place, f.code)))


def _not_a_calendar(data: bytes, name: str) -> Finding:
    begins = data[:40].decode("utf-8", "replace").strip()
    what = f"begins with {begins!r}" if begins else "is empty"
    message = f"no iCalendar file: it {what} instead of BEGIN:VCALENDAR"
    return say("not-a-calendar", message, Place(name, 1, 1))


def _check_bytes(data: bytes, name: str) -> Iterator[Finding]:
    bare = _BARE_BREAK.search(data)
    if bare:
        at = Place(name, data.count(b"\n", 0, bare.start()) + 1, 1)
        message = "lines must end with CR LF (RFC 5545, section 3.1)"
        yield say("bare-line-break", message, at, warning=True)
    physical = data.split(b"\n")
    if physical[-1]:
        at = Place(name, len(physical), 1)
        message = "the last line has no line break"
        yield say("no-final-line-break", message, at, warning=True)
    readable = _is_utf8(re.sub(rb"\r?\n[ \t]", b"", data))
    if not readable:
        message = "not UTF-8: letters beyond A to Z are lost"
        yield say("bad-encoding", message, Place(name, 1, 1))
    for number, raw in enumerate(physical, start=1):
        yield from _check_physical(raw.removesuffix(b"\r"), name, number)
        if readable and not _is_utf8(raw):
            message = "the line is folded inside a character"
            at = Place(name, number, 1)
            yield say("split-character", message, at, warning=True)


def _check_physical(raw: bytes, name: str, number: int) -> Iterator[Finding]:
    if len(raw) > _LINE_OCTETS:
        message = f"{len(raw)} octets in a line; fold it after 75"
        at = Place(name, number, _LINE_OCTETS + 1)
        yield say("long-line", message, at, warning=True)
    if control := _CONTROL.search(raw):
        message = (
            f"control character 0x{raw[control.start()]:02X}: some clients"
            " refuse the whole file"
        )
        at = Place(name, number, control.start() + 1)
        yield say("control-character", message, at)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_calendar(calendar: Component) -> Iterator[Finding]:
    place = calendar.begin.place()
    for key in ("VERSION", "PRODID"):
        if not calendar.first(key):
            message = f"the calendar has no {key}"
            yield say(f"missing-{key.lower()}", message, place)
    version = calendar.first("VERSION")
    if version and version.value != "2.0":
        message = f"VERSION is {version.value!r}, only 2.0 is read"
        yield say("bad-value", message, version.place())
    if not calendar.parts:
        message = "the calendar is empty: clients refuse it or show nothing"
        yield say("empty-calendar", message, place)
    yield from _check_properties(calendar)
    yield from _check_method(calendar)
    yield from _check_uids(calendar)
    shown_in = calendar.first("X-WR-TIMEZONE")
    for event in calendar.children("VEVENT"):
        yield from _check_event(event)
        yield from check_times(event, shown_in.value if shown_in else "")
    yield from check_zones(calendar)


def _check_properties(component: Component) -> Iterator[Finding]:
    """Check what holds for properties by their name, wherever they stand."""
    counts = Counter(line.name for line in component.lines)
    for key in _ONCE.get(component.name, ()):
        if counts[key] > 1:
            line = component.all(key)[1]
            message = f"{key} may stand once, here it is again"
            yield say("duplicate-property", message, line.place())
    for line in component.lines:
        wanted = _VALUES.get(line.name)
        if wanted and not wanted.fullmatch(line.value):
            message = f"{line.name} cannot be {line.value[:40]!r}"
            yield say("bad-value", message, line.place())
        type_ = _TYPES.get(line.name)
        if type_ and line.params.get("VALUE", "").upper() != type_:
            message = f"{line.name} must say VALUE={type_}"
            yield say("value-type", message, line.place())
        if line.name in _TEXT or line.name in _LISTS:
            yield from _check_text(line)


def _check_text(line: Line) -> Iterator[Finding]:
    for match in _ESCAPES.finditer(line.value):
        found, escaped = match[0], match[1]
        place = line.place(match.start())
        if escaped is None and (found == ";" or line.name not in _LISTS):
            message = f"{found!r} in {line.name} must be written \\{found}"
            yield say("unescaped-text", message, place)
        elif escaped is not None and escaped not in {"\\", ";", ",", "n", "N"}:
            message = f"{found!r} in {line.name} is no escape"
            yield say("unescaped-text", message, place)
    if entity := _ENTITY.search(line.value):
        message = f"{entity[0]} is HTML; calendars show it as it stands"
        place = line.place(entity.start())
        yield say("html-entity", message, place, warning=True)


def _check_method(calendar: Component) -> Iterator[Finding]:
    method = calendar.first("METHOD")
    events = calendar.children("VEVENT")
    if method and not all(event.first("ORGANIZER") for event in events):
        message = (
            f"METHOD:{method.value} needs an ORGANIZER in every event"
            " (RFC 5546); files and feeds have no METHOD"
        )
        yield say("method-without-organizer", message, method.place())
    if method and method.value.upper() != "PUBLISH":
        return
    for event in events:
        for line in event.all("ORGANIZER", "ATTENDEE"):
            message = (
                f"{line.name} turns an entry into a meeting and shows an"
                " address to all who have the link"
            )
            yield say(
                "invitation-in-feed", message, line.place(), warning=True
            )


def _check_uids(calendar: Component) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for event in calendar.children("VEVENT"):
        uid, again = event.first("UID"), event.first("RECURRENCE-ID")
        if uid is None:
            continue
        key = (uid.value, again.value if again else "")
        if key in seen:
            message = f"a second event has the UID {uid.value}: one vanishes"
            yield say("duplicate-uid", message, uid.place())
        seen.add(key)


def _check_event(event: Component) -> Iterator[Finding]:
    place = event.begin.place()
    for key in ("UID", "DTSTAMP", "DTSTART"):
        line = event.first(key)
        if line is None or not line.value:
            message = f"the event has no {key}"
            yield say(f"missing-{key.lower()}", message, place)
    yield from _check_properties(event)
    yield from _check_end(event)
    for alarm in event.children("VALARM"):
        yield from _check_properties(alarm)
        for key in ("ACTION", "TRIGGER"):
            if not alarm.first(key):
                message = f"the alarm has no {key}"
                at = alarm.begin.place()
                yield say(f"alarm-without-{key.lower()}", message, at)


def _check_end(event: Component) -> Iterator[Finding]:
    start, end = event.first("DTSTART"), event.first("DTEND")
    duration = event.first("DURATION")
    if end and duration:
        message = "DTEND and DURATION exclude each other"
        yield say("end-and-duration", message, duration.place())
    elif duration:
        message = "DURATION is read differently over clock changes: use DTEND"
        yield say("duration", message, duration.place(), warning=True)
    elif start and not end:
        when = read_when(start)
        if when is not None and when.kind != "date":
            message = "the event has no DTEND and so lasts no time"
            yield say("missing-dtend", message, event.begin.place())
