"""Calendar bytes: the form, the fallback to UTC, and hostile texts."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.clock import Zone, day_number, to_instant, zone
from scheduler.export.calendar import (
    Calendar,
    CalendarEvent,
    calendar_bytes,
    plain_text,
)

HALIFAX = zone("America/Halifax")


def event(
    day: date, *, where: Zone = HALIFAX, uid: str = "a", **changed: object
) -> CalendarEvent:
    """Return a night, 22:00 to 06:00, that begins on a date."""
    night = CalendarEvent(
        uid=uid,
        start_min=where.start_min(day, 22 * 60),
        end_min=where.end_min(day, 30 * 60),
        zone=where,
        summary="chat – Ana",
    )
    return dataclasses.replace(night, **changed)


def calendar(*events: CalendarEvent, where: Zone = HALIFAX) -> Calendar:
    """Return a calendar of autumn 2026."""
    return Calendar(
        name="Night desk",
        description="Who is up.",
        zone=where,
        first_min=day_number(date(2026, 10, 1)) * 1440,
        last_min=day_number(date(2026, 12, 1)) * 1440,
        events=events,
    )


def lines(*events: CalendarEvent, utc: bool = False) -> list[str]:
    """Return the unfolded lines of a calendar with these events."""
    text = calendar_bytes(calendar(*events), utc=utc).decode()
    return text.replace("\r\n ", "").split("\r\n")


def test_head_in_full() -> None:
    """VERSION comes first; no METHOD; the refresh hint names its type."""
    assert lines(event(date(2026, 10, 5)))[:12] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sunroster//sunroster//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Night desk",
        "X-WR-CALNAME:Night desk",
        "DESCRIPTION:Who is up.",
        "X-WR-CALDESC:Who is up.",
        "X-WR-TIMEZONE:America/Halifax",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
    ]


def test_event_in_full() -> None:
    """An event carries all that clients look at, and invites nobody."""
    one = event(
        date(2026, 10, 5),
        description="Line one\nline two",
        categories=("chat", "night"),
        sequence=2,
        stamp_min=to_instant(datetime(2026, 9, 1, 8, tzinfo=UTC)),
    )
    got = lines(one)
    assert got[got.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTAMP:20260901T080000Z",
        "LAST-MODIFIED:20260901T080000Z",
        "SEQUENCE:2",
        "DTSTART;TZID=America/Halifax:20261005T220000",
        "DTEND;TZID=America/Halifax:20261006T060000",
        "SUMMARY:chat – Ana",
        "DESCRIPTION:Line one\\nline two",
        "CATEGORIES:chat,night",
        "CLASS:PUBLIC",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_standby_leaves_the_time_free() -> None:
    """Both properties say so, as Outlook looks at its own."""
    got = lines(event(date(2026, 10, 5), busy=False))
    assert "TRANSP:TRANSPARENT" in got
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in got


def test_nights_over_a_change_are_local() -> None:
    """Neither end of the nine-hour night is near 02:00, so it is local."""
    assert "DTEND;TZID=America/Halifax:20261101T060000" in lines(
        event(date(2026, 10, 31))
    )


def test_hand_over_at_the_change_is_utc_at_both_ends() -> None:
    """One doubtful end puts start and end in UTC, others stay local."""
    ends_at_one = event(
        date(2026, 10, 31), end_min=HALIFAX.end_min(date(2026, 11, 1), 60)
    )
    got = lines(ends_at_one, event(date(2026, 10, 5), uid="b"))
    assert "DTSTART:20261101T010000Z" in got
    assert "DTEND:20261101T050000Z" in got
    assert "DTSTART;TZID=America/Halifax:20261005T220000" in got


def test_irregular_zones_are_utc_without_a_component() -> None:
    """Cairo is written in UTC, and needs no VTIMEZONE then."""
    got = lines(event(date(2026, 10, 5), where=zone("Africa/Cairo")))
    assert "DTSTART:20261005T190000Z" in got
    assert "BEGIN:VTIMEZONE" not in got


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_by_any_name_is_utc(name: str) -> None:
    """No VTIMEZONE is written for what Z says."""
    got = lines(event(date(2026, 10, 5), where=zone(name)))
    assert "DTSTART:20261005T220000Z" in got
    assert "BEGIN:VTIMEZONE" not in got


def test_all_in_utc_on_request() -> None:
    """The policy ``utc`` names no zone at all."""
    got = lines(event(date(2026, 10, 5)), utc=True)
    assert "DTSTART:20261006T010000Z" in got
    assert not any("TZID" in line for line in got)


def test_only_named_zones_and_each_once_by_name() -> None:
    """Two events in Berlin and one in Sydney need two components."""
    berlin, sydney = zone("Europe/Berlin"), zone("Australia/Sydney")
    got = lines(
        event(date(2026, 10, 5), where=sydney, uid="s"),
        event(date(2026, 10, 6), where=berlin, uid="b1"),
        event(date(2026, 10, 7), where=berlin, uid="b2"),
    )
    assert [line for line in got if line.startswith("TZID:")] == [
        "TZID:Australia/Sydney",
        "TZID:Europe/Berlin",
    ]


def test_no_events_leave_one_component() -> None:
    """A calendar is never empty: the zone stands in, or UTC for Cairo."""
    assert "TZID:America/Halifax" in lines()
    cairo = calendar(where=zone("Africa/Cairo"))
    assert b"TZID:UTC" in calendar_bytes(cairo)


def test_order_of_events_does_not_matter() -> None:
    """The same set of events makes the same bytes."""
    events = [event(date(2026, 10, d), uid=str(d)) for d in (9, 5, 7)]
    assert calendar_bytes(calendar(*events)) == calendar_bytes(
        calendar(*reversed(events))
    )


def test_texts_cannot_inject_properties() -> None:
    """Line breaks in names become spaces, in long texts escaped newlines."""
    evil = "x\r\nATTENDEE:mailto:a@b\u2028ATTENDEE:c\x85\rATTENDEE:d"
    one = event(
        date(2026, 10, 5),
        uid=evil,
        summary=evil,
        description=evil,
        categories=(evil,),
    )
    hostile = dataclasses.replace(calendar(one), name=evil, description=evil)
    data = calendar_bytes(hostile)
    assert not any(
        line.startswith(b"ATTENDEE")
        for line in data.replace(b"\r\n ", b"").splitlines()
    )
    (back,) = icalendar.Calendar.from_ical(data).events
    assert "ATTENDEE" not in back


def test_categories_are_tokens() -> None:
    """A comma in a category would split it in some clients."""
    got = lines(event(date(2026, 10, 5), categories=("billing, EU; 2",)))
    assert "CATEGORIES:billing-EU-2" in got


@given(
    st.text(alphabet=st.characters(codec=None, categories=None), max_size=300)
)
@example("C:\\New\\n,;\nN")
def test_any_text_comes_back(text: str) -> None:
    """Whatever people are called survives, in lines of 75 octets at most."""
    one = event(date(2026, 10, 5), summary=text, description=text)
    data = calendar_bytes(calendar(one))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (back,) = icalendar.Calendar.from_ical(data).events
    assert str(back.get("DESCRIPTION", "")) == plain_text(text)
    assert str(back["SUMMARY"]) == " ".join(plain_text(text).split())


@given(
    name=st.sampled_from(
        ["America/Halifax", "Europe/Dublin", "Australia/Lord_Howe", "UTC"]
    ),
    start_min=st.integers(29_500_000, 31_000_000),
    length_min=st.integers(1, 1440),
)
def test_any_instant_comes_back(
    name: str, start_min: int, length_min: int
) -> None:
    """Instants are the same after another library read them."""
    one = CalendarEvent(
        "a", start_min, start_min + length_min, zone(name), "x"
    )
    (back,) = icalendar.Calendar.from_ical(
        calendar_bytes(calendar(one))
    ).events
    assert to_instant(back.start) == start_min
    assert to_instant(back.end) == start_min + length_min


def test_duplicate_and_empty_uids_are_refused() -> None:
    """Clients drop all but one of two events with the same UID."""
    one = event(date(2026, 10, 5))
    with pytest.raises(ValueError, match="2 events have the UID 'a'"):
        calendar_bytes(calendar(one, event(date(2026, 10, 6))))
    with pytest.raises(ValueError, match="the UID ''"):
        calendar_bytes(calendar(dataclasses.replace(one, uid="\r\n")))


def test_events_must_last() -> None:
    """An event that ends when it starts is refused."""
    one = event(date(2026, 10, 5))
    with pytest.raises(ValueError, match="does not end after its start"):
        calendar_bytes(
            calendar(dataclasses.replace(one, end_min=one.start_min))
        )


def test_events_outside_the_window_widen_it() -> None:
    """The zone component covers events before and after the horizon."""
    early = event(date(2026, 10, 5) - timedelta(days=400))
    assert "TZID:America/Halifax" in lines(early)
