"""Sums that a file gets wrong, said before anything is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

DAY = {"window": "daily 08:00-16:00", "break": {"length": "30m"}}
ANA = {"name": "Ana", "team": "na", "contract": "any"}
BEN = {"name": "Ben", "team": "na", "contract": "any"}


def warned(build: Build, code: str, **sections: Any) -> list[str]:
    """Return the warnings of a kind."""
    problem = build(**sections)
    assert all(w.severity == "warning" for w in problem.warnings)
    return [w.message for w in problem.warnings if w.code == code]


def short_week(build: Build, core: Any, hours: str, **said: Any) -> list[str]:
    """Return what is said about the hours of one contract and shift."""
    contract = {"paid hours": hours} | said
    return warned(
        build,
        "short-week",
        contracts={"any": contract},
        shifts={"core": core},
    )


def test_unpaid_break_makes_a_week_short(build: Build) -> None:
    """Five days of 8 h less half an hour each."""
    assert short_week(build, DAY, "40/week") == [
        "core yields 37.5 of 40 paid hours a week: unpaid break (5 days of "
        "at most 7h30)"
    ]
    assert short_week(build, DAY, "37.5/week") == []
    paid = DAY | {"break": {"length": "30m", "paid": True}}
    assert short_week(build, paid, "40/week") == []


def test_short_shifts_make_a_week_short(build: Build) -> None:
    """The contract allows no longer ones, or there are none."""
    inside = {"inside": "daily 06:00-20:00"}
    assert short_week(build, inside, "30/week", shift="4h to 5h") == [
        "core yields 25 of 30 paid hours a week: short shifts (5 days of at "
        "most 5h)"
    ]


def test_days_of_the_contract_count(build: Build) -> None:
    """Six days suffice; a shift of two days a week does not."""
    assert short_week(build, DAY, "40/week", days="at most 6/week") == []
    found = short_week(build, {"window": "Sat-Sun 08:00-20:00"}, "30/week")
    assert found == [
        "core yields 24 of 30 paid hours a week: short shifts (2 days of at "
        "most 12h)"
    ]


def test_periods_are_compared_by_the_week(build: Build) -> None:
    """160 in four weeks are forty a week."""
    assert len(short_week(build, DAY, "160/4 weeks")) == 1
    assert short_week(build, DAY, "150/4 weeks") == []
    assert short_week(build, DAY, "999/period") == []
    assert short_week(build, DAY, "at most 60/week") == []


def test_longest_shift_on_offer_counts(build: Build) -> None:
    """Somebody who may also work ten hours reaches forty."""
    long = {"window": "Mon-Fri 08:00-18:00", "who": "Ana"}
    sections = {
        "contracts": {"any": {"paid hours": "40/week"}},
        "shifts": {"core": DAY, "long": long},
    }
    assert warned(build, "short-week", people=[ANA], **sections) == []
    (found,) = warned(build, "short-week", people=[ANA, BEN], **sections)
    assert "paid hours a week for Ben: unpaid break" in found


def test_less_than_a_week_is_not_judged(build: Build) -> None:
    """Nobody knows the other days."""
    problem = build(
        weeks=None,
        days=5,
        contracts={"any": {"paid hours": "60/week"}},
    )
    assert problem.warnings == ()


def test_nobody_can_serve_a_queue(build: Build) -> None:
    """Nobody has the skill, nobody has all of them, or none of any."""
    sections = {
        "skills": {"names": ["chat", "desk", "mail"]},
        "teams": {"na": {"skills": ["desk"]}},
        "people": [
            ANA | {"skills": ["chat=learning"]},
            BEN | {"skills": ["mail"]},
        ],
    }
    queues = {
        "chat": {},
        "both": {"needs": ["chat>=learning", "mail"]},
        "some": {"needs any": ["chat", "mail>=expert"]},
        "desk": {},
        "idle": {"needs": "chat"},
    }
    coverage = [
        {"queue": queue, "window": "Mon", "wanted": 1}
        for queue in list(queues)[:4]
    ]
    found = warned(
        build, "unserved", queues=queues, coverage=coverage, **sections
    )
    assert found == [
        "nobody can serve chat: nobody has chat at the level it needs",
        "nobody can serve both: nobody has chat and mail at once",
        "nobody can serve some: nobody has chat or mail at the level it needs",
    ]


def test_skill_that_comes_later_serves(build: Build) -> None:
    """One day of the roster is enough."""
    skills = [{"skill": "desk", "from": "2027-01-13", "until": "2027-01-14"}]
    sections = {
        "teams": {"na": {}},
        "people": [ANA | {"skills": skills}],
        "coverage": [{"queue": "desk", "window": "Mon", "least": 1}],
    }
    assert warned(build, "unserved", **sections) == []


def test_shift_for_nobody(build: Build) -> None:
    """``who`` matches no one."""
    shifts = {"core": DAY, "night": DAY | {"who": "skill fr"}}
    assert warned(build, "unoffered", shifts=shifts) == [
        "nobody is offered the shift night: who: skill fr>=B2 matches no one"
    ]


def test_somebody_without_a_shift(build: Build) -> None:
    """A contract forgotten under ``who`` is the usual slip."""
    problem = build(
        contracts={"any": {}, "part-time": {}},
        shifts={"core": DAY | {"who": "any"}},
        people=[ANA, BEN | {"contract": "part-time"}],
    )
    (warning,) = problem.warnings
    assert warning.message == (
        "Ben is offered no shift: no who: of a shift matches them (team na, "
        "contract part-time)"
    )
    assert warning.path == ("people", 1)


@pytest.mark.parametrize(
    "shift",
    [
        {"inside": "daily 08:00-10:00", "length": "4h"},
        {"overlap": "08:00-16:00", "length": "6h"},
        {"window": "2026-01-12 08:00-16:00"},
    ],
)
def test_shift_without_a_duty(build: Build, shift: Any) -> None:
    """Lengths that do not fit, days that are not in the roster."""
    found = warned(build, "unworked", shifts={"core": DAY, "odd": shift})
    assert len(found) == 1
    assert found[0].startswith("odd has no duty within the roster")


def test_break_that_no_duty_has(build: Build) -> None:
    """It begins after the shift has ended, or the shift is short."""
    late = DAY | {"break": {"length": "30m", "starts after": "8h"}}
    (found,) = warned(build, "no-break", shifts={"core": late})
    assert found.startswith("no duty of core has its break: they last up to")
    short = DAY | {"window": "daily 08:00-12:00"}
    assert len(warned(build, "no-break", shifts={"core": short})) == 1


def test_more_hours_asked_for_than_there_are(build: Build) -> None:
    """24/7 is 168 hours, and one contract has 40."""
    sections: dict[str, Any] = {
        "contracts": {"any": {"paid hours": "at most 40/week"}},
        "coverage": [{"queue": "desk", "window": "24/7", "least": 1}],
    }
    assert warned(build, "scarce", **sections) == [
        "coverage asks for at least 168 person-hours, all contracts together "
        "have 40"
    ]
    sections["contracts"] = {"any": {}}
    assert warned(build, "scarce", **sections) == []


def test_lines_of_one_queue_do_not_add_up(build: Build) -> None:
    """The highest counts, and presence takes nobody."""
    sections: dict[str, Any] = {
        "contracts": {"any": {"paid hours": "8 to 9/week"}},
        "queues": {"desk": {}, "lead": {"needs": "desk", "seat": False}},
        "coverage": [
            {"queue": "desk", "window": "Mon 08:00-16:00", "least": 1},
            {"queue": "desk", "window": "Mon 12:00-17:00", "least": 1},
            {"queue": "lead", "window": "24/7", "least": 1},
        ],
    }
    assert warned(build, "scarce", **sections) == []
