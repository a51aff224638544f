"""Problems whose duties are shifts of days: all sets but the last.

Only the order of days matters to them. Each template (a shift, or a shift
with the skill it is worked with) gets a stretch of the day of its own, a
slot wide, so that no two duties overlap, whatever the published hours are,
and coverage of that slot is coverage of that shift.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.formats.assignment import Assignment
from constraints.needs import CoverageLine, Need
from constraints.rule import MUST
from constraints.values import Importance
from constraints.who import Who
from scheduler.expand.facts import DutyFacts
from scheduler.problem import (
    Contract,
    Duty,
    DutyTable,
    Person,
    Problem,
    Queue,
    Shift,
    Span,
    Work,
)
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from benchmarks.evaluators.judgement import Judgement
    from constraints.rule import Rule

__all__ = [
    "Grid",
    "Past",
    "ShiftCase",
    "Template",
    "build",
    "members",
    "points",
]

DAY_MIN = 24 * 60
HOUR_MIN = 60
_EPOCH_DAY = 719163  # date(1970, 1, 1).toordinal()

Past = Sequence[tuple[int, int]]
"""(day, template) of what somebody worked before day 0, in order."""


@dataclass(frozen=True, slots=True)
class Template:
    """A shift, and the skill it is worked with where that matters."""

    name: str
    shift: int
    skill: int = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """Where in time the shifts of days lie.

    Attributes
    ----------
    templates
        How many there are.
    """

    first_day: date
    templates: int

    @property
    def slot_min(self) -> int:
        """Width of a stretch: an hour, or a part of it if a day is short."""
        return next(
            width
            for width in (60, 30, 15, 5, 1)
            if width * self.templates <= DAY_MIN
        )

    def start_min(self, day: int, template: int) -> int:
        """Return the instant at which a template's stretch begins."""
        number = self.first_day.toordinal() + day - _EPOCH_DAY
        return number * DAY_MIN + template * self.slot_min

    def line(
        self,
        id_: str,
        levels: Iterable[tuple[int, int, int]],
        weight: int | None = None,
    ) -> CoverageLine:
        """Return what coverage asks for, shift by shift.

        Parameters
        ----------
        levels
            Day, template and how many people it needs.
        weight
            Published cost of each one missing; None for a must.
        """
        # Coverage is priced per person-hour.
        per_hour = HOUR_MIN // self.slot_min
        return CoverageLine(
            id_,
            _QUEUE.idx,
            tuple(
                Need(start_min, start_min + self.slot_min, least)
                for day, template, least in levels
                for start_min in (self.start_min(day, template),)
                if least
            ),
            MUST if weight is None else points(weight * per_hour),
        )


_QUEUE = Queue(0, "shifts", "shifts")


@dataclass(frozen=True, eq=False)
class ShiftCase:
    """An instance of a set of shifts, as a problem.

    Attributes
    ----------
    judge
        The set's evaluator for this instance.
    """

    problem: Problem
    templates: tuple[Template, ...]
    judge: Callable[[Sequence[Assignment]], Judgement]

    def judged(self, roster: Roster) -> Judgement:
        """Return what the set's own evaluator says of a roster."""
        return self.judge(self.assignments(roster))

    def assignments(self, roster: Roster) -> tuple[Assignment, ...]:
        """Return a roster as the set writes it."""
        found = []
        for work in roster.works():
            template = self.templates[roster.duty(work).shift]
            found.append(
                Assignment(
                    work.person, work.day, template.shift, template.skill
                )
            )
        return tuple(found)

    def roster(self, assignments: Sequence[Assignment]) -> Roster:
        """Return a published roster, of at most one shift a day."""
        index = {(t.shift, t.skill): i for i, t in enumerate(self.templates)}
        lines: list[list[Work]] = [[] for _ in self.problem.people]
        for given in sorted(assignments):
            template = index[given.shift, given.skill]
            idx = self.problem.menu(given.person, given.day)[template]
            duty = self.problem.duties[idx]
            served = Span(duty.start_min, duty.end_min, "queue", _QUEUE.idx)
            lines[given.person].append(
                Work(given.person, given.day, idx, (served,))
            )
        return Roster(self.problem, tuple(map(tuple, lines)))


def build(
    name: str,
    grid: Grid,
    days: int,
    people: Sequence[str],
    templates: Sequence[Template],
    rules: Sequence[Rule],
    past: Sequence[Past] = (),
    days_known_before: int = 0,
) -> Problem:
    """Return the problem of an instance.

    Parameters
    ----------
    people
        Their ids, which rules name them by.
    past
        By person: what they worked before day 0.
    """

    def duty(day: int, template: int) -> Duty:
        start_min = grid.start_min(day, template)
        return Duty(
            shift=template,
            day=grid.first_day + timedelta(days=day),
            zone="UTC",
            start_min=start_min,
            end_min=start_min + grid.slot_min,
            nominal_min=grid.slot_min,
            local_start=start_min % DAY_MIN,
            foreign=day < 0,
        )

    duties = [duty(d, t) for d in range(days) for t in range(len(templates))]
    history = []
    for idx, line in enumerate(past):
        first = len(duties)
        duties += [duty(day, template) for day, template in line]
        history.append(
            tuple(
                Work(idx, day, first + at) for at, (day, _) in enumerate(line)
            )
        )
    table = DutyTable(tuple(duties))
    return Problem(
        id=name,
        name=name,
        zone="UTC",
        first_day=grid.first_day,
        days=days,
        slot_min=grid.slot_min,
        people=tuple(
            Person(idx, id_, id_, "team", Contract("contract"), "UTC")
            for idx, id_ in enumerate(people)
        ),
        shifts=tuple(
            Shift(idx, template.name, template.name)
            for idx, template in enumerate(templates)
        ),
        queues=(_QUEUE,),
        duties=table,
        menus=(
            tuple(
                tuple(range(d * len(templates), (d + 1) * len(templates)))
                for d in range(days)
            ),
        ),
        rules=tuple(rules),
        facts=DutyFacts(table),
        history=tuple(history),
        days_known_before=days_known_before,
    )


def members(ids: Sequence[str]) -> Who:
    """Return the selector of people by id."""
    return Who.model_validate([{"kind": "person", "name": i} for i in ids])


def points(weight: int, worth: int = 1) -> Importance:
    """Return the importance that makes a rule's unit cost a weight.

    Parameters
    ----------
    worth
        Of a unit of that rule, in person-hours, as the rule states.
    """
    return Importance.model_validate(f"{weight / worth:g}")
