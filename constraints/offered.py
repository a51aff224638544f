"""Offered: a shift is for those it is offered to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Offered"]


class Offered(Rule):
    """A shift is worked by those it is offered to and by nobody else.

    Why
    ---
    Whoever could be used is asked for their reasons why not; this rule is
    the reason "that shift is not yours". What a shift states under `who`
    becomes this rule.

    Example
    -------
    .. code-block:: yaml

        shifts:
          core: {who: team na, window: Mon-Fri 08:00-16:00}

    Unit
    ----
    Duty worked by somebody it is not offered to. `who` names those to
    whom the shift is offered: the rule binds all others.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "duty of somebody else's shift"
    desugared: ClassVar[bool] = True

    rule: Literal["offered"] = "offered"
    shift: str = Field(description="Id of the shift.")

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person it is not offered to."""
        (idx,) = (s.idx for s in problem.shifts if s.id == self.shift)
        of_shift = Measure(
            f"shift {self.shift}",
            "duties",
            problem.duties.of_shift(idx).astype("int64"),
        )
        for person in problem.people:
            if not self.who.matches(person):
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=of_shift,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty of the shift worked by somebody else."""
        problem = roster.problem
        for work in roster.works():
            names = [
                problem.shifts[shift].id
                for shift in roster.duty(work).shifts
                if shift >= 0
            ]
            if self.shift in names and not self.who.matches(
                problem.people[work.person]
            ):
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=1,
                    price=self.price,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana is not offered core, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} is not offered {self._name(problem)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works core, Tue 2 March, which is not offered …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return (
            f"{who} works {self._name(problem)}, {when};"
            f" it is offered to {self.who}"
        )

    def _name(self, problem: Problem) -> str:
        return next(s.name for s in problem.shifts if s.id == self.shift)
