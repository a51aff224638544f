"""Consecutive days: the longest run of days with work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.rule import Rule, Violation
from constraints.runs import carried, long_runs
from constraints.terms import Because, Streak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["ConsecutiveDays"]


class ConsecutiveDays(Rule):
    """How many days somebody works without a day off.

    Why
    ---
    Two well-meant weeks, days off at the start of one and at the end of
    the next, put ten duties in a row: a limit per week does not see it.

    Example
    -------
    .. code-block:: yaml

        - {rule: consecutive-days, most: 5}
        - {rule: consecutive-days, most: 6, who: part-time, importance: high}

    Unit
    ----
    Day above the most, worth 4 person-hours, run by run. A day is worked
    when a duty starts on it on the person's own clock. A run that began
    before the roster goes on counting, as far as history knows; days by
    which it was too long already are not counted again.

    Source
    ------
    Philippine Labor Code, article 91: a day of rest after six days.
    """

    unit: ClassVar[str] = "day too many in a row"
    worth: ClassVar[int] = 4

    rule: Literal["consecutive-days"] = "consecutive-days"
    most: int = Field(ge=1, description="The longest run of days.")

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one streak per person over the whole horizon."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = {work.day for work in problem.past_worked(person.idx)}
            yield Streak(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                mark=problem.worked,
                positions=tuple((day,) for day in range(problem.days)),
                high=self.most,
                price_high=self.price,
                carried=carried(past),
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each run that is too long, with the days that are new."""
        for person in roster.problem.people:
            if not self.who.matches(person):
                continue
            days = {work.day for work in roster.worked_with_past(person.idx)}
            for run, amount in long_runs(days, self.most):
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=run,
                    amount=amount,
                    price=self.price,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 5 days in a row, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most = wording.count(self.most, "day")
        return f"{who} works at most {most} in a row, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 7 days in a row, 2–8 March; the most …'."""
        first, last = violation.days
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        run = wording.count(last - first + 1, "day")
        return f"{who} works {run} in a row, {when}; the most is {self.most}"
