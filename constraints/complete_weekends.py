"""Complete weekends: all days of a weekend are worked, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.automata import arcs
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.terms import Because, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["CompleteWeekends"]

_SPOILT = -1  # state: the weekend's days are not alike


class CompleteWeekends(Rule):
    """Somebody works all days of a weekend, or none.

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
    Weekend of which only some days are worked, worth 4 person-hours; with
    `same shift: true` also one whose duties are of different shifts. A day
    is worked when a duty starts on it on the person's own clock, and
    `weekend:` of the person, team or file says which days are meant. A
    weekend that the roster cuts is judged where history knows how it began;
    one that goes on after the last day is not.

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
        default=False, description="All days in the same shift."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person and weekend."""
        edges, numbers = arcs(self._marks(problem), _step, [0])
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for last in range(problem.days):
                first = problem.weekend(person.idx, last)
                if first is None or last + 1 - first < len(person.weekend):
                    continue
                start = self._begun(problem, person, first)
                if start != _SPOILT:
                    days = (max(0, first), last)
                    yield Pattern(
                        because=Because(self.id, (person.idx,), days),
                        person=person.idx,
                        days=days,
                        start=numbers[start],
                        arcs=edges,
                        price=self.price,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each weekend whose days are not alike."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            shifts: dict[int, int | None] = dict.fromkeys(
                range(-problem.days_known_before, problem.days)
            )
            for work in roster.worked_with_past(person.idx):
                shifts[work.day] = roster.duty(work).shift
            length = len(person.weekend)
            for first in range(1 - length, problem.days + 1 - length):
                days = range(first, first + length)
                if problem.weekend(person.idx, first) != first or any(
                    day not in shifts for day in days
                ):
                    continue
                if self._alike(shifts[day] for day in days) or not self._alike(
                    shifts[day] for day in days if day < 0
                ):
                    continue
                worked = [
                    wording.day(day, problem)
                    for day in days
                    if shifts[day] is not None
                ]
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=(days[0], days[-1]),
                    amount=1,
                    price=self.price,
                    note=(
                        wording.listed(worked) if len(worked) < length else ""
                    ),
                )

    def _alike(self, shifts: Iterable[int | None]) -> bool:
        """Return whether days are all worked, or all off."""
        kinds = {
            shift if self.same_shift or shift is None else 0
            for shift in shifts
        }
        return len(kinds) < 2

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

    def _begun(self, problem: Problem, person: Person, first: int) -> int:
        """Return the state that history leads a weekend to.

        The spoilt one where some of it is unknown: it costs nothing more.
        """
        if first < -problem.days_known_before:
            return _SPOILT
        past = {
            work.day: problem.duties[work.duty].shift if self.same_shift else 0
            for work in problem.past_worked(person.idx)
        }
        state = 0
        for day in range(first, 0):
            state, _ = _step(state, past.get(day))
        return state

    def _marks(self, problem: Problem) -> dict[int | None, Mark]:
        """Return the choices that are alike, by shift; None for off."""
        if not self.same_shift:
            return {None: problem.not_worked, 0: problem.worked}
        of_duty, worked = problem.duties.shift, problem.duties.worked
        return {None: problem.not_worked} | {
            shift: Mark(f"shift {shift}", duties=worked & (of_duty == shift))
            for shift in sorted(set(of_duty.tolist()))
        }


def _step(state: int, shift: int | None) -> tuple[int, int]:
    """Return the next state: 0 before a weekend, else what its days are."""
    then = 1 if shift is None else shift + 3  # -1 is a duty without shift
    if state in (0, then, _SPOILT):
        return (state if state == _SPOILT else then), 0
    return _SPOILT, 1
