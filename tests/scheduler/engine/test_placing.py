"""Events are placed where people lose least coverage."""

import pytest

from constraints.terms import (
    HARD,
    Because,
    Cover,
    Meeting,
    Pool,
    Presence,
    PresencePart,
    Price,
    Session,
    Stay,
    Tier,
)
from scheduler.engine.engine import Chosen
from scheduler.engine.gains import Gains
from scheduler.engine.placing import place_events
from scheduler.engine.view import presence
from scheduler.testing import tiny_problem

H = 60
WHY = Because("why")
PROBLEM = tiny_problem(2, days=1)
START = PROBLEM.duties[0].start_min
BOTH = (0, 1)


def placed(*events, wanted=(2, 2, 2, 1, 2, 2, 2, 2), able=BOTH):
    """Return the events of both people, whose duty is from 8 to 16.

    Parameters
    ----------
    wanted
        How many are wanted in each hour, at 10 ticks a minute.
    able
        Who serves.
    """
    covers = [
        Cover(
            WHY,
            START + n * H,
            START + (n + 1) * H,
            (0,),
            (Tier(WHY, 0, level, Price.linear(10)),),
            (Pool((able,)),),
        )
        for n, level in enumerate(wanted)
    ]
    lines = [[Chosen(0)], [Chosen(0)]]
    gains = Gains(PROBLEM, covers)
    for person in BOTH:
        gains.change(person, lambda standby: presence(PROBLEM, Chosen(0)), 1)
    place_events(PROBLEM, events, lines, gains)
    return [
        [
            ((span.start_min - START) // H, (span.end_min - START) // H)
            for span in chosen.events
        ]
        for (chosen,) in lines
    ]


def session(people, length, pieces, price=HARD, key="s"):
    """Return a session that may be at any time of the day."""
    windows = ((START, START + 8 * H),)
    return Session(
        WHY,
        key,
        people,
        windows,
        length * H,
        tuple(piece * H for piece in pieces),
        price,
    )


def meeting(price=HARD, stays=()):
    """Return a meeting of both from 9 to 10."""
    return Meeting(WHY, "m", BOTH, START + H, START + 2 * H, stays, price)


def test_a_session_takes_the_hour_that_costs_least():
    """Only the fourth hour can spare one of two."""
    assert placed(session((0,), 1, (1,))) == [[(3, 4)], []]


def test_two_events_of_one_person_do_not_meet():
    """The second goes into one of the hours that are left."""
    (first, second), _ = placed(
        session((0,), 1, (1,)), session((0,), 1, (1,), key="t")
    )
    assert {first, second} == {(0, 1), (3, 4)}


def test_what_is_dearer_than_missing_it_is_left_out():
    """An hour costs 600 ticks of coverage, missing it 60."""
    wanted = (2,) * 8
    cheap = session((0,), 1, (1,), Price.linear(1))
    assert placed(cheap, wanted=wanted) == [[], []]
    assert placed(session((0,), 1, (1,)), wanted=wanted) != [[], []]


def test_pieces_leave_no_rest_that_is_too_short():
    """Four hours: all at once, or in twos."""
    ((start, end),), _ = placed(session((0,), 4, (2, 4)))
    assert end - start == 4
    taken = session((0,), 1, (1,), key="t")
    pieces, _ = placed(taken, session((0,), 4, (2, 3, 4)))
    assert sum(end - start for start, end in pieces) == 5


@pytest.mark.parametrize(
    ("able", "stays", "there"),
    [
        (BOTH, (), [True, True]),
        ((1,), (Stay(BOTH, 1),), [True, False]),  # 1 is worth more
        ((1,), (Stay((0,), 1),), [True, True]),  # but may not stay
    ],
)
def test_who_is_worth_most_on_the_queue_stays(able, stays, there):
    """One is excused; only 1 serves what is wanted."""
    wanted = (1,) * 8
    found = placed(meeting(stays=stays), wanted=wanted, able=able)
    assert [bool(events) for events in found] == there


def test_a_meeting_that_costs_too_much_is_missed():
    """Coverage is worth 10 ticks a minute, the meeting 1."""
    assert placed(meeting(Price.linear(1)), wanted=(2,) * 8) == [[], []]


def alone(hour, *, high=None, low=1):
    """Return a row: so many of the two are there in an hour."""
    cell = START + hour * H, START + (hour + 1) * H
    parts = (PresencePart(BOTH),)
    return Presence(WHY, *cell, parts, low, high, HARD)


def test_nobody_leaves_whom_a_row_cannot_spare():
    """Hour 3 costs least, but somebody must be there then: hour 4."""
    both = session(BOTH, 1, (1,))
    assert placed(both) == [[(3, 4)], [(3, 4)]]
    wanted = (2, 2, 2, 0, 1, 2, 2, 2)
    found = placed(both, alone(3), wanted=wanted)
    assert found == [[(4, 5)], [(4, 5)]]
    # One may go; a row that is broken as it is gets no worse.
    one = session((0,), 1, (1,))
    assert placed(one, alone(3), wanted=wanted)[0] == [(3, 4)]
    assert placed(one, alone(3, low=5), wanted=wanted)[0] == [(4, 5)]


def test_who_cannot_be_spared_misses_a_meeting_that_has_a_price():
    """The second of the two stays; where it must be, nobody does."""
    dear = meeting(Price.linear(100))
    found = placed(dear, alone(1))
    assert sorted(map(len, found)) == [0, 1]
    assert placed(meeting(), alone(1)) == [[(1, 2)], [(1, 2)]]
