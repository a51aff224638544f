"""Starts: not too many of a group begin their duty at one moment."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from constraints import wording
from constraints.measures import Mark
from constraints.rule import Rule, Violation
from constraints.terms import Because, Row, RowPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Duty, Problem
    from scheduler.roster import Roster

__all__ = ["Starts"]


class Starts(Rule):
    """At most so many of these people begin their duty at one moment.

    Why
    ---
    A team whose shifts may slide should not all come at 08:00 and all
    leave at 16:00: with starts spread over the morning, somebody is always
    fresh, breaks do not fall together, and the lift is not full.

    Example
    -------
    .. code-block:: yaml

        - {rule: starts, who: team na, most: 3}
        - {rule: starts, who: team plus, most: 1, importance: normal}

    Unit
    ----
    Person too many at one start. The moment is one instant, whatever the
    clocks of the people show. Standby begins nothing, and history is not
    looked at.

    Source
    ------
    House rule; call-centre planners call it staggered starts.
    """

    unit: ClassVar[str] = "person too many at one start"

    rule: Literal["starts"] = "starts"
    most: int = Field(ge=1, description="How many may begin at once.")

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per instant at which too many could begin."""
        begins = np.array(
            [_begin(duty) for duty in problem.duties.duties], dtype=np.int64
        )
        choices: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for person in problem.people:
            if self.who.matches(person):
                for day in range(problem.days):
                    for duty in problem.menu(person.idx, day):
                        choices[int(begins[duty])].add((person.idx, day))
        choices.pop(_NEVER, None)
        for start, found in sorted(choices.items()):
            if len(found) <= self.most:
                continue
            mark = Mark(f"starts {start}", duties=begins == start)
            day, _ = problem.local(start)
            yield Row(
                because=Because(self.id, (), (day, day)),
                parts=tuple(
                    RowPart(person, at, mark, 1)
                    for person, at in sorted(found)
                ),
                low=None,
                high=self.most,
                price=self.price,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each moment at which too many begin."""
        problem = roster.problem
        begin: dict[int, list[int]] = defaultdict(list)
        for work in roster.works():
            times = roster.duty(work).times(standby=False)
            if times and self.who.matches(problem.people[work.person]):
                begin[times[0]].append(work.person)
        for start, people in sorted(begin.items()):
            if len(people) > self.most:
                day, _ = problem.local(start)
                yield Violation(
                    rule=self.id,
                    people=tuple(people),
                    days=(day, day),
                    amount=len(people) - self.most,
                    price=self.price,
                    start_min=start,
                    end_min=start,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'at most 3 of team na begin at the same moment, …'."""
        when = wording.days(because.days, problem)
        verb = "begins" if self.most == 1 else "begin"
        some = wording.some(self.most, self.who)
        return f"at most {some} {verb} at the same moment, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana, Ben and Cy begin at once, Tue 2 March 08:00; …'."""
        who = wording.people(violation.people, problem)
        day, minute = problem.local(violation.start_min or 0)
        when = f"{wording.day(day, problem)} {wording.clock(minute)}"
        return f"{who} begin at once, {when}; at most {self.most} may"


_NEVER = -1


def _begin(duty: Duty) -> int:
    times = duty.times(standby=False)
    return times[0] if times else _NEVER
