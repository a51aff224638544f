"""Night length: how long a duty that is a night may last."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Elapsed, Measure, Within
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import Duration
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["NightLength"]


class NightLength(Rule):
    """A night lasts no longer than so many hours.

    Why
    ---
    Twelve hours by day are long, at night they are dangerous. Laws that let
    a shift last ten or twelve hours allow eight or ten where it is a night.

    Example
    -------
    .. code-block:: yaml

        - {rule: night-length, most: 8h}
        - {rule: night-length, most: 10h, window: daily 00:00-06:00,
           at least: 1h, importance: high}

    Unit
    ----
    Hour above the most, in real minutes of work from start to end, breaks
    included: over a clock change a night from 22:00 to 06:00 is 7 or 9
    hours long. A duty is a night when at least 3 hours of it (`at least`)
    lie inside the window, by default 23:00 to 06:00, on the person's own
    clock.

    Source
    ------
    Directive 2003/88/EC, article 8: 8 hours on average, and never more where
    the work is hazardous or a strain. German Working Time Act (ArbZG),
    section 6: 8 hours, 10 if made up for; French Labour Code, L3122-6: 8
    hours; Netherlands, Arbeidstijdenwet, article 5:8: 10 hours.
    """

    unit: ClassVar[str] = "hour too long at night"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["night-length"] = "night-length"
    most: Duration = Field(description="The longest night, in real minutes.")
    window: Window = Field(
        default=Window.parse("daily 23:00-06:00"),
        description="What is night, on the person's own clock.",
    )
    at_least: Duration = Field(
        default=180, description="Time inside the window that makes a night."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        length = problem.measure(Elapsed()).by_duty
        for person in problem.people:
            if not self.who.matches(person):
                continue
            night = problem.measure(Within((self.window,), person.zone))
            above = np.maximum(0, length - self.most)
            yield Choice(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                days=tuple(range(problem.days)),
                amount=Measure(
                    f"above {self.most} if {self.at_least} of {night.key}",
                    "minutes",
                    above * (night.by_duty >= self.at_least),
                ),
                price=self.price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each night that is too long."""
        problem = roster.problem
        for work in roster.works():
            person = problem.people[work.person]
            duty = roster.duty(work)
            fact = Within((self.window,), person.zone)
            inside = int(problem.measure(fact).by_duty[work.duty])
            if (
                self.who.matches(person)
                and inside >= self.at_least
                and duty.elapsed_min > self.most
            ):
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=duty.elapsed_min - self.most,
                    price=self.price,
                    note=wording.beginning(duty, person),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 8 h in a night, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most = wording.hours(self.most)
        return f"{who} works at most {most} in a night, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works a night of 9 h from Sat 13 March 22:00; …'."""
        who = wording.people(violation.people, problem)
        length = wording.hours(self.most + violation.amount)
        most = wording.hours(self.most)
        return (
            f"{who} works a night of {length} from {violation.note};"
            f" the most is {most}"
        )
