"""Whose days may be exchanged, and which days make a week."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers

if TYPE_CHECKING:
    from scheduler.problem import Problem

__all__ = ["neighbour_tables"]


def neighbour_tables(problem: Problem) -> dict[int, object]:
    """Return the people of the same zone, and the weeks."""
    by_zone: dict[str, list[int]] = defaultdict(list)
    for person in problem.people:
        by_zone[person.zone].append(person.idx)
    zones = {zone: idx for idx, zone in enumerate(by_zone)}
    week_of = [0] * problem.days
    for number, week in enumerate(problem.weeks):
        for day in week:
            week_of[day] = number
    return {
        at.PEER_OF: [zones[person.zone] for person in problem.people],
        at.PEER_PTR: pointers(map(len, by_zone.values())),
        at.PEER: [p for people in by_zone.values() for p in people],
        at.WEEK_OF: week_of,
        at.WEEK_FIRST: [week[0] for week in problem.weeks],
        at.WEEK_AFTER: [week[-1] + 1 for week in problem.weeks],
    }
