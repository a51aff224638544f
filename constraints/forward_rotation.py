"""Forward rotation: shifts move later, not earlier, from duty to duty."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from constraints import names, wording
from constraints.automata import patterns
from constraints.measures import Mark
from constraints.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Because, Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["ForwardRotation"]

_OFF, _OTHER = -1, -2  # what a day may be, beside a place in the order
_ANY = -1  # no shift that the next one has to follow


class ForwardRotation(Rule):
    """Shifts move later, not earlier, unless days off lie between.

    Why
    ---
    The inner clock lengthens the day more easily than it shortens it: from
    early to late to night people keep up, backwards they lose sleep with
    every change. A rest between duties does not see which way it goes.

    Example
    -------
    .. code-block:: yaml

        - {rule: forward-rotation, order: [early, late, night]}
        - {rule: forward-rotation, order: [core, eve], days off: 1,
           who: team na, importance: normal}

    Unit
    ----
    Step back, worth 4 person-hours: a duty of a shift that comes earlier in
    the order than the last duty of one of its shifts. After two days off
    in a row (`days off`) any shift may follow. Duties of other shifts do
    not count, but are no days off, unless they are standby alone. Days
    before the roster count as far as
    history knows them.

    Source
    ------
    P. Knauth, Designing better shift systems, Applied Ergonomics 27 (1996):
    rotate forwards, and quickly.
    """

    unit: ClassVar[str] = "step back"
    worth: ClassVar[int] = 4

    rule: Literal["forward-rotation"] = "forward-rotation"
    order: tuple[str, ...] = Field(
        min_length=2, description="Shifts, from the first to the last."
    )
    days_off: int = Field(
        default=2, ge=1, description="After so many, any shift may follow."
    )

    @field_validator("order")
    @classmethod
    def _known(
        cls, order: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        for name in order:
            names.check("shift", name, info.context)
        if len(set(order)) < len(order):
            raise ValueError("a shift stands twice in the order")
        return order

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person over the whole horizon."""
        starts = {
            person.idx: self._start(problem, person)
            for person in problem.people
            if self.who.matches(person)
        }
        yield from patterns(
            self.id,
            problem.days,
            starts,
            self._marks(problem),
            self._step,
            self.price,
        )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty that steps back."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            works = roster.with_past(person.idx)
            days = {
                work.day
                for work in works
                if roster.duty(work).work
                or self._turn(problem, work.duty) is not None
            }
            turns = [
                (work.day, turn)
                for work in works
                if (turn := self._turn(problem, work.duty)) is not None
            ]
            for (before, was), (after, now) in pairwise(turns):
                free = longest = 0
                for day in range(before + 1, after):
                    free = 0 if day in days else free + 1
                    longest = max(longest, free)
                if now < was and longest < self.days_off and after >= 0:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(before, after),
                        amount=1,
                        price=self.price,
                        note=f"{self.order[now]} after {self.order[was]}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana rotates from early to late to night, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        off = wording.count(self.days_off, "day")
        order = " to ".join(self.order)
        return f"{who} rotates from {order} and back after {off} off, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has early after late, 1–2 March; that is …'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        off = (
            "a day off is"
            if self.days_off == 1
            else f"{self.days_off} days off are"
        )
        return f"{who} has {violation.note}, {when}; {off} wanted between"

    def _turn(self, problem: Problem, duty: int) -> int | None:
        """Return the place of a duty's shift in the order, if it has one."""
        idx = problem.duties[duty].shift
        if idx < 0:
            return None
        shift = problem.shifts[idx]
        named = [
            turn
            for turn, name in enumerate(self.order)
            if name in (shift.name, shift.id)
        ]
        return named[0] if named else None

    # As terms see it

    def _step(self, state: _State, letter: int) -> tuple[_State, int]:
        """Return what a day leads to, and whether it steps back."""
        if letter == _OFF:
            free = state.free + 1
            reset = state.turn == _ANY or free >= self.days_off
            return (_State() if reset else _State(state.turn, free)), 0
        if letter == _OTHER:
            return _State(state.turn), 0
        return _State(letter), int(letter < state.turn)

    def _start(self, problem: Problem, person: Person) -> _State:
        """Return the state that history leads to."""
        past = {w.day: w.duty for w in problem.past(person.idx)}
        place = self._places(problem)
        state = _State()
        for day in range(min(past, default=0), 0):
            duty = past.get(day)
            letter = _OFF
            if duty is not None:
                found = problem.duties[duty]
                other = _OTHER if found.work else _OFF
                letter = place.get(found.shift, other)
            state, _ = self._step(state, letter)
        return state

    def _places(self, problem: Problem) -> dict[int, int]:
        """Return the place in the order of each shift that has one."""
        by_name = {
            name: shift.idx
            for shift in problem.shifts
            for name in (shift.id, shift.name)
        }
        return {by_name[name]: at for at, name in enumerate(self.order)}

    def _marks(self, problem: Problem) -> dict[int, Mark]:
        """Return the choices of each letter."""
        place = self._places(problem)
        shifts = problem.duties.shift
        others = ~np.isin(shifts, list(place))
        worked = problem.duties.worked
        found = {
            _OFF: Mark(
                f"off, or none of {self.order}",
                off=True,
                duties=others & ~worked,
            ),
            _OTHER: Mark(
                f"work, none of {self.order}", duties=others & worked
            ),
        }
        for shift, at in place.items():
            found[at] = Mark(f"shift {shift}", duties=shifts == shift)
        return found


class _State(NamedTuple):
    """The last shift of the order, and days off in a row since.

    Attributes
    ----------
    turn
        ``_ANY`` where any shift may follow.
    """

    turn: int = _ANY
    free: int = 0
