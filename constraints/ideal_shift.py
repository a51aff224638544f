"""Ideal shift: how long somebody would like a duty to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Measure, Nominal
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import LOW, Duration, Importance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["IdealShift"]


class IdealShift(Rule):
    """Duties come near to the length that somebody would choose.

    Why
    ---
    A contract allows four to eight hours; some would rather have two long
    days than four short ones, some the other way round. Limits say what
    may be, this says what is liked.

    Example
    -------
    .. code-block:: yaml

        - {rule: ideal-shift, length: 6h, who: part-time}
        - {rule: ideal-shift, length: 4h, who: Ana Souza, importance: normal}

    Unit
    ----
    Hour by which a duty is longer or shorter, from start to end on the
    wall, breaks included: a night duty of 22:00 to 06:00 is 8 hours long
    even when the clocks change. A wish is `low` unless said otherwise;
    with `must` every duty is exactly that long.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "hour away from the ideal length"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["ideal-shift"] = "ideal-shift"
    length: Duration = Field(description="The length that is liked best.")
    importance: Importance = Field(
        default=LOW, description="must, high, normal, low or points."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        length = problem.measure(Nominal()).by_duty
        away = Measure(
            f"length away from {self.length}",
            "minutes",
            np.abs(length - self.length) * problem.duties.worked,
        )
        for person in problem.people:
            if self.who.matches(person):
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=away,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty of another length."""
        for work in roster.works():
            if not self.who.matches(roster.problem.people[work.person]):
                continue
            if not roster.duty(work).work:
                continue
            length = roster.duty(work).nominal_min
            if length != self.length:
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=abs(length - self.length),
                    price=self.price,
                    note=wording.hours(length),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works 6 h a day, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} works {wording.hours(self.length)} a day, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 8 h, Tue 2 March; the ideal is 6 h'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        ideal = wording.hours(self.length)
        return f"{who} works {violation.note}, {when}; the ideal is {ideal}"
