"""Company: nobody of these is there without so many others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.reach import reached
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, judged, merged
from constraints.terms import Because, Presence, PresencePart
from constraints.who import EVERYBODY, Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Company"]


class Company(Rule):
    """Each of these people is there only while enough others are.

    Why
    ---
    Nobody is to be alone with a novice: whoever must help and answer at
    once does neither well, so that with `least: 2` a novice is there only
    among two others. Somebody who may not work by themselves at night, or
    a room that needs two pairs of eyes, is `least: 1`.

    Example
    -------
    .. code-block:: yaml

        - {rule: company, who: Nia New, of: [team na, not Nia New], least: 2}
        - {rule: company, who: team apac, of: team apac}

    Unit
    ----
    Person-hour of company missing, for each of those left too much alone.
    Others are there while they are on duty, neither on a break nor in a
    meeting; nobody is their own company. Skills count on the date of the
    moment, on the clock of the file.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person-hour of company missing"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["company"] = "company"
    who: Who = Field(description="Who is not to be alone.")
    of: Who = Field(default=EVERYBODY, description="Who is company.")
    least: int = Field(default=1, ge=1, description="How many others.")

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot and person who could be there in it."""
        others = cache(lambda day: self._others(problem, day))
        for person in problem.people:
            for slot in reached(problem, (person.idx,)):
                day, _ = problem.local(slot)
                if not self.who.matches(person, problem.date(day)):
                    continue
                # Everybody shares the others; who is one counts apart.
                own = self.least + (person.idx in others(day))
                yield Presence(
                    because=Because(self.id, (person.idx,), (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    parts=(
                        PresencePart((person.idx,), own),
                        PresencePart(others(day), -1),
                    ),
                    low=None,
                    high=0,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches in which somebody is too much alone."""
        problem = roster.problem
        lacks = {}
        for slot, here, _ in judged(roster, range(len(problem.people))):
            date = problem.date(problem.local(slot)[0])
            company = {
                p for p in here if self.of.matches(problem.people[p], date)
            }
            lacks[slot] = [
                Lack(
                    self.id,
                    self.least - len(company - {p}),
                    self.price,
                    str(len(company - {p})),
                    people=(p,),
                )
                for p in sorted(here)
                if self.who.matches(problem.people[p], date)
                and len(company - {p}) < self.least
            ]
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Nia is there only while 2 others are, Tue 2 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} is there only while {self._wanted()}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Nia is there with 1 other; at least 2 … are wanted'."""
        who = wording.people(violation.people, problem)
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        found = int(violation.note)
        how = f"with {wording.count(found, 'other')}" if found else "alone"
        return f"{who} is there {how}, {when}; {self._wanted()} wanted"

    def _wanted(self) -> str:
        group = "" if self.of == EVERYBODY else f" ({wording.those(self.of)})"
        verb = "is" if self.least == 1 else "are"
        return f"{wording.count(self.least, 'other')}{group} {verb}"

    def _others(self, problem: Problem, day: int) -> tuple[int, ...]:
        date = problem.date(day)
        return tuple(p.idx for p in problem.people if self.of.matches(p, date))
