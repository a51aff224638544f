"""VTIMEZONE components, read back by an independent reader of them."""

import io
from datetime import datetime, timedelta

import pytest
from dateutil.tz import tzical

from scheduler.clock import to_instant, zone
from scheduler.export.vtimezone import (
    is_regular,
    needs_utc,
    onsets,
    vtimezone,
)


def instant(text: str) -> int:
    """Return the instant of an ISO text in UTC."""
    return to_instant(datetime.fromisoformat(f"{text}+00:00"))


FIRST, LAST = instant("2027-01-01T00:00"), instant("2028-01-01T00:00")
SETTLED = (
    "America/Halifax",
    "America/New_York",
    "America/St_Johns",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Atlantic/Azores",
    "Asia/Beirut",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Antarctica/Troll",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
)


def written(name: str) -> str:
    """Return the component as text."""
    return vtimezone(zone(name), FIRST, LAST).to_ical(sorted=False).decode()


@pytest.mark.parametrize("name", SETTLED)
def test_component_means_the_zone(name: str) -> None:
    """Another reader of the component sees the same offsets all year."""
    tz = tzical(io.StringIO(written(name).replace("\r\n", "\n"))).get()
    where = zone(name)
    for at_min in range(FIRST, LAST, 90):
        if needs_utc(where, at_min):
            continue
        shown = where.local(at_min)
        wall = datetime.combine(shown.day, datetime.min.time()) + timedelta(
            minutes=shown.minute
        )
        offset = wall.replace(tzinfo=tz, fold=shown.fold).utcoffset()
        assert offset == timedelta(minutes=shown.offset_min)


@pytest.mark.parametrize("name", SETTLED)
def test_rules_hold_in_years_to_come(name: str) -> None:
    """The same component is written for every year until 2035."""
    later = vtimezone(
        zone(name), instant("2034-01-01T00:00"), instant("2035-01-01T00:00")
    )
    assert later.to_ical(sorted=False).decode() == written(name)


def test_halifax_in_full() -> None:
    """The form is Outlook's: one rule each, anchored in 1970, no RDATE."""
    assert written("America/Halifax").split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:America/Halifax",
        "BEGIN:STANDARD",
        "DTSTART:19701101T020000",
        "TZOFFSETFROM:-0300",
        "TZOFFSETTO:-0400",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700308T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0300",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "",
    ]


def test_dublin_has_daylight_in_summer() -> None:
    """The bigger offset is DAYLIGHT, although Irish law says otherwise."""
    daylight = written("Europe/Dublin").partition("BEGIN:DAYLIGHT")[2]
    assert "TZOFFSETTO:+0100" in daylight
    assert "BYMONTH=3" in daylight


def test_fixed_zone_has_one_observance_and_no_rule() -> None:
    """Kathmandu never changes its clocks."""
    text = written("Asia/Kathmandu")
    assert text.count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in text
    assert "RRULE" not in text
    assert onsets(zone("Asia/Kathmandu"), FIRST, LAST) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Africa/Cairo",
        "America/Havana",
        "America/Nuuk",
        "America/Santiago",
        "America/Scoresbysund",
        "Asia/Gaza",
        "Asia/Jerusalem",
    ],
)
def test_zones_without_a_yearly_rule(name: str) -> None:
    """What no month and weekday describes is irregular and not written."""
    assert not is_regular(zone(name), FIRST, LAST)
    with pytest.raises(ValueError, match="no yearly rule"):
        vtimezone(zone(name), FIRST, LAST)


@pytest.mark.parametrize(
    "name",
    [
        "Africa/Casablanca",
        "America/Edmonton",
        "America/Vancouver",
        "America/Winnipeg",
    ],
)
def test_laws_of_2026_take_two_years_to_settle(name: str) -> None:
    """Clients with old data are spared zones whose law just changed."""
    where = zone(name)
    assert not is_regular(where, FIRST, LAST)
    assert is_regular(
        where, instant("2029-02-01T00:00"), instant("2029-03-01T00:00")
    )


def test_the_hour_around_a_change_needs_utc() -> None:
    """Halifax goes back at 05:00Z: 04:00Z to 06:00Z are in doubt."""
    where = zone("America/Halifax")
    assert not needs_utc(where, instant("2026-11-01T03:59"))
    assert needs_utc(where, instant("2026-11-01T04:00"))
    assert needs_utc(where, instant("2026-11-01T05:00"))
    assert needs_utc(where, instant("2026-11-01T06:00"))
    assert not needs_utc(where, instant("2026-11-01T06:01"))


def test_bigger_changes_need_a_wider_berth() -> None:
    """Troll, in Antarctica, changes by two hours."""
    where = zone("Antarctica/Troll")
    assert needs_utc(where, instant("2027-03-28T02:59"))
    assert not needs_utc(where, instant("2027-03-28T03:01"))
