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
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Weekends"]

_SATURDAY = 5


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
    costs 40 points. A weekend is worked when a duty starts on its Saturday
    or Sunday on the person's own clock. It counts in the block of its
    Saturday; blocks are laid from the first day of the roster. When the
    roster begins on a Sunday, that weekend counts unless history knows
    that its Saturday was worked: then it has been counted already.

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
            "duties", "duties", np.ones(len(problem.duties), dtype=np.int64)
        )
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past(person.idx)
            counted = bool(past) and past[-1].day == -1
            for period in periods(problem, self.per):
                groups = _groups(problem, inside(period, problem), counted)
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
            saturdays = set()
            for work in roster.lines[person.idx]:
                after = problem.date(work.day).weekday() - _SATURDAY
                if after >= 0:
                    saturdays.add(work.day - after)
            if any(work.day == -1 for work in problem.past(person.idx)):
                saturdays.discard(-1)
            for first, last in periods(problem, self.per):
                worked = sorted(
                    day for day in saturdays if first <= max(day, 0) <= last
                )
                if len(worked) > self.most:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(
                            max(0, worked[0]),
                            min(problem.days - 1, worked[-1] + 1),
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
    problem: Problem, days: tuple[int, int], counted: bool
) -> tuple[tuple[int, ...], ...]:
    """Return the weekends whose Saturday, or first day, is in ``days``."""
    groups: list[tuple[int, ...]] = []
    for day in range(days[0], days[1] + 1):
        weekday = problem.date(day).weekday()
        if weekday == _SATURDAY and day + 1 < problem.days:
            groups.append((day, day + 1))
        elif weekday == _SATURDAY or (
            weekday > _SATURDAY and day == 0 and not counted
        ):
            groups.append((day,))
    return tuple(groups)
