"""Rest: enough time between the end of a duty and the next start."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.rule import Rule, Violation
from constraints.terms import Because, Rest
from constraints.values import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster

__all__ = ["RestBetween"]


class RestBetween(Rule):
    """Enough time between the end of one duty and the start of the next.

    Why
    ---
    Somebody who goes home at 23:00 must not start at 06:00. The rule
    looks at the two duties and at nothing else: forbidding a morning
    after a night forbids neither the next night nor an afternoon.

    The hours between the pieces of a split shift are no rest, and standby
    does not break one: who works until 17:00 and is on call in the night
    has rested by 08:00. With `standby: true` standby counts as work does.

    Example
    -------
    .. code-block:: yaml

        - {rule: rest, least: 11h}
        - {rule: rest, least: 8h, standby: true, who: team plus}

    Unit
    ----
    Hour of rest missing. Minutes are real ones: in the night in which the
    clocks go forward, 23:00 to 10:00 is a rest of 10 hours. The last duty
    before the roster counts where history knows it. Legal rest of 11 hours
    a day is `must`; `importance` prices a longer rest that is only wished.

    Source
    ------
    Directive 2003/88/EC, article 3: 11 consecutive hours in 24.
    """

    unit: ClassVar[str] = "hour of rest missing"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["rest"] = "rest"
    least: Duration = Field(
        description="Shortest time between two duties, in real minutes."
    )
    standby: bool = Field(
        default=False,
        description="Rest lies between standby and work, too, not between"
        " work alone.",
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one rest per person over the whole horizon."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            known = [
                times[1]
                for work in problem.past(person.idx)
                if (
                    times := problem.duties[work.duty].times(
                        standby=self.standby
                    )
                )
            ]
            yield Rest(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                least_min=self.least,
                price=self.price,
                previous_end_min=known[-1] if known else None,
                standby=self.standby,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each pair of duties with too little time between them."""
        for person, line in enumerate(roster.lines):
            if not self.who.matches(roster.problem.people[person]):
                continue
            past = [
                w for w in roster.problem.past(person) if self._of(w, roster)
            ]
            works = [w for w in line if self._of(w, roster)]
            for earlier, later in pairwise(past[-1:] + works):
                end_min = self._of(earlier, roster)[-1][1]
                start_min = self._of(later, roster)[0][0]
                if start_min - end_min < self.least:
                    yield Violation(
                        rule=self.id,
                        people=(person,),
                        days=(earlier.day, later.day),
                        amount=self.least - (start_min - end_min),
                        price=self.price,
                        start_min=end_min,
                        end_min=start_min,
                        note=wording.beginning(
                            roster.duty(later), roster.problem.people[person]
                        ),
                    )

    def _of(self, work: Work, roster: Roster) -> list[tuple[int, int]]:
        """Return the stretches of a duty that break a rest."""
        parts = roster.duty(work).parts
        return [
            (part.start_min, part.end_min)
            for part in parts
            if self.standby or not part.standby
        ]

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana rests at least 11 h between duties, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        if not self.least:
            return f"{who} works one duty at a time, {when}"
        return (
            f"{who} rests at least {wording.hours(self.least)}"
            f" between duties, {when}"
        )

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana rests 9 h 30 before Tue 2 March 07:00; 11 h …'."""
        who = wording.people(violation.people, problem)
        wanted = f"{wording.hours(self.least)} are wanted"
        free_min = self.least - violation.amount
        if free_min < 0:
            overlap = wording.hours(-free_min)
            demand = f"; {wanted} between them" if self.least else ""
            return (
                f"{who} works two duties at once for {overlap} from"
                f" {violation.note}{demand}"
            )
        rest = wording.hours(free_min) if free_min else "not at all"
        return f"{who} rests {rest} before {violation.note}; {wanted}"
