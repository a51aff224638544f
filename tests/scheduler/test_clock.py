"""The clock against the standard library, and its own written policy."""

import copy
import pickle
import zoneinfo  # noqa: TID251 - the oracle
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clock import (
    DAY_MIN,
    Change,
    Zone,
    day_number,
    day_of_number,
    format_local,
    known_zones,
    to_instant,
    zone,
)

ZONES = (
    "UTC",
    "America/Halifax",
    "America/New_York",
    "America/Los_Angeles",
    "America/Vancouver",
    "America/Winnipeg",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Nuuk",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = (date(2024, 1, 1) - date(1970, 1, 1)).days * DAY_MIN
LAST = (date(2031, 1, 1) - date(1970, 1, 1)).days * DAY_MIN


def oracle(name: str) -> zoneinfo.ZoneInfo:
    """Return the standard library's zone on the same data as ours."""
    place = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as data:
        return zoneinfo.ZoneInfo.from_file(data, key=name)


def instant(text: str) -> int:
    """Return the instant of an ISO text in UTC."""
    return to_instant(datetime.fromisoformat(text).replace(tzinfo=UTC))


def wall(name: str, text: str, *, end: bool = False) -> int:
    """Return the start (or end) instant of an ISO wall time."""
    when = datetime.fromisoformat(text)
    where = zone(name)
    pick = where.end_min if end else where.start_min
    return pick(when.date(), when.hour * 60 + when.minute)


def expected_instants(
    tz: zoneinfo.ZoneInfo, when: datetime
) -> tuple[int, int]:
    """Return first and last instant by PEP 495: in a gap, fold 0 is ahead."""
    first, last = (
        to_instant(when.replace(tzinfo=tz, fold=fold)) for fold in (0, 1)
    )
    return (first, last) if first <= last else (first, first)


def assert_agrees(where: Zone, tz: zoneinfo.ZoneInfo, at_min: int) -> None:
    """Compare one instant, and the wall time it shows, both ways."""
    when = (EPOCH + timedelta(minutes=at_min)).astimezone(tz)
    shown = where.local(at_min)
    minute = when.hour * 60 + when.minute
    assert (shown.day, shown.minute) == (when.date(), minute)
    assert shown.fold == when.fold
    assert timedelta(minutes=shown.offset_min) == when.utcoffset()
    assert where.local_day(at_min) == when.date()
    first, last = expected_instants(tz, when.replace(tzinfo=None))
    assert where.start_min(shown.day, shown.minute) == first
    assert where.end_min(shown.day, shown.minute) == last


@pytest.mark.parametrize("name", ZONES)
def test_seven_years_agree(name: str) -> None:
    """Every sixth hour from 2024 to 2030 has the oracle's offset."""
    where, tz = zone(name), oracle(name)
    for at_min in range(FIRST, LAST, 360):
        when = (EPOCH + timedelta(minutes=at_min)).astimezone(tz)
        offset = timedelta(minutes=where.offset_min(at_min))
        assert offset == when.utcoffset(), at_min


@pytest.mark.parametrize("name", ZONES)
def test_quarter_hours_around_every_change_agree(name: str) -> None:
    """Six hours around each change agree, including skipped wall times."""
    where, tz = zone(name), oracle(name)
    for change in where.changes(FIRST, LAST):
        for at_min in range(change.at_min - 360, change.at_min + 360, 15):
            assert_agrees(where, tz, at_min)
            wall_min = at_min + change.before_min
            naive = datetime(1970, 1, 1) + timedelta(minutes=wall_min)
            days, minute = divmod(wall_min, DAY_MIN)
            got = (
                where.start_min(day_of_number(days), minute),
                where.end_min(day_of_number(days), minute),
            )
            assert got == expected_instants(tz, naive)


@given(
    name=st.sampled_from(sorted(known_zones())),
    at_min=st.integers(
        instant("1973-01-01T00:00"), instant("2100-01-01T00:00")
    ),
)
def test_any_minute_of_any_zone_agrees(name: str, at_min: int) -> None:
    """A random instant of a random zone agrees with the oracle."""
    assert_agrees(zone(name), oracle(name), at_min)


def test_skipped_start_and_end_move_forward() -> None:
    """02:30 on the March night of Halifax is 03:30 daylight time."""
    assert wall("America/Halifax", "2027-03-14T02:30") == instant(
        "2027-03-14T06:30"
    )
    assert wall("America/Halifax", "2027-03-14T02:30", end=True) == instant(
        "2027-03-14T06:30"
    )


def test_ambiguous_start_is_first_and_end_last() -> None:
    """01:30 on the November night starts at 04:30Z and ends at 05:30Z."""
    assert wall("America/Halifax", "2026-11-01T01:30") == instant(
        "2026-11-01T04:30"
    )
    assert wall("America/Halifax", "2026-11-01T01:30", end=True) == instant(
        "2026-11-01T05:30"
    )


def test_hand_over_in_the_repeated_hour_overlaps() -> None:
    """Who leaves at 01:30 meets who comes at 01:30 for an hour."""
    leaves = wall("America/Halifax", "2026-11-01T01:30", end=True)
    assert leaves - wall("America/Halifax", "2026-11-01T01:30") == 60


@pytest.mark.parametrize(
    ("name", "evening", "elapsed_min"),
    [
        ("America/Halifax", date(2026, 10, 31), 540),
        ("America/Halifax", date(2027, 3, 13), 420),
        ("Europe/Berlin", date(2026, 10, 24), 540),
        ("Europe/Berlin", date(2027, 3, 27), 420),
        ("Australia/Lord_Howe", date(2026, 10, 3), 450),
        ("Asia/Kathmandu", date(2026, 10, 31), 480),
        ("America/Vancouver", date(2026, 10, 31), 480),
    ],
)
def test_length_of_a_night(name: str, evening: date, elapsed_min: int) -> None:
    """A shift from 22:00 to 06:00 lasts as long as the night does."""
    where = zone(name)
    end_min = where.end_min(evening, 30 * 60)
    assert end_min - where.start_min(evening, 22 * 60) == elapsed_min


@pytest.mark.parametrize(
    ("name", "text", "offset_min"),
    [
        ("America/Vancouver", "2026-07-01T00:00", -420),
        ("America/Vancouver", "2026-12-01T00:00", -420),
        ("America/Edmonton", "2026-12-01T00:00", -360),
        ("America/Winnipeg", "2026-12-01T00:00", -300),
        ("America/Puerto_Rico", "2026-07-01T00:00", -240),
        ("Africa/Casablanca", "2026-10-01T00:00", 0),
        ("Asia/Kathmandu", "2026-10-01T00:00", 345),
        ("Asia/Kolkata", "2026-10-01T00:00", 330),
        ("Pacific/Chatham", "2026-12-01T00:00", 825),
        ("America/St_Johns", "2026-12-01T00:00", -210),
    ],
)
def test_known_offsets(name: str, text: str, offset_min: int) -> None:
    """Laws of 2026 are known: an old system copy would fail here."""
    assert zone(name).offset_min(instant(text)) == offset_min


def test_changes_of_halifax() -> None:
    """Halifax changes at the four published instants of 2026 and 2027."""
    changes = zone("America/Halifax").changes(
        instant("2026-01-01T00:00"), instant("2028-01-01T00:00")
    )
    assert changes == (
        Change(instant("2026-03-08T06:00"), -240, -180),
        Change(instant("2026-11-01T05:00"), -180, -240),
        Change(instant("2027-03-14T06:00"), -240, -180),
        Change(instant("2027-11-07T05:00"), -180, -240),
    )


def test_changes_start_inclusive_and_end_exclusive() -> None:
    """The window of changes is half-open, like every other window."""
    where, at_min = zone("America/Halifax"), instant("2026-11-01T05:00")
    assert len(where.changes(at_min, at_min + 1)) == 1
    assert not where.changes(at_min - 1, at_min)
    assert not where.changes(at_min + 1, at_min + 2)


def test_permanent_summer_time_is_no_change() -> None:
    """Vancouver renames its time on 2026-11-01 and keeps the offset."""
    assert not zone("America/Vancouver").changes(
        instant("2026-10-01T00:00"), instant("2031-01-01T00:00")
    )


def test_same_wall_time_in_halifax_and_toronto() -> None:
    """08:00 Atlantic is 07:00 Eastern on every date of two years."""
    halifax, toronto = zone("America/Halifax"), zone("America/Toronto")
    for number in range(730):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert halifax.start_min(day, 480) == toronto.start_min(day, 420)


def test_minutes_beyond_the_day_name_the_neighbouring_date() -> None:
    """Minute 1530 is 01:30 of the next day and −30 is 23:30 of the last."""
    where, day = zone("Europe/Berlin"), date(2026, 10, 24)
    tomorrow, yesterday = date(2026, 10, 25), date(2026, 10, 23)
    assert where.start_min(day, 1590) == where.start_min(tomorrow, 150)
    assert where.end_min(day, 1590) == where.end_min(tomorrow, 150)
    assert where.start_min(day, -30) == where.start_min(yesterday, 1410)


def test_a_skipped_day_moves_forward_too() -> None:
    """Samoa left out 2011-12-30: its noon is noon of the 31st."""
    where = zone("Pacific/Apia")
    skipped = where.start_min(date(2011, 12, 30), 720)
    assert where.local_day(skipped) == date(2011, 12, 31)


def test_zones_are_made_once_and_survive_travel() -> None:
    """One object stands for a name, even after pickling and copying."""
    where = zone("Asia/Kolkata")
    assert zone("Asia/Kolkata") is where
    assert pickle.loads(pickle.dumps(where)) is where
    assert copy.deepcopy(where) is where
    assert repr(where) == "zone('Asia/Kolkata')"


def test_at_is_aware_and_differences_are_elapsed() -> None:
    """A 22:00–06:00 night over the March change differs by seven hours."""
    where = zone("America/Halifax")
    start = where.at(wall("America/Halifax", "2027-03-13T22:00"))
    end = where.at(wall("America/Halifax", "2027-03-14T06:00"))
    assert start.isoformat() == "2027-03-13T22:00:00-04:00"
    assert end.isoformat() == "2027-03-14T06:00:00-03:00"
    assert end - start == timedelta(hours=7)
    assert to_instant(start) == wall("America/Halifax", "2027-03-13T22:00")


def test_to_instant_cuts_seconds_and_refuses_naive() -> None:
    """Seconds do not exist here, and no zone is ever guessed."""
    when = datetime(1970, 1, 1, 0, 1, 59, tzinfo=UTC)
    assert to_instant(when) == 1
    with pytest.raises(ValueError, match="no time zone"):
        to_instant(datetime(2026, 1, 1))


def test_day_numbers() -> None:
    """Days count from the epoch, both ways."""
    assert day_number(date(1970, 1, 2)) == 1
    assert day_of_number(day_number(date(2026, 11, 1))) == date(2026, 11, 1)


def test_format_local_shows_the_offset_only_when_needed() -> None:
    """Times shown twice carry their offset, all others do not."""
    where = zone("America/Halifax")
    assert format_local(instant("2026-11-01T01:00"), where) == (
        "Sat 2026-10-31 22:00"
    )
    assert format_local(instant("2026-11-01T05:30"), where) == (
        "Sun 2026-11-01 01:30 (UTC-04:00)"
    )


def test_every_known_zone_loads() -> None:
    """Each name that is listed is a zone with an offset."""
    at_min = instant("2026-07-01T00:00")
    offsets = [zone(name).offset_min(at_min) for name in known_zones()]
    assert min(offsets) >= -12 * 60
    assert max(offsets) <= 14 * 60
