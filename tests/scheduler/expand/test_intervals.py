"""Windows laid over dates, unions and minutes inside, against zoneinfo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo  # noqa: TID251 - the independent witness

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.windows import Moment, Window
from scheduler.expand.intervals import (
    Inside,
    clipped,
    dates,
    day_interval,
    laid,
    laid_moments,
    union,
)

ZONES = (
    "America/Halifax",
    "America/St_Johns",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Africa/Cairo",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
)
FIRST = date(2024, 1, 1)


def changes() -> list[date]:
    """Return the dates from 2024 to 2030 on which a zone changes clocks."""
    noons = [datetime(2024, 1, 1, 12) + timedelta(days=n) for n in range(2557)]
    offsets = {
        zone: [
            noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() for noon in noons
        ]
        for zone in ZONES
    }
    return sorted(
        {
            noons[n + 1].date()
            for row in offsets.values()
            for n, (before, after) in enumerate(pairwise(row))
            if before != after
        }
    )


# Random dates hardly ever meet a change, which is what matters.
DAYS = st.one_of(
    st.dates(FIRST, date(2030, 12, 31)),
    st.tuples(st.sampled_from(changes()), st.integers(0, 2)).map(
        lambda pair: pair[0] - timedelta(days=pair[1])
    ),
)


def naive(day: date, minute: int, zone: str, *, last: bool) -> int:
    """Return the first or last instant of a wall time, by zoneinfo alone.

    A time that is skipped is moved on by what is skipped, as the offset of
    before the change (fold 0) does.
    """
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    here = ZoneInfo(zone)
    found = [
        int(wall.replace(tzinfo=here, fold=fold).timestamp()) // 60
        for fold in (0, 1)
    ]
    back = datetime.fromtimestamp(found[0] * 60, UTC).astimezone(here)
    skipped = back.replace(tzinfo=None) != wall
    return found[0] if skipped or not last else max(found)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Draw a window of at most a day, on weekdays or on dates."""
    start = draw(st.integers(0, 95)) * 15
    length = draw(st.integers(1, 96)) * 15
    long = {
        "start": f"{start // 60:02}:{start % 60:02}",
        "end": f"{(start + length) % 1440 // 60:02}:{length % 60:02}",
        "zone": draw(st.sampled_from([*ZONES, None])),
    }
    end = (start + length) % 1440
    long["end"] = f"{end // 60:02}:{end % 60:02}" if end else "24:00"
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return Window.parse(
        long | {"days": "+".join(names[d] for d in sorted(days))}
    )


@given(windows(), st.sampled_from(ZONES), DAYS, st.integers(0, 20))
@settings(deadline=None, max_examples=300)
def test_laid_windows_are_those_of_zoneinfo(
    window: Window, zone: str, first: date, more: int
) -> None:
    """Date by date, whatever the clocks do, for 2024 to 2030."""
    expected: set[int] = set()
    for ahead in range(more + 1):
        day = first + timedelta(days=ahead)
        if window.days is not None and day.weekday() in window.days:
            where = window.zone or zone
            start = naive(day, window.start, where, last=False)
            end = naive(day, window.end, where, last=True)
            expected |= set(range(start, end, 15))
    found = laid(window, zone, first, first + timedelta(days=more))
    assert {
        slot for start, end in union(found) for slot in range(start, end, 15)
    } == expected


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
            lambda pair: (pair[0], pair[0] + pair[1])
        )
    ),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 30)), min_size=1),
)
def test_minutes_inside_are_those_counted_one_by_one(
    stretches: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    """However stretches overlap, each minute counts once."""
    minutes = {m for start, end in stretches for m in range(start, end)}
    starts = np.array([start for start, _ in asked])
    ends = np.array([start + length for start, length in asked])
    found = Inside(stretches).minutes(starts, ends)
    assert found.tolist() == [
        len(minutes & set(range(start, start + length)))
        for start, length in asked
    ]
    merged = union(stretches)
    assert {m for s, e in merged for m in range(s, e)} == minutes
    assert all(before[1] < after[0] for before, after in pairwise(merged))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2027, 3, 13), 24),
        (date(2027, 3, 14), 23),
        (date(2026, 11, 1), 25),
    ],
)
def test_days_last_as_long_as_they_do(day: date, hours: int) -> None:
    """Midnight to midnight on the clock of Halifax."""
    start, end = day_interval(day, "America/Halifax")
    assert end - start == hours * 60


def test_days_that_are_off_are_left_out() -> None:
    """Other dates keep their stretches."""
    window = Window.parse("daily 08:00-09:00")
    monday = date(2027, 1, 11)
    found = laid(
        window, "UTC", monday, monday + timedelta(days=2), off=[monday]
    )
    assert len(found) == 2


def test_stretch_that_the_clocks_skip_is_none() -> None:
    """02:30-03:00 of 14 March 2027 does not happen in Halifax."""
    day = date(2027, 3, 14)
    window = Window.parse("daily 02:30-03:00")
    assert laid(window, "America/Halifax", day, day) == []


def test_moments_last_real_minutes() -> None:
    """An hour from 01:30 of a night that has it twice is an hour."""
    day = date(2026, 11, 1)
    moments = [Moment.parse("daily 01:30"), Moment.parse("Mon 08:00")]
    found = laid_moments(moments, 60, "America/Halifax", day, day)
    assert [end - start for start, end in found] == [60]
    assert found[0][0] == naive(day, 90, "America/Halifax", last=False)


def test_clipping_drops_what_lies_outside() -> None:
    """What touches an end from outside has no length left."""
    found = clipped([(0, 10), (10, 20), (15, 40), (40, 50)], 10, 30)
    assert list(found) == [(10, 20), (15, 30)]


def test_dates_include_both_ends() -> None:
    """None where the last lies before the first."""
    first = date(2027, 2, 28)
    assert list(dates(first, date(2027, 3, 1))) == [first, date(2027, 3, 1)]
    assert list(dates(first, date(2027, 2, 27))) == []
