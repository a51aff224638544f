"""What rules that bound a total per week or period have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from pydantic import Field

from constraints import wording
from constraints.periods import (
    bound_days,
    inside,
    overhangs,
    periods,
    reaches_back,
    within,
)
from constraints.prorata import pro_rata
from constraints.rule import NORMAL, Rule, Violation
from constraints.terms import Because, Tally
from constraints.values import Importance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import Measure
    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["TotalRule"]


class TotalRule(Rule):
    """A total between bounds in every period, for every person."""

    pro_rata: bool = Field(
        default=False,
        description="Less in periods cut by absence, joining or leaving.",
    )
    low_importance: Importance = Field(
        default=NORMAL, description="Importance of what is missing."
    )

    @abstractmethod
    def weeks(self) -> int | None:
        """Return the weeks of a period, None for the whole horizon."""

    @abstractmethod
    def limits(self) -> tuple[int | None, int | None]:
        """Return low and high of a whole period."""

    @abstractmethod
    def measure(self, problem: Problem) -> Measure:
        """Return what engines sum."""

    @abstractmethod
    def value(self, duty: Duty) -> int:
        """Return what a duty adds to the total."""

    @abstractmethod
    def text(self, amount: int) -> str:
        """Return an amount as printed."""

    @abstractmethod
    def kind(self) -> str:
        """Return what the amounts are of, with a space in front."""

    def read_days(self, part: tuple[int, int]) -> tuple[int, int]:
        """Return the line days whose duties may count in some days."""
        return part

    def measure_in(
        self, problem: Problem, person: Person, part: tuple[int, int]
    ) -> Measure:
        """Return what engines sum for some days of somebody."""
        return self.measure(problem)

    def value_in(
        self,
        duty: Duty,
        problem: Problem,
        person: Person,
        part: tuple[int, int],
    ) -> int:
        """Return what a duty adds to the total of some days."""
        return self.value(duty)

    def eased(
        self, low: int | None, high: int | None
    ) -> tuple[int | None, int | None]:
        """Return the bounds with what lies near them free."""
        return low, high

    def bounds(
        self, problem: Problem, person: int, period: tuple[int, int]
    ) -> tuple[int | None, int | None]:
        """Return low and high of somebody's period.

        A definition: ``terms`` and ``check`` both use it.
        """
        low, high = self.limits()
        part = bound_days(self.who, problem, person, period)
        if self.pro_rata:
            low, high = pro_rata(
                problem,
                person,
                period,
                (low, high),
                self.measure(problem),
                part,
            )
        elif (
            reaches_back(period, problem)
            or overhangs(period, problem)
            or part != period
        ):
            low = None  # what is not seen may still be worked
        low, high = self.eased(low, high)
        if high is not None:  # what is past cannot be broken any more
            member = problem.people[person]
            gone = sum(
                self.value_in(problem.duties[w.duty], problem, member, part)
                for w in problem.past(person)
                if w.day in within(self.read_days(part))
            )
            high = max(high, gone)
        return low, high

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person and period."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past(person.idx)
            for period in periods(problem, self.weeks()):
                part = bound_days(self.who, problem, person.idx, period)
                days = inside(part, problem)
                low, high = self.bounds(problem, person.idx, period)
                if days[1] < days[0] or (low is None and high is None):
                    continue
                measure = self.measure_in(problem, person, part)
                read = self.read_days(part)
                carried = [w.duty for w in past if w.day in within(read)]
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=measure,
                    days=inside(read, problem),
                    low=low,
                    high=high,
                    price_low=self.priced(self.low_importance),
                    price_high=self.price,
                    carried=int(measure.by_duty[carried].sum()),
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each period whose total is too large or too small."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for period in periods(problem, self.weeks()):
                part = bound_days(self.who, problem, person.idx, period)
                days = inside(part, problem)
                if days[1] < days[0]:
                    continue
                total = sum(
                    self.value_in(roster.duty(work), problem, person, part)
                    for work in roster.with_past(person.idx)
                    if work.day in within(self.read_days(part))
                )
                low, high = self.bounds(problem, person.idx, period)
                if high is not None and total > high:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=days,
                        amount=total - high,
                        price=self.price,
                        note=self._note(total, "most", high),
                    )
                if low is not None and total < low:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=days,
                        amount=low - total,
                        price=self.priced(self.low_importance),
                        note=self._note(total, "least", low),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 40 h of paid time, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        (period,) = (
            period
            for period in periods(problem, self.weeks())
            if inside(
                bound_days(self.who, problem, because.people[0], period),
                problem,
            )
            == because.days
        )
        low, high = self.bounds(problem, because.people[0], period)
        limits = [
            f"{side} {self.text(bound)}"
            for side, bound in (("at least", low), ("at most", high))
            if bound is not None
        ]
        return f"{who} works {wording.listed(limits)}{self.kind()}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 42 h of paid time, 1–7 March; the most …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        total, wanted = violation.note.split("; ")
        return f"{who} works {total}{self.kind()}, {when}; {wanted}"

    def _note(self, total: int, side: str, bound: int) -> str:
        return f"{self.text(total)}; the {side} is {self.text(bound)}"
