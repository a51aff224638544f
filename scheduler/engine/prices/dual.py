"""The dual: everybody's best line under prices, and what it proves.

    L(v, m) = sum over people of the least of
                 cost of the line - worth of being there + m * part in rows
            + sum over cells and queues of the least of
                 cost of so many served + v * so many
            + sum over rows of the least of
                 cost of the value - m * value

is below the cost of every roster, whatever the prices: presence worth at
least what it serves at, and each part is taken at its least. All prices
are whole ticks, so that the bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import Booked, Row
from scheduler.engine.hall import cannot_count, hall_of
from scheduler.engine.kernels.path import cheapest_way, ways
from scheduler.engine.kernels.worth import attend, spread, worth
from scheduler.engine.line.lines import lines_of
from scheduler.engine.line.machine import FORBIDDEN
from scheduler.engine.line.path import NO_WAY, cheapest
from scheduler.engine.prices.coverage import Coverage
from scheduler.engine.prices.links import Links
from scheduler.engine.prices.slots import slots_of
from scheduler.engine.prices.worth import worth_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.line.lines import Line, Size
    from scheduler.model import Model

__all__ = ["Answer", "Dual", "Prices"]


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices in ticks.

    Attributes
    ----------
    coverage
        By cell and queue; not below 0.
    rows
        Multipliers of rows.
    weight
        Of a minute of ``must`` shortage.
    """

    coverage: IntArray
    rows: IntArray
    weight: int


@dataclass(frozen=True, eq=False)
class Answer:
    """What prices come to.

    Attributes
    ----------
    bound
        No roster has less of ``weight * shortage + cost``; None where some
        line cannot be at all.
    short
        Minutes of shortage the bound assumes.
    demand, rows
        Where prices should go: positive is up.
    lines
        By person and day: the duty of their best line, -1 for off.
    """

    bound: int | None
    short: int
    demand: IntArray
    rows: IntArray
    lines: tuple[IntArray, ...]


class Dual:
    """A model split into lines, coverage and rows.

    Attributes
    ----------
    relaxed
        Terms the bound does not know.
    """

    def __init__(
        self,
        model: Model,
        size: Size | None = None,
        *,
        compiled: bool,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        problem = model.problem
        self._compiled = compiled
        self.lines: tuple[Line, ...] = lines_of(model, size, stop)
        hall = hall_of(
            len(problem.people),
            [term for term in model.terms if not cannot_count(term)],
        )
        self._slots = slots_of(problem, hall)
        self._spread = spread(self._slots)
        self.coverage = Coverage(problem, hall, self._slots)
        left = [term for line in self.lines for term in line.relaxed]
        self.rows = Links(
            self.lines,
            [*(t for t in model.terms if isinstance(t, Row)), *left],
        )
        self.relaxed: tuple[Term, ...] = (
            *(term for term in left if not Links.takes(term)),
            *(
                term
                for term in model.terms
                if isinstance(term, Booked) or cannot_count(term)
            ),
        )
        self._ways = {id(line.graph): ways(line.graph) for line in self.lines}
        self._used = self._duties()

    def _duties(self) -> list[IntArray]:
        """Return the duties that people of each profile could have."""
        found: list[list[IntArray]] = [
            [] for _ in range(self.coverage.profiles)
        ]
        for person, line in enumerate(self.lines):
            duties = line.graph.duty[line.ticks < FORBIDDEN]
            found[self.coverage.profile[person]].append(duties[duties >= 0])
        return [
            np.unique(np.concatenate(own)) if own else np.zeros(0, np.int64)
            for own in found
        ]

    def ask(self, prices: Prices, noise: IntArray) -> Answer:
        """Return the bound that prices prove, and where they should go."""
        market = self.coverage.market(prices.coverage, prices.weight)
        sums = [
            self.coverage.sums(profile, market.worth)
            for profile in range(self.coverage.profiles)
        ]
        values = [
            self._worth(used, own)
            for used, own in zip(self._used, sums, strict=True)
        ]
        rows_cost, wanted = self.rows.best(prices.rows)
        bound = market.cost + rows_cost - self._known_worth(sums)
        changes = [
            self.coverage.known(profile).copy()
            for profile in range(self.coverage.profiles)
        ]
        totals = np.zeros(len(self.rows), dtype=np.int64)
        lines = []
        for person, line in enumerate(self.lines):
            profile = self.coverage.profile[person]
            price = self._priced(person, values, prices)
            least, taken = self._best(line, price)
            if least >= NO_WAY:
                return Answer(None, 0, market.bought, wanted, ())
            bound += least
            duties = line.graph.duty[taken]
            lines.append(duties)
            for duty in duties[duties >= 0]:
                self._attend(int(duty), sums[profile], changes[profile])
            self.rows.taken(person, taken, totals)
        heads = [np.cumsum(change)[:-1] for change in changes]
        served = self.coverage.served(market, heads, noise)
        return Answer(
            int(bound),
            market.short,
            market.bought - served,
            totals - wanted,
            tuple(lines),
        )

    def prices_of_choices(self, prices: Prices) -> list[IntArray]:
        """Return, by person, what each choice costs under prices."""
        market = self.coverage.market(prices.coverage, prices.weight)
        values = [
            self._worth(used, self.coverage.sums(profile, market.worth))
            for profile, used in enumerate(self._used)
        ]
        return [
            self._priced(person, values, prices)
            for person in range(len(self.lines))
        ]

    def _priced(
        self, person: int, values: list[IntArray], prices: Prices
    ) -> IntArray:
        line = self.lines[person]
        profile = self.coverage.profile[person]
        price: IntArray = line.ticks - values[profile][line.graph.duty]
        self.rows.add_to(person, price, prices.rows)
        price[line.ticks >= FORBIDDEN] = FORBIDDEN
        return price

    def _worth(self, used: IntArray, sums: IntArray) -> IntArray:
        """Return what duties are worth; the last entry is a day off."""
        found = np.zeros(len(self._slots.stretch_from), dtype=np.int64)
        if self._compiled:
            worth(self._spread, used, sums, found)
        else:
            found[used] = worth_of(self._slots, used, sums)
        return found

    def _known_worth(self, sums: list[IntArray]) -> int:
        """Return what those are worth who are there from history."""
        return sum(
            int(
                (
                    np.cumsum(self.coverage.known(profile))[:-1] * np.diff(own)
                ).sum()
            )
            for profile, own in enumerate(sums)
        )

    def _best(self, line: Line, price: IntArray) -> tuple[int, IntArray]:
        if not self._compiled:
            return cheapest(line.graph, line.start, price)
        taken = np.zeros(line.graph.days, dtype=np.int64)
        least = cheapest_way(
            self._ways[id(line.graph)], line.start, price, taken
        )
        return least, taken

    def _attend(self, duty: int, sums: IntArray, there: IntArray) -> None:
        run: Callable[..., None] = attend
        if not self._compiled:
            run = getattr(attend, "py_func", attend)
        run(self._spread, duty, sums, there)
