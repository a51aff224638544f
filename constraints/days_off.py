"""Days off: how many of them come together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.rule import Rule, Violation
from constraints.terms import Because, Streak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["DaysOff"]


class DaysOff(Rule):
    """Days off come together: no single day between two stretches of work.

    Why
    ---
    One day off between two late duties is hardly a day off: people ask for
    two together before they ask for anything else.

    Example
    -------
    .. code-block:: yaml

        - {rule: days-off, least: 2}
        - {rule: days-off, least: 2, importance: normal}

    Unit
    ----
    Day off missing, worth 4 person-hours, run by run. A run of days off
    that goes on after the roster is not judged. One that began before it
    counts the days that history knows, and is not judged where history
    knows of no duty before it.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "day off missing"
    worth: ClassVar[int] = 4

    rule: Literal["days-off"] = "days-off"
    least: int = Field(ge=1, description="The fewest days off in a row.")

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one streak per person over the whole horizon."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past_worked(person.idx)
            yield Streak(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                mark=problem.not_worked,
                positions=tuple((day,) for day in range(problem.days)),
                low=self.least,
                price_low=self.price,
                carried=-1 - past[-1].day if past else 0,
                left_open=not past,
                right_open=True,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each run of days off, duties on both sides, too short."""
        for person in roster.problem.people:
            if not self.who.matches(person):
                continue
            worked = [w.day for w in roster.worked_with_past(person.idx)]
            for before, after in pairwise(worked):
                off = after - before - 1
                if after >= 0 and 0 < off < self.least:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(before + 1, after - 1),
                        amount=self.least - off,
                        price=self.price,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has at least 2 days off in a row, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        least = wording.count(self.least, "day")
        return f"{who} has at least {least} off in a row, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has 1 day off, Tue 2 March; the least is 2'."""
        first, last = violation.days
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        run = wording.count(last - first + 1, "day")
        return f"{who} has {run} off, {when}; the least is {self.least}"
