"""Events of a file: meetings as instants, periods with their windows."""

from datetime import date

import pytest

from constraints.event import Event
from scheduler.clock import zone
from scheduler.errors import InputError

HALIFAX = zone("America/Halifax")


def made(problem):
    """Return the one event of a problem."""
    (event,) = (rule for rule in problem.rules if isinstance(rule, Event))
    return event


def minute(day, hours, where=HALIFAX):
    """Return the instant of an hour of a day of January 2027."""
    return where.start_min(date(2027, 1, day), round(hours * 60))


def test_a_meeting_is_in_the_zone_of_the_file(build):
    """Tuesdays of two weeks; a zone may be written."""
    problem = build(
        weeks=2,
        events=[{"name": "Stand-up", "who": "all", "at": "Tue 11:00-11:30"}],
    )
    event = made(problem)
    assert (event.id, event.title) == ("events.stand-up", "Stand-up")
    assert event.stretches == (
        (minute(12, 11), minute(12, 11.5)),
        (minute(19, 11), minute(19, 11.5)),
    )
    assert problem.slot_min == 30
    dublin = build(
        events=[
            {
                "name": "x",
                "id": "sync",
                "who": "all",
                "at": "Tue 15:00-15:30 Europe/Dublin",
            }
        ]
    )
    assert made(dublin).stretches == event.stretches[:1]
    assert made(dublin).id == "sync"
    assert str(dublin.places["sync"]) != ""


def test_a_meeting_of_some_dates_only(build):
    """Daily, but in the week only from Wednesday to Thursday."""
    said = {
        "name": "training",
        "who": "all",
        "at": "daily 09:00-12:00",
        "dates": "2027-01-13 to 2027-01-14",
    }
    starts = [start for start, _ in made(build(events=[said])).stretches]
    assert starts == [minute(13, 9), minute(14, 9)]


def test_weeks_are_those_of_the_file(build):
    """Ten days from a Wednesday: five of one week, five of the next."""
    said = {"name": "talk", "each": "all", "length": "30m", "every": "week"}
    sections = {"from_": "2027-01-13", "weeks": None, "days": 10}
    periods = made(build(events=[said], **sections)).periods
    assert [(p.name, p.days, p.whole_days) for p in periods] == [
        ("2027-01-11", (0, 4), 7),
        ("2027-01-18", (5, 9), 7),
    ]
    every_two = {**said, "every": "2 weeks"}
    (both,) = made(build(events=[every_two], **sections)).periods
    assert (both.days, both.whole_days) == ((0, 9), 14)
    assert both.windows["America/Halifax"] == ((minute(13, 0), minute(23, 0)),)


def test_windows_are_on_the_clock_of_each_person(build):
    """With each they are in the person's zone, with who in the file's."""
    said = {
        "name": "talk",
        "each": "all",
        "length": "30m",
        "during": "Mon-Tue 09:00-10:00",
    }
    people = [
        {"name": "Ana", "team": "na", "contract": "any"},
        {
            "name": "Ben",
            "team": "na",
            "contract": "any",
            "zone": "Asia/Manila",
        },
    ]
    problem = build(events=[said], people=people)
    here, there = made(problem).terms(problem)
    assert here.windows == tuple(
        (minute(d, 9), minute(d, 10)) for d in (11, 12)
    )
    manila = zone("Asia/Manila")
    assert there.windows == tuple(
        (minute(d, 9, manila), minute(d, 10, manila)) for d in (11, 12)
    )
    together = {**said, "who": said["each"]}
    del together["each"]
    problem = build(events=[together], people=people)
    (session,) = made(problem).terms(problem)
    assert session.windows == here.windows


def test_once_in_the_roster_or_in_some_dates(build):
    """Without every: the roster, or the dates, are one period."""
    said = {"name": "talk", "who": "all", "length": "1h"}
    (whole,) = made(build(events=[said])).periods
    assert (whole.days, whole.whole_days) == ((0, 6), 7)
    dated = {**said, "dates": "2027-01-16 to 2027-01-20"}
    (part,) = made(build(events=[dated])).periods
    assert (part.days, part.whole_days) == ((5, 6), 5)
    outside = {**said, "dates": "2027-02-16"}
    assert made(build(events=[outside])).periods == ()


def test_two_events_of_one_name_need_an_id(build):
    """Otherwise nobody could tell which one is meant."""
    said = {"name": "talk", "who": "all", "length": "1h"}
    with pytest.raises(InputError, match="is that of another rule"):
        build(events=[said, said])
    assert build(events=[said, {**said, "id": "second"}])


def test_lengths_lie_on_the_grid(build):
    """45 minutes make a grid of 15; 7 minutes make none."""
    said = {"name": "talk", "who": "all", "length": "45m"}
    assert build(events=[said]).slot_min == 15
    with pytest.raises(InputError, match="no multiples of 5 min"):
        build(events=[{**said, "length": "7m"}])
