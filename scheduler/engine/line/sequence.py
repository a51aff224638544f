"""Patterns as machines: their own automaton, walked by whole menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.line.machine import FORBIDDEN, inside, staying

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from constraints.terms import Pattern
    from scheduler.engine.line.machine import Moves

__all__ = ["Sequence"]


class Sequence:
    """Walks a pattern; a choice that matches no arc is forbidden."""

    def __init__(self, term: Pattern) -> None:
        self._term = term

    def moves(self, day: int, states: IntArray, choices: IntArray) -> Moves:
        """Take the arc of each choice; after the last day, forget."""
        first, last = self._term.days
        if day > last:
            return staying(np.zeros_like(states), choices)
        if day < first:
            return staying(states, choices)
        to = np.zeros((len(states), len(choices)), dtype=np.int64)
        cost = np.full_like(to, FORBIDDEN)
        row_of = {int(state): row for row, state in enumerate(states)}
        known: dict[str, IntArray] = {}
        for arc in self._term.arcs:
            if arc.state not in row_of:
                continue
            if arc.mark.key not in known:
                known[arc.mark.key] = np.flatnonzero(inside(arc.mark, choices))
            row, taken = row_of[arc.state], known[arc.mark.key]
            to[row, taken] = arc.to
            cost[row, taken] = (
                FORBIDDEN
                if self._term.price.breaks(arc.amount)
                else self._term.price(arc.amount)
            )
        if day == last:
            to[:] = 0
        return to, cost
