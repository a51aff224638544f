"""Rows over who is there as CP-SAT constraints, equal ones once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from scheduler.engine.cpsat.model import Segment

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from constraints.terms import Presence
    from scheduler.engine.cpsat.model import Draft, Expr
    from scheduler.engine.cpsat.presence import Attendance

__all__ = ["add_presences"]


class _Sum(NamedTuple):
    """A weighted head count, and between what it can be."""

    key: Hashable
    value: Expr
    least: int
    most: int


def add_presences(
    draft: Draft, attendance: Attendance, terms: Iterable[Presence]
) -> None:
    """Write all rows; cells with the same heads and bounds share one.

    Duties are long and cells are short, so that many rows in a row ask the
    same of the same variables.
    """
    same: dict[Hashable, tuple[_Sum, list[Presence]]] = {}
    for term in terms:
        total = _sum(attendance, term)
        key = (
            total.key,
            term.low,
            term.high,
            term.price,
            term.staffing,
            # Reasons ask each statement by itself.
            term.because if draft.assume else None,
        )
        same.setdefault(key, (total, []))[1].append(term)
    for total, rows in same.values():
        _add(draft, total, rows)


def _sum(attendance: Attendance, term: Presence) -> _Sum:
    keys: list[Hashable] = []
    counts: list[Expr] = []
    least = most = 0
    for part in term.parts:
        cell = part.people, term.start_min, term.end_min
        heads = (
            attendance.paused(*cell)
            if part.paused
            else attendance.heads(
                *cell, exact=True, near=True, standby=part.standby
            )
        )
        keys.append((part, heads.key))
        counts.append(part.coefficient * heads.count)
        least += min(0, part.coefficient * heads.most)
        most += max(0, part.coefficient * heads.most)
    # CP-SAT adds in place: a running sum would change what is shared.
    return _Sum(tuple(keys), sum(counts), least, most)


def _add(draft: Draft, total: _Sum, rows: list[Presence]) -> None:
    row = rows[0]
    for off, most in (
        (None, 0)
        if row.low is None
        else (row.low - total.value, row.low - total.least),
        (None, 0)
        if row.high is None
        else (total.value - row.high, total.most - row.high),
    ):
        if off is None or most <= 0:
            continue
        if row.binds:
            draft.pay(row.because, off, 1, row.price)
        else:
            draft.pay_segments(off, _segments(rows, most))


def _segments(rows: list[Presence], most: int) -> Iterator[Segment]:
    """Yield what each unit costs in all cells, equal units as one."""
    steps = (
        (
            sum(_minutes(row) for row in rows if row.must),
            sum(
                row.price(_minutes(row) * unit)
                - row.price(_minutes(row) * (unit - 1))
                for row in rows
            ),
        )
        for unit in range(1, most + 1)
    )
    for (must, ticks), units in groupby(steps):
        yield Segment(len(list(units)), must, ticks)


def _minutes(row: Presence) -> int:
    return row.end_min - row.start_min
