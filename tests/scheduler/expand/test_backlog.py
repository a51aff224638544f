"""What waits as the roster begins: staffed for, and in place of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from constraints.coverage import Coverage
from scheduler.demand.deadlines import meets_deadlines
from scheduler.demand.volume import Volume
from scheduler.expand.backlog import begun_at, waiting
from scheduler.expand.contacts import Grid
from scheduler.requirement import staffing
from scheduler.simulation.simulation import simulate
from scheduler.solver import solve
from scheduler.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.problem import Problem

    Build = Callable[..., Problem]
    Refused = Callable[..., list[str]]

DESK: dict[str, Any] = {
    "channel": "email",
    "answer": "90% within 4h",
    "window": "Mon-Fri 08:00-16:00",
    "handle": "30m",
}
NOTHING = {
    "profile": [{"queue": "desk", "window": "Sun 12:00-16:00", "contacts": 0}]
}
SUNDAY = {
    "profile": [{"queue": "desk", "window": "Sun 12:00-16:00", "contacts": 8}]
}


def heads(problem: Problem) -> list[int]:
    """Return the people of each quarter of an hour, from the first need."""
    (rule,) = (r for r in problem.rules if isinstance(r, Coverage))
    (line,) = rule.lines
    return [
        need.least
        for need in line.needs
        for _ in range(need.start_min, need.end_min, 15)
    ]


def test_backlog_is_due_within_the_answer_time(build: Build) -> None:
    """Sixteen of half an hour are 8 h of work in the first 4 h: 2 people.

    No constant number below 8 h / 4 h = 2 could do them in time.
    """
    problem = build(queues={"desk": DESK | {"backlog": 16}}, volume=NOTHING)
    found = heads(problem)
    assert found == [2] * 16
    work = np.zeros(16)
    work[0] = 32  # in quarters of an hour
    capacity = np.array(found, dtype=float)
    assert meets_deadlines(work, capacity, 16)
    assert not meets_deadlines(work, capacity * 0.99, 16)


def test_backlog_takes_the_place_of_what_came_before(build: Build) -> None:
    """Sunday's contacts are the backlog, not on top of it; 0 is none."""
    before = build(queues={"desk": DESK}, volume=SUNDAY)
    assert heads(before)
    known = build(queues={"desk": DESK | {"backlog": 0}}, volume=SUNDAY)
    # Only the Sunday of the roster itself comes, after its last window.
    assert heads(known) == []
    some = build(queues={"desk": DESK | {"backlog": 8}}, volume=SUNDAY)
    assert heads(some) == [1] * 16


def test_simulation_begins_with_exactly_so_many(build: Build) -> None:
    """All sixteen are there in each replication, and one person is slow.

    Ana alone does about 8 of them in 4 h, so that some are late.
    """
    problem = build(queues={"desk": DESK | {"backlog": 16}}, volume=NOTHING)
    roster = solve(problem, iterations=1, threads=1).best
    assert roster is not None
    figures = simulate(roster, replications=3, seed=1)
    (queue,) = figures.queues
    assert queue.contacts == 16
    (kept,) = figures.kept
    assert kept.level is not None
    assert 0 < kept.level.mean < 1


def test_more_volume_leaves_the_backlog_as_it_is(build: Build) -> None:
    """A sweep of volume is about what comes, not about what is there."""
    problem = build(queues={"desk": DESK | {"backlog": 16}}, volume=SUNDAY)
    found = sweep(problem, "desk.volume -50%..+50%")
    assert {point.week_h for point in found} == {8}


@pytest.mark.parametrize(
    ("queue", "says"),
    [
        ({"channel": "chat", "backlog": 3}, "only work that may wait"),
        ({"backlog": 3}, "only work that may wait"),
        ({"channel": "email", "backlog": -1}, "backlog"),
        (
            {"channel": "email", "per": "language", "backlog": 3},
            "a queue per language is several",
        ),
        (
            DESK | {"handle": None, "backlog": 3},
            "how long does one contact take?",
        ),
    ],
)
def test_backlogs_that_mean_nothing(
    refused: Refused, queue: dict[str, Any], says: str
) -> None:
    """Each is refused with what to write instead."""
    told = refused(
        queues={"desk": {k: v for k, v in queue.items() if v is not None}},
        volume={
            "profile": [
                {
                    "queue": "desk",
                    "window": "Sun 12:00-16:00",
                    "contacts": 1,
                    "handle": "5m",
                }
            ]
        },
    )
    assert any(says in each for each in told)


def test_backlog_that_nobody_promised_to_answer(build: Build) -> None:
    """It is not lost silently."""
    problem = build(
        queues={"desk": {"channel": "email", "handle": "5m", "backlog": 3}}
    )
    assert any(
        "nobody promised to answer what waits on desk" in str(found)
        for found in problem.warnings
    )


def test_grid_that_begins_later_takes_it_at_once() -> None:
    """A first promise after the roster's start has it in its first slot."""
    volume = waiting(Grid(600, 4), 0, 5, 9.0)
    assert volume.per_hour.tolist() == [20, 0, 0, 0]
    assert volume.handle_min.tolist() == [9] * 4
    later = waiting(Grid(600, 4), 630, 5, 9.0)
    assert later.per_hour.tolist() == [0, 0, 20, 0]


def test_begun_at_keeps_what_comes_from_then_on() -> None:
    """The slot that begins with the roster is the first to count."""
    volume = Volume(0, 15, np.ones(4), np.ones(4))
    assert begun_at(volume, 30).per_hour.tolist() == [0, 0, 1, 1]


def test_load_is_that_of_work_spread_until_it_is_due(build: Build) -> None:
    """Eight hours of work in four hours of opening keep two busy."""
    problem = build(queues={"desk": DESK | {"backlog": 16}}, volume=NOTHING)
    (queue,) = staffing(problem).queues
    assert queue.load.max() == pytest.approx(2)
    assert queue.load.sum() / 4 == pytest.approx(8)
    assert queue.contacts.sum() == pytest.approx(16)
