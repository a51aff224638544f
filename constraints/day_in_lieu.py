"""Day in lieu: a working day off for each public holiday worked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from pydantic import Field, field_validator

from constraints import wording
from constraints.measures import Mark, OnHoliday
from constraints.rule import Rule, Violation
from constraints.terms import Because, Row, RowPart
from constraints.values import DAY_MIN, Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["DayInLieu"]


class DayInLieu(Rule):
    """Whoever works on a public holiday has a working day off soon after.

    Why
    ---
    Customers know no holidays. Who gives theirs up should not lose it, but
    have it on another day, before it is forgotten.

    Example
    -------
    .. code-block:: yaml

        - {rule: day-in-lieu}
        - {rule: day-in-lieu, within: 8 weeks, who: place DE}
        - {rule: day-in-lieu, within: 10 days, importance: high}

    Unit
    ----
    Day in lieu missing, worth 8 person-hours. A holiday is worked by a duty
    with at least 3 hours (`at least`) on public holidays of the person's
    place, between the midnights of their own clock. A day in lieu is a day
    off within so many days after that duty starts (14 unless `within` says
    otherwise) that is no weekend of theirs, no public holiday and no
    absence; each makes up for one duty, and one on standby alone does as
    well. Holidays that follow each other
    within that time are judged one by one and together, so a day that is
    missing for two of them may be charged more than once.

    Holidays before the roster count where history knows them. What may
    still come after the roster is not judged, nor what can be made up for
    no more. Who has no place has no holidays.

    Source
    ------
    German Working Time Act (ArbZG), section 11 (3): a substitute day of
    rest within eight weeks for a holiday on a working day, within two for a
    Sunday.
    """

    unit: ClassVar[str] = "day in lieu missing"
    worth: ClassVar[int] = 8

    rule: Literal["day-in-lieu"] = "day-in-lieu"
    within: Duration = Field(
        default=14 * DAY_MIN, description="How long after, in whole days."
    )
    at_least: Duration = Field(
        default=180, description="Time on holidays that makes a duty count."
    )

    @field_validator("within")
    @classmethod
    def _whole_days(cls, within: int) -> int:
        if not within or within % DAY_MIN:
            raise ValueError('within counts whole days: write "14 days"')
        return within

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per person and group of holidays."""
        for person in problem.people:
            if not person.place or not self.who.matches(person):
                continue
            minutes = problem.measure(OnHoliday(person.place, person.zone))
            on_holiday = Mark(
                f"{self.at_least} of {minutes.key}",
                duties=minutes.by_duty >= self.at_least,
            )
            worked = {work.day for work in problem.past_worked(person.idx)}
            for days, first, last in self._groups(problem, person, on_holiday):
                gone = [day for day in days if day < 0]
                due = len(gone) - sum(
                    _in_lieu(problem, person, day) and day not in worked
                    for day in range(first, 0)
                )
                free = [
                    day
                    for day in range(max(0, first), last + 1)
                    if _in_lieu(problem, person, day)
                ]
                yield Row(
                    because=Because(
                        self.id, (person.idx,), (max(0, days[0]), last)
                    ),
                    parts=(
                        *(
                            RowPart(person.idx, day, on_holiday, 1)
                            for day in days
                            if day >= 0
                        ),
                        *(
                            RowPart(person.idx, day, problem.not_worked, -1)
                            for day in free
                        ),
                    ),
                    low=None,
                    # What is past and cannot be made up for is let go.
                    high=max(-due, -len(free)),
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each group of holidays with too few days in lieu."""
        problem = roster.problem
        for person in problem.people:
            if not person.place or not self.who.matches(person):
                continue
            fact = OnHoliday(person.place, person.zone)
            minutes = problem.measure(fact).by_duty
            found = roster.worked_with_past(person.idx)
            works = {work.day: work.duty for work in found}
            counts = {
                day
                for day, duty in works.items()
                if minutes[duty] >= self.at_least
            }
            on_holiday = Mark("counts", duties=minutes >= self.at_least)
            for days, first, last in self._groups(problem, person, on_holiday):
                free = [
                    day
                    for day in range(first, last + 1)
                    if _in_lieu(problem, person, day)
                ]
                off = [day for day in free if day not in works]
                past = sum(day < 0 for day in days) - sum(d < 0 for d in off)
                lost = max(0, past - sum(day >= 0 for day in free))
                worked = sum(day in counts for day in days)
                if worked - len(off) - lost > 0:
                    has = wording.count(len(off), "day") + " off"
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(days[0], last),
                        amount=worked - len(off) - lost,
                        price=self.price,
                        note=f"{wording.count(worked, 'holiday')}; {has}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has a day in lieu of each holiday worked, …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        within = wording.count(self._length, "day")
        return (
            f"{who} has a working day off within {within} of each public"
            f" holiday worked, {when}"
        )

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 1 holiday and has 0 days off in lieu, …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        worked, off = violation.note.split("; ")
        return f"{who} works {worked} and has {off} in lieu, {when}"

    @property
    def _length(self) -> int:
        return self.within // DAY_MIN

    def _groups(
        self, problem: Problem, person: Person, on_holiday: Mark
    ) -> Iterator[_Group]:
        """Yield holidays one by one, and those that are close together.

        A definition: ``terms`` and ``check`` both use it.
        """
        days = [
            work.day
            for work in problem.past(person.idx)
            if on_holiday.has(work.duty)
        ] + [
            day
            for day in range(problem.days)
            if any(map(on_holiday.has, problem.menu(person.idx, day)))
        ]
        for at, first in enumerate(days):
            group = [first]
            for day in [*days[at + 1 :], None]:
                last = group[-1] + self._length
                if 0 <= last < problem.days:
                    yield _Group(tuple(group), first + 1, last)
                if day is None or day >= last:
                    break
                group.append(day)


class _Group(NamedTuple):
    """Days that may be worked on holidays, and when to make up for them."""

    days: tuple[int, ...]
    first: int
    last: int


def _in_lieu(problem: Problem, person: Person, day: int) -> bool:
    """Return whether a day off would be one in lieu.

    A definition: ``terms`` and ``check`` both use it. Absences before the
    roster are not known.
    """
    at = problem.date(day)
    there = (
        person.employed(at) if day < 0 else not problem.absent(person.idx, day)
    )
    return (
        there
        and person.weekend_of(at) is None
        and not problem.facts.holiday(person.place, at)
    )
