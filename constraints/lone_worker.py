"""Lone worker: who is alone takes no break until somebody else is there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.reach import reached
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, judged, merged
from constraints.terms import Because, Presence, PresencePart
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["LoneWorker"]


class LoneWorker(Rule):
    """Nobody of these is on a break unless another of them is there.

    Why
    ---
    Coverage lets a queue go empty where nobody was promised. But the only
    one of a site, or the only one who knows a queue, should not be gone
    just then: breaks are placed so that somebody stays. Where nobody of
    them is on duty, nothing is asked.

    Example
    -------
    .. code-block:: yaml

        - {rule: lone-worker, who: skill technical, importance: high}
        - {rule: lone-worker, who: team apac, of: [team apac, team plus]}

    Unit
    ----
    Person-hour on a break while nobody is left. Somebody who works a whole
    duty alone and has a break in it always pays: as a `must` it means that
    nobody works such a duty alone. Whoever is in a meeting is not there.

    Source
    ------
    House rule; "only if anybody is on" is how planners of breaks ask it.
    """

    unit: ClassVar[str] = "person-hour on a break with nobody left"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["lone-worker"] = "lone-worker"
    of: Who | None = Field(
        default=None, description="Who may stay; by default those in who."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot: breaks are at most so many times people.

        One person who is there makes room for all the breaks there can be;
        without one, each break is an amount by itself.
        """
        sides = cache(lambda day: self._sides(problem, day))
        for slot in reached(problem, range(len(problem.people))):
            day, _ = problem.local(slot)
            who, others = sides(day)
            if who:
                yield Presence(
                    because=Because(self.id, who, (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    parts=(
                        PresencePart(who, paused=True),
                        PresencePart(others, -len(who)),
                    ),
                    low=None,
                    high=0,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the breaks during which nobody is left."""
        problem = roster.problem
        stay = self.of or self.who
        lacks = {}
        for slot, here, breaks in judged(roster, range(len(problem.people))):
            date = problem.date(problem.local(slot)[0])
            if any(stay.matches(problem.people[p], date) for p in here):
                continue
            alone = tuple(
                p
                for p in sorted(breaks)
                if self.who.matches(problem.people[p], date)
            )
            if alone:
                lacks[slot] = [
                    Lack(self.id, len(alone), self.price, "", people=alone)
                ]
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'nobody of Ana and Ben is on a break unless another …'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        other = (
            f"somebody ({wording.those(self.of)})"
            if self.of
            else "another of them"
        )
        return f"nobody of {who} is on a break unless {other} is there, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is on a break while nobody of … is there, …'."""
        who = wording.people(violation.people, problem)
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        verb = "is" if len(violation.people) == 1 else "are"
        stay = wording.those(self.of or self.who)
        group = "" if stay == "all" else f" ({stay})"
        return f"{who} {verb} on a break while nobody{group} is there, {when}"

    def _sides(
        self, problem: Problem, day: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return whose breaks count on a date, and who may stay."""
        date = problem.date(day)
        stay = self.of or self.who
        return (
            tuple(p.idx for p in problem.people if self.who.matches(p, date)),
            tuple(p.idx for p in problem.people if stay.matches(p, date)),
        )
