"""Prices on linear rows over lines, and on totals that no graph says.

A row ``low <= sum <= high`` over choices, hard or priced, is split off its
lines by a multiplier; the row then takes the value that suits it best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import Row, Tally
from scheduler.engine.line.machine import (
    FORBIDDEN,
    inside,
    ticks_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.measures import IntArray
    from constraints.terms import Price, Term
    from scheduler.engine.line.lines import Line

__all__ = ["Links"]


class Links:
    """All rows with a multiplier.

    Attributes
    ----------
    rows
        The terms, in the order of multipliers.
    """

    def __init__(self, lines: Sequence[Line], terms: Sequence[Term]) -> None:
        self.rows: list[Row | Tally] = []
        self._parts: list[list[tuple[int, int, int]]] = [[] for _ in lines]
        self._least: list[int] = []
        self._most: list[int] = []
        for term in terms:
            if isinstance(term, Row):
                self._add_row(term, lines)
            elif isinstance(term, Tally) and term.groups is None:
                self._add_tally(term, lines[term.person])
        self._at = [_table(parts) for parts in self._parts]
        self._choices()

    def __len__(self) -> int:
        return len(self.rows)

    @staticmethod
    def takes(term: Term) -> bool:
        """Return whether a term can be priced like this."""
        return isinstance(term, Row) or (
            isinstance(term, Tally) and term.groups is None
        )

    def _add(self, term: Row | Tally, least: int, most: int) -> None:
        self.rows.append(term)
        self._least.append(least)
        self._most.append(most)

    def _add_row(self, term: Row, lines: Sequence[Line]) -> None:
        least = most = 0
        number = len(self.rows)
        for part in term.parts:
            graph = lines[part.person].graph
            first, after = graph.day_choice[part.day : part.day + 2]
            marked = inside(part.mark, graph.duty[first:after])
            self._parts[part.person] += [
                (int(first + at), number, part.coefficient)
                for at in np.flatnonzero(marked)
            ]
            least += min(0, part.coefficient)
            most += max(0, part.coefficient)
        self._add(term, least, most)

    def _add_tally(self, term: Tally, line: Line) -> None:
        least = most = 0
        number = len(self.rows)
        for day in range(term.days[0], term.days[1] + 1):
            first, after = line.graph.day_choice[day : day + 2]
            values = values_of(term.measure, line.graph.duty[first:after])
            self._parts[term.person] += [
                (int(first + at), number, int(values[at]))
                for at in np.flatnonzero(values)
            ]
            least += int(values.min(initial=0))
            most += int(values.max(initial=0))
        self._add(term, least, most)

    def _choices(self) -> None:
        """Note the values at which a row's cost may be least."""
        values, costs = [], []
        for term, least, most in zip(
            self.rows, self._least, self._most, strict=True
        ):
            own = sorted(_kinks(term, least, most))
            at = np.array(own, dtype=np.int64)
            values.append(at)
            costs.append(_cost(term, at))
        width = max(map(len, values), default=1)
        self._values = np.array(
            [np.pad(v, (0, width - len(v)), mode="edge") for v in values],
            dtype=np.int64,
        ).reshape(-1, width)
        self._costs = np.array(
            [np.pad(c, (0, width - len(c)), mode="edge") for c in costs],
            dtype=np.int64,
        ).reshape(-1, width)

    def spread(self) -> IntArray:
        """Return, by row, how far its values lie apart."""
        return np.array(self._most, dtype=np.int64) - np.array(
            self._least, dtype=np.int64
        )

    def steepest(self) -> IntArray:
        """Return, by row, the most that one unit costs; 0 if hard only."""
        found = [
            max(
                (rate for price in _prices(term) for _, rate in price.slopes),
                default=0,
            )
            for term in self.rows
        ]
        return np.array(found, dtype=np.int64)

    def add_to(
        self, person: int, price: IntArray, multipliers: IntArray
    ) -> None:
        """Add to the prices of somebody's choices what rows make of them."""
        at, row, coefficient = self._at[person]
        if len(at):
            np.add.at(price, at, multipliers[row] * coefficient)

    def taken(self, person: int, choices: IntArray, total: IntArray) -> None:
        """Add to the sums of rows what somebody's choices are in them."""
        at, row, coefficient = self._at[person]
        if len(at):
            chosen = np.isin(at, choices)
            np.add.at(total, row[chosen], coefficient[chosen])

    def parts(
        self, person: int, choices: IntArray
    ) -> Iterator[tuple[int, int]]:
        """Yield rows, and what somebody's choices add to each."""
        at, row, coefficient = self._at[person]
        chosen = np.isin(at, choices)
        yield from zip(
            map(int, row[chosen]), map(int, coefficient[chosen]), strict=True
        )

    def curves(self) -> Iterator[list[tuple[int, int]]]:
        """Yield each row's allowed values at which its cost bends.

        With the cost; in order of value.
        """
        for values, costs in zip(self._values, self._costs, strict=True):
            allowed = costs < FORBIDDEN
            yield sorted(
                set(
                    zip(
                        map(int, values[allowed]),
                        map(int, costs[allowed]),
                        strict=True,
                    )
                )
            )

    def best(self, multipliers: IntArray) -> tuple[int, IntArray]:
        """Return the least cost of all rows, and the values it takes."""
        if not len(self.rows):
            return 0, np.zeros(0, dtype=np.int64)
        costs = self._costs - multipliers[:, None] * self._values
        at = costs.argmin(axis=1)[:, None]
        value = np.take_along_axis(self._values, at, axis=1)[:, 0]
        return int(np.take_along_axis(costs, at, axis=1).sum()), value


def _table(
    parts: list[tuple[int, int, int]],
) -> tuple[IntArray, IntArray, IntArray]:
    table = np.array(parts, dtype=np.int64).reshape(-1, 3)
    return table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()


def _prices(term: Row | Tally) -> tuple[Price, ...]:
    if isinstance(term, Row):
        return (term.price,)
    return term.price_low, term.price_high


def _kinks(term: Row | Tally, least: int, most: int) -> set[int]:
    """Return the values at which a row's cost bends, its ends included."""
    carried = 0 if isinstance(term, Row) else term.carried
    price_low, price_high = _prices(term)[0], _prices(term)[-1]
    found = {least, most}
    if term.low is not None:
        low = term.low - carried
        found.add(low)
        found |= {low - start for start, _ in price_low.slopes}
    if term.high is not None:
        high = term.high - carried
        found.add(high)
        found |= {high + start for start, _ in price_high.slopes}
    return {value for value in found if least <= value <= most}


def _cost(term: Row | Tally, values: IntArray) -> IntArray:
    carried = 0 if isinstance(term, Row) else term.carried
    total = values + carried
    cost = np.zeros_like(values)
    if term.low is not None:
        cost += ticks_of(_prices(term)[0], term.low - total)
    if term.high is not None:
        cost += ticks_of(_prices(term)[-1], total - term.high)
    return np.minimum(cost, FORBIDDEN)
