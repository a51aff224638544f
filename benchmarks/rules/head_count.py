"""Head count: how many people work a shift on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from benchmarks.rules.choices import mark
from constraints import wording
from constraints.rule import Rule, Violation
from constraints.terms import Because, Row, RowPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["HeadCount", "Need"]


@dataclass(frozen=True, slots=True)
class Need:
    """People needed on any of these shifts of a day; None for no bound."""

    day: int
    shifts: frozenset[int]
    least: int | None = None
    most: int | None = None


class HeadCount(Rule):
    """How many people work a shift, day by day.

    Who works a shift counts on it: there is no sitting idle as in coverage
    of queues, so too many people can be forbidden or priced.

    Unit
    ----
    Person missing or too many.
    """

    unit: ClassVar[str] = "person missing or too many"

    rule: Literal["head-count"] = "head-count"
    needs: tuple[Need, ...]

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per need that can be missed."""
        people = [p.idx for p in problem.people if self.who.matches(p)]
        for need in self.needs:
            if not need.least and need.most is None:
                continue
            served = mark(problem, frozenset(need.shifts))
            yield Row(
                because=Because(self.id, (), (need.day, need.day)),
                parts=tuple(RowPart(p, need.day, served, 1) for p in people),
                low=need.least,
                high=need.most,
                price=self.price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each need that is missed."""
        problem = roster.problem
        there: dict[tuple[int, int], int] = {}
        for work in roster.works():
            if self.who.matches(problem.people[work.person]):
                key = work.day, roster.duty(work).shift
                there[key] = there.get(key, 0) + 1
        for need in self.needs:
            heads = sum(there.get((need.day, s), 0) for s in need.shifts)
            missing = max(
                0 if need.least is None else need.least - heads,
                0 if need.most is None else heads - need.most,
            )
            if missing > 0:
                yield Violation(
                    rule=self.id,
                    people=(),
                    days=(need.day, need.day),
                    amount=missing,
                    price=self.price,
                    note=" or ".join(
                        problem.shifts[s].name for s in sorted(need.shifts)
                    ),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'every shift has its people, Tue 2 March'."""
        return (
            "every shift has its people,"
            f" {wording.days(because.days, problem)}"
        )

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'E is off its head count by 2, Tue 2 March'."""
        when = wording.days(violation.days, problem)
        amount = violation.amount
        return f"{violation.note} is off its head count by {amount}, {when}"
