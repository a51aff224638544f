"""Pins: decisions already taken about somebody's day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import ClockTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Pinned"]


class Pinned(Rule):
    """Somebody's day is as already decided: a shift, a start, or off.

    Why
    ---
    Some days are settled before any roster is made: a promise, a training
    day, a swap two people agreed on. The solver works around them, and an
    impossible pin is named as a reason like any other rule.

    Example
    -------
    .. code-block:: yaml

        pins:
          - {who: Ana Souza, day: 2027-03-01, shift: core, at: 07:00}
          - {who: Kim Leclerc, day: 2027-03-08, off: true}

    Unit
    ----
    Day that is not as pinned. A day is a line day: a night shift that
    starts in the evening belongs to the date on which it starts, on the
    person's own clock. `at` is on the clock of the shift: its own zone
    where it names one, else the person's. A pin that names neither shift
    nor start asks for any duty. Pins are `must` unless said otherwise;
    then a day counts 8.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "day not as pinned"
    worth: ClassVar[int] = 8
    desugared: ClassVar[bool] = True

    rule: Literal["pinned"] = "pinned"
    day: date = Field(description="The date of the line day.")
    shift: str | None = Field(default=None, description="Id of the shift.")
    at: ClockTime | None = Field(
        default=None, description="Start, on the clock of the shift."
    )
    off: bool = Field(default=False, description="No duty that day.")

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.off and (self.shift is not None or self.at is not None):
            raise ValueError("a day off has neither shift nor start")
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice: every choice but the pinned ones has amount 1."""
        day = problem.day(self.day)
        if not 0 <= day < problem.days:
            return
        duties = problem.duties
        kept = np.full(len(duties), not self.off)
        if self.shift is not None:
            kept &= duties.of_shift(self._shift_idx(problem))
        if self.at is not None:
            kept &= np.array([d.local_start == self.at for d in duties.duties])
        other = Measure(f"not {self.id}", "days", (~kept).astype(np.int64))
        for person in problem.people:
            if self.who.matches(person):
                yield Choice(
                    because=Because(self.id, (person.idx,), (day, day)),
                    person=person.idx,
                    days=(day,),
                    amount=other,
                    price=self.price,
                    off=0 if self.off else 1,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each pinned day that is different."""
        problem = roster.problem
        day = problem.day(self.day)
        if not 0 <= day < problem.days:
            return
        for person in problem.people:
            if not self.who.matches(person):
                continue
            work, note = roster.work(person.idx, day), ""
            if work is None:
                as_pinned = self.off
            else:
                duty = roster.duty(work)
                note = wording.beginning(duty, person)
                named = any(
                    problem.shifts[shift].id == self.shift
                    for shift in duty.shifts
                    if shift >= 0
                )
                as_pinned = (
                    not self.off
                    and (self.shift is None or named)
                    and self.at in (None, duty.local_start)
                )
            if not as_pinned:
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=(day, day),
                    amount=1,
                    price=self.price,
                    note=note,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works core from 07:00, Mon 1 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} {self._what(problem)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is off; the pin of Mon 1 March says: works core'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        found = f"works from {violation.note}" if violation.note else "is off"
        return f"{who} {found}; the pin of {when} says: {self._what(problem)}"

    def _what(self, problem: Problem) -> str:
        if self.off:
            return "is off"
        shift = (
            "a duty"
            if self.shift is None
            else problem.shifts[self._shift_idx(problem)].name
        )
        start = "" if self.at is None else f" from {wording.clock(self.at)}"
        return f"works {shift}{start}"

    def _shift_idx(self, problem: Problem) -> int:
        return next(s.idx for s in problem.shifts if s.id == self.shift)
