"""Events: who attends meetings, and whether sessions take place."""

from dataclasses import replace

import pytest

from constraints.event import Event
from constraints.occasions import Period
from constraints.terms import Session
from scheduler.problem import Span
from scheduler.solver import solve
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

H = 60
DAY = 24 * H
PROBLEM = tiny_problem(
    [{"skills": ["desk"]}, {"skills": ["desk"]}, {"name": "Kim"}],
    days=4,
    shifts={"day": TinyShift((8 * H,)), "late": TinyShift((14 * H,))},
    queues={"desk": ["desk"]},
)
MIDNIGHT = PROBLEM.duties[0].start_min - 8 * H
LINES = [{0: PROBLEM.menu(p, 0)[0]} for p in range(3)]


def at(first, last, day=0):
    """Return a stretch of hours."""
    return MIDNIGHT + day * DAY + first * H, MIDNIGHT + day * DAY + last * H


def event(**options):
    """Return an event."""
    return Event(id="events.e", title="e", importance="must", **options)


def days(first, last, whole, *hours):
    """Return a period of days, at certain hours of each of them."""
    windows = tuple(at(*hours, day=d) for d in range(first, last + 1))
    return Period("x", (first, last), whole, {"": windows, "UTC": windows})


def judged(rule, *spans, problem=PROBLEM, lines=LINES):
    """Return people and amounts of what is broken.

    Parameters
    ----------
    spans
        Person, key and stretch of what is attended.
    """
    there = {
        (person, (start - MIDNIGHT) // DAY): ()
        for person, _, (start, _) in spans
    }
    for person, key, (start, end) in spans:
        day = (start - MIDNIGHT) // DAY
        there[person, day] += (Span(start, end, "event", event=key),)
    roster = tiny_roster(problem, lines, there)
    return [(v.people, v.amount) for v in rule.check(roster)]


MEETING = "events.e/2027-03-01T10:00"


def test_who_is_on_duty_attends_a_meeting():
    """All three work from 8 to 16; 2 is not there."""
    rule = event(stretches=(at(10, 11),))
    both = [(p, MEETING, at(10, 11)) for p in (0, 1)]
    assert judged(rule, *both) == [((2,), 60)]
    assert judged(rule, *both, (2, MEETING, at(10, 11))) == []
    # Half of it is not enough.
    late = (2, MEETING, (at(10, 11)[0] + 30, at(10, 11)[1]))
    assert judged(rule, *both, late) == [((2,), 60)]


def test_nobody_comes_for_a_meeting_or_stays_for_it():
    """From 15 to 17 the early duty ends and the late one has not begun."""
    late = [{0: PROBLEM.menu(0, 0)[1]}, LINES[1], {}]
    rule = event(stretches=(at(15, 17),))
    assert judged(rule, lines=late) == [((0,), 120)]
    assert judged(event(stretches=(at(13, 15),)), lines=late) == [((1,), 120)]


def test_some_may_stay_on_a_queue():
    """One of 0 and 1 may serve desk meanwhile; 2 lacks the skill."""
    rule = event(stretches=(at(10, 11),), stays=(((0,), 1),))
    there = [(p, MEETING, at(10, 11)) for p in range(3)]
    assert judged(rule, *there[1:]) == []
    assert judged(rule, there[2]) == [((1,), 60)]
    assert judged(rule, *there[:2]) == [((2,), 60)]


def test_each_has_a_session_with_somebody():
    """0 meets Kim, 1 does not; Kim has none with herself."""
    rule = event(
        each=True, with_="Kim", length=H, periods=(days(0, 0, 1, 8, 16),)
    )
    keys = [term.event for term in rule.terms(PROBLEM)]
    assert keys == ["events.e/p0/x", "events.e/p1/x"]
    met = [(p, keys[0], at(9, 10)) for p in (0, 2)]
    assert judged(rule, *met) == [((1, 2), 120)]
    assert judged(rule, met[0], (2, keys[0], at(10, 11))) == [
        ((0, 2), 120),
        ((1, 2), 120),
    ]


@pytest.mark.parametrize(
    ("pieces", "missing"),
    [
        ([(8, 12)], 0),
        ([(8, 10), (12, 14)], 0),
        ([(8, 11)], 60),
        ([(8, 9), (10, 13)], 60),  # an hour is too short a piece
        ([], 240),
    ],
)
def test_projects_may_come_in_pieces(pieces, missing):
    """Four hours a day in pieces of at least two."""
    rule = event(
        who="P0",
        each=True,
        length=4 * H,
        least_piece=2 * H,
        periods=(days(0, 0, 1, 8, 16),),
    )
    spans = [(0, "events.e/p0/x", at(*piece)) for piece in pieces]
    assert sum(n for _, n in judged(rule, *spans)) == missing


def test_pieces_are_half_hours_longer_or_what_is_left():
    """100 minutes in pieces of at least 40: 40 or 60 beside each other."""
    rule = event(length=100, least_piece=40, periods=(days(0, 0, 1, 8, 16),))
    (session,) = rule.terms(replace(PROBLEM, slot_min=10))
    assert session.pieces == (40, 60, 70, 100)
    hours = tuple(
        minutes for minutes in range(0, 130, 10) if rule._may_last(minutes, 10)
    )
    assert hours == session.pieces


def absent(*stretches):
    """Return the problem with absences by person."""
    return replace(PROBLEM, away=stretches)


def test_a_period_owes_what_half_of_its_days_are_worked():
    """Of four days 0 is away for three, 1 for two."""
    problem = absent(((MIDNIGHT, MIDNIGHT + 3 * DAY),), (at(0, 48),), ())
    rule = event(
        who=["P0", "P1"], each=True, length=H, periods=(days(0, 3, 4, 8, 16),)
    )
    assert [t.people for t in rule.terms(problem)] == [(1,)]
    assert [p for p, _ in judged(rule, problem=problem)] == [(1,)]
    # A week of which four days are in the roster is owed, of three is not.
    for first, owed in ((0, 2), (1, 0)):
        cut = event(
            who=["P0", "P1"],
            each=True,
            length=H,
            periods=(days(first, 3, 7, 8, 16),),
        )
        assert len(list(cut.terms(PROBLEM))) == owed
        assert len(judged(cut)) == owed


def test_who_is_away_is_left_out_but_not_the_host():
    """0 is away: the others meet. Kim is away: nobody meets her."""
    week = (days(0, 3, 4, 8, 16),)
    whole = (MIDNIGHT, MIDNIGHT + 4 * DAY)
    review = event(length=H, periods=week)
    assert [
        p for p, _ in judged(review, problem=absent((whole,), (), ()))
    ] == [(1, 2)]
    alone = absent((whole,), (whole,), ())
    assert judged(review, problem=alone) == []
    assert list(review.terms(alone)) == []
    host = event(who="P0", each=True, with_="Kim", length=H, periods=week)
    assert judged(host, problem=absent((), (), (whole,))) == []
    assert list(host.terms(absent((), (), (whole,)))) == []


def test_a_review_of_one_is_held_by_one():
    """Nobody else was to come."""
    rule = event(who="P0", length=H, periods=(days(0, 0, 1, 8, 16),))
    (session,) = rule.terms(PROBLEM)
    assert isinstance(session, Session)
    assert (session.event, session.people) == ("events.e/x", (0,))


def test_in_words():
    """What is asked, and how it was missed."""
    week = (days(0, 3, 4, 8, 16),)
    one = event(who="P0", each=True, with_="Kim", length=30, periods=week)
    (term,) = one.terms(PROBLEM)
    assert one.says(term.because, PROBLEM) == (
        "P0 and Kim have e for 30 min, 1–4 March"
    )
    (found,) = one.check(tiny_roster(PROBLEM, LINES))
    assert one.words(found, PROBLEM) == (
        "e does not take place for P0 and Kim, 1–4 March"
    )
    half = event(
        who="P0", each=True, length=4 * H, least_piece=120, periods=week
    )
    span = Span(*at(8, 10), "event", event="events.e/p0/x")
    (found,) = half.check(tiny_roster(PROBLEM, LINES, {(0, 0): (span,)}))
    assert half.words(found, PROBLEM) == "e lacks 2 h for P0, 1–4 March"
    meeting = event(who=["P0", "P1"], stretches=(at(10, 11),))
    (term,) = meeting.terms(PROBLEM)
    assert meeting.says(term.because, PROBLEM) == (
        "P0 and P1 attend e if on duty, Mon 1 March"
    )
    (found,) = meeting.check(tiny_roster(PROBLEM, LINES))
    assert meeting.words(found, PROBLEM) == (
        "P0 and P1 are on duty and not at e, Mon 1 March 10:00–11:00"
    )


def test_the_solver_brings_people_together():
    """Early and late share two hours; a one-to-one of two fits only there.

    P0 cannot work late and Kim not early, so both come, at 14.
    """
    rule = event(
        who="P0",
        each=True,
        with_="Kim",
        length=120,
        periods=(days(0, 0, 1, 13, 17),),
    )
    result = solve(replace(PROBLEM, rules=(rule,)), iterations=2000)
    assert result.status == "optimal"
    spans = [result.best.events(person) for person in (0, 1, 2)]
    assert spans[0] == spans[2] != ()
    assert spans[1] == ()
