"""When people are away: dates, calendars and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from constraints.available import Available

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]

ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//t//t//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20270101T000000Z
DTSTART;VALUE=DATE:20270112
DTEND;VALUE=DATE:20270114
SUMMARY:Surgery
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def hours(problem: Problem) -> list[tuple[int, int]]:
    """Return Ana's absences in hours from Monday's midnight in Halifax."""
    start = problem.offsets[0][0] + 60 * 1440
    return [
        ((first - start) // 60, (last - start) // 60)
        for first, last in problem.away[0]
    ]


def test_dates_are_whole_days_where_somebody_lives(build: Build) -> None:
    """Midnight to midnight, days that touch in one stretch."""
    problem = build(
        away=[
            {
                "who": "Ana",
                "dates": ["2027-01-12 to 2027-01-13", "2027-01-14"],
            },
            {"who": "Ana", "dates": "2027-01-16"},
        ]
    )
    assert hours(problem) == [(24, 96), (120, 144)]
    assert [
        len(rule.stretches)
        for rule in problem.rules
        if isinstance(rule, Available)
    ] == [1, 1]


def test_dates_elsewhere_are_days_elsewhere(build: Build) -> None:
    """Tuesday in Manila begins on Monday noon in Halifax."""
    problem = build(
        people=[
            {
                "name": "Ana",
                "team": "na",
                "contract": "any",
                "zone": "Asia/Manila",
            }
        ],
        away=[{"who": "Ana", "dates": "2027-01-12"}],
    )
    assert hours(problem) == [(12, 36)]


def test_leave_without_an_end(build: Build) -> None:
    """The last date there is, and the first, are dates like others."""
    problem = build(away=[{"who": "Ana", "dates": "0001-01-01 to 9999-12-31"}])
    assert all(problem.absent(0, day) for day in range(5))


def test_leave_of_another_year_is_no_matter(build: Build) -> None:
    """What lies far from the roster is left out of it."""
    assert build(away=[{"who": "Ana", "dates": "9999-12-31"}]).away == ((),)


def test_leave_from_a_calendar(build: Build) -> None:
    """A day-long event is away from midnight to midnight; why is unsaid."""
    Path("leave.ics").write_text(ICS)
    problem = build(away=[{"who": "ana", "calendar": "leave.ics"}])
    assert hours(problem) == [(24, 72)]
    assert problem.warnings == ()
    (rule,) = (r for r in problem.rules if isinstance(r, Available))
    assert "Surgery" not in repr(rule)
    assert [problem.absent(0, day) for day in range(5)] == [
        False,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, 'away.0.calendar: there is no file "leave.ics"'),
        (b"name,team\nAna,na\n", "leave.ics"),
        (b"", "leave.ics"),
        (b"\xff\xfe\x00B", "leave.ics"),
        (ICS[:-40].encode(), "leave.ics"),
    ],
)
def test_calendar_that_is_none(
    refused: Callable[..., list[str]], data: bytes | None, expected: str
) -> None:
    """A file that is missing, a table, empty, binary or cut short."""
    if data is not None:
        Path("leave.ics").write_bytes(data)
    (found,) = refused(away=[{"who": "Ana", "calendar": "leave.ics"}])
    assert found.startswith(f"error: {expected}") or found.startswith(expected)


def test_all_calendars_are_read_before_any_is_refused(
    refused: Callable[..., list[str]],
) -> None:
    """Two people's files that are missing are two findings."""
    found = refused(
        away=[
            {"who": "Ana", "calendar": "a.ics"},
            {"who": "Ana", "calendar": "b.ics"},
        ]
    )
    assert [text.split('"')[1] for text in found] == ["a.ics", "b.ics"]


def test_joining_and_leaving_are_no_absence(build: Build) -> None:
    """They are employment: another reason, and days that do not count."""
    problem = build(
        people=[
            {
                "name": "Ana",
                "team": "na",
                "contract": "any",
                "joins": "2027-01-12",
                "leaves": "2027-01-14",
            }
        ]
    )
    assert problem.away == ((),)
    assert [problem.absent(0, day) for day in range(5)] == [
        True,
        False,
        False,
        False,
        True,
    ]
