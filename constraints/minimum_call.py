"""Minimum call: whoever is called in is paid for so many hours at least."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Measure, Paid
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import NORMAL, Duration, Importance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["MinimumCall"]


class MinimumCall(Rule):
    """A duty that is shorter costs the hours that are paid all the same.

    Why
    ---
    Who comes in for one hour is often paid for three: by law (reporting
    pay), by contract, or because nobody comes for less. Short duties stay
    possible where they are worth it, at the price of the hours that are
    paid and not worked. As a `must` it forbids them.

    Example
    -------
    .. code-block:: yaml

        - {rule: minimum-call, least: 3h, who: contractor}
        - {rule: minimum-call, least: 4h, who: place CA-ON, importance: must}

    Unit
    ----
    Hour paid and not worked: what the paid hours of a duty, unpaid breaks
    taken off, lack to `least`, each duty by itself. A duty that is standby
    only is no call. What the hours cost in money is not added to `cost`.

    Source
    ------
    Reporting pay: Québec, Act respecting labour standards, section 58
    (three hours); Ontario, Employment Standards Act, section 21.2 (three).
    """

    unit: ClassVar[str] = "hour paid and not worked"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["minimum-call"] = "minimum-call"
    least: Duration = Field(
        ge=1, description="Paid hours that any duty comes to."
    )
    importance: Importance = Field(
        default=NORMAL, description="must, high, normal, low or points."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        paid = problem.measure(Paid()).by_duty
        called = np.array(
            [bool(duty.work) for duty in problem.duties.duties], dtype=bool
        )
        lacks = np.where(called, np.maximum(self.least - paid, 0), 0)
        key = f"paid minutes below {self.least}"
        for person in problem.people:
            if self.who.matches(person):
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=Measure(key, "minutes", lacks),
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty for which less is paid."""
        for work in roster.works():
            duty = roster.duty(work)
            person = roster.problem.people[work.person]
            if (
                duty.paid_min < self.least
                and duty.times(standby=False) is not None
                and self.who.matches(person)
            ):
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=self.least - duty.paid_min,
                    price=self.price,
                    note=wording.beginning(duty, person),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana is paid at least 3 h for any duty, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        least = wording.hours(self.least)
        return f"{who} is paid at least {least} for any duty, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is paid 2 h for the duty from Tue 2 March 07:00; …'."""
        who = wording.people(violation.people, problem)
        paid = wording.hours(self.least - violation.amount)
        return (
            f"{who} is paid {paid} for the duty from {violation.note};"
            f" a call is {wording.hours(self.least)} at least"
        )
