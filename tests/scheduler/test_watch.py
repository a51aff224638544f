"""Who is on a queue at a moment, and who comes next."""

from datetime import UTC, datetime

import pytest

import scheduler
from scheduler.problem import Span, Work
from scheduler.roster import Roster


def problem(**more):
    """Ana and Ben by day, Cy late; Di is away; a seat that Acme has."""
    return scheduler.build(
        {
            "version": 1,
            "roster": "Tiny",
            "zone": "UTC",
            "from": "2027-03-01",
            "days": 2,
            "teams": {"uk": {"place": "GB"}},
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "skills": {"names": ["desk", "mail"]},
            "shifts": {
                "day": {"who": ["Ana", "Ben", "Di"],
                        "window": "daily 08:00-16:00"},
                "late": {"who": ["Cy"], "window": "daily 15:00-23:00"},
            },
            "people": [
                {"name": name, "team": "uk", "contract": "full",
                 "skills": ["desk", "mail"]}
                for name in ("Ana", "Ben", "Cy", "Di")
            ],
            "queues": {"desk": {}, "mail": {}, "boss": {"needs": "desk",
                                                        "seat": False}},
            "tiers": {"gold": {"importance": "high"}},
            "accounts": {"Acme": {"tier": "gold", "queues": "mail",
                                  "owners": "Ana"}},
            "coverage": [
                {"queue": "desk", "window": "daily 08:00-24:00", "least": 1},
                {"queue": "mail", "window": "daily 08:00-12:00", "least": 2},
            ],
            "away": [{"who": "Di", "dates": "2027-03-01 to 2027-03-02"}],
            "handovers": [{"queue": "desk", "at": "daily 15:00",
                           "overlap": "1h"}],
            **more,
        }
    )  # fmt: skip


def first_duty(given, shift):
    """Return the duty of a shift on the first day."""
    menu = given.menu(0, 0)
    return next(d for d in menu if given.duties[d].shift == shift)


def roster(given):
    """Monday: Ana on the desk but for lunch, Ben too, Cy from 15:00."""
    day, late = first_duty(given, 0), first_duty(given, 1)
    start = given.duties[day].start_min - 480
    at = lambda hour: start + hour * 60  # noqa: E731 - reads like a table
    span = lambda a, b, kind, queue=-1: Span(at(a), at(b), kind, queue)  # noqa: E731
    ana = (
        span(8, 12, "queue", 0), span(12, 13, "break"),
        span(13, 16, "queue", 0),
    )  # fmt: skip
    ben = (
        span(8, 10, "queue", 0), span(10, 11, "break"),
        span(11, 14, "queue", 1), span(14, 16, "queue", 0),
    )  # fmt: skip
    cy = (span(15, 23, "queue", 0),)
    lines = (
        (Work(0, 0, day, ana),),
        (Work(1, 0, day, ben),),
        (Work(2, 0, late, cy),),
        (),
    )
    return Roster(given, lines), at


@pytest.fixture(scope="module")
def watched():
    """Return a function that asks who is on a queue at an hour."""
    made, at = roster(problem())

    def ask(what, hour):
        (found,) = scheduler.who(made, what, at(hour))
        return found, at

    return ask


def names(turns):
    """Return the names of those whose turns they are, in order."""
    return [["Ana", "Ben", "Cy", "Di"][turn.person] for turn in turns]


def test_breaks_do_not_end_a_turn(watched):
    """At noon Ana is at lunch, and comes back to the desk."""
    watch, at = watched("desk", 12)
    (ana,) = watch.now
    assert (ana.start_min, ana.end_min) == (at(8), at(16))
    assert ana.pause(at(12)).end_min == at(13)
    assert ana.pause(at(13)) is None
    # Nobody else is there while she eats, which is a gap until she is back.
    assert watch.gap == (at(12), at(13))
    assert watch.asked == 1


def test_another_queue_ends_a_turn(watched):
    """Ben leaves the desk at 10:00 for a break and the mail after it."""
    watch, at = watched("desk", 9)
    assert names(watch.now) == ["Ana", "Ben"]
    assert watch.now[1].end_min == at(10)
    assert not watch.now[1].pauses
    # He is back before Cy comes: the next to take the desk is he.
    assert names(watch.next) == ["Ben"]
    assert watch.next[0].start_min == at(14)


def test_the_handover_of_the_file_is_named(watched):
    """At 15:00 three are there: who hands over and who takes over."""
    watch, at = watched("desk", 9)
    assert watch.handover.rule == "handovers.1"
    assert (watch.handover.start_min, watch.handover.end_min) == (
        at(15),
        at(16),
    )
    assert watch.handover.people == (0, 1, 2)


def test_who_could_and_what_keeps_the_others(watched):
    """Ben serves the mail, Cy is not offered the day, Di is away."""
    watch, _ = watched("desk", 12)
    told = {people: each for each in watch.could for people in each.people}
    assert set(told) == {1, 2, 3}
    assert (told[1].how, told[2].how, told[3].how) == (
        "serves",
        "kept",
        "kept",
    )
    assert told[1].text == "Ben serves mail"
    assert "Di is away" in told[3].text


def test_after_the_last_nobody_comes(watched):
    """At 23:00 Cy goes home: the desk is open till midnight, and empty."""
    watch, at = watched("desk", 23)
    assert watch.now == ()
    assert watch.next == ()
    assert watch.gap == (at(23), at(24))
    watch, _ = watched("mail", 20)
    assert watch.asked == 0  # closed: that nobody is there is no gap today
    assert watch.gap == (at(32), at(36))


def test_who_must_be_there_is_whoever_works(watched):
    """A queue without seats is served by those on duty, breaks apart."""
    watch, at = watched("boss", 12)
    assert names(watch.now) == ["Ana", "Ben"]
    assert watch.now[0].pause(at(12)) is not None
    assert watch.now[1].pause(at(12)) is None


@pytest.mark.parametrize("what", ["Acme", "gold", "mail"])
def test_accounts_and_tiers_are_served_on_their_queues(watched, what):
    """An account needs no volume to be asked for."""
    watch, _ = watched(what, 11)
    assert watch.queue == 1
    assert names(watch.now) == ["Ben"]


def test_moments_of_python():
    """An aware datetime is as good as minutes; one without a zone is not."""
    made, at = roster(problem())
    when = datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert scheduler.who(made, "desk", when)[0].at_min == at(9)
    with pytest.raises(ValueError, match="no time zone"):
        scheduler.who(made, "desk", when.replace(tzinfo=None))


def test_standby_is_a_turn_where_it_is_asked_for():
    """Cy is on call at night: reached, not at work."""
    night = {"who": ["Cy"], "window": "daily 16:00-08:00", "standby": True}
    given = problem(
        shifts={
            "day": {"who": ["Ana", "Ben", "Di"],
                    "window": "daily 08:00-16:00"},
            "night": night,
        },
        coverage=[
            {"queue": "desk", "window": "daily 08:00-16:00", "least": 1},
            {"queue": "desk", "window": "24/7", "least": 1, "standby": "ok"},
        ],
        handovers=[],
    )  # fmt: skip
    duty = first_duty(given, 1)
    made = Roster(given, ((), (), (Work(2, 0, duty),), ()))
    start = given.duties[duty].start_min
    (watch,) = scheduler.who(made, "desk", start + 60)
    assert watch.now[0].standby
    assert names(watch.now) == ["Cy"]
    # Tomorrow from 08:00 nobody is there at all.
    assert watch.gap == (start + 16 * 60, start + 32 * 60)


@pytest.mark.parametrize(
    ("what", "hour", "said"),
    [
        ("desc", 9, 'did you mean "desk"?'),
        ("qqqqqq", 9, "there are desk, mail, boss, gold, Acme"),
        ("", 9, "there is no queue"),
        ("desk", -1, "the roster is from 2027-03-01 to 2027-03-02"),
        ("desk", 48, "the roster is from 2027-03-01 to 2027-03-02"),
    ],
)
def test_what_is_not_there_is_said(watched, what, hour, said):
    """Unknown names and moments outside the roster."""
    with pytest.raises(scheduler.InputError, match=r"\w") as caught:
        watched(what, hour)
    assert said in str(caught.value)
