"""Nights: how many of them, and how many in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure, Within
from constraints.periods import (
    inside,
    overhangs,
    periods,
    reaches_back,
    rolling_weeks,
)
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
        - {rule: nights, most: 36, per: 16 weeks, rolling: true}
        - {rule: nights, least in a row: 2, importance: high}
        - {rule: nights, least: 2, per: 4 weeks, importance: low}
        - {rule: nights, most: 8, window: daily 22:00-05:00, at least: 2h}

    Unit
    ----
    Night too many or too few, worth 4 person-hours. A duty is a night when
    at least 3 hours of it (`at least`) lie inside the window, by default
    23:00 to 06:00, in real minutes on the person's own clock. It counts on
    the day on which it starts. Weeks and runs that began before the roster
    count what history knows; blocks of weeks are laid from its first day.
    With `rolling: true` each week ends a stretch of so many weeks, as long
    as history knows them, and a night may be too many in several.
    Nights too few are not judged in weeks that are not known whole, nor in
    a run that may have begun before the first day or go on after the last.

    Source
    ------
    Directive 2003/88/EC, article 2: night work covers midnight to 05:00,
    and who works three hours of it is a night worker. At most seven nights
    in a row, and 36 in 16 weeks: Netherlands, Arbeidstijdenwet, article 5:8.
    """

    unit: ClassVar[str] = "night too many or too few"
    worth: ClassVar[int] = 4

    rule: Literal["nights"] = "nights"
    most: int | None = Field(
        default=None, ge=0, description="The most nights in a period."
    )
    least: int | None = Field(
        default=None, ge=1, description="The fewest nights in a period."
    )
    per: Per = Field(
        default=None, description="week, 4 weeks, or period for the roster."
    )
    rolling: bool = Field(
        default=False,
        description="In any so many weeks in a row, not block by block.",
    )
    in_a_row: int | None = Field(
        default=None, ge=1, description="The most nights in a row."
    )
    least_in_a_row: int | None = Field(
        default=None, ge=2, description="The fewest nights in a row, if any."
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
        total, run = (
            (self.least, self.most),
            (
                self.least_in_a_row,
                self.in_a_row,
            ),
        )
        if total + run == (None,) * 4:
            raise ValueError(
                "nights need a limit: most, least, in a row, least in a row"
            )
        if self.rolling and (self.per is None or self.least is not None):
            raise ValueError(
                "rolling goes with most and a number of weeks, as in most:"
                " 36, per: 16 weeks"
            )
        for low, high in (total, run):
            if low is not None and high is not None and low > high:
                raise ValueError(f"at least {low} is more than {high}")
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
            if self.most is not None or self.least is not None:
                for period in self._periods(problem):
                    known = sum(day >= period[0] for day in past)
                    days = inside(period, problem)
                    yield Tally(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        measure=nights,
                        days=days,
                        low=self._low(problem, period),
                        high=(
                            None
                            if self.most is None
                            else max(self.most, known)
                        ),
                        price_low=self.price,
                        price_high=self.price,
                        carried=known,
                    )
            if self.in_a_row is not None or self.least_in_a_row is not None:
                days = (0, problem.days - 1)
                yield Streak(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    mark=nights.positive(),
                    positions=tuple((day,) for day in range(problem.days)),
                    low=self.least_in_a_row,
                    high=self.in_a_row,
                    price_low=self.price,
                    price_high=self.price,
                    carried=carried(past),
                    left_open=not problem.days_known_before,
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
            yield from self._in_periods(problem, person, nights)
            if self.in_a_row is not None:
                for run, amount in long_runs(nights, self.in_a_row):
                    yield self._of_run(person, run, amount, "most")
            if self.least_in_a_row is not None:
                for run, amount in self._short_runs(problem, nights):
                    yield self._of_run(person, run, amount, "least")

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 3 nights per week, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        per = "" if self.per is None else f" per {per_text(self.per)}"
        limits = [
            f"{side} {wording.count(number, 'night')}{of}"
            for side, number, of in (
                ("at least", self.least, per),
                ("at most", self.most, per),
                ("at least", self.least_in_a_row, " in a row or none"),
                ("at most", self.in_a_row, " in a row"),
            )
            if number is not None
        ]
        return f"{who} works {wording.listed(limits)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 4 nights, 1–7 March; the most is 3'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        worked, limit = violation.note.split("; ")
        return f"{who} works {worked}, {when}; {limit}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return nights too many, or too few."""
        few = "the least" in violation.note
        return f"night too {'few' if few else 'many'}", 1

    def _periods(self, problem: Problem) -> list[tuple[int, int]]:
        """Return the periods that are judged; a definition."""
        if self.rolling and self.per is not None:
            return rolling_weeks(problem, self.per)
        return periods(problem, self.per)

    def _low(self, problem: Problem, period: tuple[int, int]) -> int | None:
        """Return the least of a period, None where some of it is unknown."""
        if reaches_back(period, problem) or overhangs(period, problem):
            return None
        return self.least

    def _measure(self, problem: Problem, person: Person) -> Measure:
        minutes = problem.measure(Within((self.window,), person.zone))
        return Measure(
            f"night({minutes.key}, {self.at_least})",
            "nights",
            (minutes.by_duty >= self.at_least).astype("int64"),
        )

    def _in_periods(
        self, problem: Problem, person: Person, nights: list[int]
    ) -> Iterator[Violation]:
        """Yield periods with too many nights, and with too few."""
        for first, last in self._periods(problem):
            worked = [day for day in nights if first <= day <= last]
            known = -problem.days_known_before <= first
            gone = sum(day < 0 for day in worked)
            allowed = (
                len(worked) if self.most is None else max(self.most, gone)
            )
            wanted = self.least or 0 if known and last < problem.days else 0
            for amount, side, limit in (
                (len(worked) - allowed, "most", self.most),
                (wanted - len(worked), "least", self.least),
            ):
                if amount > 0:
                    number = wording.count(len(worked), "night")
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=inside((first, last), problem),
                        amount=amount,
                        price=self.price,
                        note=f"{number}; the {side} is {limit}",
                    )

    def _short_runs(
        self, problem: Problem, nights: list[int]
    ) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield runs that end within the roster too soon, and by how much."""
        unknown = 0 if not problem.days_known_before else None
        for first in (day for day in nights if day - 1 not in nights):
            last = first
            while last + 1 in nights:
                last += 1
            missing = (self.least_in_a_row or 0) - (last - first + 1)
            seen = -1 <= last < problem.days - 1 and first != unknown
            if missing > 0 and seen:
                yield (first, last), missing

    def _of_run(
        self, person: Person, run: tuple[int, int], amount: int, side: str
    ) -> Violation:
        length = wording.count(run[1] - run[0] + 1, "night")
        limit = self.in_a_row if side == "most" else self.least_in_a_row
        return Violation(
            rule=self.id,
            people=(person.idx,),
            days=run,
            amount=amount,
            price=self.price,
            note=f"{length} in a row; the {side} is {limit}",
        )
