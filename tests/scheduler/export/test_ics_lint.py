"""Each defect a calendar file can have, made from a file that has none."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clock import day_number, zone
from scheduler.errors import Finding
from scheduler.export.calendar import Calendar, CalendarEvent, calendar_bytes
from scheduler.export.ics_lint import lint


def written(*days: date, where: str = "America/Halifax") -> bytes:
    """Return our own calendar of nights, 22:00 to 06:00, of autumn 2026."""
    there = zone(where)
    events = tuple(
        CalendarEvent(
            uid=f"night-{day}",
            start_min=there.start_min(day, 22 * 60),
            end_min=there.end_min(day, 30 * 60),
            zone=there,
            summary="chat; night",
            description="Zoë, 山田\nlong " + "é" * 90,
            categories=("chat", "night"),
            stamp_min=29_700_000,
        )
        for day in days
    )
    first, last = (
        day_number(day) * 1440
        for day in (date(2026, 10, 1), date(2026, 12, 1))
    )
    return calendar_bytes(
        Calendar("Nights, all", "Who is up", there, first, last, events)
    )


VALID = written(date(2026, 10, 5), date(2026, 11, 10))
ALARM = "BEGIN:VALARM\r\n{}END:VALARM\r\nEND:VEVENT"
STANDARD = (
    "BEGIN:STANDARD\r\nDTSTART:19701101T020000\r\nTZOFFSETFROM:-0300\r\n"
    "TZOFFSETTO:-0400\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n"
    "END:STANDARD\r\n"
)
DAYLIGHT = (
    "BEGIN:DAYLIGHT\r\nDTSTART:19700308T020000\r\nTZOFFSETFROM:-0400\r\n"
    "TZOFFSETTO:-0300\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n"
    "END:DAYLIGHT\r\n"
)
START = "DTSTART;TZID=America/Halifax:20261005T220000"
END = "DTEND;TZID=America/Halifax:20261006T060000"

# code, what to replace, by what
ERRORS = [
    ("bad-line", "CLASS:PUBLIC", "CLASS PUBLIC"),
    ("bad-nesting", "END:VEVENT\r\nEND:VCALENDAR", "END:VCALENDAR"),
    ("bad-nesting", "END:VEVENT\r\nEND:VCALENDAR", "END:VEVENT"),
    ("bad-nesting", "END:VCALENDAR", "END:VCALENDAR\r\nX-A:b"),
    ("bad-nesting", "END:VCALENDAR", "END:VCALENDAR\r\nEND:VEVENT"),
    ("missing-version", "VERSION:2.0\r\n", ""),
    ("missing-prodid", "PRODID:-//sunroster//sunroster//EN\r\n", ""),
    ("missing-uid", "UID:night-2026-10-05\r\n", ""),
    ("missing-uid", "UID:night-2026-10-05", "UID:"),
    ("missing-dtstamp", "DTSTAMP:20260621T000000Z\r\n", ""),
    ("missing-dtstart", f"{START}\r\n", ""),
    ("missing-dtend", f"{END}\r\n", ""),
    ("missing-tzid", "TZID:America/Halifax\r\n", ""),
    ("bad-value", "VERSION:2.0", "VERSION:1.0"),
    ("bad-value", "SEQUENCE:0", "SEQUENCE:none"),
    ("bad-value", "TRANSP:OPAQUE", "TRANSP:BUSY"),
    ("bad-value", "CLASS:PUBLIC", "STATUS:DONE"),
    ("bad-date", START, "DTSTART:20261505T220000Z"),
    ("bad-date", START, "DTSTART:20261005T250000Z"),
    ("bad-date", START, "DTSTART:tomorrow"),
    ("bad-date", "DTSTAMP:20260621T000000Z", "DTSTAMP:now"),
    ("value-type", "REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL"),
    ("value-type", START, "DTSTART:20261005"),
    ("duplicate-uid", "night-2026-11-10", "night-2026-10-05"),
    ("duplicate-property", "CLASS:PUBLIC", "SUMMARY:again"),
    ("duplicate-property", "VERSION:2.0", "VERSION:2.0\r\nVERSION:2.0"),
    ("end-before-start", END, END.replace("1006T06", "1005T21")),
    ("end-before-start", END, END.replace("1006T06", "1005T22")),
    ("end-and-duration", END, f"{END}\r\nDURATION:PT8H"),
    ("mixed-types", END, "DTEND;VALUE=DATE:20261006"),
    ("floating-time", START, "DTSTART:20261005T220000"),
    ("stamp-not-utc", "DTSTAMP:20260621T000000Z", "DTSTAMP:20260621T000000"),
    ("tzid-on-utc", START, f"{START}Z"),
    ("tzid-without-vtimezone", START, START.replace("Halifax", "Toronto")),
    ("ambiguous-time", START, START.replace("1005T22", "1101T01")),
    ("ambiguous-time", START, START.replace("261005T22", "270314T02")),
    ("unescaped-text", "chat\\; night", "chat; night"),
    ("unescaped-text", "NAME:Nights\\, all", "NAME:Nights, all"),
    ("unescaped-text", "chat\\; night", "chat\\: night"),
    ("unescaped-text", "CATEGORIES:chat,night", "CATEGORIES:chat;night"),
    ("control-character", "chat\\; night", "chat\x07"),
    ("method-without-organizer", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
    ("alarm-without-trigger", "END:VEVENT", ALARM.format("ACTION:AUDIO\r\n")),
    ("alarm-without-action", "END:VEVENT", ALARM.format("TRIGGER:-PT5M\r\n")),
    ("duplicate-vtimezone", "END:VTIMEZONE", "END:VTIMEZONE\r\n{zone}"),
    ("empty-vtimezone", STANDARD + DAYLIGHT, ""),
    ("rdate-list", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "RDATE:{list}"),
    ("onset-offset", "19700308T020000", "19700308T030000"),
    ("onset-offset", "19701101T020000", "19701101T010000"),
    ("vtimezone-differs", "BYDAY=1SU;BYMONTH=11", "BYDAY=-1SU;BYMONTH=10"),
    ("vtimezone-differs", DAYLIGHT, ""),
    ("vtimezone-differs", "TZOFFSETTO:-0400", "TZOFFSETTO:-0500"),
]
WARNINGS = [
    ("long-line", "CLASS:PUBLIC", "X-A:" + "a" * 72),
    ("bare-line-break", "CLASS:PUBLIC\r\n", "CLASS:PUBLIC\n"),
    ("no-final-line-break", "END:VCALENDAR\r\n", "END:VCALENDAR"),
    ("html-entity", "chat\\; night", "O&#39\\;Brien &amp\\; chat &#39;"),
    ("duration", END, "DURATION:PT8H"),
    ("mixed-forms", END, "DTEND:20261006T090000Z"),
    ("invitation-in-feed", "CLASS:PUBLIC", "ATTENDEE:mailto:a@example.org"),
    ("unused-vtimezone", "BEGIN:VTIMEZONE", "{other}BEGIN:VTIMEZONE"),
    ("irregular-vtimezone", STANDARD, STANDARD + STANDARD),
    ("irregular-vtimezone", "BYDAY=1SU;BYMONTH=11", "BYDAY=SU;BYMONTH=11"),
    ("irregular-vtimezone", "BYMONTH=11", "BYMONTH=11;UNTIL=20300101T000000Z"),
    ("irregular-vtimezone", "TZOFFSETTO:-0400", "TZOFFSETTO:-4"),
    (
        "irregular-vtimezone",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "RDATE:20260308T020000",
    ),
    ("hand-over-near-change", START, START.replace("1005T22", "1101T03")),
]
FILL = {
    "{zone}": f"BEGIN:VTIMEZONE\r\nTZID:America/Halifax\r\n{STANDARD}"
    f"{DAYLIGHT}END:VTIMEZONE",
    "{other}": f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{STANDARD}END:VTIMEZONE\r\n",
    "{list}": "20250309T020000,20260308T020000",
}


def mutated(old: str, new: str) -> tuple[Finding, ...]:
    """Lint the valid file after its first ``old`` became ``new``."""
    for key, text in FILL.items():
        new = new.replace(key, text)
    text = VALID.decode()
    assert old in text
    return lint(text.replace(old, new, 1).encode(), "team.ics")


def codes(data: bytes) -> list[str]:
    """Return the codes of all findings."""
    return [finding.code for finding in lint(data, "team.ics")]


def test_own_calendar_has_no_findings() -> None:
    """What we write in ordinary weeks is without any finding."""
    assert lint(VALID, "team.ics") == ()


@pytest.mark.parametrize(("code", "old", "new"), ERRORS)
def test_errors(code: str, old: str, new: str) -> None:
    """One change to a valid file is found as an error of that code."""
    found = {finding.code: finding for finding in mutated(old, new)}
    assert code in found
    assert found[code].severity == "error"


@pytest.mark.parametrize(("code", "old", "new"), WARNINGS)
def test_warnings(code: str, old: str, new: str) -> None:
    """One change to a valid file is found as a warning of that code."""
    found = {finding.code: finding for finding in mutated(old, new)}
    assert code in found
    assert found[code].severity == "warning"


@pytest.mark.parametrize(
    "data", [b"", b"<html>gone</html>", b"\x89PNG\r\n\x1a\n", b"a,b\n1,2\n"]
)
def test_no_calendar_at_all_is_one_error(data: bytes) -> None:
    """A page of HTML, a picture or nothing gets one clear sentence."""
    (finding,) = lint(data, "team.ics")
    assert finding.code == "not-a-calendar"
    assert "instead of BEGIN:VCALENDAR" in finding.message


def test_empty_calendar() -> None:
    """A VCALENDAR without components is what some servers serve in haste."""
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
    assert codes(data) == ["empty-calendar"]


def test_calendar_without_events_is_fine() -> None:
    """Our own empty calendar holds a zone that nothing names."""
    assert codes(written()) == []


def test_places_are_those_of_the_physical_file() -> None:
    """Line and column point into folded lines, counted from 1."""
    text = "DESCRIPTION:" + "a" * 63 + "\r\n " + "b" * 9 + "; c"
    data = VALID.replace(b"CLASS:PUBLIC", b"X-A:b", 1).replace(
        b"SEQUENCE:0", b"SEQUENCE:0\r\n" + text.encode(), 1
    )
    number = data[: data.index(b"; c")].count(b"\n") + 1
    unescaped = [f for f in lint(data, "a.ics") if f.code == "unescaped-text"]
    assert [str(finding.place) for finding in unescaped] == [
        f"a.ics:{number}:11"
    ]


def test_encoding() -> None:
    """Latin-1 is an error; UTF-8 folded inside a letter only a warning."""
    latin = VALID.replace("Zoë".encode(), "Zoë".encode("latin-1"))
    assert "bad-encoding" in codes(latin)
    split = VALID.replace("Zoë".encode(), b"Zo\xc3\r\n \xab", 1)
    assert set(codes(split)) == {"split-character"}


def test_byte_order_mark_is_tolerated() -> None:
    """Some editors add one; clients read past it."""
    assert codes(b"\xef\xbb\xbf" + VALID) == []


def test_nine_hour_night_is_told() -> None:
    """The night of a clock change lasts longer than clocks show."""
    (finding,) = lint(written(date(2026, 10, 31)), "team.ics")
    assert finding.code == "real-length"
    assert finding.message == (
        "lasts 9:00 h, though the clocks of America/Halifax show 8:00 h"
    )


def test_utc_times_are_judged_where_they_are_shown() -> None:
    """An event in UTC belongs to the zone the calendar is shown in."""
    data = written(date(2026, 10, 29), where="Africa/Cairo")
    assert b"DTSTART:20261029T190000Z" in data
    assert codes(data) == ["real-length"]


def test_organizers_are_fine_in_invitations() -> None:
    """METHOD:REQUEST is a meeting, and means to be one."""
    text = VALID.decode().replace("CALSCALE:GREGORIAN", "METHOD:REQUEST")
    organizer = "CLASS:PUBLIC\r\nORGANIZER:mailto:a@example.org"
    assert codes(text.replace("CLASS:PUBLIC", organizer).encode()) == []


def test_overrides_share_the_uid() -> None:
    """A RECURRENCE-ID tells an override from a duplicate."""
    override = "UID:night-2026-10-05\r\nRECURRENCE-ID:20261110T020000Z"
    text = VALID.decode().replace("UID:night-2026-11-10", override)
    assert codes(text.encode()) == []


def test_dates_need_no_end() -> None:
    """A DATE without DTEND is one day, RFC 5545, section 3.6.1."""
    text = VALID.decode().replace(f"{END}\r\n", "")
    assert (
        codes(text.replace(START, "DTSTART;VALUE=DATE:20261005").encode())
        == []
    )


def test_custom_zone_names_are_compared_as_written() -> None:
    """A zone that tzdata does not know is still a zone with an order."""
    text = VALID.decode().replace("America/Halifax", "Mine")
    assert codes(text.encode()) == []
    late = text.replace(
        "DTEND;TZID=Mine:20261006T06", "DTEND;TZID=Mine:20261005T06"
    )
    assert codes(late.encode()) == ["end-before-start"]


def test_centuries_ago_are_no_crash() -> None:
    """Years that tzdata does not know are compared as written."""
    text = VALID.decode().replace(":2026100", ":0001100")
    assert codes(text.encode()) == []
    text = VALID.decode().replace(":2026100", ":9999123")
    assert "bad-date" in codes(text.encode())


def test_foreign_vtimezones_of_a_library_are_found() -> None:
    """The RDATE lists of icalendar 7 are what moved whole summers."""
    calendar = icalendar.Calendar.from_ical(VALID)
    calendar.subcomponents = [
        part for part in calendar.subcomponents if part.name != "VTIMEZONE"
    ]
    calendar.add_missing_timezones()
    found = codes(calendar.to_ical())
    assert "rdate-list" in found
    assert "onset-offset" in found


def test_fixed_zone_with_a_wrong_offset() -> None:
    """A zone that never changes can still be told wrong."""
    data = written(date(2026, 10, 5), where="Asia/Kathmandu")
    assert codes(data) == []
    assert codes(data.replace(b"+0545", b"+0530")) == ["vtimezone-differs"]


@given(st.binary(max_size=200), st.integers(0, len(VALID)))
def test_garbage_is_judged_not_crashed_on(junk: bytes, at: int) -> None:
    """Random bytes anywhere in a file yield findings, never an exception."""
    findings = lint(VALID[:at] + junk + VALID[at:], "team.ics")
    assert all(isinstance(finding, Finding) for finding in findings)


@given(st.integers(0, len(VALID)), st.integers(0, 300))
def test_cut_files_are_judged(at: int, length: int) -> None:
    """A file with a hole in it never crashes the linter either."""
    lint(VALID[:at] + VALID[at + length :], "team.ics")
