"""Slot excess: more people on duty than wanted, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from constraints import wording
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.terms import TICKS_PER_POINT, Because, Price, Row, RowPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["SlotExcess"]

_NEVER = 1 << 40


class SlotExcess(Rule):
    """People beyond those wanted cost the square of their number.

    Nobody sits idle for nothing as in coverage of queues: whoever is on
    duty counts.

    Unit
    ----
    Person too many in a slot; n of them cost n times n points, whatever
    the importance.
    """

    unit: ClassVar[str] = "person too many in a slot"

    rule: Literal["slot-excess"] = "slot-excess"
    start_min: int
    most: tuple[int, ...]
    """By slot from ``start_min`` on."""

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot."""
        table = problem.duties
        reach = [
            (
                table.start_min[list(menu)].min(initial=_NEVER),
                table.end_min[list(menu)].max(initial=0),
            )
            for menu in problem.menus[0]
        ]
        for slot, most in enumerate(self.most):
            start_min = self.start_min + slot * problem.slot_min
            end_min = start_min + problem.slot_min
            there = Mark(
                f"on duty at {start_min}",
                duties=(table.start_min <= start_min)
                & (end_min <= table.end_min),
            )
            yield Row(
                because=Because(self.id, (), self._days(start_min, problem)),
                parts=tuple(
                    RowPart(person.idx, day, there, 1)
                    for person in problem.people
                    for day, (first, last) in enumerate(reach)
                    if first <= start_min and end_min <= last
                ),
                low=None,
                high=most,
                price=_squares(len(problem.people)),
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each slot with too many people."""
        problem = roster.problem
        heads = [0] * len(self.most)
        for work in roster.works():
            duty = roster.duty(work)
            for at in range(duty.start_min, duty.end_min, problem.slot_min):
                heads[(at - self.start_min) // problem.slot_min] += 1
        for slot, (there, most) in enumerate(
            zip(heads, self.most, strict=True)
        ):
            if there > most:
                start_min = self.start_min + slot * problem.slot_min
                yield Violation(
                    rule=self.id,
                    people=(),
                    days=self._days(start_min, problem),
                    amount=there - most,
                    price=_squares(len(problem.people)),
                    start_min=start_min,
                    end_min=start_min + problem.slot_min,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'no slot has more people than wanted, Tue 2 March'."""
        when = wording.days(because.days, problem)
        return f"no slot has more people than wanted, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return '2 too many on duty, Tue 2 March 06:00–06:15'."""
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        return f"{violation.amount} too many on duty, {when}"

    def _days(self, start_min: int, problem: Problem) -> tuple[int, int]:
        day, _ = problem.local(start_min)
        return day, day


def _squares(people: int) -> Price:
    """Return the price of n too many: n squared, in points."""
    return Price(
        tuple(
            (already, (2 * already + 1) * TICKS_PER_POINT)
            for already in range(people)
        )
    )
