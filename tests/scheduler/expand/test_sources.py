"""Where contacts come from: exports, weekly profiles, deflection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]
    Refused = Callable[..., list[str]]

DESK = {
    "channel": "chat",
    "answer": "80% within 1m",
    "window": "Mon 08:00-12:00",
    "handle": "5m",
}


def contacts(problem: Problem) -> float:
    """Return the contacts of the first queue over the horizon."""
    return float(scheduler.staffing(problem).queues[0].contacts.sum())


def test_a_weekly_profile(build: Build) -> None:
    """Two an hour around the clock and ten more on Monday morning."""
    problem = build(
        queues={"desk": DESK},
        volume={
            "profile": [
                {"queue": "desk", "window": "Mon 08:00-12:00", "contacts": 2},
                {
                    "queue": "desk",
                    # Halifax is one hour ahead of New York.
                    "window": "Mon 08:00-09:00 America/New_York",
                    "contacts": 10,
                    "handle": "6m",
                },
            ]
        },
    )
    (desk,) = scheduler.staffing(problem).queues
    assert desk.contacts.sum() == pytest.approx(18)
    busy = desk.contacts[9 * 4 : 10 * 4]
    assert busy.tolist() == pytest.approx([3, 3, 3, 3])
    # Two of five minutes and ten of six are seventy minutes of work.
    assert float(desk.load.max()) == pytest.approx(7 / 6, rel=1e-3)


def test_deflection_is_dated(build: Build) -> None:
    """A bot answers a quarter, from the day on which it starts."""
    profile = {"queue": "desk", "window": "daily 08:00-12:00", "contacts": 10}
    problem = build(
        queues={"desk": DESK | {"window": "daily 08:00-12:00"}},
        volume={
            "profile": [profile],
            "deflection": [
                {"queue": "desk", "share": "25%", "from": "2027-01-14"}
            ],
        },
    )
    # Monday to Wednesday 40 each, four days of 30.
    assert contacts(problem) == pytest.approx(3 * 40 + 4 * 30)


def test_an_export_of_tickets(build: Build) -> None:
    """Rows are tickets; what the file calls a queue is told."""
    Path("t.csv").write_text(
        "Created at,Group\n"
        "2027-01-11 08:03,Help desk\n"
        "2027-01-11 08:07,Help desk\n"
        "2027-01-11 09:00,Spam\n"
    )
    problem = build(
        queues={"desk": DESK},
        volume={
            "file": "t.csv",
            "columns": {"start": "Created at", "queue": "Group"},
            "rows": "tickets",
            "queues": {"Help desk": "desk", "Spam": None},
        },
    )
    assert contacts(problem) == pytest.approx(2)


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        ({"rows": "tickets"}, "name it with file:"),
        (
            {"profile": [{"queue": "dsk", "window": "24/7", "contacts": 1}]},
            "dsk",
        ),
        (
            {"profile": [{"queue": "desk", "window": "24/7", "contacts": -1}]},
            "contacts",
        ),
        (
            {"deflection": [{"share": "100%", "from": "2027-01-14"}]},
            "share",
        ),
        ({"file": "t.csv", "columns": {"begin": "x"}}, "begin"),
    ],
)
def test_slips(refused: Refused, volume: dict[str, Any], said: str) -> None:
    """Each is told in words."""
    told = refused(queues={"desk": {}}, volume=volume)
    assert said in " ".join(told)


def test_a_profile_needs_a_handle_time(refused: Refused) -> None:
    """Nobody can guess how long a contact takes."""
    told = refused(
        queues={"desk": {key: DESK[key] for key in ("channel", "answer")}},
        volume={
            "profile": [{"queue": "desk", "window": "24/7", "contacts": 1}]
        },
    )
    assert "how long does one contact take?" in " ".join(told)
