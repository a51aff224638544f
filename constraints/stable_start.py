"""Stable start: one start time through a week or a roster."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Mark
from constraints.periods import inside, periods
from constraints.rule import Rule, Violation
from constraints.terms import Arc, Because, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["StableStart"]


class StableStart(Rule):
    """Every duty of a shift starts at the same time of day, for a while.

    Why
    ---
    A shift that may slide by two hours should not jump from 06:00 to 10:00
    and back within a week: people plan their sleep and their children. What
    a shift states under `vary` becomes this rule.

    Example
    -------
    .. code-block:: yaml

        shifts:
          core: {window: Mon-Fri 08:00-16:00, slide: 2h, vary: per week}

    Unit
    ----
    Hour by which a duty of the shift starts earlier or later than the
    person's duty of that shift before it, within a calendar week (`per
    week`) or within the roster (`once`). Times are those on the wall in
    the zone of the shift, so clock changes move nothing. Days off and other
    shifts between them are passed over. A week that began before the roster
    remembers what history knows.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "hour between two starts"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True

    rule: Literal["stable-start"] = "stable-start"
    shift: str = Field(description="Id of the shift.")
    vary: Literal["per week", "once"] = Field(
        default="per week", description="How often the start may change."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person and week, or per person."""
        starts = self._starts(problem)
        arcs = self._arcs(problem, starts)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for period in self._periods(problem):
                known = [
                    problem.duties[work.duty].local_start
                    for work in problem.past(person.idx)
                    if work.day >= period[0]
                    and self._is_mine(problem, work.duty)
                ]
                days = inside(period, problem)
                yield Pattern(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    days=days,
                    start=1 + starts.index(known[-1]) if known else 0,
                    arcs=arcs,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty that starts at another time than the last one."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            mine = [
                work
                for work in roster.with_past(person.idx)
                if self._is_mine(problem, work.duty)
            ]
            for before, after in pairwise(mine):
                earlier, later = roster.duty(before), roster.duty(after)
                amount = abs(later.local_start - earlier.local_start)
                together = any(
                    first <= before.day and after.day <= last
                    for first, last in self._periods(problem)
                )
                if amount and together and after.day >= 0:
                    start = wording.beginning(later, person)
                    was = wording.clock(earlier.local_start)
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(before.day, after.day),
                        amount=amount,
                        price=self.price,
                        note=f"{start} after {was}",
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana starts core at one time, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} starts {self._name(problem)} at one time, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana starts core Tue 2 March 08:00 after 07:00; one …'."""
        who = wording.people(violation.people, problem)
        span = "the roster" if self.vary == "once" else "a week"
        return (
            f"{who} starts {self._name(problem)} {violation.note};"
            f" one time for {span} is wanted"
        )

    def _periods(self, problem: Problem) -> list[tuple[int, int]]:
        return periods(problem, None if self.vary == "once" else 1)

    def _is_mine(self, problem: Problem, duty: int) -> bool:
        shift = problem.duties[duty].shift
        return shift >= 0 and problem.shifts[shift].id == self.shift

    def _name(self, problem: Problem) -> str:
        return next(s.name for s in problem.shifts if s.id == self.shift)

    def _starts(self, problem: Problem) -> list[int]:
        return sorted(
            {
                duty.local_start
                for idx, duty in enumerate(problem.duties.duties)
                if self._is_mine(problem, idx)
            }
        )

    def _arcs(self, problem: Problem, starts: list[int]) -> tuple[Arc, ...]:
        """Return the automaton: state 0, then one for each start."""
        local = np.array(
            [d.local_start for d in problem.duties.duties], dtype=np.int64
        )
        mine = np.array(
            [self._is_mine(problem, d) for d in range(len(problem.duties))],
            dtype=bool,
        )
        others = Mark(f"not {self.shift}", off=True, duties=~mine)
        marks = [
            Mark(f"{self.shift} at {start}", duties=mine & (local == start))
            for start in starts
        ]
        return tuple(
            arc
            for state, before in enumerate([None, *starts])
            for arc in (
                Arc(state, others, state),
                *(
                    Arc(
                        state,
                        mark,
                        1 + idx,
                        0 if before is None else abs(start - before),
                    )
                    for idx, (start, mark) in enumerate(
                        zip(starts, marks, strict=True)
                    )
                ),
            )
        )
