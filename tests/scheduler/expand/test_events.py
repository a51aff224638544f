"""Events of a file: meetings as instants, periods with their windows."""

from datetime import date

import pytest

import scheduler
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


OFF_SITE = {"name": "off-site", "who": "all", "dates": "2027-01-12"}


def test_whole_days_are_duties_of_their_own(build):
    """A day's worth of the contract from nine, paid, worked, off queues."""
    people = [
        {"name": "Ana", "team": "na", "contract": "full"},
        {"name": "Ben", "team": "na", "contract": "full"},
        {"name": "Cy", "team": "na", "contract": "part"},
    ]
    contracts = {
        "full": {"paid hours": "37.5/week", "days": "5/week"},
        "part": {"paid hours": "16 to 24/week", "shift": "4h to 6h"},
    }
    problem = build(
        events=[
            {**OFF_SITE, "dates": "2027-01-12 to 2027-01-13"},
            {"name": "stand-up", "who": "all", "at": "daily 10:00-10:30"},
        ],
        people=people,
        contracts=contracts,
        away=[{"who": "Ben", "dates": "2027-01-13"}],
    )
    shifts = {shift.name: shift.idx for shift in problem.shifts}
    assert list(shifts) == ["core", "off-site (7h30)", "off-site (4h30)"]
    lengths = {
        (duty.shift, duty.paid_min)
        for duty in problem.duties.duties
        if duty.shift
    }
    assert lengths == {(1, 450), (2, 270)}
    pins = {r.id: r for r in problem.rules if r.name == "pinned"}
    assert sorted(pins) == [
        f"events.off-site.{length}.2027-01-{day}"
        for length in ("4h30", "7h30")
        for day in (12, 13)
    ]
    there = pins["events.off-site.7h30.2027-01-13"]
    assert [there.who.matches(p) for p in problem.people] == [1, 0, 0]
    assert there.importance.hard
    # Nobody is missed at the stand-up of those days.
    meetings = [
        term.people
        for rule in problem.rules
        if rule.id == "events.stand-up"
        for term in rule.terms(problem)
    ]
    assert meetings == [(0, 1, 2)] * 5


def test_whole_days_may_have_hours_and_a_price(build):
    """In everybody's own zone, unless the hours name one."""
    said = {**OFF_SITE, "hours": "10:00-16:00", "importance": "normal"}
    problem = build(events=[said])
    assert made(problem).stretches == ((minute(12, 10), minute(12, 16)),)
    assert made(problem).importance.points == 10
    dublin = build(events=[{**said, "hours": "10:00-16:00 Europe/Dublin"}])
    at = zone("Europe/Dublin")
    assert made(dublin).stretches == (
        (minute(12, 10, at), minute(12, 16, at)),
    )


def test_whole_days_of_another_month_are_no_shift(build):
    """A standing file may name dates that this month has not."""
    problem = build(events=[{**OFF_SITE, "dates": "2027-02-12"}])
    assert [shift.name for shift in problem.shifts] == ["core"]
    assert problem.warnings == ()


def test_whole_days_need_a_name_that_no_shift_has(build):
    """Messages and calendars would mean either."""
    with pytest.raises(InputError, match='there is a shift "core" as well'):
        build(events=[{**OFF_SITE, "name": "core"}])


def test_whole_days_are_spent_off_the_queues(build):
    """Ana is at the off-site on Tuesday; the desk has nobody all day."""
    coverage = [
        {"queue": "desk", "window": "Mon-Fri 09:00-16:00", "wanted": 1}
    ]
    problem = build(events=[OFF_SITE], coverage=coverage)
    result = scheduler.solve(problem, iterations=2000)
    work = result.best.work(0, 1)
    spans = [(span.kind, span.event) for span in work.spans]
    assert spans == [("event", "events.off-site/2027-01-12T09:00")]
    # Seven hours at 10 points; an event's hours are paid: 8 h from nine.
    assert result.cost == 70 * 6000
    assert result.best.duty(work).paid_min == 480
