"""Windows, days, dates, moments, and the five readings of a tolerance."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from constraints.calendar_days import days_text, weekdays
from constraints.short import sentence
from constraints.tolerance import five_readings
from constraints.windows import (
    DateRange,
    Day,
    Days,
    Moment,
    Window,
    WindowOfDay,
)

WORKDAYS = (0, 1, 2, 3, 4)
READ = [
    # text, days, start, end, canonical text where it differs
    ("Mon-Fri 08:00-16:00", WORKDAYS, 480, 960, None),
    ("Mon-Fri 8:00-16:00", WORKDAYS, 480, 960, "Mon-Fri 08:00-16:00"),
    ("mon-friday 08:00-16:00", WORKDAYS, 480, 960, "Mon-Fri 08:00-16:00"),
    ("daily 22:00-06:00", tuple(range(7)), 1320, 1800, None),
    ("24/7", tuple(range(7)), 0, 1440, None),
    ("daily", tuple(range(7)), 0, 1440, "24/7"),
    ("daily 00:00-24:00", tuple(range(7)), 0, 1440, "24/7"),
    ("Mon-Fri 17:00-08:00", WORKDAYS, 1020, 1920, None),
    ("Sat-Sun 08:00-08:00", (5, 6), 480, 1920, None),
    ("Wed", (2,), 0, 1440, None),
    ("Mon+Wed 14:00-24:00", (0, 2), 840, 1440, None),
    ("Wed 14:00-00:00", (2,), 840, 1440, "Wed 14:00-24:00"),
    ("Fri 18:00-Mon 08:00", (4,), 1080, 4800, None),
    ("Fri 18:00-Fri 18:00", (4,), 1080, 11160, None),
    ("Fri 08:00-Fri 18:00", (4,), 480, 1080, "Fri 08:00-18:00"),
    ("Fri 18:00-Sun 00:00", (4,), 1080, 2880, None),
]
REFUSED = [
    (
        Window,
        "Mon–Fri 08:00–16:00",
        '"Mon–Fri 08:00–16:00" has a long dash: write "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon−Fri 08:00−16:00",
        '"Mon−Fri 08:00−16:00" has a long dash: write "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri 8am-4pm",
        '"Mon-Fri 8am-4pm" has a 12-hour clock: write "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri 8-4pm",
        '"Mon-Fri 8-4pm" has a 12-hour clock and has hours without minutes:'
        ' write "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri @ 08:00-16:00",
        '"Mon-Fri @ 08:00-16:00" has an @ or "at": write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri\t08:00-16:00",
        '"Mon-Fri\t08:00-16:00" has a tab or a wide gap: write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon - Fri 08:00 - 16:00",
        '"Mon - Fri 08:00 - 16:00" has spaces around the dash: write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon to Fri 08:00-16:00",
        '"Mon to Fri 08:00-16:00" has "to" between two days: write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri 08:00 to 16:00",
        '"Mon-Fri 08:00 to 16:00" has "to" between two times: write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon,Wed 08:00-16:00",
        '"Mon,Wed 08:00-16:00" has a comma between days: write'
        ' "Mon+Wed 08:00-16:00"',
    ),
    (
        Window,
        "weekdays 9-17",
        '"weekdays 9-17" has a word for its days and has hours without'
        ' minutes: write "Mon-Fri 09:00-17:00"',
    ),
    (
        Window,
        "Mon-Fri 0800-1600",
        '"Mon-Fri 0800-1600" has times without a colon: write'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri 8h00-16h00",
        '"Mon-Fri 8h00-16h00" has times without a colon: write'
        ' "Mon-Fri 8:00-16:00"',
    ),
    (
        Window,
        "08:00–16:00",
        '"08:00–16:00" does not say which days: write "daily 08:00-16:00" or'
        ' "Mon-Fri 08:00-16:00"',
    ),
    (
        Window,
        "08:00",
        '"08:00" says neither which days nor until when: write for example'
        ' "daily 08:00-16:00"',
    ),
    (
        Window,
        "Mon-Fri 20:00",
        '"Mon-Fri 20:00" does not say until when: write for example'
        ' "Mon-Fri 20:00-04:00"',
    ),
    (
        Window,
        "Mon-Fri 25:00-26:00",
        '"Mon-Fri 25:00-26:00" has the time 25:00, which does not exist: a day'
        " runs from 00:00 to 24:00",
    ),
    (
        Window,
        "Mon-Fri 24:00-08:00",
        "a window cannot begin at 24:00: write 00:00 of the next day",
    ),
    (
        Window,
        "Mon-Fri 08:00-16:00 EST",
        '"EST" is not a time zone: write Area/City, such as "America/Halifax"',
    ),
    (
        Window,
        "Mon-Fri 08:00-16:00 Atlantic Time",
        '"Mon-Fri 08:00-16:00 Atlantic Time" ends in "Atlantic Time", which is'
        ' no time zone: write Area/City, such as "America/Halifax"',
    ),
    (
        Window,
        "Mo-Fr 08:00-16:00",
        '"Mo-Fr 08:00-16:00" names "Mo", which is no day; did you mean "Mon"?',
    ),
    (
        Window,
        "Mon 09:00-12:00; Tue 10:00-12:00",
        '"Mon 09:00-12:00; Tue 10:00-12:00" is several windows: write a list,'
        " [Mon 09:00-12:00, Tue 10:00-12:00]",
    ),
    (
        Window,
        "Mon+Tue 18:00-Fri 08:00",
        '"…-Fri 08:00" belongs to one day of the start: write for example'
        ' "Fri 18:00-Mon 08:00"',
    ),
    (
        Window,
        "2027/03/15 - 2027/03/19",
        '"2027/03/15 - 2027/03/19" is not written year-month-day and has no'
        ' "to" between its dates: write "2027-03-15 to 2027-03-19"',
    ),
    (Window, {"start": "08:00"}, "write either days or dates"),
    (
        Window,
        {"days": "Mon", "start": "25:00"},
        '"25:00" does not exist: a day runs from 00:00 to 24:00',
    ),
    (
        Window,
        {"days": "Mon", "end": "25:00"},
        '"25:00" has the time 25:00, which does not exist: a day runs from'
        " 00:00 to 24:00",
    ),
    (
        Window,
        {"days": "Mon-Fri", "start": "08:00", "end": "16:00 +2d"},
        "a window of more than 24 hours begins on one weekday: write for"
        ' example "Fri 18:00-Mon 08:00"',
    ),
    (
        Window,
        {"days": "Fri", "start": "08:00", "end": "16:00 +7d"},
        "a window ends within a week of its start",
    ),
    (
        WindowOfDay,
        "10-14",
        '"10-14" has hours without minutes: write "10:00-14:00"',
    ),
    (Moment, "08:00", '"08:00" does not say which days: write "daily 08:00"'),
    (
        Moment,
        "Mon-Fri 08:00-09:00",
        '"Mon-Fri 08:00-09:00" has an end: a moment is one time, as in'
        ' "daily 08:00"',
    ),
    (
        Moment,
        "Mon 25:00",
        '"Mon 25:00" has the time 25:00, which does not exist: a day runs from'
        " 00:00 to 24:00",
    ),
    (
        Moment,
        "Mo 08:00",
        '"Mo 08:00" names "Mo", which is no day; did you mean "Mon"?',
    ),
    (
        Days,
        "Mon to Fri",
        '"Mon to Fri" has "to" between two days: write "Mon-Fri"',
    ),
    (
        Days,
        "Mon & Wed",
        '"Mon & Wed" does not join its days by +: write "Mon+Wed"',
    ),
    (
        Days,
        "Mon, Wed and Fri",
        '"Mon, Wed and Fri" has a comma between days and does not join its'
        ' days by +: write "Mon+Wed+Fri"',
    ),
    (Days, ["Mon", "Wed"], 'a list is not a set of weekdays: write "Mon+Wed"'),
    (Days, "Daily", '"Daily" has a capital letter: write "daily"'),
    (
        Days,
        "Mo-Fr",
        '"Mo-Fr" names "Mo", which is no day; did you mean "Mon"?',
    ),
    (
        Days,
        "+",
        '"+" is not a set of weekdays: write "Mon-Fri", "Mon+Wed" or "daily"',
    ),
    (
        Day,
        "2027-02-30",
        '"2027-02-30" is not in the calendar: that month ends with 2027-02-28',
    ),
    (
        Day,
        "2027-13-01",
        '"2027-13-01" is not in the calendar: there is no month "2027-13"',
    ),
    (Day, 20270315, '"20270315" has no dashes: write "2027-03-15"'),
    (
        Day,
        "15.3.2027",
        '"15.3.2027" is not written year-month-day: write "2027-03-15"',
    ),
    (
        Day,
        "03/15/2027",
        '"03/15/2027" is not written year-month-day: write "2027-03-15"',
    ),
    (Day, "x", '"x" is not a date: write "2027-03-15"'),
    (
        DateRange,
        "2027-02-04 to 2027-02-02",
        '"2027-02-04 to 2027-02-02" ends before it starts: write'
        ' "2027-02-02 to 2027-02-04"',
    ),
    (
        DateRange,
        "2027-02-02–2027-02-04",
        '"2027-02-02–2027-02-04" has a long dash and has no "to" between its'
        ' dates: write "2027-02-02 to 2027-02-04"',
    ),
    (
        DateRange,
        "2027-02-29 to 2027-03-01",
        '"2027-02-29" is not in the calendar: that month ends with 2027-02-28',
    ),
]


@pytest.mark.parametrize(("text", "days", "start", "end", "written"), READ)
def test_windows(
    text: str,
    days: tuple[int, ...],
    start: int,
    end: int,
    written: str | None,
) -> None:
    """A window holds weekdays and minutes from the midnight it starts by."""
    window = Window.parse(text)
    assert (window.days, window.start, window.end) == (days, start, end)
    assert str(window) == (written or text)
    assert window.zone is None
    zoned = Window.parse(f"{text} America/New_York")
    assert zoned.zone == "America/New_York"
    assert str(zoned) == f"{written or text} America/New_York"


@pytest.mark.parametrize(("kind", "wrong", "said"), REFUSED)
def test_messages(kind: Any, wrong: object, said: str) -> None:
    """Every slip has one sentence that shows what to write."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(wrong)
    assert caught.value.error_count() == 1
    assert sentence(caught.value) == said


days_of_week = st.sets(st.integers(0, 6), min_size=1).map(
    lambda days: tuple(sorted(days))
)
dates = st.dates(date(1999, 1, 1), date(2100, 1, 1))
zones = st.sampled_from((None, "UTC", "America/Argentina/Buenos_Aires"))


@given(days_of_week)
def test_days_round_trip(days: tuple[int, ...]) -> None:
    """Every set of weekdays has a text, and it is read back."""
    assert weekdays(days_text(days)) == days
    assert TypeAdapter(Days).validate_python(days_text(days)) == days


def test_days_pass_sunday() -> None:
    """A span may wrap, and what is one run is written as one."""
    assert weekdays("Fri-Mon") == (0, 4, 5, 6)
    assert days_text((0, 4, 5, 6)) == "Fri-Mon"
    assert days_text((0, 1, 2, 4)) == "Mon-Wed+Fri"
    assert days_text((0, 6)) == "Sun-Mon"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@given(days_of_week, st.integers(0, 1439), st.integers(1, 1440), zones)
def test_windows_round_trip(
    days: tuple[int, ...], start: int, minutes: int, zone: str | None
) -> None:
    """Reading the text of a window gives the same window."""
    end = _clock((start + minutes) % 1440)
    window = Window.parse(
        {"days": days_text(days), "start": _clock(start), "end": end}
        | ({"zone": zone} if zone else {})
    )
    assert window.minutes == minutes
    assert Window.parse(str(window)) == window
    core = WindowOfDay.parse(str(window))
    assert WindowOfDay.parse(str(core)) == core


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 7 * 1440))
def test_stretches_round_trip(day: int, start: int, minutes: int) -> None:
    """Stretches of up to a week are read back too, in both forms."""
    end = start + minutes
    later = f" +{end // 1440}d" if end >= 1440 else ""
    window = Window.parse(
        {
            "days": days_text((day,)),
            "start": _clock(start),
            "end": _clock(end % 1440) + later,
        }
    )
    assert window.minutes == minutes
    assert Window.parse(str(window)) == window


@given(dates, st.integers(0, 30), st.integers(0, 1439), zones)
def test_dated_windows_round_trip(
    first: date, more: int, at: int, zone: str | None
) -> None:
    """Dates work like weekdays, in windows and moments."""
    span = DateRange.parse(
        {"first": first, "last": first + timedelta(days=more)}
    )
    assert DateRange.parse(str(span)) == span
    place = f" {zone}" if zone else ""
    for text in (f"{span}{place}", f"{span} {_clock(at)}-07:30{place}"):
        window = Window.parse(text)
        assert window.dates == span
        assert Window.parse(str(window)) == window
    moment = Moment.parse(f"{span} {_clock(at)}{place}")
    assert Moment.parse(str(moment)) == moment
    assert moment.at == at


def test_which_dates_it_starts_on() -> None:
    """Weekdays and dates say on which dates a window begins."""
    monday, saturday = date(2027, 3, 15), date(2027, 3, 20)
    assert Window.parse("Mon-Fri 08:00-16:00").on(monday)
    assert not Window.parse("Mon-Fri 08:00-16:00").on(saturday)
    dated = Window.parse("2027-03-15 to 2027-03-19")
    assert dated.on(monday)
    assert not dated.on(saturday)
    assert not Window.parse("2027-03-20").on(monday)
    assert Moment.parse("Mon 08:00").on(monday)


def test_shape_of_a_window() -> None:
    """Whether it is a whole day, and whether it passes midnight."""
    assert Window.parse("Wed").whole_day
    assert not Window.parse("Wed").crosses_midnight
    assert Window.parse("daily 22:00-06:00").crosses_midnight
    assert not Window.parse("daily 14:00-24:00").crosses_midnight
    assert not Window.parse("Sat 08:00-08:00").whole_day


def test_times_alone_where_days_are_understood() -> None:
    """A core or an equal window may leave its days out."""
    same = WindowOfDay.parse("07:00-15:00 America/New_York")
    assert isinstance(same, Window)
    assert same.days == tuple(range(7))
    assert str(same) == "07:00-15:00 America/New_York"
    assert str(WindowOfDay.parse("Mon 07:00-15:00")) == "Mon 07:00-15:00"


def test_python_dates() -> None:
    """A date of Python is taken as it is; a datetime is not."""
    at = date(2027, 3, 15)
    assert TypeAdapter(Day).validate_python(at) == at
    assert DateRange.parse(at) == DateRange.parse("2027-03-15")
    assert at in DateRange.parse("2027-03-01 to 2027-03-15")


def _known(name: str) -> None:
    if name != "America/Halifax":
        raise ValueError(f"no zone {name}")


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        (
            ["America/Halifax"],
            '"America/Halifx" is not a time zone; did you mean'
            ' "America/Halifax"?',
        ),
        (_known, "no zone America/Halifx"),
    ],
)
def test_zones_of_the_context(zones: object, said: str) -> None:
    """A context says which zones there are, by names or by a function."""
    context = {"zones": zones}
    text = "24/7 America/Halifax"
    assert str(Window.parse(text, context)) == text
    with pytest.raises(ValidationError) as caught:
        Window.parse("24/7 America/Halifx", context)
    assert sentence(caught.value) == said


def test_five_readings() -> None:
    """A bare tolerance is refused with what each reading would allow."""
    with pytest.raises(ValidationError) as caught:
        Window.parse("Mon–Fri 8am - 4pm America/Halifax ± 2 hours")
    said = sentence(caught.value)
    for part in (
        "can mean five things",
        '"slide: 2h" (it keeps its 8h and starts 06:00-10:00)',
        '"edges: 2h" (it starts 06:00-10:00 and ends 14:00-18:00',
        '"inside: Mon-Fri 06:00-18:00 America/Halifax"',
        '"overlap: 10:00-14:00 America/Halifax"',
        '"shoulders: {by: 2h}" (it is staffed 06:00-18:00',
    ):
        assert part in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("08:00-16:00 +/-2h", '"inside: daily 06:00-18:00"'),
        ("Mon-Fri 08:00-16:00 +-30m", '"slide: 30m"'),
        ("daily 22:00-06:00 plus or minus 5", "here none is left"),
        (
            "Mon-Fri 08:00-16:00 Atlantic Time +/-2hrs (07:00-15:00 Eastern)",
            '"slide: 2h"',
        ),
        ("±2h", "no times to apply it to"),
    ],
)
def test_tolerances(text: str, part: str) -> None:
    """However a tolerance is written, the five readings are shown."""
    assert part in (five_readings(text) or "")


def test_proposed_windows_are_windows() -> None:
    """What the message proposes to copy is read."""
    said = five_readings("Mon-Fri 22:00-06:00 ±2h") or ""
    inside = re.search('"inside: (.*?)"', said)
    core = re.search('"overlap: (.*?)"', said)
    assert inside is not None
    assert core is not None
    assert str(Window.parse(inside[1])) == "Mon-Fri 20:00-08:00"
    assert str(WindowOfDay.parse(core[1])) == "00:00-04:00"


def test_no_tolerance() -> None:
    """Other texts are not for this message."""
    assert five_readings("Mon-Fri 08:00-16:00") is None
