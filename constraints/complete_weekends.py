"""Complete weekends: both days of a weekend are worked, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.automata import arcs
from constraints.measures import OFF, WORK, Mark
from constraints.rule import Rule, Violation
from constraints.terms import Because, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["CompleteWeekends"]

_SATURDAY = 5


class CompleteWeekends(Rule):
    """Somebody works both days of a weekend, or neither.

    Why
    ---
    One duty on a Sunday spoils the weekend as much as two: whoever has to
    work in it may as well work all of it and have the next one free.

    Example
    -------
    .. code-block:: yaml

        - {rule: complete-weekends}
        - {rule: complete-weekends, same shift: true, importance: normal}

    Unit
    ----
    Weekend of which one day is worked, worth 4 person-hours; with `same
    shift: true` also one whose two duties are of different shifts. A day
    is worked when a duty starts on it on the person's own clock. A weekend
    that the roster cuts is judged where history knows its Saturday; a
    Saturday on the last day is not.

    Source
    ------
    Complete and identical weekends: S. Haspeslagh, P. De Causmaecker,
    A. Schaerf and M. Stølevik, The first international nurse rostering
    competition 2010, Annals of Operations Research 218 (2014).
    """

    unit: ClassVar[str] = "weekend worked in part"
    worth: ClassVar[int] = 4

    rule: Literal["complete-weekends"] = "complete-weekends"
    same_shift: bool = Field(
        default=False, description="Both days in the same shift."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person and weekend."""
        edges, numbers = arcs(self._marks(problem), _step, [0])
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for sunday in range(problem.days):
                if problem.date(sunday).weekday() != _SATURDAY + 1:
                    continue
                start = 0 if sunday else self._saturday(problem, person)
                if start is not None:
                    days = (max(0, sunday - 1), sunday)
                    yield Pattern(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        days=days,
                        start=numbers[start],
                        arcs=edges,
                        price=self.price,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each weekend whose two days are not alike."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            shifts: dict[int, int | None] = dict.fromkeys(
                range(-problem.days_known_before, problem.days)
            )
            for work in roster.with_past(person.idx):
                shifts[work.day] = roster.duty(work).shift
            for day in range(-1, problem.days - 1):
                if problem.date(day).weekday() != _SATURDAY:
                    continue
                # A Saturday that is not known counts as like its Sunday.
                two = shifts.get(day, shifts[day + 1]), shifts[day + 1]
                in_part = (two[0] is None) != (two[1] is None)
                if in_part or (self.same_shift and two[0] != two[1]):
                    worked = day + (two[0] is None)
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(day, day + 1),
                        amount=1,
                        price=self.price,
                        note=wording.day(worked, problem) if in_part else "",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works all of the weekend or none of it, 6–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        alike = " in one shift" if self.same_shift else ""
        return f"{who} works all of the weekend{alike} or none of it, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works only Sat 6 March of the weekend, …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        if violation.note:
            return f"{who} works only {violation.note} of the weekend, {when}"
        return f"{who} works two shifts on the weekend, {when}; one is wanted"

    def _saturday(self, problem: Problem, person: Person) -> int | None:
        """Return the state after the Saturday before, None if not known."""
        past = problem.past(person.idx)
        if past and past[-1].day == -1:
            shift = problem.duties[past[-1].duty].shift
            return _step(0, shift if self.same_shift else 0)[0]
        return _step(0, None)[0] if problem.days_known_before else None

    def _marks(self, problem: Problem) -> dict[int | None, Mark]:
        """Return the choices that are alike, by shift; None for off."""
        if not self.same_shift:
            return {None: OFF, 0: WORK}
        of_duty = problem.duties.shift
        return {None: OFF} | {
            shift: Mark(f"shift {shift}", duties=of_duty == shift)
            for shift in sorted(set(of_duty.tolist()))
        }


def _step(state: int, shift: int | None) -> tuple[int, int]:
    """Return the next state: 0 before a weekend, else its Saturday's."""
    then = 1 if shift is None else shift + 3  # -1 is a duty without shift
    return (0, int(then != state)) if state else (then, 0)
