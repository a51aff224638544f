"""Rolling hours: the most in any so many days, wherever they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from constraints import wording
from constraints.measures import Elapsed, Paid
from constraints.midnights import SPILL_DAYS, minutes_on, on_dates
from constraints.rule import Rule, Violation
from constraints.terms import Because, Tally
from constraints.values import DAY_MIN, Duration, Hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import Measure
    from constraints.terms import Term
    from scheduler.problem import Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["RollingHours"]


class RollingHours(Rule):
    """At most so many hours in any seven days, not only from Monday on.

    Why
    ---
    Forty hours from Wednesday to Sunday and forty from Monday to Friday
    keep a limit of 48 hours per week, and are 80 hours in ten days. A limit
    that rolls sees every stretch of days.

    Example
    -------
    .. code-block:: yaml

        - {rule: rolling-hours, most: 48h}
        - {rule: rolling-hours, most: 60h, within: 10 days, who: team apac}
        - {rule: rolling-hours, most: 13h, within: 24h,
           split at midnight: true}

    Unit
    ----
    Hour above the most, in every stretch of so many days on the person's
    own clock that ends within the roster: an hour that is too much in two
    of them costs twice. A duty counts wholly on the day on which it starts,
    in real minutes from start to end; `count: paid` takes contract hours,
    and `split at midnight: true` puts each hour on the day it lies on.
    Days before the roster count as far as history knows them, and what they
    are above the most by themselves is not charged.

    Source
    ------
    House rule, after Directive 2003/88/EC, article 6: 48 hours in each
    period of seven days, there on average (see `average-hours`).
    """

    unit: ClassVar[str] = "hour above the most"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["rolling-hours"] = "rolling-hours"
    most: Hours = Field(description="The most hours in so many days.")
    within: Duration = Field(
        default=7 * DAY_MIN, description="How many days, as in 7 days."
    )
    count: Literal["worked", "paid"] = Field(
        default="worked",
        description="worked: real minutes from start to end; paid: contract"
        " minutes, without unpaid breaks.",
    )

    split_at_midnight: bool = Field(
        default=False,
        description="Hours count on the days they lie on, by the person's"
        " own clock; by default on the day on which their duty starts.",
    )

    @field_validator("within")
    @classmethod
    def _whole_days(cls, within: int) -> int:
        if not within or within % DAY_MIN:
            raise ValueError('within counts whole days: write "7 days"')
        return within

    @model_validator(mode="after")
    def _split(self) -> Self:
        if self.split_at_midnight and self.count == "paid":
            raise ValueError(
                "paid hours cannot be split, as it is open when their breaks"
                " are: leave count: paid or split at midnight out"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person and stretch of days."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = problem.past(person.idx)
            for first, last in self._stretches(problem):
                measure = self._measure(problem, person, (first, last))
                read = first - SPILL_DAYS * self.split_at_midnight
                duties = [w.duty for w in past if w.day >= read]
                carried = int(measure.by_duty[duties].sum())
                days = max(0, first), last
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=measure,
                    days=(max(0, read), last),
                    high=max(self.most, carried),
                    price_high=self.price,
                    carried=carried,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each stretch of days with too many hours."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for first, last in self._stretches(problem):
                minutes = [
                    (work.day, self._minutes(roster, work, (first, last)))
                    for work in roster.with_past(person.idx)
                ]
                gone = sum(worked for day, worked in minutes if day < 0)
                total = sum(worked for _, worked in minutes)
                if total > max(self.most, gone):
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(first, last),
                        amount=total - max(self.most, gone),
                        price=self.price,
                        note=wording.hours(total),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 48 h in any 7 days, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        most, days = wording.hours(self.most), self._length
        return f"{who} works at most {most} in any {days} days, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 52 h, 3–9 March; the most in 7 days is 48 h'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return (
            f"{who} works {violation.note}, {when}; the most in"
            f" {self._length} days is {wording.hours(self.most)}"
        )

    @property
    def _length(self) -> int:
        return self.within // DAY_MIN

    def _measure(
        self, problem: Problem, person: Person, days: tuple[int, int]
    ) -> Measure:
        if self.split_at_midnight:
            return problem.measure(on_dates(problem, person, days))
        return problem.measure(Paid() if self.count == "paid" else Elapsed())

    def _minutes(
        self, roster: Roster, work: Work, days: tuple[int, int]
    ) -> int:
        """Return what a work counts for in some days."""
        duty = roster.duty(work)
        if self.split_at_midnight:
            person = roster.problem.people[work.person]
            return minutes_on(duty, roster.problem, person, days)
        if not days[0] <= work.day <= days[1]:
            return 0
        return duty.paid_min if self.count == "paid" else duty.elapsed_min

    def _stretches(self, problem: Problem) -> list[tuple[int, int]]:
        """Return the stretches that are judged, as far as they are known.

        A definition: ``terms`` and ``check`` both use it.
        """
        by_first = {}
        for last in range(problem.days):
            first = max(last - self._length + 1, -problem.days_known_before)
            # Of those cut at one first day, the last and longest stays.
            by_first[first] = first, last
        return list(by_first.values())
