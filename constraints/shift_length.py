"""Shift lengths: how long one duty of a contract may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure, Nominal
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["ShiftLength"]


class ShiftLength(Rule):
    """How short and how long a duty may be.

    Why
    ---
    A part-time contract says four to six hours, a contractor does not
    come for less than three. What a contract states under `shift` becomes
    this rule.

    Example
    -------
    .. code-block:: yaml

        - {rule: shift-length, least: 4h, most: 6h, who: part-time}
        - {rule: shift-length, most: 10h, importance: high}

    Unit
    ----
    Hour too short or too long, from start to end on the wall, breaks
    included: a night duty of 22:00 to 06:00 is 8 hours long even when the
    clocks change.

    Source
    ------
    House rule: contracts say how long somebody works.
    """

    unit: ClassVar[str] = "hour too short or too long"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["shift-length"] = "shift-length"
    least: Duration | None = Field(
        default=None, description="The shortest duty."
    )
    most: Duration | None = Field(
        default=None, description="The longest duty."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        limits = [x for x in (self.least, self.most) if x is not None]
        if not limits:
            raise ValueError("write least, most or both")
        if limits != sorted(limits):
            raise ValueError("least is more than most")
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        length = problem.measure(Nominal()).by_duty
        outside = np.zeros_like(length)
        if self.least is not None:
            outside += np.maximum(self.least - length, 0)
        if self.most is not None:
            outside += np.maximum(length - self.most, 0)
        outside *= problem.duties.worked  # standby alone has no length
        key = f"length outside {self.least} to {self.most}"
        for person in problem.people:
            if self.who.matches(person):
                days = (
                    tuple(range(problem.days))
                    if len(person.contracts) == 1
                    else tuple(
                        day
                        for day in range(problem.days)
                        if self.who.matches(person, problem.date(day))
                    )
                )
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=days,
                    amount=Measure(key, "minutes", outside),
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty that is too short or too long."""
        for work in roster.works():
            person = roster.problem.people[work.person]
            dated = len(person.contracts) > 1
            on = roster.problem.date(work.day) if dated else None
            if not self.who.matches(person, on):
                continue
            if not roster.duty(work).work:
                continue
            length = roster.duty(work).nominal_min
            nearest = length
            if self.most is not None:  # 0 is a limit like any other
                nearest = min(nearest, self.most)
            if self.least is not None:
                nearest = max(nearest, self.least)
            if length != nearest:
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=abs(length - nearest),
                    price=self.price,
                    note=wording.hours(length),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at least 4 h and at most 6 h a day, …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} works {self._range()} a day, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 8 h, Tue 2 March; at least 4 h and …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        wanted = f"{self._range()} are wanted"
        return f"{who} works {violation.note}, {when}; {wanted}"

    def _range(self) -> str:
        return wording.listed(
            [
                f"{side} {wording.hours(bound)}"
                for side, bound in (
                    ("at least", self.least),
                    ("at most", self.most),
                )
                if bound is not None
            ]
        )
