"""Rotation: a cycle of shifts and days off, or of weeks, that repeats."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_validator, model_validator

from constraints import names, wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import DAY_MIN, WEEK_MIN, Duration
from constraints.windows import Day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["Rotation"]

_DAY_OFF, _WORK = "day off", "work"
_REPEATED = re.compile(r"(?P<times>\d{1,3}) (?P<entry>.+)")


class Rotation(Rule):
    """A cycle that repeats: shifts and days off, or one kind of week.

    Why
    ---
    Whoever lives by a rotation knows in spring which weekends are free in
    autumn. A roster may fill in who does what, but the cycle is a promise.

    Example
    -------
    .. code-block:: yaml

        - {rule: rotation, cycle: [4 work, 4 day off], from: 2027-03-01,
           who: team apac}
        - {rule: rotation, from: 2027-03-01, who: [Ana Souza, Ben Okafor],
           cycle: [2 early, 2 late, 2 night, 4 day off], shifted by: 5 days}
        - {rule: rotation, weeks: [early, late], from: 2027-03-01,
           who: Kim Leclerc, importance: high}

    Unit
    ----
    Day against the rotation, worth 4 person-hours. `cycle` says day by day
    what is worked: a shift, `work` for any duty, or `day off`, which may
    be spent on standby; a number in front repeats it. `weeks` says which
    shift each calendar week has: its days off are free. Both begin on
    `from` (weeks with the week it lies in) and reach back as well. With
    `shifted by` each further person of `who`, in the order of the file,
    begins so much later. Days on which somebody is away or not employed
    are not judged.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "day against the rotation"
    worth: ClassVar[int] = 4

    rule: Literal["rotation"] = "rotation"
    cycle: tuple[str, ...] = Field(
        default=(), description="Day by day: shifts, work, day off; 4 work."
    )
    weeks: tuple[str, ...] = Field(
        default=(), description="Week by week: the shift that is worked."
    )
    from_: Day = Field(alias="from", description="First day of the cycle.")
    shifted_by: Duration = Field(
        default=0, description="How much later each next person begins."
    )

    @field_validator("cycle", "weeks")
    @classmethod
    def _known(
        cls, entries: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        return tuple(
            entry
            for said in entries
            for entry in _repeated(said, info)
            if info.field_name == "cycle" or _shift_of_week(entry)
        )

    @field_validator("shifted_by")
    @classmethod
    def _whole_days(cls, shifted_by: int) -> int:
        if shifted_by % DAY_MIN:
            raise ValueError('shifted by counts whole days: write "2 days"')
        return shifted_by

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.cycle) == bool(self.weeks):
            raise ValueError(
                "a rotation has a cycle of days or of weeks: write cycle:"
                " [4 work, 4 day off], or weeks: [early, late]"
            )
        if self.weeks and self.shifted_by % WEEK_MIN:
            raise ValueError('weeks are shifted by weeks: write "1 week"')
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a choice per person and stretch of days with one entry."""
        against = {
            entry: self._against(problem, entry)
            for entry in {*self.cycle, *self.weeks}
        }
        off = _DAY_OFF if self.cycle else None
        for person, entries in self._entries(problem):
            for entry, group in groupby(
                enumerate(entries), key=lambda one: one[1]
            ):
                days = tuple(
                    day
                    for day, _ in group
                    if not problem.absent(person.idx, day)
                )
                if days:
                    yield Choice(
                        because=Because(
                            self.id, (person.idx,), (days[0], days[-1])
                        ),
                        person=person.idx,
                        days=days,
                        amount=against[entry],
                        price=self.price,
                        off=int(off is not None and entry != off),
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day that is not what the rotation says."""
        problem = roster.problem
        place = 0
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for day in range(problem.days):
                work = roster.work(person.idx, day)
                duty = None if work is None else roster.duty(work)
                due = self._due(problem.date(day), place, problem.week_starts)
                if problem.absent(person.idx, day) or self._keeps(
                    due, duty, problem
                ):
                    continue
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=(day, day),
                    amount=1,
                    price=self.price,
                    note=f"{_called(duty, problem)}; {due}",
                )
            place += 1

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana follows the rotation 4 work, 4 day off, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        runs = [
            (len(tuple(group)), entry) for entry, group in groupby(self.cycle)
        ]
        days = ", ".join(f"{n} {e}" if n > 1 else e for n, e in runs)
        weeks = f"of weeks {', '.join(self.weeks)}"
        return f"{who} follows the rotation {days or weeks}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has late, Tue 2 March; the rotation says early'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        has, due = violation.note.split("; ")
        return f"{who} has {has}, {when}; the rotation says {due}"

    # As terms lay the cycle

    def _entries(self, problem: Problem) -> Iterator[tuple[Person, list[str]]]:
        """Yield what each person's days in the roster are to be."""
        length = 1 if self.cycle else 7
        steps = self.cycle or self.weeks
        begin = -problem.day(self.from_)
        if self.weeks:
            begin += (self.from_.weekday() - problem.week_starts) % 7
        people = [p for p in problem.people if self.who.matches(p)]
        for place, person in enumerate(people):
            first = begin - place * (self.shifted_by // DAY_MIN)
            yield (
                person,
                [
                    steps[(first + day) // length % len(steps)]
                    for day in range(problem.days)
                ],
            )

    def _against(self, problem: Problem, entry: str) -> Measure:
        """Return 1 for each duty that is not what an entry says."""
        standby = ~problem.duties.worked
        if entry == _WORK:
            against = standby.astype("int64")
        elif entry == _DAY_OFF:
            against = (~standby).astype("int64")
        else:
            meant = [s.idx for s in problem.shifts if entry in (s.name, s.id)]
            against = (~np.isin(problem.duties.shift, meant)).astype("int64")
        return Measure(f"not {entry}", "duties", against)

    # As the check reads it

    def _due(self, at: date, place: int, week_starts: int) -> str:
        """Return what a date is to be for the person of a place in line."""
        since = (at - self.from_).days - place * self.shifted_by // DAY_MIN
        if self.cycle:
            return self.cycle[since % len(self.cycle)]
        since += (self.from_.weekday() - week_starts) % 7
        return self.weeks[since // 7 % len(self.weeks)]

    def _keeps(self, due: str, duty: Duty | None, problem: Problem) -> bool:
        """Return whether a day is what it is to be."""
        if duty is None:
            return bool(self.weeks) or due == _DAY_OFF
        if due in (_WORK, _DAY_OFF):
            return bool(duty.work) == (due == _WORK)
        if duty.shift < 0:
            return False
        shift = problem.shifts[duty.shift]
        return due in (shift.name, shift.id)


def _repeated(said: str, info: ValidationInfo) -> tuple[str, ...]:
    """Return the entries that a text such as ``4 work`` stands for."""
    match = _REPEATED.fullmatch(said)
    times, entry = 1, said
    if match and said not in (names.known(info.context, "shift") or ()):
        times, entry = int(match["times"]), match["entry"]
    if entry not in (_DAY_OFF, _WORK):
        names.check("shift", entry, info.context)
    if not times:
        raise ValueError(f'"{said}" repeats nothing: leave it out')
    return (entry,) * times


def _shift_of_week(entry: str) -> bool:
    if entry in (_DAY_OFF, _WORK):
        raise ValueError(
            f'a week of "{entry}" says nothing: name the shift of each week,'
            " or write a cycle of days"
        )
    return True


def _called(duty: Duty | None, problem: Problem) -> str:
    """Return what a day is called."""
    if duty is None:
        return _DAY_OFF
    return problem.shifts[duty.shift].name if duty.shift >= 0 else _WORK
