"""Average hours: the most per week over a rolling number of weeks."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Elapsed, Paid
from constraints.periods import inside, periods, rolling_weeks
from constraints.prorata import away
from constraints.ranges import per_text
from constraints.rule import Rule, Violation
from constraints.terms import Because, Tally
from constraints.values import Hours, Per

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import Measure
    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["AverageHours"]


class AverageHours(Rule):
    """At most so many hours a week, on average over several weeks.

    Why
    ---
    Laws that forbid 60 hours every week allow them now and then, as long as
    the average comes out right. A limit per week says too much, and a limit
    per month forgets what went before it.

    Example
    -------
    .. code-block:: yaml

        - {rule: average-hours, most: 48h, over: 17 weeks}
        - {rule: average-hours, most: 40h, over: 4 weeks, count: paid,
           who: part-time, importance: high}

    Unit
    ----
    Hour above what the average allows, in every stretch of so many calendar
    weeks that ends within the roster: an hour that is too much in two of
    them costs twice. `over: period` averages over the roster itself.

    Days of which nothing is known, before history and after the roster, are
    left out, and the average is that of the days that remain. Of the
    stretches that begin before everything known only the longest is judged:
    without history, a roster of 4 weeks has to come out right as a whole and
    not week by week. What history alone is above the limit is not charged.

    Absence is neutral: a day away outside the weekend, or before joining
    or after leaving, takes a fifth of a week off what is allowed, so a
    fortnight of leave buys nobody two weeks of 60 hours. Absences before the
    roster are not known: there a week off is a week without hours. Hours are
    real ones from start to end; `count: paid` takes contract hours.

    Source
    ------
    Directive 2003/88/EC, article 6 (48 hours) and article 16(b): reference
    periods of up to four months, with leave and sickness left out.
    """

    unit: ClassVar[str] = "hour above the average"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["average-hours"] = "average-hours"
    most: Hours = Field(description="The most hours a week, on average.")
    over: Per = Field(
        default=17, description="Weeks of the average, or period."
    )
    count: Literal["worked", "paid"] = Field(
        default="worked",
        description="worked: real minutes from start to end; paid: contract"
        " minutes, without unpaid breaks.",
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person and stretch of weeks."""
        measure = self._measure(problem)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past(person.idx)
            for window in self._windows(problem):
                weekdays = _weekdays(problem, person.idx, window)
                if not weekdays:
                    continue
                known = [w.duty for w in past if w.day >= window[0]]
                carried = int(measure.by_duty[known].sum())
                days = inside(window, problem)
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=measure,
                    days=days,
                    high=max(self._cap(person, weekdays), carried),
                    price_high=self.price,
                    carried=carried,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each stretch of weeks whose average is too high."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for first, last in self._windows(problem):
                weekdays = _weekdays(problem, person.idx, (first, last))
                hours_min = {
                    work.day: self._value(roster.duty(work))
                    for work in roster.with_past(person.idx)
                    if first <= work.day <= last
                }
                total = sum(hours_min.values())
                gone = sum(m for day, m in hours_min.items() if day < 0)
                allowed = max(self._cap(person, weekdays), gone)
                if weekdays and total > allowed:
                    average = ceil(total * _working(person) / weekdays)
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(first, last),
                        amount=total - allowed,
                        price=self.price,
                        note=wording.hours(average),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 48 h a week on average over …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        over = "" if self.over is None else f" over {per_text(self.over)}"
        most = wording.hours(self.most)
        return f"{who} works at most {most} a week on average{over}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 50 h a week on average, 1–28 March; …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return (
            f"{who} works {violation.note} a week on average, {when};"
            f" the most is {wording.hours(self.most)}"
        )

    def _measure(self, problem: Problem) -> Measure:
        return problem.measure(Paid() if self.count == "paid" else Elapsed())

    def _value(self, duty: Duty) -> int:
        if self.count == "paid":
            return duty.paid_min
        return duty.elapsed_min

    def _cap(self, person: Person, weekdays: int) -> int:
        """Return the most minutes of a stretch with so many weekdays."""
        return self.most * weekdays // _working(person)

    def _windows(self, problem: Problem) -> list[tuple[int, int]]:
        """Return the days, as far as known, of each stretch that is judged.

        A definition: ``terms`` and ``check`` both use it.
        """
        if self.over is None:
            return periods(problem, None)
        return rolling_weeks(problem, self.over)


def _working(person: Person) -> int:
    """Return how many days of a week are no weekend."""
    return 7 - len(person.weekend)


def _weekdays(problem: Problem, person: int, days: tuple[int, int]) -> int:
    """Return on how many days outside their weekend somebody is there.

    A definition: ``terms`` and ``check`` both use it.
    """
    return sum(
        problem.weekend(person, day) is None and not away(problem, person, day)
        for day in range(days[0], days[1] + 1)
    )
