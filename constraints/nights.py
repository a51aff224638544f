"""Nights: how many of them, and how many in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure, Within
from constraints.periods import inside, periods
from constraints.ranges import per_text
from constraints.rule import Rule, Violation
from constraints.runs import carried, long_runs
from constraints.terms import Because, Streak, Tally
from constraints.values import Duration, Per
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Nights"]


class Nights(Rule):
    """How many nights somebody works, in a period and in a row.

    Why
    ---
    Night work tires more the longer it lasts. Who works at night is told
    by the worker's own clock: what is a day in Halifax is a night in
    Manila.

    Example
    -------
    .. code-block:: yaml

        - {rule: nights, most: 3, per: week}
        - {rule: nights, in a row: 4, who: team apac}
        - {rule: nights, most: 8, window: daily 22:00-05:00, at least: 2h}

    Unit
    ----
    Night too many, worth 4 person-hours. A duty is a night when at least
    3 hours of it (`at least`) lie inside the window, by default 23:00 to
    06:00, in real minutes on the person's own clock. It counts on the day
    on which it starts. Weeks and runs that began before the roster count
    what history knows; blocks of weeks are laid from its first day.

    Source
    ------
    Directive 2003/88/EC, article 2: night work covers midnight to 05:00,
    and who works three hours of it is a night worker.
    """

    unit: ClassVar[str] = "night too many"
    worth: ClassVar[int] = 4

    rule: Literal["nights"] = "nights"
    most: int | None = Field(
        default=None, ge=0, description="The most nights in a period."
    )
    per: Per = Field(
        default=None, description="week, 4 weeks, or period for the roster."
    )
    in_a_row: int | None = Field(
        default=None, ge=1, description="The most nights in a row."
    )
    window: Window = Field(
        default=Window.parse("daily 23:00-06:00"),
        description="What is night, on the person's own clock.",
    )
    at_least: Duration = Field(
        default=180, description="Time inside the window that makes a night."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.most is None and self.in_a_row is None:
            raise ValueError("nights need most, in a row, or both")
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a tally per person and period, and a streak per person."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            nights = self._measure(problem, person)
            past = [
                work.day
                for work in problem.past(person.idx)
                if nights.by_duty[work.duty]
            ]
            if self.most is not None:
                for period in periods(problem, self.per):
                    known = sum(day >= period[0] for day in past)
                    yield Tally(
                        because=self._because(person, inside(period, problem)),
                        person=person.idx,
                        measure=nights,
                        days=inside(period, problem),
                        high=max(self.most, known),
                        price_high=self.price,
                        carried=known,
                    )
            if self.in_a_row is not None:
                yield Streak(
                    because=self._because(person, (0, problem.days - 1)),
                    person=person.idx,
                    mark=nights.positive(),
                    positions=tuple((day,) for day in range(problem.days)),
                    high=self.in_a_row,
                    price_high=self.price,
                    carried=carried(past),
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each period with too many nights, and each run too long."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            fact = Within((self.window,), person.zone)
            minutes = problem.measure(fact).by_duty
            nights = [
                work.day
                for work in roster.with_past(person.idx)
                if minutes[work.duty] >= self.at_least
            ]
            if self.most is not None:
                yield from self._too_many(problem, person, nights, self.most)
            if self.in_a_row is not None:
                for run, amount in long_runs(nights, self.in_a_row):
                    length = wording.count(run[1] - run[0] + 1, "night")
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=run,
                        amount=amount,
                        price=self.price,
                        note=f"{length} in a row; {self.in_a_row}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 3 nights per week, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        limits = []
        if self.most is not None:
            per = "" if self.per is None else f" per {per_text(self.per)}"
            limits.append(f"{wording.count(self.most, 'night')}{per}")
        if self.in_a_row is not None:
            limits.append(f"{wording.count(self.in_a_row, 'night')} in a row")
        return f"{who} works at most {' and '.join(limits)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 4 nights, 1–7 March; the most is 3'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        worked, most = violation.note.split("; ")
        return f"{who} works {worked}, {when}; the most is {most}"

    def _because(self, person: Person, days: tuple[int, int]) -> Because:
        return Because(self.id, (person.idx,), days)

    def _measure(self, problem: Problem, person: Person) -> Measure:
        minutes = problem.measure(Within((self.window,), person.zone))
        return Measure(
            f"night({minutes.key}, {self.at_least})",
            "nights",
            (minutes.by_duty >= self.at_least).astype("int64"),
        )

    def _too_many(
        self, problem: Problem, person: Person, nights: list[int], most: int
    ) -> Iterator[Violation]:
        for first, last in periods(problem, self.per):
            worked = [day for day in nights if first <= day <= last]
            allowed = max(most, sum(day < 0 for day in worked))
            if len(worked) > allowed:
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=inside((first, last), problem),
                    amount=len(worked) - allowed,
                    price=self.price,
                    note=f"{wording.count(len(worked), 'night')}; {most}",
                )
