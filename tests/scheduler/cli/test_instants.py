"""Moments as people write them."""

from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cli.instants import instant
from scheduler.clock import zone

UTC = zone("UTC")
# Clocks in Halifax skip 02:00–03:00 on 14 March 2027.
FIRST = date(2027, 3, 1)


def problem(days=28):
    """A roster of March 2027 with teams in three zones, one of them two."""
    people = [
        SimpleNamespace(team="na", zone="America/Halifax"),
        SimpleNamespace(team="ny", zone="America/New_York"),
        SimpleNamespace(team="both", zone="Asia/Manila"),
        SimpleNamespace(team="both", zone="Asia/Tokyo"),
    ]
    return SimpleNamespace(
        zone="Europe/Lisbon",
        people=people,
        days=days,
        date=lambda day: date.fromordinal(FIRST.toordinal() + day),
    )


def utc(text):
    """Return the instant of an ISO text in UTC."""
    day, clock = text.split()
    hour, minute = map(int, clock.split(":"))
    return UTC.start_min(date.fromisoformat(day), hour * 60 + minute)


# Wednesday, 10:00 in Lisbon and in UTC, 06:00 in Halifax.
NOW = utc("2027-03-10 10:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2027-03-10 10:00"),
        ("2027-03-14T14:00Z", "2027-03-14 14:00"),
        ("2027-03-14 14:00-03:00", "2027-03-14 17:00"),
        ("2027-03-14t14:00:00+0200", "2027-03-14 12:00"),
        ("2027-03-14 14:00", "2027-03-14 14:00"),  # Lisbon's clock
        ("2027-03-14 14:00 Halifax", "2027-03-14 17:00"),  # an hour on
        ("2027-03-13 14:00 na", "2027-03-13 18:00"),
        ("2027-03-13 14:00 new york", "2027-03-13 19:00"),
        ("2027-03-13 14:00 Asia/Manila", "2027-03-13 06:00"),
        ("Sun 02:00 UTC", "2027-03-14 02:00"),
        ("sunday, 2am UTC", "2027-03-14 02:00"),
        ("Wed 10:00 UTC", "2027-03-10 10:00"),  # this moment
        ("Wed 09:59 UTC", "2027-03-17 09:59"),  # just gone
        ("tomorrow 9am Halifax", "2027-03-11 13:00"),
        ("9 pm tomorrow", "2027-03-11 21:00"),
        ("today at 12:30am", "2027-03-10 00:30"),
        ("yesterday noon", "2027-03-09 12:00"),
        ("11:00", "2027-03-10 11:00"),
        ("9:30", "2027-03-11 09:30"),
        ("midnight UTC", "2027-03-11 00:00"),
    ],
)
def test_what_is_meant(text, meant):
    """Instants, and walls clocks of the file, of teams and of cities."""
    assert instant(text, problem(), NOW) == utc(meant)


def test_a_weekday_outside_the_roster_is_its_first():
    """Who looks ahead in February means the roster's own Sunday."""
    early = utc("2027-02-03 10:00")
    assert instant("Sun 02:00 UTC", problem(), early) == utc(
        "2027-03-07 02:00"
    )
    assert instant("tomorrow 2am", problem(), early) == utc("2027-02-04 02:00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Monday", "says no time of the day"),
        ("Mon Tue 9am", "names two days"),
        ("9am 10am", "names two times"),
        ("25:00", "is no time of a day"),
        ("9:75", "is no time of a day"),
        ("13pm", "is no time of a day"),
        ("Mon 9", "write 14:00 or 2pm"),
        ("2027-02-30 09:00", "is no date"),
        ("2027-02-30T09:00Z", "is no date"),
        ("2027-03-10 09:00Z Lisbon", "two zones"),
        ("Mon 9am Halifaks", 'did you mean "Halifax"?'),
        ("Mon 9am EST", "is no time zone here"),
        ("Mon 9am both", "several zones: Asia/Manila, Asia/Tokyo"),
        ("2027-03-14 02:30 Halifax", "skip 2027-03-14 02:30"),
        ("2027-11-07 01:30 Halifax", "2027-11-07T01:30-0300 or 2027-11-07T"),
    ],
)
def test_what_is_unclear_is_refused(text, said):
    """With what to write instead, never a guess."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        instant(text, problem(), NOW)
    assert said in str(caught.value)


@given(
    at_min=st.integers(utc("2027-01-01 00:00"), utc("2028-01-01 00:00")),
    name=st.sampled_from(["America/Halifax", "Asia/Manila", "Europe/Lisbon"]),
)
def test_a_clock_read_aloud_comes_back(at_min, name):
    """What a wall clock shows, with its offset, is the same instant."""
    shown = zone(name).at(at_min)
    assert instant(f"{shown:%Y-%m-%dT%H:%M%z}", problem(), NOW) == at_min


@given(text=st.text(max_size=30))
def test_any_text_is_an_instant_or_refused(text):
    """Nothing but ValueError is ever raised."""
    with suppress(ValueError):
        assert isinstance(instant(text, problem(), NOW), int)
