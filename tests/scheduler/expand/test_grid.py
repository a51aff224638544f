"""The grid of time: as wide as everything allows, 5 minutes at least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem


@pytest.mark.parametrize(
    ("sections", "slot_min"),
    [
        ({}, 60),
        ({"shifts": {"core": {"window": "daily 08:30-16:00"}}}, 30),
        ({"shifts": {"core": {"window": "daily 08:10-16:00"}}}, 10),
        ({"shifts": {"core": {"window": "daily 08:05-16:00"}}}, 5),
        ({"zone": "Asia/Kolkata"}, 30),
        ({"zone": "Asia/Kathmandu"}, 15),
        ({"zone": "Pacific/Chatham"}, 15),
        (
            {
                "coverage": [
                    {"queue": "desk", "window": "Mon 08:15-09:00", "least": 1}
                ]
            },
            15,
        ),
        (
            {
                "handovers": [
                    {"queue": "desk", "at": "daily 08:00", "overlap": "20m"}
                ]
            },
            20,
        ),
        (
            {
                "shifts": {
                    "core": {
                        "window": "daily 08:00-16:00",
                        "break": {"length": "40m", "starts after": "3h"},
                    }
                }
            },
            20,
        ),
    ],
)
def test_widest_grid_on_which_everything_lies(
    build: Callable[..., Problem], sections: dict[str, Any], slot_min: int
) -> None:
    """Of UTC: quarter hours for Kathmandu, hours where all are whole."""
    assert build(**sections).slot_min == slot_min


def test_one_person_in_kathmandu_makes_quarter_hours(
    build: Callable[..., Problem],
) -> None:
    """Their 08:00 is 02:15 UTC."""
    people = [
        {"name": "Ana", "team": "na", "contract": "any"},
        {
            "name": "Bina",
            "team": "na",
            "contract": "any",
            "zone": "Asia/Kathmandu",
        },
    ]
    assert build(people=people).slot_min == 15


def test_all_that_is_finer_is_told(
    refused: Callable[..., list[str]],
) -> None:
    """Every shift and line with odd minutes, not just the first."""
    found = refused(
        shifts={
            "core": {"window": "daily 08:00-16:00"},
            "odd": {"window": "daily 08:03-16:00"},
        },
        coverage=[{"queue": "desk", "window": "Mon 08:00-08:59", "least": 1}],
    )
    assert [text.split(":")[1] for text in found] == [
        " shifts.odd",
        " coverage.0",
    ]
    assert "no multiples of 5 min" in found[0]
