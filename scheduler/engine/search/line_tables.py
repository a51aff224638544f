"""The terms on lines, and rows over several, as tables of integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import Row
from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray, Mark, Measure
    from constraints.terms import Arc, Pattern, Price, Streak, Tally
    from scheduler.engine.search.flat import Columns, Prices
    from scheduler.problem import Problem

__all__ = ["mark_column", "or_none", "pattern_tables", "total_tables"]


class _Parts:
    """What the days of lines add to something, sorted by person and day."""

    def __init__(self, problem: Problem) -> None:
        self._days = problem.days
        self._pds = problem.days * len(problem.people)
        self._found: list[tuple[int, int, int, int]] = []

    def add(
        self, person: int, day: int, what: int, column: int, extra: int
    ) -> None:
        """Add what one day adds."""
        self._found.append((person * self._days + day, what, column, extra))

    def tables(self) -> tuple[IntArray, IntArray]:
        """Return the pointers by day, and the rows (what, column, extra)."""
        rows = np.array(self._found, dtype=np.int64).reshape(-1, 4)
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        sizes = np.bincount(rows[:, 0], minlength=self._pds)
        return pointers(sizes), rows[:, 1:]


def total_tables(
    problem: Problem,
    sums: Sequence[Tally | Row],
    streaks: Sequence[Streak],
    prices: Prices,
    columns: Columns,
) -> dict[int, object]:
    """Return totals with bounds, and runs of groups of days."""
    total = _Totals(problem, columns)
    for term in sums:
        total.add_sum(term)
    first_group = [total.add_streak(streak) for streak in streaks]
    sum_ptr, sum_parts = total.sum_parts.tables()
    group_ptr, group_parts = total.group_parts.tables()
    return {
        at.SUMS: len(sums),
        at.SUM_LOW: [or_none(term.low) for term in sums],
        at.SUM_HIGH: [or_none(term.high) for term in sums],
        at.SUM_PRICE_LOW: [prices.number(_low(term)) for term in sums],
        at.SUM_PRICE_HIGH: [prices.number(_high(term)) for term in sums],
        at.SUM_START: total.start,
        at.SUM_PART_PTR: sum_ptr,
        at.SUM_PART: sum_parts[:, 0],
        at.SUM_PART_COLUMN: sum_parts[:, 1],
        at.SUM_PART_TIMES: sum_parts[:, 2],
        at.GROUPS: len(total.group_term),
        at.GROUP_TERM: total.group_term,
        at.GROUP_PART_PTR: group_ptr,
        at.GROUP_PART: group_parts[:, 0],
        at.GROUP_PART_COLUMN: group_parts[:, 1],
        at.STREAKS: len(streaks),
        at.STREAK_GROUP_PTR: [*first_group, len(total.group_term)],
        at.STREAK_LOW: [or_none(term.low) for term in streaks],
        at.STREAK_HIGH: [or_none(term.high) for term in streaks],
        at.STREAK_PRICE_LOW: [prices.number(t.price_low) for t in streaks],
        at.STREAK_PRICE_HIGH: [prices.number(t.price_high) for t in streaks],
        at.STREAK_CARRIED: [term.carried for term in streaks],
        at.STREAK_LEFT_OPEN: [term.left_open for term in streaks],
        at.STREAK_RIGHT_OPEN: [term.right_open for term in streaks],
    }


class _Totals:
    """Totals, and the groups of days that count towards them or in runs.

    Attributes
    ----------
    start
        By total: what it is without regard to any day.
    group_term
        By group: the total or streak it counts for; streaks come after all
        totals.
    """

    def __init__(self, problem: Problem, columns: Columns) -> None:
        self._columns = columns
        self.start: list[int] = []
        self.sum_parts = _Parts(problem)
        self.group_term: list[int] = []
        self.group_parts = _Parts(problem)
        self._streaks = 0

    def add_sum(self, term: Tally | Row) -> None:
        """Add a total; streaks must come later."""
        number = len(self.start)
        if isinstance(term, Row):
            self.start.append(0)
            for part in term.parts:
                column = mark_column(self._columns, part.mark)
                self.sum_parts.add(
                    part.person, part.day, number, column, part.coefficient
                )
            return
        self.start.append(term.carried)
        if term.groups is None:
            column = _measure(self._columns, term.measure)
            for day in range(term.days[0], term.days[1] + 1):
                self.sum_parts.add(term.person, day, number, column, 1)
            return
        column = _counts(self._columns, term.measure)
        for group in term.groups:
            self._add_group(number, term.person, group, column)

    def add_streak(self, term: Streak) -> int:
        """Add a streak; return the number of its first group."""
        first = len(self.group_term)
        column = mark_column(self._columns, term.mark)
        for position in term.positions:
            self._add_group(
                len(self.start) + self._streaks, term.person, position, column
            )
        self._streaks += 1
        return first

    def _add_group(
        self, number: int, person: int, days: Sequence[int], column: int
    ) -> None:
        group = len(self.group_term)
        self.group_term.append(number)
        for day in days:
            self.group_parts.add(person, day, group, column, 0)


def pattern_tables(
    problem: Problem,
    patterns: Sequence[Pattern],
    prices: Prices,
    columns: Columns,
) -> dict[int, object]:
    """Return the automata, those with equal arcs shared."""
    shapes = _Shapes(len(problem.duties), columns)
    parts = _Parts(problem)
    found = [shapes.shape(pattern.arcs) for pattern in patterns]
    for number, (pattern, shape) in enumerate(
        zip(patterns, found, strict=True)
    ):
        first, last = pattern.days
        for day in range(first, last + 1):
            parts.add(pattern.person, day, number, shape.column, day - first)
    part_ptr, rows = parts.tables()
    return {
        at.PATTERNS: len(patterns),
        at.PATTERN_SYMBOL_PTR: pointers(
            pattern.days[1] - pattern.days[0] + 1 for pattern in patterns
        ),
        at.PATTERN_START: [
            shape.states.get(pattern.start, shape.dead)
            for pattern, shape in zip(patterns, found, strict=True)
        ],
        at.PATTERN_PRICE: [prices.number(p.price) for p in patterns],
        at.PATTERN_SYMBOLS: [shape.symbols for shape in found],
        at.PATTERN_NEXT: [shape.table for shape in found],
        at.PATTERN_TO: shapes.to,
        at.PATTERN_AMOUNT: shapes.amount,
        at.PATTERN_PART_PTR: part_ptr,
        at.PATTERN_PART: rows[:, 0],
        at.PATTERN_PART_COLUMN: rows[:, 1],
        at.PATTERN_PART_DAY: rows[:, 2],
    }


class _Shape:
    """An automaton over symbols.

    A symbol stands for all choices that the same marks have.
    """

    def __init__(
        self, arcs: Sequence[Arc], duties: int, table: int, number: int
    ) -> None:
        marks = list(dict.fromkeys(arc.mark for arc in arcs))
        has = np.zeros((duties + 1, len(marks)), dtype=np.bool_)
        for idx, mark in enumerate(marks):
            has[:-1, idx] = mark.duties
            has[-1, idx] = mark.off
        distinct, which = np.unique(has, axis=0, return_inverse=True)
        self.number = number
        self.which: IntArray = np.asarray(which, dtype=np.int64).ravel()
        self.symbols = len(distinct)
        self.table = table
        states = dict.fromkeys(s for arc in arcs for s in (arc.state, arc.to))
        self.states = {state: idx for idx, state in enumerate(states)}
        self.dead = len(states)  # a state without arcs
        size = (self.dead + 1, self.symbols)
        self.to = np.full(size, -1, dtype=np.int64)
        self.amount = np.zeros(size, dtype=np.int64)
        # The first arc that matches is taken, so it is written last.
        for arc in reversed(arcs):
            fits = distinct[:, marks.index(arc.mark)]
            self.to[self.states[arc.state], fits] = self.states[arc.to]
            self.amount[self.states[arc.state], fits] = arc.amount
        self.column = -1


class _Shapes:
    """Automata, each of them once."""

    def __init__(self, duties: int, columns: Columns) -> None:
        self._duties = duties
        self._columns = columns
        self._known: dict[tuple[Arc, ...], _Shape] = {}
        self.to: list[int] = []
        self.amount: list[int] = []

    def shape(self, arcs: tuple[Arc, ...]) -> _Shape:
        """Return the shape of an automaton with these arcs."""
        if arcs not in self._known:
            shape = _Shape(arcs, self._duties, len(self.to), len(self._known))
            self.to += shape.to.ravel().tolist()
            self.amount += shape.amount.ravel().tolist()
            shape.column = self._columns.number(
                ("symbol", shape.number),
                lambda: shape.which[:-1].tolist(),
                int(shape.which[-1]),
            )
            self._known[arcs] = shape
        return self._known[arcs]


# Columns of measures and marks


def _measure(columns: Columns, measure: Measure) -> int:
    return columns.number(
        ("measure", measure.key), lambda: measure.by_duty.tolist(), 0
    )


def _counts(columns: Columns, measure: Measure) -> int:
    return columns.number(
        ("counts", measure.key), lambda: (measure.by_duty != 0).tolist(), 0
    )


def mark_column(columns: Columns, mark: Mark) -> int:
    """Return the column that says whether a choice is in a mark."""

    def has() -> list[int]:
        if isinstance(mark.duties, bool):
            return [int(mark.duties)]
        members: list[int] = mark.duties.tolist()
        return members

    return columns.number(("mark", mark.key), has, int(mark.off))


def or_none(value: int | None) -> int:
    """Return a value as kernels read it."""
    return at.NONE if value is None else value


def _low(term: Tally | Row) -> Price:
    return term.price if isinstance(term, Row) else term.price_low


def _high(term: Tally | Row) -> Price:
    return term.price if isinstance(term, Row) else term.price_high
