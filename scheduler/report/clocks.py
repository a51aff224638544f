"""Clocks: what a page must know of each zone, so that it converts nothing.

Offsets from where to where, midnights and nights, over the days shown and
a few around them. Everything comes from ``scheduler.clock``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import zone

if TYPE_CHECKING:
    from scheduler.problem import Problem

__all__ = ["NIGHT", "Clock", "clocks"]

NIGHT = (22 * 60, 30 * 60)
"""Shaded as night: 22:00 to 06:00, minutes of the local day."""

MARGIN_DAYS = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """One zone over the days of a roster.

    Attributes
    ----------
    offsets
        (from_min, offset_min): local time less UTC from that instant on.
    midnights
        Instants at which its days begin, from some days before the roster.
    first
        Number of the midnight that begins the roster's first day.
    nights
        (start_min, end_min) of the nights.
    changes
        (at_min, minutes) by which the clocks go forward, or back.
    """

    name: str
    offsets: tuple[tuple[int, int], ...]
    midnights: tuple[int, ...]
    first: int
    nights: tuple[tuple[int, int], ...]
    changes: tuple[tuple[int, int], ...]


def clocks(problem: Problem) -> tuple[Clock, ...]:
    """Return UTC, the file's zone and everybody's, in order of first use."""
    names = dict.fromkeys(
        ["UTC", problem.zone, *(p.zone for p in problem.people)]
    )
    return tuple(_clock(problem, name) for name in names)


def _clock(problem: Problem, name: str) -> Clock:
    where = zone(name)
    days = [
        problem.first_day + timedelta(days=day)
        for day in range(-MARGIN_DAYS, problem.days + MARGIN_DAYS + 1)
    ]
    first = where.start_min(days[0], 0)
    last = where.end_min(days[-1], 1440)
    changes = where.changes(first, last)
    return Clock(
        name,
        (
            (first, where.offset_min(first)),
            *((change.at_min, change.after_min) for change in changes),
        ),
        tuple(where.start_min(day, 0) for day in days),
        MARGIN_DAYS,
        tuple(
            (where.start_min(day, NIGHT[0]), where.end_min(day, NIGHT[1]))
            for day in days[:-1]
        ),
        tuple((c.at_min, c.after_min - c.before_min) for c in changes),
    )
