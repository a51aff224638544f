"""Preferences: shifts, days and starts that somebody wishes for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from constraints import names, wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import DAY_MIN, NORMAL, Importance, Several
from constraints.windows import DateRange, Window, WindowOfDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import BoolArray, IntArray
    from constraints.terms import Term
    from scheduler.problem import Duty, Problem
    from scheduler.roster import Roster

__all__ = ["Preferences", "Wish"]


class Wish(BaseModel):
    """Which duties are meant: those that meet everything that is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shifts: Several[str] = Field(default=(), description="Any of these.")
    days: Several[Window] = Field(
        default=(), description="Starting on any of these days or dates."
    )
    starts: Several[WindowOfDay] = Field(
        default=(), description="Starting within any of these, ends included."
    )

    @field_validator("shifts")
    @classmethod
    def _known(
        cls, shifts: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        for name in shifts:
            names.check("shift", name, info.context)
        return shifts

    @field_validator("days")
    @classmethod
    def _whole(cls, days: tuple[Window, ...]) -> tuple[Window, ...]:
        for window in days:
            if not window.whole_day:
                raise ValueError(
                    f'"{window}" is no day: write "starts: {window}"'
                )
        return days

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.shifts or self.days or self.starts):
            raise ValueError("a wish names shifts, days or starts")
        return self

    def meets(self, duty: Duty, problem: Problem) -> bool:
        """Return whether a duty is one of those meant."""
        shifts = [problem.shifts[idx] for idx in duty.shifts if idx >= 0]
        return (
            (
                not self.shifts
                or any(
                    shift.name in self.shifts or shift.id in self.shifts
                    for shift in shifts
                )
            )
            and (not self.days or any(w.on(duty.day) for w in self.days))
            and (not self.starts or any(_at(w, duty) for w in self.starts))
        )

    def __str__(self) -> str:
        parts = [
            ("", self.shifts),
            ("on ", self.days),
            ("from ", self.starts),
        ]
        return " ".join(
            f"{word}{' or '.join(map(str, what))}"
            for word, what in parts
            if what
        )


class Preferences(Rule):
    """What somebody would rather work, and days they ask for.

    Why
    ---
    Wishes cost nothing to ask for and much to ignore. Each is a price on
    what is against it and never a bonus for what meets it: nobody's wish
    can pay for a worse roster, and whoever wishes for nothing loses
    nothing by it.

    Example
    -------
    .. code-block:: yaml

        - {rule: preferences, who: Ana Souza, prefer: {shifts: early}}
        - {rule: preferences, who: Ana Souza, avoid: {shifts: eve, days: Fri}}
        - {rule: preferences, who: team na, prefer: {starts: 06:00-08:00}}
        - {rule: preferences, who: Ned Hart, day off: 2027-03-05,
           importance: high}
        - {rule: preferences, who: Kim Leclerc, work: 2027-03-06}

    Unit
    ----
    Duty (or day) against the wish, worth 4 person-hours: with `prefer`
    each duty that is not meant, with `avoid` each that is, with `day off` each
    of those days worked, with `work` each of those days off. Days are
    those on which a duty starts, on the person's own clock; `starts` are
    read on the clock of the shift. Wishes are `normal` unless said
    otherwise, a `must` is kept like any rule.

    Source
    ------
    Requests on and off: S. Haspeslagh, P. De Causmaecker, A. Schaerf and
    M. Stølevik, The first international nurse rostering competition 2010,
    Annals of Operations Research 218 (2014).
    """

    unit: ClassVar[str] = "duty against a wish"
    worth: ClassVar[int] = 4

    rule: Literal["preferences"] = "preferences"
    prefer: Wish | None = Field(default=None, description="Rather these.")
    avoid: Wish | None = Field(default=None, description="Rather not these.")
    day_off: Several[DateRange] = Field(
        default=(), description="Dates wished off."
    )
    work: Several[DateRange] = Field(
        default=(), description="Dates somebody wishes to work."
    )
    importance: Importance = Field(
        default=NORMAL, description="must, high, normal, low or points."
    )

    @model_validator(mode="after")
    def _one_wish(self) -> Self:
        said = (self.prefer, self.avoid, self.day_off, self.work)
        if sum(bool(wish) for wish in said) != 1:
            raise ValueError(
                "one entry says one of prefer, avoid, day off, work:"
                " write two entries for two wishes"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a choice per person and stretch of days."""
        amount, off = self._amount(problem)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for days in self._days(problem):
                if days:
                    yield Choice(
                        because=Because(
                            self.id, (person.idx,), (days[0], days[-1])
                        ),
                        person=person.idx,
                        days=tuple(days),
                        amount=amount,
                        price=self.price,
                        off=off,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty, or day off, against the wish."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for day in range(problem.days):
                work = roster.work(person.idx, day)
                duty = None if work is None else roster.duty(work)
                for _ in range(self._against(duty, day, problem)):
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(day, day),
                        amount=1,
                        price=self.price,
                        note=wording.beginning(duty, person) if duty else "",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana would rather work early, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        if self.day_off:
            return f"{who} wishes to be off, {when}"
        if self.work:
            return f"{who} wishes to work, {when}"
        rather = "rather" if self.prefer else "rather not"
        return f"{who} would {rather} work {self.prefer or self.avoid}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works from Tue 2 March 14:00, but would …'."""
        because = Because(violation.rule, violation.people, violation.days)
        wish = self.says(because, problem)
        if not violation.note:
            return f"{wish}, and is off"
        return f"{wish}, and works from {violation.note}"

    def _amount(self, problem: Problem) -> tuple[Measure, int]:
        """Return what each duty is against, and what a day off is."""
        count = len(problem.duties)
        against = np.full(count, int(bool(self.day_off)))
        wish = self.prefer or self.avoid
        if wish:
            meant = _meant(wish, problem)
            against = (~meant if self.prefer else meant).astype(np.int64)
        key = f"against {self.prefer} {self.avoid} {bool(self.day_off)}"
        return Measure(key, "duties", against), int(bool(self.work))

    def _days(self, problem: Problem) -> Iterator[range]:
        """Yield the stretches of days that are wished for."""
        for dates in self.day_off or self.work:
            first = max(0, problem.day(dates.first))
            yield range(first, min(problem.days, problem.day(dates.last) + 1))
        if self.prefer or self.avoid:
            yield range(problem.days)

    def _against(self, duty: Duty | None, day: int, problem: Problem) -> int:
        """Return how often a day is against the wish."""
        named = sum(problem.date(day) in d for d in self.day_off or self.work)
        if duty is None:
            return named if self.work else 0
        if self.prefer:
            return int(not self.prefer.meets(duty, problem))
        if self.avoid:
            return int(self.avoid.meets(duty, problem))
        return named if self.day_off else 0


def _at(window: Window, duty: Duty) -> bool:
    """Return whether a duty starts within a window, its end included."""
    start = duty.local_start
    if window.on(duty.day) and window.start <= start <= window.end:
        return True
    # After midnight it may still be in a window of the evening before.
    late = start + DAY_MIN
    return (
        window.crosses_midnight
        and window.on(duty.day - timedelta(days=1))
        and window.start <= late <= window.end
    )


def _meant(wish: Wish, problem: Problem) -> BoolArray:
    """Return by duty whether it is one of those a wish means."""
    duties = problem.duties
    meant = np.ones(len(duties), dtype=np.bool_)
    if wish.shifts:
        named = [
            s.idx
            for s in problem.shifts
            if s.name in wish.shifts or s.id in wish.shifts
        ]
        of_them = np.zeros(len(duties), dtype=np.bool_)
        for idx in named:
            of_them |= duties.of_shift(idx)
        meant &= of_them
    number = np.array([duty.day.toordinal() for duty in duties.duties])
    start = np.array([duty.local_start for duty in duties.duties])
    if wish.days:
        meant &= np.isin(number, _dates(wish.days, number))
    if wish.starts:
        within = np.zeros(len(duties), dtype=np.bool_)
        for window in wish.starts:
            dates = _dates((window,), number)
            within |= (
                np.isin(number, dates)
                & (window.start <= start)
                & (start <= window.end)
            ) | (
                np.isin(number - 1, dates)
                & (start <= window.end - DAY_MIN)
                & (window.end > DAY_MIN)
            )
        meant &= within
    return meant


def _dates(windows: tuple[Window, ...], near: IntArray) -> list[int]:
    """Return the dates, as ordinals, on which windows begin."""
    known = {int(n) for n in near} | {int(n) - 1 for n in near}
    return [
        n
        for n in known
        if any(window.on(date.fromordinal(n)) for window in windows)
    ]
