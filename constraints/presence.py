"""Presence: somebody who could serve is on duty, whatever they serve."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from pydantic import Field, InstanceOf

from constraints import wording
from constraints.edges import Edges
from constraints.needs import CoverageLine
from constraints.rule import Rule, Violation
from constraints.stretches import Lack, merged, there
from constraints.terms import Because
from constraints.terms import Presence as PresenceTerm
from constraints.values import HIGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from constraints.values import Importance
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Presence"]

Kind: TypeAlias = "tuple[int, str, Importance, bool]"
"""Queue, least or wanted, how important it is, and whether standby will
do."""


class Presence(Rule):
    """Enough people who could serve a queue are on duty at every moment.

    Why
    ---
    An incident commander or a duty manager must be reachable, and may
    answer customers until they are needed: a queue with `seat: false`
    takes nobody from the others.

    As for coverage, lines of one queue do not add up: at every moment the
    highest of each importance counts, and a `must` that cannot be met does
    not refuse the roster. Whoever is on a break is not present, and who is
    still on a `ramp` below 1 cannot be relied on yet.

    A coverage line with `standby: ok`, of any queue, asks for somebody who
    can be reached: on standby, or at work on whatever.

    Example
    -------
    .. code-block:: yaml

        queues:
          commander: {needs: plus>=expert, seat: false}
        coverage:
          - {queue: commander, window: 24/7, least: 1, importance: must}
          - {queue: plus, window: 24/7, least: 1, standby: ok}

    Unit
    ----
    Person-hour missing. `most` is not looked at: nobody is in the way by
    being there. Edges of the roster are as for coverage.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person-hour of presence missing"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True
    staffing: ClassVar[bool] = True

    rule: Literal["presence"] = "presence"
    lines: tuple[InstanceOf[CoverageLine], ...] = Field(
        description="What each queue needs, line by line of the file."
    )

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rule and of its lines."""
        return (self.id, *(line.id for line in self.lines))

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one presence per slot and kind of need."""
        edges = [Edges(problem, standby=standby) for standby in (False, True)]

        @cache
        def able(queue: int, day: int) -> tuple[int, ...]:
            everybody = range(len(problem.people))
            return tuple(
                p for p in everybody if problem.fully_serves(p, queue, day)
            )

        @cache
        def reached(queue: int, day: int, standby: bool) -> frozenset[int]:
            return edges[standby].of(able(queue, day))

        price_of = cache(self.priced)
        for slot, kinds in sorted(self._slots(problem.slot_min).items()):
            day, _ = problem.local(slot)
            for (queue, _, importance, standby), found in kinds.items():
                level, line = found
                edge = slot in reached(queue, day, standby)
                weight = HIGH if edge and importance.hard else importance
                yield PresenceTerm.staffed(
                    because=Because(line, (), (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    people=able(queue, day),
                    level=level,
                    price=price_of(weight),
                    edge=edge,
                    standby=standby,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches in which too few are present."""
        problem = roster.problem
        width = problem.slot_min
        lacks: dict[int, list[Lack]] = {}
        able_on: dict[tuple[int, int], list[Person]] = {}
        works = [w for p in problem.people for w in roster.with_past(p.idx)]
        present = {
            standby: there(roster, works, near=True, standby=standby)
            for standby in (False, True)
        }
        beyond = {False: problem.beyond, True: problem.beyond_reach}
        for slot, kinds in sorted(self._slots(width).items()):
            day, _ = problem.local(slot)
            found = []
            for kind, (level, line) in kinds.items():
                queue, _, importance, standby = kind
                if (queue, day) not in able_on:
                    able_on[queue, day] = [
                        p
                        for p in problem.people
                        if problem.fully_serves(p.idx, queue, day)
                    ]
                able = able_on[queue, day]
                on_duty = present[standby].get(slot, ())
                here = sum(p.idx in on_duty for p in able)
                if here >= level:
                    continue
                edge = bool(beyond[standby]) and any(
                    start <= slot < end
                    for p in able
                    for start, end in beyond[standby][p.menu]
                )
                soft = HIGH if edge and importance.hard else importance
                note = f"{here} instead of {level}"
                found.append(
                    Lack(line, level - here, self.priced(soft), note, edge)
                )
            lacks[slot] = found
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'somebody for commander is on duty, Tue 2 March (…)'."""
        line = next(x for x in self.lines if x.id == because.rule)
        level = max(max(need.least, need.wanted) for need in line.needs)
        when = wording.days(because.days, problem)
        who = "somebody" if level == 1 else f"{level} people"
        verb = "is" if level == 1 else "are"
        name = problem.queues[line.queue].name
        able = wording.skilled(line.queue, because.days, problem)
        there = "on duty or on standby" if line.standby else "on duty"
        return f"{who} for {name} {verb} {there}, {when} ({able})"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'commander: 0 instead of 1 on duty, Tue 2 March …'."""
        line = next(x for x in self.lines if x.id == violation.rule)
        name = problem.queues[line.queue].name
        edge = ", at the edge of the roster" if violation.edge else ""
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        there = "on duty or on standby" if line.standby else "on duty"
        return f"{name}: {violation.note} {there}, {when}{edge}"

    def _slots(self, width: int) -> dict[int, dict[Kind, tuple[int, str]]]:
        """Return by slot and kind the highest level and its line."""
        slots: dict[int, dict[Kind, tuple[int, str]]] = defaultdict(dict)
        for line in self.lines:
            for need in line.needs:
                for what, level, importance in (
                    ("least", need.least, line.importance),
                    ("wanted", need.wanted, line.wanted_importance),
                ):
                    kind = line.queue, what, importance, line.standby
                    for slot in range(need.start_min, need.end_min, width):
                        if level > slots[slot].get(kind, (0, ""))[0]:
                            slots[slot][kind] = level, line.id
        return slots
