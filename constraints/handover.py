"""Hand-over: one side stays until the other has taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from constraints import wording
from constraints.edges import Edges
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, merged, there
from constraints.terms import Because, Presence
from constraints.values import HIGH, Importance
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Handover"]

Stretch: TypeAlias = tuple[int, int]


class Handover(Rule):
    """Somebody who hands over and somebody who receives are there at once.

    Why
    ---
    Work that follows the sun changes hands every day. Without an overlap
    the open cases are read from notes; with one, somebody explains them to
    somebody, both able to serve the queue.

    Example
    -------
    .. code-block:: yaml

        handovers:
          - {queue: plus, at: daily 14:00 America/Halifax, overlap: 30m,
             from: team apac, to: team na}

    Unit
    ----
    Person-hour missing: a giver, a receiver, or the second of two people
    where one alone is both. Without `from` and `to`, any two who can serve
    the queue. Skills count on the date of the moment, on the clock of the
    file; whoever is on a break is not there. Edges of the roster are as
    for coverage, and so is a `must`: as little as possible is missing.

    Source
    ------
    That two groups without a common member each send somebody, and so do
    all of them together: P. Hall, On representatives of subsets, Journal
    of the London Mathematical Society 10 (1935).
    """

    unit: ClassVar[str] = "person-hour missing at a hand-over"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True
    staffing: ClassVar[bool] = True

    rule: Literal["handover"] = "handover"
    queue: int = Field(description="Index of the queue handed over.")
    stretches: tuple[Stretch, ...] = Field(
        description="Instants in which both are there, the end exclusive."
    )
    givers: Who | None = Field(default=None, description="Who hands over.")
    receivers: Who | None = Field(default=None, description="Who receives.")
    importance: Importance = Field(
        default=HIGH, description="must, high, normal, low or points."
    )

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.givers is None) != (self.receivers is None):
            raise ValueError(
                "a hand-over names both who hands over and who receives,"
                " or neither"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield, slot by slot, one presence per side that is needed."""
        edges = Edges(problem)
        for slot in self._slots(problem):
            day, _ = problem.local(slot)
            for people, level in self._sides(problem, day):
                edge = slot in edges.of(people)
                soft = edge and self.importance.hard
                yield Presence.staffed(
                    because=Because(self.id, people, (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    people=people,
                    level=level,
                    price=self.priced(HIGH) if soft else self.price,
                    edge=edge,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches in which a side is missing."""
        problem = roster.problem
        lacks = {}
        works = (w for p in problem.people for w in roster.with_past(p.idx))
        present = there(roster, works, near=True)
        for slot in self._slots(problem):
            day, _ = problem.local(slot)
            able = [
                p
                for p in problem.people
                if problem.fully_serves(p.idx, self.queue, day)
            ]
            gives = [p for p in able if _in(self.givers, p)]
            takes = [p for p in able if _in(self.receivers, p)]
            either = [p for p in able if p in gives or p in takes]
            sides = [(either, 2, "a second person")]
            if self.givers is not None:
                sides = [
                    (gives, 1, "who hands over"),
                    (takes, 1, "who receives"),
                    # One person cannot be both.
                    *(sides if any(p in takes for p in gives) else ()),
                ]
            here = present.get(slot, set())
            lacks[slot] = list(self._lacks(problem, slot, here, sides))
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'plus is handed over by team apac to team na, …'."""
        queue = problem.queues[self.queue].name
        when = wording.days(because.days, problem)
        sides = "among two people"
        if self.givers is not None:
            sides = f"by {self.givers} to {self.receivers}"
        who = (
            wording.people(because.people, problem)
            if because.people
            else "nobody"
        )
        return f"{queue} is handed over {sides}, {when} ({who} could be there)"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'the hand-over of plus lacks who receives, Tue …'."""
        queue = problem.queues[self.queue].name
        edge = ", at the edge of the roster" if violation.edge else ""
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        return f"the hand-over of {queue} lacks {violation.note}, {when}{edge}"

    def _slots(self, problem: Problem) -> list[int]:
        return sorted(
            {
                slot
                for start, end in self.stretches
                for slot in range(start, end, problem.slot_min)
            }
        )

    def _sides(
        self, problem: Problem, day: int
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield groups of people and how many of each must be there."""
        able = tuple(
            person
            for person in problem.people
            if problem.fully_serves(person.idx, self.queue, day)
        )
        if self.givers is None:
            yield tuple(p.idx for p in able), 2
            return
        givers = {p.idx for p in able if _in(self.givers, p)}
        receivers = {p.idx for p in able if _in(self.receivers, p)}
        yield tuple(sorted(givers)), 1
        yield tuple(sorted(receivers)), 1
        if givers & receivers:
            # Hall's condition for two different people.
            yield tuple(sorted(givers | receivers)), 2

    def _lacks(
        self,
        problem: Problem,
        slot: int,
        here: set[int],
        sides: list[tuple[list[Person], int, str]],
    ) -> Iterator[Lack]:
        for people, level, note in sides:
            count = sum(p.idx in here for p in people)
            edge = bool(problem.beyond) and any(
                start <= slot < end
                for p in people
                for start, end in problem.beyond[p.menu]
            )
            soft = HIGH if edge and self.importance.hard else self.importance
            if count < level:
                yield Lack(
                    self.id, level - count, self.priced(soft), note, edge
                )


def _in(who: Who | None, person: Person) -> bool:
    return who is None or who.matches(person)
