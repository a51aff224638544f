"""Coverage lines as needs on instants: edges, zones, holidays, shoulders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from constraints.coverage import Coverage
from constraints.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.needs import Need
    from scheduler.problem import Problem

    Build = Callable[..., Problem]


def needs(build: Build, *lines: dict[str, Any], **sections: Any) -> list[Need]:
    """Return the needs of coverage lines of the queue ``desk``."""
    problem = build(
        coverage=[{"queue": "desk", **line} for line in lines], **sections
    )
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    return [need for line in rule.lines for need in line.needs]


def utc(day: date, hour: int) -> int:
    """Return the instant of an hour of UTC; 24 and more are later days."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(midnight.timestamp()) // 60 + hour * 60


MONDAY = date(2027, 1, 11)
"""First day of the small roster; Halifax is at UTC-4."""


def test_24_7_ends_with_the_horizon(build: Build) -> None:
    """From the first midnight of the file's clock to the last."""
    (need,) = needs(build, {"window": "24/7", "least": 1, "wanted": 2})
    assert (need.start_min, need.end_min) == (
        utc(MONDAY, 4),
        utc(MONDAY, 4 + 7 * 24),
    )
    assert (need.least, need.wanted, need.most) == (1, 2, None)


def test_window_of_the_evening_before_reaches_into_the_first_day(
    build: Build,
) -> None:
    """Sunday 22:00-06:00 is needed on Monday until 06:00."""
    first, second, *_, last = needs(
        build, {"window": "daily 22:00-06:00", "least": 1}
    )
    assert (first.start_min, first.end_min) == (
        utc(MONDAY, 4),
        utc(MONDAY, 10),
    )
    assert second.end_min - second.start_min == 8 * 60
    assert last.end_min - last.start_min == 2 * 60


def test_window_of_days_before_reaches_in(build: Build) -> None:
    """Fri 18:00-Mon 08:00 holds the first morning, and the last days."""
    found = needs(build, {"window": "Fri 18:00-Mon 08:00", "least": 1})
    assert [(n.end_min - n.start_min) // 60 for n in found] == [8, 6 + 48]


def test_line_in_another_zone_has_its_own_midnights(build: Build) -> None:
    """24/7 in Manila begins at midnight there, 16 h before Halifax."""
    (need,) = needs(build, {"window": "24/7 Asia/Manila", "least": 1})
    assert need.start_min == utc(MONDAY, -8)


def test_line_in_another_zone_over_a_clock_change(build: Build) -> None:
    """08:00 in New York is 13:00 UTC, and 12:00 from 14 March on."""
    found = needs(
        build,
        {"window": "Fri+Mon 08:00-16:00 America/New_York", "least": 1},
        from_="2027-03-12",
        weeks=None,
        days=4,
    )
    assert [n.start_min % 1440 // 60 for n in found] == [13, 12]


def test_whole_day_of_a_clock_change_is_as_long_as_it_is(
    build: Build,
) -> None:
    """14 March 2027 has 23 hours in Halifax."""
    (need,) = needs(
        build,
        {"window": "Sun", "least": 1},
        from_="2027-03-14",
        weeks=None,
        days=1,
    )
    assert need.end_min - need.start_min == 23 * 60


def test_windows_of_one_line_do_not_add_up(build: Build) -> None:
    """What they share is needed once."""
    (need,) = needs(
        build,
        {"window": ["Mon 08:00-12:00", "Mon 10:00-16:00"], "least": 1},
    )
    assert (need.end_min - need.start_min) // 60 == 8


# Holidays


def test_no_window_begins_on_a_holiday(build: Build) -> None:
    """15 February 2027 is Heritage Day in Nova Scotia."""
    found = needs(
        build,
        {
            "window": "Mon-Wed 08:00-16:00",
            "least": 1,
            "except holidays": "CA-NS",
        },
        from_="2027-02-15",
    )
    assert [n.start_min for n in found] == [
        utc(date(2027, 2, 16), 12),
        utc(date(2027, 2, 17), 12),
    ]


def test_night_before_a_holiday_still_ends(build: Build) -> None:
    """The window of the evening before is not one of the holiday."""
    first, *_ = needs(
        build,
        {
            "window": "daily 22:00-06:00",
            "least": 1,
            "except holidays": ["CA-NS"],
        },
        from_="2027-02-15",
    )
    assert first.start_min == utc(date(2027, 2, 15), 4)
    assert first.end_min == utc(date(2027, 2, 15), 10)


def test_file_adds_and_takes_away_holidays(build: Build) -> None:
    """Heritage Day is worked, the day after is off; a country's holds too."""
    found = needs(
        build,
        {
            "window": "Mon-Wed 08:00-16:00",
            "least": 1,
            "except holidays": "CA-NS",
        },
        from_="2027-02-15",
        holidays=[
            {"day": "2027-02-15", "place": "CA-NS", "works": True},
            {"day": "2027-02-16", "place": "CA"},
        ],
    )
    assert [n.start_min for n in found] == [
        utc(date(2027, 2, 15), 12),
        utc(date(2027, 2, 17), 12),
    ]


# Shoulders


def shoulders(build: Build, window: str) -> list[tuple[int, int, int]]:
    """Return start and end in hours of Monday's clock, and wanted."""
    found = needs(
        build,
        {
            "window": window,
            "least": 3,
            "shoulders": {"by": "2h", "wanted": 1},
        },
    )
    start = utc(MONDAY, 4)
    return sorted(
        ((n.start_min - start) // 60, (n.end_min - start) // 60, n.wanted)
        for n in found
        if not n.least
    )


def test_shoulders_lie_on_both_sides(build: Build) -> None:
    """The fifth reading: 08-16 by three, 06-08 and 16-18 by one."""
    assert shoulders(build, "Mon 08:00-16:00") == [(6, 8, 1), (16, 18, 1)]


@pytest.mark.parametrize(
    ("least", "short"),
    [(1, []), (2, [8, 9, 14, 15])],
)
def test_team_of_two_covers_the_window(
    build: Build, least: int, short: list[int]
) -> None:
    """06-14 and 10-18: one is always there, two from 10:00 to 14:00."""
    found = needs(
        build,
        {
            "window": "Mon 08:00-16:00",
            "least": least,
            "shoulders": {"by": "2h", "wanted": 1},
        },
    )
    team = [(6, 14), (10, 18)]
    midnight = utc(MONDAY, 4)
    asked: dict[int, int] = {}
    for need in found:
        for instant in range(need.start_min, need.end_min, 60):
            hour = (instant - midnight) // 60
            asked[hour] = max(asked.get(hour, 0), need.least, need.wanted)
    assert sorted(asked) == list(range(6, 18))
    assert [
        hour
        for hour, heads in sorted(asked.items())
        if sum(start <= hour < end for start, end in team) < heads
    ] == short


def test_shoulders_end_with_the_horizon(build: Build) -> None:
    """That before Monday 00:00 lies before the roster."""
    assert shoulders(build, "2027-01-11 00:00-12:00") == [(12, 14, 1)]


def test_shoulders_of_windows_just_outside_reach_in(build: Build) -> None:
    """Sunday ends at midnight before day 0 and next Monday begins after."""
    assert shoulders(build, "Sun 08:00-24:00") == [(0, 2, 1), (150, 152, 1)]
    assert shoulders(build, "Mon 00:00-08:00") == [(8, 10, 1), (166, 168, 1)]


def test_always_open_has_no_shoulders(build: Build) -> None:
    """One day passes into the next."""
    assert shoulders(build, "24/7") == []


# Rules made of lines


def test_queues_without_a_seat_are_presence(build: Build) -> None:
    """Their lines are another rule, whose people may serve elsewhere."""
    problem = build(
        queues={"desk": {}, "lead": {"needs": "desk", "seat": False}},
        coverage=[
            {"queue": "desk", "window": "Mon", "least": 1, "id": "mondays"},
            {"queue": "lead", "window": "Mon", "least": 1},
        ],
    )
    lines = {
        type(rule): [line.id for line in rule.lines]
        for rule in problem.rules
        if isinstance(rule, (Coverage, Presence))
    }
    assert lines == {Coverage: ["mondays"], Presence: ["coverage.2"]}
    assert {"mondays", "coverage.2"} <= problem.places.keys()


def test_importance_of_a_line(build: Build) -> None:
    """High and normal by default; what is said otherwise."""
    problem = build(
        coverage=[
            {"queue": "desk", "window": "Mon", "least": 1},
            {
                "queue": "desk",
                "window": "Tue",
                "least": 1,
                "importance": "must",
                "wanted importance": 7,
            },
        ]
    )
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    assert [
        (str(line.importance), str(line.wanted_importance))
        for line in rule.lines
    ] == [("high", "normal"), ("must", "7")]


def test_line_without_a_day_in_the_roster_is_warned_of(build: Build) -> None:
    """A date of last year is a slip."""
    problem = build(
        coverage=[
            {
                "queue": "desk",
                "window": "2026-01-11 08:00-12:00",
                "least": 1,
            }
        ]
    )
    assert [w.code for w in problem.warnings] == ["empty-coverage"]
    assert "2027-01-11 to 2027-01-17" in problem.warnings[0].message


# Head counts from a file


def test_counts_are_cut_at_the_ends(build: Build) -> None:
    """Rows of a whole month serve each of its weeks."""
    Path("c.csv").write_text(
        "start,minutes,least,wanted,most\n"
        "2027-01-10 22:00,240,1,2,3\n"
        "2027-01-11 08:00,60,2,,\n"
        "2027-01-18 00:00,60,9,,\n"
    )
    found = needs(build, {"counts": "c.csv"})
    assert [(n.start_min, n.end_min) for n in found] == [
        (utc(MONDAY, 4), utc(MONDAY, 6)),
        (utc(MONDAY, 12), utc(MONDAY, 13)),
    ]
    assert [(n.least, n.wanted, n.most) for n in found] == [
        (1, 2, 3),
        (2, 0, None),
    ]


@pytest.mark.parametrize("name", ["missing.csv", "bad.csv"])
def test_file_of_counts_that_cannot_be_read(
    refused: Callable[..., list[str]], name: str
) -> None:
    """One finding, and no second one that the line asks for nothing."""
    Path("bad.csv").write_text("start,least\n2027-13-01 08:00,1\n")
    (found,) = refused(coverage=[{"queue": "desk", "counts": name}])
    assert "no file" in found or "bad.csv:2:1: error: there is no" in found
