"""Overtime: hours above the contract, dearer the more they are."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Paid
from constraints.periods import bound_days, inside, periods, within
from constraints.prorata import pro_rata
from constraints.rule import Rule, Violation
from constraints.terms import HARD, Because, Price, Tally
from constraints.values import HIGH, LOW, Hours, Importance, Per

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Overtime"]


class Overtime(Rule):
    """Hours above the contract: a price that rises, and a most.

    Why
    ---
    An hour more now and then helps everybody, the sixth one in a week
    nobody. Where it is spread, it is cheap; where it falls on one person,
    it is dear, and beyond the most it is not to be had.

    Example
    -------
    .. code-block:: yaml

        - {rule: overtime, most: 8h}
        - {rule: overtime, above: 40h, dearer after: 4h, dearer: 60,
           who: full-time}
        - {rule: overtime, per: 4 weeks, most: 20h, importance: normal}

    Unit
    ----
    Hour of overtime: of contract time above what the contract says for a
    week (its one figure, or its upper end), or above `above`, less in weeks
    cut by absence, joining or leaving, and as each contract says where one
    follows another. It costs `importance`, and what
    comes after `dearer after` costs `dearer`. Beyond `most` hours of it
    nothing is allowed. Weeks that began before the roster count what
    history knows; blocks of weeks are laid from its first day. Who has no
    hours in the contract has no overtime unless `above` says from where.

    Source
    ------
    From where hours are paid as overtime: US Fair Labor Standards Act, 29
    USC 207 (40 hours a week); Ontario, Employment Standards Act 2000,
    section 22 (44 hours); Québec, CQLR N-1.1, section 52 (40 hours). The
    most of it: Spain, Estatuto de los Trabajadores, article 35 (80 hours a
    year).
    """

    unit: ClassVar[str] = "hour of overtime"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["overtime"] = "overtime"
    above: Hours | None = Field(
        default=None, description="Hours a period; by default the contract's."
    )
    per: Per = Field(
        default=1, description="week, 4 weeks, or period for the roster."
    )
    most: Hours | None = Field(
        default=None, description="The most hours of overtime in a period."
    )
    importance: Importance = Field(
        default=LOW, description="high, normal, low or points per hour."
    )
    dearer_after: Hours | None = Field(
        default=None, description="Hours of overtime after which it is dearer."
    )
    dearer: Importance = Field(
        default=HIGH, description="What each hour costs from there on."
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.importance.hard or self.dearer.hard:
            raise ValueError(
                "overtime has a price: write importance: high, or a number,"
                " and most: 0 where none is allowed"
            )
        if (
            self.dearer_after is not None
            and self.dearer.points < self.importance.points
        ):
            raise ValueError(
                f"dearer: {self.dearer} is less than importance:"
                f" {self.importance}, so the hours would get cheaper"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a priced and a hard tally per person and period."""
        measure = problem.measure(Paid())
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past(person.idx)
            for period in periods(problem, self.per):
                part = bound_days(self.who, problem, person.idx, period)
                bound = self._bound(problem, person, period)
                days = inside(part, problem)
                if bound is None or days[1] < days[0]:
                    continue
                known = [w.duty for w in past if w.day in within(part)]
                carried = int(measure.by_duty[known].sum())
                for most, price in self._limits():
                    yield Tally(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        measure=measure,
                        days=days,
                        high=max(bound + most, carried),
                        price_high=price,
                        carried=carried,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the overtime of each period, and what is too much of it."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for period in periods(problem, self.per):
                first, last = bound_days(self.who, problem, person.idx, period)
                bound = self._bound(problem, person, period)
                minutes = [
                    (work.day, roster.duty(work).paid_min)
                    for work in roster.with_past(person.idx)
                    if first <= work.day <= last
                ]
                total = sum(paid for _, paid in minutes)
                gone = sum(paid for day, paid in minutes if day < 0)
                for most, price in self._limits():
                    allowed = max(gone, (bound or 0) + most)
                    if bound is not None and total > allowed:
                        yield Violation(
                            rule=self.id,
                            people=(person.idx,),
                            days=inside((first, last), problem),
                            amount=total - allowed,
                            price=price,
                            note=wording.hours(total - bound),
                        )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 8 h of overtime, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most = "no" if not self.most else f"at most {wording.hours(self.most)}"
        overtime = (
            f"{most} overtime" if not self.most else f"{most} of overtime"
        )
        return f"{who} works {overtime}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 3 h of overtime, 1–7 March'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        text = f"{who} works {violation.note} of overtime, {when}"
        if not violation.hard:
            return text
        return f"{text}; the most is {wording.hours(self.most or 0)}"

    def _limits(self) -> Iterator[tuple[int, Price]]:
        """Yield minutes of overtime, and the price of what is above them."""
        first, later = (
            self.priced(importance).slopes[0][1]
            for importance in (self.importance, self.dearer)
        )
        if self.dearer_after:
            yield 0, Price(((0, first), (self.dearer_after, later)))
        else:
            yield 0, Price.linear(first)
        if self.most is not None:
            yield self.most, HARD

    def _bound(
        self, problem: Problem, person: Person, period: tuple[int, int]
    ) -> int | None:
        """Return the minutes above which overtime begins.

        A definition: ``terms`` and ``check`` both use it.
        """
        part = bound_days(self.who, problem, person.idx, period)
        whole = self.above
        if whole is None:
            days = [problem.date(day) for day in within(part)]
            said = [_contract_min(person, day) for day in days]
            figures = [minutes for minutes in said if minutes is not None]
            if not days or len(figures) < len(days):
                return None
            weeks = Fraction(period[1] + 1 - period[0], 7)
            whole = ceil(sum(figures) * weeks / len(days))
        return pro_rata(
            problem,
            person.idx,
            period,
            (None, whole),
            problem.measure(Paid()),
            part,
        )[1]


def _contract_min(person: Person, day: date) -> Fraction | None:
    """Return the minutes a week of the contract on a date, if it says any.

    A definition: ``terms`` and ``check`` both use it.
    """
    found = (t.contract.paid_hours for t in person.contracts if t.holds(day))
    hours = next(found, None)
    if hours is None or hours.weeks is None:
        return None
    figure = hours.most if hours.target is None else hours.target
    return None if figure is None else Fraction(figure, hours.weeks)
