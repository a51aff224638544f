"""Rows over who is there, or on a break, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels import layout as at
from scheduler.engine.search.line_tables import or_none
from scheduler.engine.view import past_pauses, past_presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from constraints.terms import Presence, PresencePart
    from scheduler.engine.search.flat import Prices
    from scheduler.engine.search.grid import Grid
    from scheduler.problem import Problem

__all__ = ["watch_tables", "watched"]


def watch_tables(
    grid: Grid, people: int, rows: Sequence[Presence], prices: Prices
) -> dict[int, object]:
    """Return rows in order of their start."""
    rows = _ordered(rows)
    groups: dict[tuple[PresencePart, ...], int] = {}
    group = [groups.setdefault(row.parts, len(groups)) for row in rows]
    times = np.zeros((3, len(groups), people), dtype=np.int64)
    for parts, number in groups.items():
        for part in parts:
            for person in part.people:
                times[_kind(part), number, person] += part.coefficient
    return {
        at.WATCHES: len(rows),
        at.WATCH_AT: grid.at(rows),
        at.WATCH_LONGEST: max(
            (row.end_min - row.start_min for row in rows), default=0
        ),
        at.WATCH_START: [row.start_min for row in rows],
        at.WATCH_END: [row.end_min for row in rows],
        at.WATCH_GROUP: group,
        at.WATCH_THERE: times[0],
        at.WATCH_PAUSED: times[1],
        at.WATCH_REACH: times[2],
        at.WATCH_LOW: [or_none(row.low) for row in rows],
        at.WATCH_HIGH: [or_none(row.high) for row in rows],
        at.WATCH_PRICE: [prices.number(row.price) for row in rows],
        at.WATCH_STAFFS: [row.staffing for row in rows],
    }


def watched(problem: Problem, rows: Sequence[Presence]) -> IntArray:
    """Return what history counts for each row, in order of their start."""
    rows = _ordered(rows)
    starts = np.array([row.start_min for row in rows], dtype=np.int64)
    ends = np.array([row.end_min for row in rows], dtype=np.int64)
    totals = np.zeros(len(rows), dtype=np.int64)
    for person in range(len(problem.people)):
        known = np.zeros((3, len(rows)), dtype=np.bool_)
        for begins, stops in past_presence(problem, person):
            known[0] |= (begins <= starts) & (ends <= stops)
        for begins, stops in past_pauses(problem, person):
            known[1] |= (begins < ends) & (starts < stops)
        for begins, stops in past_presence(problem, person, standby=True):
            known[2] |= (begins <= starts) & (ends <= stops)
        for number in np.flatnonzero(known.any(axis=0)):
            totals[number] += sum(
                part.coefficient
                for part in rows[number].parts
                if person in part.people and known[_kind(part), number]
            )
    return totals


def _ordered(rows: Sequence[Presence]) -> list[Presence]:
    return sorted(rows, key=lambda row: (row.start_min, row.end_min))


def _kind(part: PresencePart) -> int:
    """Return whether it counts who is there, paused, or on standby too."""
    if part.paused:
        return 1
    return 2 if part.standby else 0
