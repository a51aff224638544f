"""Holidays: who works on public holidays, how often and at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.calendar_days import Day
from constraints.measures import Measure, OnHoliday
from constraints.periods import inside, periods
from constraints.ranges import per_text
from constraints.rule import Rule, Violation
from constraints.terms import TICKS_PER_POINT, Because, Choice, Price, Tally
from constraints.values import Duration, Per
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Holidays"]

_WORTH = 8  # person-hours, for a duty too many


class Holidays(Rule):
    """How much somebody works on public holidays, volunteers apart.

    Why
    ---
    A holiday of one place is an ordinary day of another: where teams share
    the work, nobody need miss the feast at home. Whose holiday it is
    follows the place of work. Some would rather work it and have another
    day off: they volunteer, and the rule leaves them alone.

    Example
    -------
    .. code-block:: yaml

        - {rule: holidays}
        - {rule: holidays, importance: 5, volunteers: place PH}
        - {rule: holidays, most: 2, who: team na, importance: high}
        - {rule: holidays, day: 2027-03-26, volunteers: [Ana Souza, Rui Costa]}

    Unit
    ----
    Hour on a public holiday of the person's place, in real minutes between
    the midnights of their own clock; with `must`, none is worked. With
    `most` it is a duty too many on holidays, worth 8 person-hours: one
    with at least 3 hours (`at least`) on them, counted on the day on which
    it starts. Weeks that began before the roster count what history knows;
    blocks of weeks are laid from its first day. Who has no place has no
    holidays. An entry of the file's `holidays:` says `works: volunteers`
    for a rule with its `day`.

    Source
    ------
    German Working Time Act (ArbZG), section 9: no work on Sundays and
    public holidays, but for the exceptions of section 10.
    """

    unit: ClassVar[str] = "hour on a holiday"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["holidays"] = "holidays"
    most: int | None = Field(
        default=None, ge=0, description="The most duties on holidays."
    )
    per: Per = Field(
        default=None, description="4 weeks, or period for the whole roster."
    )
    at_least: Duration = Field(
        default=180, description="Time on holidays that makes a duty count."
    )
    volunteers: Who | None = Field(
        default=None, description="Whom it does not bind."
    )
    day: Day | None = Field(
        default=None, description="The one holiday it is about; default all."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a choice per person, or a tally per person and period."""
        for person in problem.people:
            if not self._binds(person):
                continue
            fact = OnHoliday(person.place, person.zone, day=self.day)
            minutes = problem.measure(fact)
            if self.most is None:
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), self._days(problem)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=minutes,
                    price=self.price,
                )
                continue
            duties = Measure(
                f"at least {self.at_least} of {minutes.key}",
                "duties",
                (minutes.by_duty >= self.at_least).astype("int64"),
            )
            for period in periods(problem, self.per):
                past = [
                    work.duty
                    for work in problem.past(person.idx)
                    if work.day >= period[0]
                ]
                carried = int(duties.by_duty[past].sum())
                days = inside(period, problem)
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=duties,
                    days=days,
                    high=max(self.most, carried),
                    price_high=self._price_of_duty(),
                    carried=carried,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty on a holiday, or each period with too many."""
        problem = roster.problem
        for person in problem.people:
            if not self._binds(person):
                continue
            fact = OnHoliday(person.place, person.zone, day=self.day)
            minutes = problem.measure(fact).by_duty
            if self.most is not None:
                days = [
                    work.day
                    for work in roster.with_past(person.idx)
                    if minutes[work.duty] >= self.at_least
                ]
                yield from self._too_many(problem, person, days, self.most)
                continue
            for work in roster.lines[person.idx]:
                if minutes[work.duty]:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(work.day, work.day),
                        amount=int(minutes[work.duty]),
                        price=self.price,
                        note=wording.beginning(roster.duty(work), person),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 2 public holidays, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        if self.most is None:
            if self.day is not None:
                return f"{who} does not work on a public holiday, {when}"
            return f"{who} works on no public holiday, {when}"
        most = wording.count(self.most, "public holiday")
        per = "" if self.per is None else f" per {per_text(self.per)}"
        return f"{who} works at most {most}{per}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 8 h on a public holiday from Mon 1 March …'."""
        who = wording.people(violation.people, problem)
        if self.most is None:
            amount = wording.hours(violation.amount)
            start = violation.note
            return f"{who} works {amount} on a public holiday from {start}"
        when = wording.days(violation.days, problem)
        return f"{who} works {violation.note}, {when}; the most is {self.most}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return hours, or duties too many."""
        if self.most is None:
            return self.unit, self.amounts_per_unit
        return "duty too many on holidays", 1

    def _binds(self, person: Person) -> bool:
        volunteers = self.volunteers
        return (
            bool(person.place)
            and self.who.matches(person)
            and not (volunteers and volunteers.matches(person))
        )

    def _days(self, problem: Problem) -> tuple[int, int]:
        """Return the days it is about, as told."""
        if self.day is None:
            return 0, problem.days - 1
        on = min(max(0, problem.day(self.day)), problem.days - 1)
        return on, on

    def _price_of_duty(self) -> Price:
        """Return what a duty too many costs."""
        if self.importance.hard:
            return self.price
        points = self.importance.points * _WORTH
        return Price.linear(round(points * TICKS_PER_POINT))

    def _too_many(
        self, problem: Problem, person: Person, days: list[int], most: int
    ) -> Iterator[Violation]:
        for first, last in periods(problem, self.per):
            worked = [day for day in days if first <= day <= last]
            allowed = max(most, sum(day < 0 for day in worked))
            if len(worked) > allowed:
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=inside((first, last), problem),
                    amount=len(worked) - allowed,
                    price=self._price_of_duty(),
                    note=wording.count(len(worked), "public holiday"),
                )
