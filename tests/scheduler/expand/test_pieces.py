"""Shifts in pieces and on standby, from the file to its duties."""

from __future__ import annotations

from typing import Any

import pytest

import scheduler

HOUR = 60


def built(shifts: dict[str, Any], **more: Any):
    """Return the problem of a file with these shifts, for one or two."""
    return scheduler.build(
        {
            "roster": "r",
            "zone": "Europe/Madrid",
            "from": "2027-03-22",
            "weeks": 1,
            "skills": {"names": ["plus"]},
            "teams": {"t": {"skills": ["plus"]}},
            "contracts": {"full": {"paid hours": "at most 40/week"}},
            "shifts": shifts,
            "people": [{"name": "Ana", "team": "t", "contract": "full"}],
            "queues": {"plus": {}},
            "coverage": [
                {"queue": "plus", "window": "daily 08:00-10:00", "least": 1}
            ],
            **more,
        }
    )


def told(problem, day: int = 0) -> set[tuple[tuple[str, str, bool], ...]]:
    """Return the duties of a day as pieces on the wall clock."""
    from scheduler.clock import zone

    clock = zone("Europe/Madrid")

    def at(instant: int) -> str:
        hour, minute = divmod(clock.local(instant).minute, 60)
        return f"{hour:02}:{minute:02}"

    return {
        tuple(
            (at(p.start_min), at(p.end_min), p.standby)
            for p in problem.duties[duty].parts
        )
        for duty in problem.menu(0, day)
    }


def test_a_gap_on_the_clock_makes_two_pieces() -> None:
    """07-11 and 16-20, 8 hours paid, from one choice of the day."""
    problem = built(
        {
            "s": {
                "window": "Mon-Fri 07:00-20:00",
                "split": {"gap at": "11:00-16:00"},
            }
        }
    )
    assert told(problem) == {
        (("07:00", "11:00", False), ("16:00", "20:00", False))
    }
    assert problem.duties[0].paid_min == 8 * HOUR


def test_a_gap_moves_with_its_shift() -> None:
    """With slide: 1h in steps of an hour there are three of them."""
    problem = built(
        {
            "s": {
                "window": "Mon 07:00-20:00",
                "slide": "1h",
                "step": "1h",
                "split": {"gap at": "11:00-16:00"},
            }
        }
    )
    assert {pieces[0][0] for pieces in told(problem)} == {
        "06:00",
        "07:00",
        "08:00",
    }
    assert {pieces[0][1] for pieces in told(problem)} == {
        "10:00",
        "11:00",
        "12:00",
    }


def test_a_gap_of_a_length_lies_wherever_it_may() -> None:
    """6 h of work and 2 to 4 h of gap in 08-16: only a gap of 2 h fits.

    Pieces last at least 2 h: the first ends at 10, 11 or 12.
    """
    problem = built(
        {
            "s": {
                "inside": "Mon 08:00-16:00",
                "length": "6h",
                "step": "1h",
                "split": {"gap": "2h to 4h"},
            }
        }
    )
    assert {(p[0][1], p[1][0]) for p in told(problem)} == {
        ("10:00", "12:00"),
        ("11:00", "13:00"),
        ("12:00", "14:00"),
    }


def test_the_spread_limits_a_day() -> None:
    """6 h of work within 9 h leave gaps of 2 and 3 h."""
    problem = built(
        {
            "s": {
                "inside": "Mon 08:00-20:00",
                "length": "6h",
                "step": "1h",
                "split": {
                    "gap": "2h to 5h",
                    "pieces": "3h to 3h",
                    "spread": "9h",
                },
            }
        }
    )
    lengths = {d.end_min - d.start_min for d in problem.duties.duties}
    assert lengths == {8 * HOUR, 9 * HOUR}


def test_pieces_have_breaks_of_their_own() -> None:
    """A piece of 6 h has its break in its middle half, one of 4 h none."""
    problem = built(
        {
            "s": {
                "window": "Mon 06:00-20:00",
                "split": {"gap at": "10:00-14:00"},
                "break": {"length": "30m"},
            }
        }
    )
    (duty,) = (problem.duties[d] for d in problem.menu(0, 0))
    (pause,) = duty.breaks
    assert 8 * HOUR <= pause.earliest_min <= pause.latest_min < 14 * HOUR
    assert duty.paid_min == 10 * HOUR - 30


def test_clocks_put_back_in_a_gap_leave_it_its_order() -> None:
    """31 October 2027, 03:00 shows 02:00 again: no piece begins before."""
    problem = scheduler.build(
        {
            "roster": "r",
            "zone": "Europe/Madrid",
            "from": "2027-10-30",
            "weeks": 1,
            "teams": {"t": {}},
            "contracts": {"full": {}},
            "shifts": {
                "s": {
                    "window": "Sat 22:00-06:00",
                    "split": {"gap at": "02:00-02:30"},
                }
            },
            "people": [{"name": "Ana", "team": "t", "contract": "full"}],
        }
    )
    (duty,) = problem.duties.duties
    first, second = duty.work
    assert first[1] <= second[0]
    assert duty.end_min - duty.start_min == 9 * HOUR


DAY = {"window": "Mon-Fri 08:00-17:00"}
ON_CALL = {
    "standby": True,
    "window": ["Mon-Fri 17:00-08:00", "Sat-Sun 08:00-08:00"],
}


def test_standby_joins_work_of_its_day() -> None:
    """Monday: work, standby, or both; Saturday: standby alone."""
    problem = built({"day": DAY, "on call": ON_CALL})
    work, call = ("08:00", "17:00", False), ("17:00", "08:00", True)
    assert told(problem) == {(work,), (call,), (work, call)}
    assert told(problem, 5) == {(("08:00", "08:00", True),)}


def test_work_within_standby_leaves_its_rest() -> None:
    """On call 17-08 and working 18-22: on call for what is left."""
    problem = built(
        {"late": {"window": "Mon 18:00-22:00"}, "on call": ON_CALL}
    )
    assert (
        ("17:00", "18:00", True),
        ("18:00", "22:00", False),
        ("22:00", "08:00", True),
    ) in told(problem)


def test_beside_says_what_may_be_joined() -> None:
    """With [] nothing may."""
    problem = built({"day": DAY, "on call": ON_CALL | {"beside": []}})
    assert len(told(problem)) == 2


def test_nobody_is_offered_half_of_a_day() -> None:
    """Who may not be on call may work, and neither be on call nor both."""
    problem = built(
        {"day": DAY, "on call": ON_CALL | {"who": "Ben"}},
        people=[
            {"name": "Ana", "team": "t", "contract": "full"},
            {"name": "Ben", "team": "t", "contract": "full"},
        ],
    )
    barred = {
        duty
        for rule in problem.rules
        for term in rule.terms(problem)
        if term.because.people == (0,)
        and "on-call" in term.because.rule
        and "who" in term.because.rule
        for duty in problem.menu(0, 0)
        if term.amount.by_duty[duty]
    }
    assert len(barred) == 2


def test_standby_is_paid_by_a_share() -> None:
    """A tenth of 15 hours is an hour and a half."""
    problem = built({"day": DAY, "on call": ON_CALL | {"paid": "10%"}})
    paid = {problem.duties[duty].paid_min for duty in problem.menu(0, 0)}
    assert paid == {9 * HOUR, 90, 9 * HOUR + 90}


def test_a_clock_change_shortens_standby() -> None:
    """Saturday 27 March 08:00 to Sunday 08:00 lasts 23 hours."""
    problem = built({"on call": ON_CALL})
    (duty,) = (problem.duties[d] for d in problem.menu(0, 5))
    assert duty.end_min - duty.start_min == 23 * HOUR


@pytest.mark.parametrize(
    ("shift", "message"),
    [
        ({"split": "11:00-16:00"}, "write {gap at: 11:00-16:00}"),
        ({"split": "2h"}, "write {gap: 2h}"),
        ({"split": {}}, "either gap at:"),
        ({"split": {"gap at": "05:00-06:00"}}, "inside the window"),
        ({"split": {"gap at": "11:00-16:00", "spread": "12h"}}, "with gap:"),
        ({"split": {"gap": "at most 2h"}}, "needs a least"),
        ({"split": {"gap": "2h"}, "edges": "1h"}, "do not go with it"),
        ({"standby": True, "slide": "1h"}, "do not go with it"),
        ({"paid": "10%"}, "for standby: true"),
        ({"standby": True, "paid": "-10%"}, "expected at least 0"),
        ({"hands over": "Fri"}, "goes with block:"),
        ({"standby": True, "block": "3 days"}, "weeks"),
    ],
)
def test_what_makes_no_sense_is_said(
    shift: dict[str, Any], message: str
) -> None:
    """Each finding says what to write."""
    with pytest.raises(scheduler.InputError) as error:
        built({"s": {"window": "Mon-Fri 07:00-20:00"} | shift})
    assert message in str(error.value)


def test_reachable_lines_have_no_most() -> None:
    """It limits who serves, and nobody need serve."""
    line = {"queue": "plus", "window": "24/7", "most": 2, "standby": "ok"}
    with pytest.raises(scheduler.InputError, match="limits who serves"):
        built({"day": DAY}, coverage=[line])
