"""What each person may choose on each day, and what it costs by itself.

Hard choices bar duties, which leaves them out; the others price them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.breaks import break_starts, earliest_breaks
from scheduler.engine.kernels import layout as at
from scheduler.engine.search.flat import pointers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.measures import IntArray
    from constraints.terms import Choice
    from scheduler.problem import Duty, Problem

__all__ = ["duty_tables", "menu_tables"]


def menu_tables(
    problem: Problem, choices: Iterable[Choice]
) -> dict[int, object]:
    """Return the menus of all persons and days."""
    by_person: dict[int, list[Choice]] = defaultdict(list)
    for choice in choices:
        by_person[choice.person].append(choice)
    offered = _Offered(problem)
    values = _Values()
    sizes: list[int] = []
    duties: list[IntArray] = []
    costs: list[IntArray] = []
    off = np.zeros((len(problem.people), problem.days), dtype=np.int64)
    for person in range(len(problem.people)):
        menus = [offered.menu(person, day) for day in range(problem.days)]
        prices = [np.zeros(len(menu), dtype=np.int64) for menu in menus]
        for choice in by_person[person]:
            column = values.column(choice)
            nothing = values.off(choice)
            for day in choice.days:
                prices[day] += column[menus[day]]
                off[person, day] += nothing
        for menu, price in zip(menus, prices, strict=True):
            allowed = price < at.HALF
            duties.append(menu[allowed])
            costs.append(price[allowed])
            sizes.append(int(allowed.sum()))
    open_pds = np.flatnonzero(np.array(sizes, dtype=np.int64))
    none = [np.zeros(0, dtype=np.int64)]
    return {
        at.MENU_PTR: pointers(sizes),
        at.MENU_DUTY: np.concatenate(none + duties),
        at.MENU_VALUE: np.concatenate(none + costs),
        at.OFF_VALUE: off,
        at.OPEN_PD: open_pds,
        at.OPEN_PDS: len(open_pds),
    }


class _Offered:
    """Menus before anybody's own statements, those of a kind shared."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._known: dict[tuple[int, int], IntArray] = {}
        self._fits = np.array(
            [
                earliest_breaks(duty, problem.slot_min) is not None
                for duty in problem.duties.duties
            ],
            dtype=np.bool_,
        )
        duties = problem.duties
        self._length = duties.end_min - duties.start_min

    def menu(self, person: int, day: int) -> IntArray:
        """Return the duties that can be started, by length and start."""
        problem = self._problem
        key = problem.people[person].menu, day
        if key not in self._known:
            menu = np.array(problem.menu(person, day), dtype=np.int64)
            menu = menu[self._fits[menu]] if len(menu) else menu
            order = np.lexsort(
                (menu, problem.duties.start_min[menu], self._length[menu])
            )
            self._known[key] = menu[order]
        menu = self._known[key]
        past = problem.past(person)
        if not past or not len(menu):
            return menu
        known_end = max(problem.duties[w.duty].end_min for w in past)
        found: IntArray = menu[problem.duties.start_min[menu] >= known_end]
        return found


class _Values:
    """Values of choices by duty, those of equal measure and price shared."""

    def __init__(self) -> None:
        self._known: dict[object, IntArray] = {}

    def column(self, choice: Choice) -> IntArray:
        """Return the value of each duty."""
        key = choice.amount.key, choice.price
        if key not in self._known:
            distinct, which = np.unique(
                choice.amount.by_duty, return_inverse=True
            )
            worth = [self._value(choice, int(amount)) for amount in distinct]
            self._known[key] = np.array(worth, dtype=np.int64)[which]
        return self._known[key]

    def off(self, choice: Choice) -> int:
        """Return the value of a day off."""
        return self._value(choice, choice.off)

    def _value(self, choice: Choice, amount: int) -> int:
        if choice.price.hard:
            return max(0, amount) << at.HARD_BITS
        return choice.price(amount)


def duty_tables(problem: Problem) -> dict[int, object]:
    """Return times, kinds and breaks of all duties."""
    duties = problem.duties.duties
    kinds: dict[tuple[int, ...], int] = {}
    kind = [kinds.setdefault(_shape(duty), len(kinds)) for duty in duties]
    first, last, length = [], [], []
    for duty in duties:
        for pause, starts in zip(
            duty.breaks, break_starts(duty, problem.slot_min), strict=True
        ):
            first.append(starts[0] if starts else at.NONE)
            last.append(starts[-1] if starts else at.NONE)
            length.append(pause.length_min)
    return {
        at.DUTIES: len(duties),
        at.BREAKS: max((len(d.breaks) for d in duties), default=0),
        at.START: problem.duties.start_min,
        at.END: problem.duties.end_min,
        at.WORK_START: [_or_none(duty, 0) for duty in duties],
        at.WORK_END: [_or_none(duty, 1) for duty in duties],
        at.PIECE_PTR: pointers(len(duty.work) for duty in duties),
        at.PIECE_START: [start for d in duties for start, _ in d.work],
        at.PIECE_END: [end for d in duties for _, end in d.work],
        at.REACH_PTR: pointers(len(duty.reach) for duty in duties),
        at.REACH_START: [start for d in duties for start, _ in d.reach],
        at.REACH_END: [end for d in duties for _, end in d.reach],
        at.KIND: kind,
        at.BREAK_PTR: pointers(len(d.breaks) for d in duties),
        at.BREAK_FIRST: first,
        at.BREAK_LAST: last,
        at.BREAK_LEN: length,
    }


def _or_none(duty: Duty, side: int) -> int:
    """Return when the work of a duty starts or ends."""
    times = duty.times(standby=False)
    return at.NONE if times is None else times[side]


def _shape(duty: Duty) -> tuple[int, ...]:
    """Return what duties of one kind have in common, whatever the date."""
    pieces = ((p.start_min, p.end_min) for p in duty.pieces)
    return (
        duty.shift,
        duty.local_start,
        duty.nominal_min,
        *(at_min - duty.start_min for piece in pieces for at_min in piece),
    )
