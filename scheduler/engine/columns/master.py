"""One line for everybody: the integer program over lines on offer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.measures import IntArray
    from scheduler.engine.columns.offers import Offer
    from scheduler.engine.hall import Hall
    from scheduler.engine.prices.dual import Dual
    from scheduler.problem import Problem

__all__ = ["Chosen", "Master"]

Var: TypeAlias = Any
"""A variable of MathOpt."""

mathopt: Any = import_module("ortools.math_opt.python.mathopt")

# Its log closes whatever stream stands for stderr when it is loaded, once
# somebody sets logging up anew; the real one it leaves alone.
_log: Any = import_module("absl.logging")
_log.get_absl_handler().python_handler.setStream(sys.__stderr__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the program answers.

    Attributes
    ----------
    lines
        By person: which offer; empty where nothing was found.
    bound
        Ticks that no choice among the offers costs less than; None where
        there is none.
    """

    lines: tuple[int, ...]
    bound: float | None


class Master:
    """Builds and solves the program for some offers.

    Parameters
    ----------
    unit
        Every cost is a multiple of so many ticks; costs are counted in it.
    """

    def __init__(
        self, problem: Problem, dual: Dual, hall: Hall, weight: int, unit: int
    ) -> None:
        self._dual = dual
        self._hall = hall
        self._weight = weight
        self._unit = max(1, unit)
        self._cells = [
            hall.cells(duty.start_min, duty.end_min)
            for duty in problem.duties.duties
        ]
        self._past = np.zeros((len(hall), hall.width), dtype=np.int64)
        for person, works in enumerate(problem.history):
            for work in works:
                for cell in self._cells[work.duty]:
                    touched = self._touched(person, int(cell))
                    self._past[cell, : len(touched)] += touched

    def solved(self, offers: Sequence[Offer], seconds: float) -> Chosen:
        """Choose one line of everybody's offers."""
        if not all(self._dual.rows.curves()):
            # Nothing satisfies some row: others find out, and say why.
            return Chosen((), None)
        model = mathopt.Model()
        lines = [
            [model.add_binary_variable() for _ in offer.ticks]
            for offer in offers
        ]
        for own in lines:
            model.add_linear_constraint(mathopt.fast_sum(own) == 1)
        costs = [
            self._in_units(int(ticks)) * line
            for own, offer in zip(lines, offers, strict=True)
            for line, ticks in zip(own, offer.ticks, strict=True)
        ]
        costs += self._add_cells(model, lines, offers)
        costs += self._add_rows(model, lines, offers)
        model.minimize(mathopt.fast_sum(costs))
        try:
            result = mathopt.solve(
                model,
                mathopt.SolverType.HIGHS,
                params=mathopt.SolveParameters(
                    time_limit=timedelta(seconds=seconds),
                    relative_gap_tolerance=0.0,
                ),
            )
        except (AttributeError, RuntimeError, ValueError):
            # The solver gave up on the numbers, and OR-Tools on its reason.
            return Chosen((), None)
        return self._read(result, lines)

    def _in_units(self, ticks: int) -> float:
        return ticks / self._unit

    def _read(self, result: Any, lines: list[list[Var]]) -> Chosen:
        reason = result.termination.reason
        if reason == mathopt.TerminationReason.INFEASIBLE:
            return Chosen((), float("inf"))
        bound = result.termination.objective_bounds.dual_bound
        told = bound * self._unit if np.isfinite(bound) else None
        if not result.has_primal_feasible_solution():
            return Chosen((), told)
        values = result.variable_values()
        chosen = tuple(
            int(np.argmax([values[line] for line in own])) for own in lines
        )
        return Chosen(chosen, told)

    # Coverage

    def _touched(self, person: int, cell: int) -> IntArray:
        """Return what a person adds to the counts of a cell."""
        kind = self._hall.kinds[self._hall.kind[cell]]
        cls = int(kind.class_of[person])
        found: IntArray = (
            kind.touch[cls] if cls >= 0 else np.zeros_like(kind.touch[0])
        )
        return found

    def _entries(self, person: int, duty: int) -> Iterator[tuple[int, int]]:
        """Yield the cells and entries in which a duty counts somebody."""
        if duty < 0:
            return
        for cell in map(int, self._cells[duty]):
            for entry in np.flatnonzero(self._touched(person, cell)):
                yield cell, int(entry)

    def _add_cells(
        self,
        model: Any,
        lines: list[list[Var]],
        offers: Sequence[Offer],
    ) -> Iterable[Any]:
        """Serve no more than those there can, set of queues by set."""
        able: list[list[list[Any]]] = [
            [[] for _ in range(self._hall.width)]
            for _ in range(len(self._hall))
        ]
        for person, (own, offer) in enumerate(zip(lines, offers, strict=True)):
            duties = self._dual.lines[person].graph.duty
            entries: dict[int, list[list[Any]]] = {}
            for line, taken in zip(own, offer.choices, strict=True):
                for choice in map(int, taken):
                    if choice not in entries:
                        entries[choice] = [
                            able[cell][entry]
                            for cell, entry in self._entries(
                                person, int(duties[choice])
                            )
                        ]
                    for counted in entries[choice]:
                        counted.append(line)
        for cell, counts in enumerate(able):
            yield from self._add_cell(model, cell, counts)

    def _add_cell(
        self, model: Any, cell: int, able: list[list[Any]]
    ) -> Iterable[Any]:
        kind = self._hall.kinds[self._hall.kind[cell]]
        weight = self._weight
        yield self._in_units(kind.base_must * weight + kind.base_ticks)
        served: list[list[Any]] = []
        for steps in kind.steps:
            own = []
            for length, must, ticks in steps:
                part = model.add_variable(lb=0, ub=length)
                own.append(part)
                yield -self._in_units(must * weight + ticks) * part
            served.append(own)
        for entry, rows in enumerate(kind.rows):
            parts = [part for queue in rows for part in served[queue]]
            if parts:
                model.add_linear_constraint(
                    mathopt.fast_sum(parts) - mathopt.fast_sum(able[entry])
                    <= int(self._past[cell, entry])
                )

    # Rows

    def _add_rows(
        self,
        model: Any,
        lines: list[list[Var]],
        offers: Sequence[Offer],
    ) -> Iterable[Any]:
        """Price what rows over lines come to, along their convex costs."""
        sums: list[list[Any]] = [[] for _ in range(len(self._dual.rows))]
        for person, (own, offer) in enumerate(zip(lines, offers, strict=True)):
            for line, taken in zip(own, offer.choices, strict=True):
                for row, value in self._dual.rows.parts(person, taken):
                    sums[row].append(value * line)
        for parts, curve in zip(sums, self._dual.rows.curves(), strict=True):
            least, most = curve[0][0], curve[-1][0]
            total = model.add_variable(lb=least, ub=most)
            model.add_linear_constraint(total == mathopt.fast_sum(parts))
            if len(curve) == 1 or not any(cost for _, cost in curve):
                continue
            cost = model.add_variable(lb=0)
            for (a, low), (b, high) in pairwise(curve):
                slope = self._in_units(high - low) / (b - a)
                model.add_linear_constraint(
                    cost - slope * total >= self._in_units(low) - slope * a
                )
            yield cost
