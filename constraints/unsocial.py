"""Unsocial hours: what nights and weekends cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Within
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import LOW, Importance
from constraints.windows import Window, unsocial_windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Unsocial"]


class Unsocial(Rule):
    """A price on every hour at night and at weekends.

    Why
    ---
    Of two rosters that cover the same, the one with less night work is the
    better one. In a team that follows the sun, most nights of one place
    are days of another.

    Example
    -------
    .. code-block:: yaml

        - {rule: unsocial}
        - {rule: unsocial, windows: [daily 20:00-07:00, Sun], importance: 5}

    Unit
    ----
    Hour inside the windows, by default daily 23:00 to 06:00 and the days
    of the person's weekend; an hour in two of them counts once. Minutes are
    real ones, windows are on the person's own clock unless they name a
    zone. With `must` nobody works inside them at all.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "unsocial hour"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["unsocial"] = "unsocial"
    windows: tuple[Window, ...] = Field(
        default=(),
        description="What is unsocial, on the person's own clock; by default"
        " daily 23:00-06:00 and the person's weekend.",
    )
    importance: Importance = Field(
        default=LOW, description="high, normal, low or points per hour."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        for person in problem.people:
            if self.who.matches(person):
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=problem.measure(
                        Within(self._windows(person), person.zone)
                    ),
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty with unsocial hours."""
        for work in roster.works():
            person = roster.problem.people[work.person]
            if not self.who.matches(person):
                continue
            fact = Within(self._windows(person), person.zone)
            minutes = int(roster.problem.measure(fact).by_duty[work.duty])
            if minutes:
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=minutes,
                    price=self.price,
                    note=wording.beginning(roster.duty(work), person),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana does not work in daily 23:00-06:00, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        person = problem.people[because.people[0]]
        windows = wording.listed([str(w) for w in self._windows(person)])
        return f"{who} keeps {windows} free, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 7 h of unsocial time from Tue 2 March 22:00'."""
        who = wording.people(violation.people, problem)
        amount = wording.hours(violation.amount)
        return f"{who} works {amount} of unsocial time from {violation.note}"

    def _windows(self, person: Person) -> tuple[Window, ...]:
        return self.windows or unsocial_windows(person.weekend)
