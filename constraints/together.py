"""Together: people who work on the same days, shifts or hours."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.shared import shared_marks
from constraints.terms import Because, Row, RowPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Together"]


class Together(Rule):
    """These people work on the same days, in the same shifts or hours.

    Why
    ---
    Two who share a car, or somebody new and the colleague who shows them
    the ropes. Where one of them is away or not employed, the other is
    free to work.

    Example
    -------
    .. code-block:: yaml

        - {rule: together, who: [Ana Souza, Ned Hart]}
        - {rule: together, who: [Ana Souza, Ned Hart], same: shift,
           importance: normal}
        - {rule: together, who: [Ana Souza, Ned Hart], same: time}

    Unit
    ----
    Day on which one of two works and the other does not, worth 4
    person-hours; with `same: shift`, each shift of a day in which one
    works without the other; with `same: time`, each duty of one to which
    the other has none with the same start and end. Of more than two, each
    two are looked at. A day is everybody's own: the date on which the duty
    starts on their clock. Somebody is away on a day when every duty they
    could start then runs into an absence. History is not looked at.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "day apart"
    worth: ClassVar[int] = 4

    rule: Literal["together"] = "together"
    same: Literal["day", "shift", "time"] = Field(
        default="day", description="What they share."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per two people and day, or day and shift."""
        people = [p.idx for p in problem.people if self.who.matches(p)]
        if self.same == "time":
            for one, other in combinations(people, 2):
                yield from self._same_times(problem, one, other)
            return
        marks = shared_marks(problem, self.same)
        for day in range(problem.days):
            here = [p for p in people if not problem.absent(p, day)]
            for one, other in combinations(here, 2):
                for mark in marks:
                    yield Row(
                        because=Because(self.id, (one, other), (day, day)),
                        parts=(
                            RowPart(one, day, mark, 1),
                            RowPart(other, day, mark, -1),
                        ),
                        low=0,
                        high=0,
                        price=self.price,
                    )

    def _same_times(
        self, problem: Problem, one: int, other: int
    ) -> Iterator[Term]:
        """Yield one row per start and end that either of two could have."""
        days: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        for day in range(problem.days):
            if problem.absent(one, day) or problem.absent(other, day):
                continue
            for person in (one, other):
                for duty in problem.menu(person, day):
                    found = problem.duties[duty]
                    days[found.start_min, found.end_min].add((person, day))
        table = problem.duties
        for (start, end), choices in sorted(days.items()):
            mark = Mark(
                f"{start} to {end}",
                duties=(table.start_min == start) & (table.end_min == end),
            )
            ordered = sorted(choices)
            first = min(day for _, day in ordered)
            last = max(day for _, day in ordered)
            yield Row(
                because=Because(self.id, (one, other), (first, last)),
                parts=tuple(
                    RowPart(person, day, mark, 1 if person == one else -1)
                    for person, day in ordered
                ),
                low=0,
                high=0,
                price=self.price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day on which one of two works without the other."""
        problem = roster.problem
        members = [p for p in problem.people if self.who.matches(p)]
        if self.same == "time":
            for one, other in combinations(members, 2):
                yield from self._check_times(roster, one.idx, other.idx)
            return
        for one, other in combinations(members, 2):
            for day in range(problem.days):
                if problem.absent(one.idx, day) or problem.absent(
                    other.idx, day
                ):
                    continue
                found = self._does(roster, one.idx, day)
                wanted = self._does(roster, other.idx, day)
                for alone in sorted(found ^ wanted):
                    first, second = (
                        (one, other) if alone in found else (other, one)
                    )
                    yield Violation(
                        rule=self.id,
                        people=(first.idx, second.idx),
                        days=(day, day),
                        amount=1,
                        price=self.price,
                        note=alone,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana and Ned work or are off together, Tue 2 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        same = {
            "day": "together",
            "shift": "in the same shift",
            "time": "from the same start to the same end",
        }[self.same]
        return f"{who} work {same} or not at all, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works without Ned, Tue 2 March'."""
        one, other = (problem.people[p].name for p in violation.people)
        when = wording.days(violation.days, problem)
        if self.same == "time":
            return f"{one} works at times other than {other}, {when}"
        shift = f" {violation.note}" if violation.note else ""
        return f"{one} works{shift} without {other}, {when}"

    def _check_times(
        self, roster: Roster, one: int, other: int
    ) -> Iterator[Violation]:
        problem = roster.problem
        for person, partner in ((one, other), (other, one)):
            theirs = {
                roster.times(work.duty)
                for work in roster.lines[partner]
                if not problem.absent(person, work.day)
                and not problem.absent(partner, work.day)
            }
            for work in roster.lines[person]:
                if problem.absent(one, work.day) or problem.absent(
                    other, work.day
                ):
                    continue
                if roster.times(work.duty) not in theirs:
                    yield Violation(
                        rule=self.id,
                        people=(person, partner),
                        days=(work.day, work.day),
                        amount=1,
                        price=self.price,
                        note="at the same time",
                    )

    def _does(self, roster: Roster, person: int, day: int) -> set[str]:
        """Return the name of the shift worked, or any name for work."""
        work = roster.work(person, day)
        if work is None:
            return set()
        duty = roster.duty(work)
        if self.same == "day":
            return {""} if duty.work else set()
        # A foreign duty belongs to no shift.
        shifts = roster.problem.shifts
        return {shifts[shift].name for shift in duty.shifts if shift >= 0}
