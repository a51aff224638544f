"""What each person may choose on each day, and what that costs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from constraints.terms import Choice
from scheduler.engine.breaks import earliest_breaks
from scheduler.engine.line.machine import (
    FORBIDDEN,
    OFF_DUTY,
    ticks_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.problem import Problem

__all__ = ["Choices"]


class Choices:
    """Duties by person and day that nothing bars from the outset."""

    def __init__(self, problem: Problem, terms: Iterable[Term]) -> None:
        self._problem = problem
        self._terms: dict[tuple[int, int], list[Choice]] = {}
        for term in terms:
            if isinstance(term, Choice):
                for day in term.days:
                    self._terms.setdefault((term.person, day), []).append(term)
        self._fits = np.array(
            [
                earliest_breaks(duty, problem.slot_min) is not None
                for duty in problem.duties.duties
            ],
            dtype=np.bool_,
        )
        self._known: dict[tuple[object, object], IntArray] = {}
        self._menus = [
            [np.array([*menu, OFF_DUTY], dtype=np.int64) for menu in menus]
            for menus in problem.menus
        ]

    def menu(self, person: int, day: int) -> IntArray:
        """Return the duties somebody may have, without the day off."""
        choices = self._menus[self._problem.people[person].menu][day]
        costs = self.costs(person, day, choices)
        allowed: IntArray = choices[(costs < FORBIDDEN) & (choices >= 0)]
        return allowed

    def costs(self, person: int, day: int, choices: IntArray) -> IntArray:
        """Return the ticks of choices, ``FORBIDDEN`` for barred ones."""
        total = np.zeros(len(choices), dtype=np.int64)
        for term in self._terms.get((person, day), ()):
            key = term.amount.key, term.price
            if key not in self._known:
                duties = np.arange(len(self._problem.duties))
                self._known[key] = ticks_of(
                    term.price, values_of(term.amount, duties)
                )
            off = (FORBIDDEN if term.price.breaks(term.off) else 0) + (
                term.price(term.off)
            )
            total += np.where(choices < 0, off, self._known[key][choices])
        on = choices >= 0
        total[on & ~self._fits[choices]] = FORBIDDEN
        past = self._problem.past(person)
        if past:
            known_end = max(
                self._problem.duties[work.duty].end_min for work in past
            )
            early = self._problem.duties.start_min[choices] < known_end
            total[on & early] = FORBIDDEN
        barred: IntArray = np.minimum(total, FORBIDDEN)
        return barred
