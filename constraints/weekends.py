"""Weekends: how many of them somebody works."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Measure
from constraints.periods import inside, periods
from constraints.rule import Rule, Violation
from constraints.terms import Because, Tally
from constraints.values import Per

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Weekends"]


class Weekends(Rule):
    """How many weekends somebody works, wholly or in part.

    Why
    ---
    Whoever works on Saturday has lost the weekend: counting weekends, not
    days, also makes the two days of one go to the same person.

    Example
    -------
    .. code-block:: yaml

        - {rule: weekends, most: 2, per: 4 weeks}
        - {rule: weekends, most: 3, importance: normal}

    Unit
    ----
    Weekend too many, worth 4 person-hours: at `normal`, a third weekend
    costs 40 points. A weekend is worked when a duty starts on one of its
    days (`weekend:` of the person, team or file) on the person's own clock.
    It counts in the block of its first day; blocks are laid from the first
    day of the roster. When the roster begins within a weekend, that weekend
    counts unless history knows that it was worked: then it has been counted
    already.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "weekend too many"
    worth: ClassVar[int] = 4

    rule: Literal["weekends"] = "weekends"
    most: int = Field(ge=0, description="The most weekends worked.")
    per: Per = Field(
        default=None, description="4 weeks, or period for the whole roster."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally of weekends per person and block."""
        duties = Measure(
            "duties", "duties", problem.duties.worked.astype(np.int64)
        )
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for period in periods(problem, self.per):
                groups = _groups(problem, person, inside(period, problem))
                if len(groups) <= self.most:
                    continue
                yield Tally(
                    because=Because(
                        self.id, (person.idx,), (groups[0][0], groups[-1][-1])
                    ),
                    person=person.idx,
                    measure=duties,
                    days=(groups[0][0], groups[-1][-1]),
                    high=self.most,
                    price_high=self.price,
                    groups=groups,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each block with too many weekends worked."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            begun, worked_at_all = (
                {problem.weekend(person.idx, work.day) for work in works}
                for works in (
                    problem.past_worked(person.idx),
                    roster.worked(person.idx),
                )
            )
            for first, last in periods(problem, self.per):
                worked = sorted(
                    day
                    for day in worked_at_all - begun
                    if day is not None and first <= max(day, 0) <= last
                )
                if len(worked) > self.most:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(
                            max(0, worked[0]),
                            min(
                                problem.days - 1,
                                worked[-1] + len(person.weekend) - 1,
                            ),
                        ),
                        amount=len(worked) - self.most,
                        price=self.price,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 2 weekends, 6–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} works at most {self._text(self.most)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 3 weekends, 6–21 March; the most is 2'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        worked = self._text(self.most + violation.amount)
        return f"{who} works {worked}, {when}; the most is {self.most}"

    def _text(self, number: int) -> str:
        return wording.count(number, "weekend")


def _groups(
    problem: Problem, person: Person, days: tuple[int, int]
) -> tuple[tuple[int, ...], ...]:
    """Return the weekends that begin within ``days``, or before all days.

    Less those of which the past has been worked.
    """
    found: dict[int, list[int]] = {}
    for day in range(problem.days):
        first = problem.weekend(person.idx, day)
        if first is not None:
            found.setdefault(first, []).append(day)
    past = problem.past(person.idx)
    return tuple(
        tuple(group)
        for first, group in found.items()
        if days[0] <= max(first, 0) <= days[1]
        and not any(work.day >= first for work in past)
    )
