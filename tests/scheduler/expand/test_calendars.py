"""Time off from .ics files: what counts, when, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.clock import zone
from scheduler.errors import InputError
from scheduler.expand.calendars import busy_times
from scheduler.expand.ics_events import MOST_BYTES, MOST_EVENTS
from scheduler.expand.repeats import fault, steps

HALIFAX = zone("America/Halifax")
BERLIN = zone("Europe/Berlin")
FIRST, LAST = "2027-03-01", "2027-04-01"
DAY = "DTSTART;VALUE=DATE:20270302"

VTIMEZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def minute(text):
    """Minutes since the epoch of a UTC time."""
    when = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return int(when.timestamp()) // 60


def calendar(*events, head="", uid="e{}@example.org"):
    """A calendar of events given as lines, with CRLF."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{head}"
    for number, event in enumerate(events):
        own = "" if "UID:" in event else f"UID:{uid.format(number)}\n"
        text += f"BEGIN:VEVENT\n{own}{event.strip()}\nEND:VEVENT\n"
    return f"{text}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(data, where=HALIFAX, first=FIRST, last=LAST):
    """Read a calendar for March 2027, in UTC days."""
    return busy_times(data, "leave.ics", where, minute(first), minute(last))


def away(*events, where=HALIFAX, first=FIRST, last=LAST, **parts):
    """Stretches of absence as UTC texts; no findings are expected."""
    off = read(calendar(*events, **parts), where, first, last)
    assert off.findings == ()
    return shown(off)


def shown(off):
    """Stretches as pairs of UTC texts."""
    return [
        tuple(
            datetime.fromtimestamp(at * 60, UTC).strftime("%d %H:%M")
            for at in stretch
        )
        for stretch in off.intervals
    ]


def test_all_day_is_midnight_to_midnight_where_the_person_is():
    """Two days off in Halifax are 04:00Z to 04:00Z, in Berlin 23:00Z."""
    leave = "DTSTART;VALUE=DATE:20270302\nDTEND;VALUE=DATE:20270304"
    assert away(leave) == [("02 04:00", "04 04:00")]
    assert away(leave, where=BERLIN) == [("01 23:00", "03 23:00")]
    # A calendar's own zone moves times on its wall, not days of the person.
    head = "X-WR-TIMEZONE:Europe/Berlin\n"
    assert away(leave, head=head) == [("02 04:00", "04 04:00")]


def test_all_day_over_the_clock_change_lasts_23_hours():
    """2027-03-14 has 23 hours in Halifax."""
    assert away("DTSTART;VALUE=DATE:20270314") == [("14 04:00", "15 03:00")]


@pytest.mark.parametrize("end", ["", "\nDTEND;VALUE=DATE:20270302"])
def test_day_without_an_end_is_that_day(end):
    """RFC 5545: one day without DTEND; and so when it ends on itself."""
    assert away(DAY + end) == [("02 04:00", "03 04:00")]


def test_google_like_absence():
    """An out-of-office of Google's: TZID, UTC stamps, OPAQUE."""
    event = (
        "DTSTART;TZID=America/Halifax:20270302T090000\n"
        "DTEND;TZID=America/Halifax:20270302T170000\n"
        "DTSTAMP:20270101T000000Z\nCREATED:20270101T000000Z\n"
        "STATUS:CONFIRMED\nTRANSP:OPAQUE\nSEQUENCE:0\n"
        "SUMMARY:Surgery\nDESCRIPTION:knee\n"
    )
    head = "CALSCALE:GREGORIAN\nMETHOD:PUBLISH\nX-WR-TIMEZONE:Asia/Manila\n"
    assert away(event, head=head) == [("02 13:00", "02 21:00")]


def test_outlook_like_absence():
    """Windows zone names and Outlook's custom zones are understood."""
    windows = (
        "DTSTART;TZID=W. Europe Standard Time:20270302T090000\n"
        "DTEND;TZID=W. Europe Standard Time:20270302T100000\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF\nTRANSP:TRANSPARENT\n"
    )
    custom = (
        "DTSTART;TZID=Customized Time Zone:20270329T090000\n"
        "DTEND;TZID=Customized Time Zone:20270329T100030\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\n"
    )
    assert away(windows, custom, head=VTIMEZONE) == [
        ("02 08:00", "02 09:00"),
        ("29 07:00", "29 08:01"),
    ]


def test_weekly_series_over_a_clock_change():
    """Every Thursday 09:00 in New York: 14:00Z, then 13:00Z."""
    assert away(
        "DTSTART;TZID=America/New_York:20260101T090000\n"
        "DTEND;TZID=America/New_York:20260101T100000\n"
        "RRULE:FREQ=WEEKLY;BYDAY=TH\n"
        "EXDATE;TZID=America/New_York:20270304T090000\n"
    ) == [
        ("11 14:00", "11 15:00"),
        ("18 13:00", "18 14:00"),
        ("25 13:00", "25 14:00"),
    ]


def test_night_series_over_the_short_night():
    """22:00 to 06:00 in Halifax lasts seven hours on 2027-03-13."""
    assert away(
        "DTSTART;TZID=America/Halifax:20270312T220000\n"
        "DTEND;TZID=America/Halifax:20270313T060000\n"
        "RRULE:FREQ=DAILY;COUNT=2\n"
    ) == [("13 02:00", "13 10:00"), ("14 02:00", "14 09:00")]


def test_ambiguous_hour_is_off_in_full():
    """01:15 to 01:45 of a repeated hour lasts from the first to the last."""
    assert away(
        "DTSTART;TZID=America/Halifax:20261101T011500\n"
        "DTEND;TZID=America/Halifax:20261101T014500\n",
        first="2026-11-01",
        last="2026-11-02",
    ) == [("01 04:15", "01 05:45")]


def test_moved_and_cancelled_occurrences():
    """RECURRENCE-ID moves one day and cancels another."""
    series = (
        "UID:s\nDTSTART:20270301T120000Z\nDTEND:20270301T130000Z\n"
        "RRULE:FREQ=DAILY;COUNT=3\n"
    )
    moved = (
        "UID:s\nRECURRENCE-ID:20270302T120000Z\n"
        "DTSTART:20270310T080000Z\nDTEND:20270310T090000Z\n"
    )
    cancelled = (
        "UID:s\nRECURRENCE-ID:20270303T120000Z\nSTATUS:CANCELLED\n"
        "DTSTART:20270303T120000Z\nDTEND:20270303T130000Z\n"
    )
    assert away(series, moved, cancelled) == [
        ("01 12:00", "01 13:00"),
        ("10 08:00", "10 09:00"),
    ]


def test_extra_dates_and_durations():
    """RDATE adds days; DURATION stands for DTEND."""
    assert away(
        "DTSTART:20270301T120000Z\nDURATION:PT90M\nRDATE:20270305T120000Z\n"
    ) == [("01 12:00", "01 13:30"), ("05 12:00", "05 13:30")]


@pytest.mark.parametrize(
    "mark",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE\nTRANSP:OPAQUE",
    ],
)
def test_cancelled_and_free_events_do_not_count(mark):
    """Who shows an event as free, or called it off, can work."""
    times = "DTSTART:20270302T120000Z\nDTEND:20270302T130000Z\n"
    assert away(times + mark) == []


def test_free_days_are_mentioned():
    """Google marks new all-day events as free: silence would lose leave."""
    off = read(calendar(f"{DAY}\nTRANSP:TRANSPARENT", f"{DAY}\nTRANSP:OPAQUE"))
    assert shown(off) == [("02 04:00", "03 04:00")]
    [warning] = off.findings
    assert (warning.code, warning.place.line) == ("free-all-day", 4)


def test_times_without_a_zone():
    """Floating times and unknown zones are the person's, with a warning."""
    times = "DTSTART:20270302T090000\nDTEND:20270302T100000"
    foreign = times.replace("DTSTART", "DTSTART;TZID=Mars/Olympus").replace(
        "DTEND", "DTEND;TZID=Mars/Olympus"
    )
    off = read(calendar(times, times.replace("02T", "03T"), foreign))
    assert shown(off) == [("02 13:00", "02 14:00"), ("03 13:00", "03 14:00")]
    assert [str(found) for found in off.findings] == [
        "leave.ics:4:1: warning: This event names no time zone and is read "
        "as local time (and 1 more).",
        "leave.ics:14:1: warning: This event names an unknown time zone and "
        "is read as local time.",
    ]
    head = "X-WR-TIMEZONE:Europe/Berlin\n"
    assert away(times, head=head) == [("02 08:00", "02 09:00")]
    off = read(calendar(times, head="X-WR-TIMEZONE:Mars/Olympus\n"))
    assert shown(off) == [("02 13:00", "02 14:00")]


def test_stretches_are_merged_and_clipped():
    """Overlaps and touching days are one; the span cuts both ends."""
    assert away(
        "DTSTART:20270101T000000Z\nDTEND:20270302T000000Z",
        "DTSTART:20270302T000000Z\nDTEND:20270303T000000Z",
        "DTSTART:20270302T120000Z\nDTEND:20270302T130000Z",
        "DTSTART:20270331T000000Z\nDTEND:20280101T000000Z",
        "DTSTART:20290101T000000Z\nDTEND:20290102T000000Z",
    ) == [("01 00:00", "03 00:00"), ("31 00:00", "01 00:00")]


def test_doubles_of_one_uid_are_both_kept():
    """Careless exporters repeat a UID; the higher SEQUENCE is a version."""
    one = "UID:u\nDTSTART:20270302T120000Z\nDTEND:20270302T130000Z\n"
    two = "UID:u\nDTSTART:20270303T120000Z\nDTEND:20270303T130000Z\n"
    assert len(away(one, two)) == 2
    assert away(one, f"{two}SEQUENCE:2") == [("03 12:00", "03 13:00")]


def test_events_without_uid_and_several_calendars():
    """Events without a UID count each; files may be glued together."""
    one = "DTSTART:20270302T120000Z\nDTEND:20270302T130000Z"
    two = "DTSTART:20270303T120000Z\nDTEND:20270303T130000Z"
    data = calendar(one, two, uid="").replace(b"UID:\r\n", b"")
    later = calendar("DTSTART:20270304T120000Z\nDTEND:20270304T130000Z")
    off = read(b"\xef\xbb\xbf" + data + later)
    assert len(off.intervals) == 3
    assert off.findings == ()


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("DTSTART:2027xx02", "DTSTART that cannot be read"),
        ("DTEND:20270302T120000Z", "no DTSTART"),
        (f"{DAY}\nDTSTART;VALUE=DATE:20270303", "more than one DTSTART"),
        ("DTSTART;VALUE=TIME:120000", "neither date nor time"),
        (f"{DAY}\nDTEND:20270303T120000Z", "different kinds"),
        (f"{DAY}\nDTEND;VALUE=DATE:20270301", "ends before it starts"),
        (f"{DAY}\nDURATION:-P1D", "ends before it starts"),
        (f"{DAY}\nDURATION:soon", "DURATION that cannot be read"),
        (f"{DAY}\nDURATION:20270303", "DURATION that is none"),
        (f"{DAY}\nRRULE:FREQ=FOO", "RRULE that cannot be read"),
        (f"{DAY}\nRRULE FREQ=DAILY", "RRULE that cannot be read"),
        (f"{DAY}\nRRULE:COUNT=3", "repeats without FREQ"),
        (f"{DAY}\nRDATE:soon", "RDATE that cannot be read"),
        (f"{DAY}\nEXDATE:soon\nRRULE:FREQ=DAILY", "EXDATE that cannot"),
        (f"{DAY}\nRECURRENCE-ID:soon", "RECURRENCE-ID that cannot"),
        (f"{DAY}\nRRULE:FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        (f"{DAY}\nRRULE:FREQ=DAILY;BYHOUR=1,2", "several times a day"),
        (f"{DAY}\nDURATION:P400D\nRRULE:FREQ=YEARLY", "more than a year"),
    ],
)
def test_unreadable_events_are_errors(event, says):
    """Time off that cannot be read is an error by line, never silence."""
    readable = "DTSTART:20270305T120000Z\nDTEND:20270305T130000Z"
    off = read(calendar(readable, f"{event}\nSUMMARY:Chemotherapy"))
    assert shown(off) == [("05 12:00", "05 13:00")]
    [error] = off.findings
    assert error.severity == "error"
    assert (error.place.file, error.place.line) == ("leave.ics", 9)
    assert says in error.message
    assert "Chemo" not in str(error)


def test_broken_lines_that_say_nothing_of_time_are_forgiven():
    """A badly folded description does not lose the event."""
    assert away(f"{DAY}\nDESCRIPTION:a\nb c d\nPRIORITY:x") == [
        ("02 04:00", "03 04:00")
    ]


def test_old_events_may_be_broken():
    """A reversed event of 2015 does not stop a roster of 2027."""
    assert away("DTSTART:20150302T120000Z\nDTEND:20150302T110000Z") == []


def test_event_of_no_length_is_mentioned():
    """An appointment without an end takes no time, and that is said."""
    off = read(calendar("DTSTART:20270302T120000Z"))
    assert off.intervals == ()
    assert [found.code for found in off.findings] == ["no-length"]


@pytest.mark.parametrize("part", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_events_that_repeat_within_the_day_are_refused_at_once(part):
    """Expanding every minute since 2000 would take minutes."""
    off = read(
        calendar(
            "DTSTART:20000101T000000Z\nDTEND:20000101T000100Z\n"
            f"RRULE:FREQ={part}"
        )
    )
    assert part in off.findings[0].message


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("FREQ=DAILY;BYSETPOS=2", 1),
        ("FREQ=DAILY", 12),
    ],
)
def test_costly_series_are_refused_at_once(rule, count):
    """The 30th of February, or thousands of series, are not expanded."""
    event = f"DTSTART;VALUE=DATE:16040301\nRRULE:{rule}"
    with pytest.raises(InputError, match="too long"):
        read(calendar(*[event] * count), last="2027-03-02")


def test_usual_series_are_cheap_enough():
    """What people do repeat is far from the limit, birthdays of 1604 too."""
    usual = [
        "FREQ=YEARLY",
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=MONTHLY;BYMONTHDAY=31",
    ]
    days = [
        f"DTSTART;VALUE=DATE:16040106\nRRULE:{rule}" for rule in usual[:1]
    ] + [f"DTSTART;VALUE=DATE:20150106\nRRULE:{rule}" for rule in usual]
    assert away(*days)


def test_price_of_rules():
    """Steps end with UNTIL, and go on for ever where nothing may match."""
    start, last = date(2025, 1, 1), date(2027, 4, 1)
    assert steps({"FREQ": ["DAILY"]}, start, last) == 3 * 365 + 1
    until = {"FREQ": ["DAILY"], "UNTIL": [date(2025, 6, 1)]}
    assert steps(until, start, last) == 365 + 1
    never = {"FREQ": ["DAILY"], "INTERVAL": [7], "BYMONTH": [2]}
    assert steps(never, start, last) > 400_000
    numbered = {"FREQ": ["YEARLY"], "BYYEARDAY": [366]}
    assert steps(numbered, start, last) > 100_000
    assert fault({"FREQ": ["DAILY"], "BYHOUR": [9]}) is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no calendar"),
        (b"<html>Sign in</html>", "no calendar"),
        (bytes(range(256)), "no calendar"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "no calendar"),
        (calendar(DAY)[:-40], "cut short: VCALENDAR begins 1 times"),
        (calendar(DAY).replace(b"END:VEVENT\r\n", b""), "cut short: VEVENT"),
        (b"x" * (MOST_BYTES + 1), "5.0 MB; at most 5 MB"),
        (
            calendar(*[DAY] * (MOST_EVENTS + 1)),
            f"{MOST_EVENTS + 1} events; at most",
        ),
        (
            b"BEGIN:VCALENDAR\r\nEND:X\r\nEND:VCALENDAR\r\n",
            "cannot be read",
        ),
    ],
)
def test_what_is_no_calendar_is_refused(data, says):
    """Log-in pages, halves of files and floods are refused in words."""
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith("leave.ics:1:1: error: ")
    assert says in str(caught.value)


def test_contradicting_series_are_errors(monkeypatch):
    """Whatever the expansion stumbles over, the event is named."""

    def stumble(*_):
        raise KeyError("DTSTART")

    monkeypatch.setattr("recurring_ical_events.of", stumble)
    off = read(calendar(DAY))
    assert [str(found) for found in off.findings] == [
        "leave.ics:4:1: error: This event contradicts itself and cannot be "
        "worked out."
    ]


def test_empty_calendar_is_no_time_off():
    """Somebody without events is never away."""
    assert away() == []
