"""Slot count: how many people are on duty, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from constraints import wording
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.terms import (
    HARD,
    TICKS_PER_POINT,
    Because,
    Price,
    Row,
    RowPart,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["SlotCount"]


class SlotCount(Rule):
    """How many people are on duty in each slot of the horizon.

    Nobody sits idle as in coverage of queues: whoever is on duty counts.
    Too few are forbidden; too many cost the square of their number.

    Unit
    ----
    Person missing or too many in a slot.
    """

    unit: ClassVar[str] = "person missing or too many in a slot"

    rule: Literal["slot-count"] = "slot-count"
    start_min: int
    slot_min: int
    least: tuple[int, ...] = ()
    """By slot from ``start_min`` on; either this or ``most`` is given."""
    most: tuple[int, ...] = ()

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot."""
        table = problem.duties
        offered = [
            (
                table.start_min[list(menu)].min(initial=1 << 40),
                table.end_min[list(menu)].max(initial=0),
            )
            for menu in problem.menus[0]
        ]
        price = HARD if self.least else self._squares(len(problem.people))
        for slot, bound in enumerate(self.least or self.most):
            start_min = self.start_min + slot * self.slot_min
            end_min = start_min + self.slot_min
            there = Mark(
                f"on duty at {start_min}",
                duties=(table.start_min <= start_min)
                & (end_min <= table.end_min),
            )
            days = [
                day
                for day, (first, last) in enumerate(offered)
                if first <= start_min and end_min <= last
            ]
            yield Row(
                because=Because(self.id, (), self._days(start_min, problem)),
                parts=tuple(
                    RowPart(person.idx, day, there, 1)
                    for person in problem.people
                    for day in days
                ),
                low=bound if self.least else None,
                high=None if self.least else bound,
                price=price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each slot with too few or too many people."""
        problem = roster.problem
        bounds = self.least or self.most
        heads = [0] * len(bounds)
        for work in roster.works():
            duty = roster.duty(work)
            for at_min in range(duty.start_min, duty.end_min, self.slot_min):
                heads[(at_min - self.start_min) // self.slot_min] += 1
        price = HARD if self.least else self._squares(len(problem.people))
        for slot, (there, bound) in enumerate(zip(heads, bounds, strict=True)):
            amount = bound - there if self.least else there - bound
            if amount > 0:
                start_min = self.start_min + slot * self.slot_min
                yield Violation(
                    rule=self.id,
                    people=(),
                    days=self._days(start_min, problem),
                    amount=amount,
                    price=price,
                    start_min=start_min,
                    end_min=start_min + self.slot_min,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'every slot has its people, Tue 2 March'."""
        when = wording.days(because.days, problem)
        return f"every slot has its people, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return '2 people too many, Tue 2 March 06:00–06:15'."""
        kind = "missing" if self.least else "too many"
        start_min = violation.start_min or self.start_min
        when = wording.stretch(start_min, start_min + self.slot_min, problem)
        people = "person" if violation.amount == 1 else "people"
        return f"{violation.amount} {people} {kind}, {when}"

    def _squares(self, people: int) -> Price:
        """Return the price of n too many: n squared, in points."""
        return Price(
            tuple(
                (already, (2 * already + 1) * TICKS_PER_POINT)
                for already in range(people)
            )
        )

    def _days(self, start_min: int, problem: Problem) -> tuple[int, int]:
        day, _ = problem.local(start_min)
        return day, day
