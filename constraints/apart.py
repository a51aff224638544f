"""Apart: people who are not to work on the same day, or the same shift."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.rule import Rule, Violation
from constraints.shared import shared_marks
from constraints.terms import Because, Row, RowPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Apart"]


class Apart(Rule):
    """At most one of these people works on a day, or in a shift.

    Why
    ---
    Two people who share the care of a child, or the only two who know an
    account: not both on the same day, so that one of them is always free.

    Example
    -------
    .. code-block:: yaml

        - {rule: apart, who: [Ana Souza, Ned Hart]}
        - {rule: apart, who: [Ana Souza, Ned Hart], same: shift}

    Unit
    ----
    Person too many on a day (or in a shift of a day), worth 4
    person-hours. A day is everybody's own: the date on which the duty
    starts on their clock. History is not looked at. For people who are not
    to be there at the same time, see `concurrent` with `most: 1`.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person too many on a day"
    worth: ClassVar[int] = 4

    rule: Literal["apart"] = "apart"
    same: Literal["day", "shift"] = Field(
        default="day", description="What they do not share."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per day, or per day and shift."""
        people = [p.idx for p in problem.people if self.who.matches(p)]
        if len(people) < 2:
            return
        marks = shared_marks(problem, self.same)
        for day in range(problem.days):
            for mark in marks:
                yield Row(
                    because=Because(self.id, tuple(people), (day, day)),
                    parts=tuple(RowPart(p, day, mark, 1) for p in people),
                    low=None,
                    high=1,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day or shift with more than one of them."""
        problem = roster.problem
        there: dict[tuple[int, int], list[int]] = defaultdict(list)
        for work in roster.works():
            if not self.who.matches(problem.people[work.person]):
                continue
            duty = roster.duty(work)
            if self.same == "day" and duty.work:
                there[work.day, 0].append(work.person)
            for shift in duty.shifts if self.same == "shift" else ():
                # A foreign duty belongs to no shift.
                if shift >= 0:
                    there[work.day, shift].append(work.person)
        for (day, shift), people in sorted(there.items()):
            if len(people) > 1:
                name = problem.shifts[shift].name
                yield Violation(
                    rule=self.id,
                    people=tuple(people),
                    days=(day, day),
                    amount=len(people) - 1,
                    price=self.price,
                    note=name if self.same == "shift" else "",
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'at most one of Ana and Ned works, Tue 2 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        each = " each shift" if self.same == "shift" else ""
        return f"at most one of {who} works{each}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana and Ned both work, Tue 2 March; at most one …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        shift = f" {violation.note}" if violation.note else ""
        return f"{who} work{shift}, {when}; at most one of them is wanted"
