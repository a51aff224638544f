"""Mentor: whoever is new is there only while somebody is who can help."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from constraints import wording
from constraints.reach import reached
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, judged, merged, there
from constraints.terms import Because, Presence, PresencePart
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Mentor"]


class Mentor(Rule):
    """While these people are there, somebody is who can help them.

    Why
    ---
    Somebody new answers customers while somebody who knows the answers is
    within reach, at every moment: not on a break, not in a meeting, not
    gone home an hour earlier. `most` says how many one mentor can look
    after; without it, one is enough for all. The same holds people in
    proportion: no more than three contractors to each employee, or one
    colleague on standby for every ten who answer.

    Example
    -------
    .. code-block:: yaml

        - {rule: mentor, who: Nia New, with: skill technical>=expert}
        - {rule: mentor, who: contract trainee, with: team plus, most: 2}
        - {rule: mentor, who: team na, with: team plus, most: 10,
           standby: ok, importance: normal}

    Unit
    ----
    Person-hour without a mentor. Whoever is both in `who` and in `with`
    helps nobody but themselves. Skills count on the date of the moment, on
    the clock of the file. Somebody on a break needs no mentor and is none.
    A `ramp` with `with:` is this rule for those in its weeks.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person-hour without a mentor"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["mentor"] = "mentor"
    who: Who = Field(description="Who is not to be without a mentor.")
    with_: Who = Field(alias="with", description="Who can be the mentor.")
    most: int | None = Field(
        default=None, ge=1, description="How many one mentor looks after."
    )
    standby: Literal["ok"] | None = Field(
        default=None, description="ok: whoever is on standby is a mentor, too."
    )

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot that somebody in `who` could be there."""
        sides = cache(lambda day: self._sides(problem, day))
        ever = (p.idx for p in problem.people if self.who.matches(p))
        for slot in reached(problem, ever):
            day, _ = problem.local(slot)
            novices, mentors = sides(day)
            if novices:
                each = self.most or len(novices)
                yield Presence(
                    because=Because(self.id, novices, (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    parts=(
                        PresencePart(novices),
                        PresencePart(
                            mentors, -each, standby=self.standby == "ok"
                        ),
                    ),
                    low=None,
                    high=0,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches in which mentors are missing."""
        problem = roster.problem
        works = [w for p in problem.people for w in roster.with_past(p.idx)]
        reached = there(roster, works, near=True, standby=self.standby == "ok")
        lacks = {}
        for slot, here, _ in judged(roster, range(len(problem.people))):
            date = problem.date(problem.local(slot)[0])
            present = [problem.people[p] for p in sorted(here)]
            novices = [p for p in present if self.who.matches(p, date)]
            near = [problem.people[p] for p in reached.get(slot, ())]
            mentors = [
                p
                for p in near
                if self.with_.matches(p, date)
                and not self.who.matches(p, date)
            ]
            room = self.most or len(novices)
            over = len(novices) - room * len(mentors)
            if over > 0:
                lacks[slot] = [
                    Lack(
                        self.id,
                        over,
                        self.price,
                        f"{len(mentors)}",
                        people=tuple(p.idx for p in novices),
                    )
                ]
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Nia is there only while a mentor of … is, 1 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        each = "" if self.most is None else f" for every {self.most}"
        verb = "is" if len(because.people) == 1 else "are"
        mentors = f"a mentor ({wording.those(self.with_)}){each}"
        return f"{who} {verb} there only while {mentors} is, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Nia is there without a mentor (…), Tue 2 March …'."""
        who = wording.people(violation.people, problem)
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        verb = "is" if len(violation.people) == 1 else "are"
        found = int(violation.note)
        mentors = f"with only {wording.count(found, 'mentor')}"
        how = mentors if found else "without a mentor"
        return (
            f"{who} {verb} there {how} ({wording.those(self.with_)}), {when}"
        )

    def _sides(
        self, problem: Problem, day: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return who needs a mentor on a date, and who can be one."""
        date = problem.date(day)
        novices = tuple(
            p.idx for p in problem.people if self.who.matches(p, date)
        )
        mentors = tuple(
            p.idx
            for p in problem.people
            if self.with_.matches(p, date) and p.idx not in novices
        )
        return novices, mentors
