"""The fullest week that somebody could work, whatever anybody else does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scheduler.problem import Contract, Duty, Person, Problem
    from scheduler.spec.roster import RosterSpec

__all__ = ["FullestWeeks", "Week"]

USUAL_DAYS = 5
"""Working days of a week where the contract says none."""


class Week(NamedTuple):
    """The best days of a week, as many as somebody may work.

    Attributes
    ----------
    paid_min, nominal_min
        Of all its days.
    days
        How many they are.
    best
        The duty of its fullest day.
    """

    paid_min: int
    nominal_min: int
    days: int
    best: Duty


class FullestWeeks:
    """Answers for everybody; those alike are looked at once."""

    def __init__(self, spec: RosterSpec, problem: Problem) -> None:
        self._problem = problem
        self._shifts = tuple(spec.shifts.values())
        self._week = cache(self._found)

    def of(self, person: Person) -> Week | None:
        """Return somebody's fullest week.

        None for a roster of less than a week, which does not say what the
        other days are like, and for somebody who is offered nothing.
        """
        if self._problem.days < 7:
            return None
        offered = frozenset(
            idx
            for idx, shift in enumerate(self._shifts)
            if shift.who.matches(person)
        )
        return self._week(person.menu, offered, person.contract)

    def _found(
        self, menu: int, offered: frozenset[int], contract: Contract
    ) -> Week | None:
        by_weekday: dict[int, Duty] = {}
        for day, page in enumerate(self._problem.menus[menu]):
            weekday = self._problem.date(day).weekday()
            for idx in page:
                duty = self._problem.duties[idx]
                best = by_weekday.get(weekday)
                if (
                    duty.shift in offered
                    and _allowed(contract, duty)
                    and (best is None or duty.paid_min > best.paid_min)
                ):
                    by_weekday[weekday] = duty
        ranked = sorted(by_weekday.values(), key=lambda d: -d.paid_min)
        days = ranked[: _days_per_week(contract)]
        if not days:
            return None
        return Week(
            sum(duty.paid_min for duty in days),
            sum(duty.nominal_min for duty in days),
            len(days),
            days[0],
        )


def _allowed(contract: Contract, duty: Duty) -> bool:
    lengths = contract.shift
    if lengths is None:
        return True
    most = duty.nominal_min if lengths.most is None else lengths.most
    return (lengths.least or 0) <= duty.nominal_min <= most


def _days_per_week(contract: Contract) -> int:
    days = contract.days
    if days is None or days.most is None or days.weeks != 1:
        return USUAL_DAYS
    return days.most
