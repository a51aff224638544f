"""Weekends in a row: how many are worked, and how many are off between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.automata import arcs
from constraints.rule import Rule, Violation
from constraints.runs import carried, long_runs
from constraints.terms import Because, Pattern, Streak

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["WeekendsInARow"]


class WeekendsInARow(Rule):
    """How many weekends in a row somebody works, and rests between.

    Why
    ---
    Two weekends of four sound fair until they are the last two of one
    month, followed by the first two of the next: whoever works four in a
    row does not see their friends for five weeks.

    Example
    -------
    .. code-block:: yaml

        - {rule: weekends-in-a-row, most: 2}
        - {rule: weekends-in-a-row, most: 1, off between: 2,
           importance: high}

    Unit
    ----
    Weekend too many in a row, or weekend off too few between two that are
    worked, worth 4 person-hours. A weekend is worked when a duty starts on
    one of its days (`weekend:` of the person, team or file) on the person's
    own clock. Weekends in a row
    before the roster go on counting, as far as history knows; those by
    which they were too many already are not counted again. Weekends off
    are not judged where history knows of none worked before them, nor when
    they go on after the roster.

    Source
    ------
    Consecutive working weekends: S. Haspeslagh, P. De Causmaecker,
    A. Schaerf and M. Stølevik, The first international nurse rostering
    competition 2010, Annals of Operations Research 218 (2014).
    """

    unit: ClassVar[str] = "weekend too many in a row"
    worth: ClassVar[int] = 4

    rule: Literal["weekends-in-a-row"] = "weekends-in-a-row"
    most: int | None = Field(
        default=None, ge=1, description="The most weekends worked in a row."
    )
    off_between: int | None = Field(
        default=None,
        ge=2,
        description="The fewest weekends off between two worked, if any.",
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.most is None and self.off_between is None:
            raise ValueError(
                "weekends in a row need most, off between, or both"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a streak, a pattern or both per person."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            past = _past(problem, person)
            weekends = _weekends(problem, person, past)
            if not weekends:
                continue
            first = next(iter(weekends))
            groups = tuple(weekends.values())
            days = (groups[0][0], groups[-1][-1])
            because = Because(self.id, (person.idx,), days)
            if self.most is not None:
                yield Streak(
                    because=because,
                    person=person.idx,
                    mark=problem.worked,
                    positions=groups,
                    high=self.most,
                    price_high=self.price,
                    carried=carried({week - first for week in past}),
                )
            if self.off_between is not None:
                off = first - 1 - max(past, default=-self.off_between)
                weekday = problem.date(days[0]).weekday()
                start = _State(
                    len(person.weekend),
                    (weekday - person.weekend[0]) % 7,
                    min(off, self.off_between),
                )
                edges, numbers = arcs(
                    {True: problem.worked, False: problem.not_worked},
                    self._step,
                    [start],
                )
                yield Pattern(
                    because=because,
                    person=person.idx,
                    days=days,
                    start=numbers[start],
                    arcs=edges,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield weekends too many in a row, and too few off between."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            gone = _begins(problem, problem.past_worked(person.idx))
            worked = gone | _begins(problem, roster.worked(person.idx))
            late = len(person.weekend) - 1
            first = next(
                day
                for day in range(-late, 14)
                if problem.weekend(person.idx, day) == day and day not in gone
            )
            if self.most is not None:
                weeks = {(day - first) // 7 for day in worked}
                for run, amount in long_runs(weeks, self.most):
                    last = first + 7 * run[1] + late
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(first + 7 * run[0], min(last, problem.days - 1)),
                        amount=amount,
                        price=self.price,
                        note=wording.count(run[1] - run[0] + 1, "weekend"),
                    )
            for before, after in pairwise(sorted(worked)):
                missing = (self.off_between or 0) - (after - before) // 7 + 1
                if after - before > 7 and missing > 0 and after >= first:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(before + 7, after - 7 + late),
                        amount=missing,
                        price=self.price,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 2 weekends in a row, 6–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        limits = []
        if self.most is not None:
            most = wording.count(self.most, "weekend")
            limits.append(f"works at most {most} in a row")
        if self.off_between is not None:
            limits.append(
                f"has {self.off_between} weekends off or none between two"
                " that are worked"
            )
        return f"{who} {' and '.join(limits)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 3 weekends in a row, 6–21 March; …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        if violation.note:
            worked = f"works {violation.note} in a row, {when}"
            return f"{who} {worked}; the most is {self.most}"
        least = self.off_between or 0
        off = wording.count(least - violation.amount, "weekend")
        return f"{who} has only {off} off, {when}; the least is {least}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return weekends too many, or weekends off too few."""
        return (self.unit if violation.note else "weekend off missing"), 1

    def _step(self, state: _State, works: bool) -> tuple[_State, int]:
        """Return what a day leads to, and the weekends off it lacks."""
        least = self.off_between or 0
        length, day, off, begun = state
        amount = 0
        if day < length and works:
            if 0 < off < least:
                amount = least - off
            off, begun = 0, True
        if day == length - 1:
            off, begun = off if begun else min(off + 1, least), False
        return _State(length, (day + 1) % 7, off, begun), amount


class _State(NamedTuple):
    """Where in a week somebody is, and how rested.

    Attributes
    ----------
    length
        Days of a weekend.
    day
        Of a week that begins with the weekend, from 0.
    off
        Weekends off since the last that was worked; no more than asked.
    begun
        Whether some of this weekend has been worked.
    """

    length: int
    day: int
    off: int
    begun: bool = False


# Weekends as terms know them: by the number of their week


def _past(problem: Problem, person: Person) -> set[int]:
    """Return the weekends that history knows as worked."""
    firsts = (
        person.weekend_of(problem.date(work.day))
        for work in problem.past_worked(person.idx)
    )
    return {first.toordinal() // 7 for first in firsts if first}


def _weekends(
    problem: Problem, person: Person, past: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """Return the days of weekends, less one that was begun in the past."""
    found: dict[int, tuple[int, ...]] = {}
    for day in range(problem.days):
        first = person.weekend_of(problem.date(day))
        if first and (week := first.toordinal() // 7) not in past:
            found[week] = (*found.get(week, ()), day)
    return found


# As the check knows them: by the line day of their first day


def _begins(problem: Problem, works: Iterable[Work]) -> set[int]:
    """Return the weekends on which some works start."""
    found = {problem.weekend(work.person, work.day) for work in works}
    return {day for day in found if day is not None}
