"""Instances of schedulingbenchmarks.org/matsp as problems: one task only.

Demand, rest, runs of days and minutes in total are rules of the language;
that nobody is wanted too many is not. Several tasks within a shift would
need duties that say what is done when: more of them than could be listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.evaluators.matsp import evaluate
from benchmarks.formats.errors import FormatError
from benchmarks.formats.matsp import (
    DAY_MIN,
    SLOT_MIN,
    Piece,
    Solution,
)
from benchmarks.formats.matsp import Shift as PublishedShift
from benchmarks.problems.shifts import members
from benchmarks.rules.slot_excess import SlotExcess
from constraints.consecutive_days import ConsecutiveDays
from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.period_hours import PeriodHours
from constraints.rest import RestBetween
from constraints.rule import MUST
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
    from collections.abc import Iterator

    from benchmarks.evaluators.judgement import Judgement
    from benchmarks.formats.matsp import Matsp
    from constraints.rule import Rule

__all__ = ["MatspCase", "case"]

_MONDAY = date(2024, 1, 1)
_ORIGIN_MIN = (_MONDAY - date(1970, 1, 1)).days * DAY_MIN
_MOST_IN_ROW = 5
_LENGTHS_MIN = range(6 * 60, 10 * 60 + 1, SLOT_MIN)
_REST = "14h"
_QUEUE = Queue(0, "task", "task")
# The end of the last window is the midnight at which the next day begins.
_STARTS_MIN = (
    0,
    *range(6 * 60, 10 * 60 + 1, SLOT_MIN),
    *range(14 * 60, 18 * 60 + 1, SLOT_MIN),
    *range(20 * 60, 24 * 60, SLOT_MIN),
)


@dataclass(frozen=True, eq=False)
class MatspCase:
    """An instance of the set, as a problem whose duties do its only task."""

    instance: Matsp
    problem: Problem

    def judged(self, roster: Roster) -> Judgement:
        """Return what the set's own evaluator says of a roster."""
        return evaluate(self.instance, self.shifts(roster))

    def shifts(self, roster: Roster) -> tuple[PublishedShift, ...]:
        """Return a roster as the set writes it."""
        found = []
        for work in roster.works():
            duty = roster.duty(work)
            length_min = duty.end_min - duty.start_min
            found.append(
                PublishedShift(
                    work.person,
                    duty.start_min - _ORIGIN_MIN,
                    (Piece(0, length_min),),
                )
            )
        return tuple(found)

    def roster(self, solution: Solution) -> Roster:
        """Return a published roster."""
        table = self.problem.duties
        index = {
            (duty.start_min - _ORIGIN_MIN, duty.end_min - _ORIGIN_MIN): idx
            for idx, duty in enumerate(table.duties)
        }
        lines: list[list[Work]] = [[] for _ in self.problem.people]
        for shift in sorted(solution.shifts, key=lambda s: s.start_min):
            served = Span(
                _ORIGIN_MIN + shift.start_min,
                _ORIGIN_MIN + shift.end_min,
                "queue",
                _QUEUE.idx,
            )
            lines[shift.person].append(
                Work(
                    shift.person,
                    shift.start_min // DAY_MIN,
                    index[shift.start_min, shift.end_min],
                    (served,),
                )
            )
        return Roster(self.problem, tuple(map(tuple, lines)))


def case(instance: Matsp) -> MatspCase:
    """Return an instance with its problem.

    Raises
    ------
    FormatError
        When it has several tasks.
    """
    if instance.tasks > 1:
        raise FormatError(
            f"{instance.name} has {instance.tasks} tasks within shifts,"
            " which are judged here but not solved"
        )
    # The horizon ends at 06:00 of one calendar day more.
    days = instance.days + 1
    duties: list[Duty] = []
    menus = []
    for day in range(days):
        fresh = list(_duties(instance, day))
        menus.append(tuple(range(len(duties), len(duties) + len(fresh))))
        duties += fresh
    table = DutyTable(tuple(duties))
    problem = Problem(
        id=instance.name,
        name=instance.name,
        zone="UTC",
        first_day=_MONDAY,
        days=days,
        slot_min=SLOT_MIN,
        people=tuple(
            Person(idx, who.id, who.id, "team", Contract("contract"), "UTC")
            for idx, who in enumerate(instance.people)
        ),
        shifts=(Shift(0, "shift", "shift"),),
        queues=(_QUEUE,),
        duties=table,
        menus=(tuple(menus),),
        rules=tuple(_rules(instance)),
        facts=DutyFacts(table),
    )
    return MatspCase(instance, problem)


def _duties(instance: Matsp, day: int) -> Iterator[Duty]:
    """Yield the duties that start on a calendar day inside the horizon."""
    for clock_min in _STARTS_MIN:
        start_min = day * DAY_MIN + clock_min
        for length_min in _LENGTHS_MIN:
            end_min = start_min + length_min
            if instance.start_min <= start_min and end_min <= instance.end_min:
                yield Duty(
                    shift=0,
                    day=_MONDAY + timedelta(days=day),
                    zone="UTC",
                    start_min=_ORIGIN_MIN + start_min,
                    end_min=_ORIGIN_MIN + end_min,
                    nominal_min=length_min,
                    local_start=clock_min,
                )


def _rules(instance: Matsp) -> Iterator[Rule]:
    yield ConsecutiveDays(id="in_row", most=_MOST_IN_ROW)
    yield RestBetween.model_validate({"id": "rest", "least": _REST})
    for person in instance.people:
        for id_, bounds in (
            (
                "least_total",
                {
                    "least": _hours(person.least_total_min),
                    "low_importance": "must",
                },
            ),
            ("most_total", {"most": _hours(person.most_total_min)}),
        ):
            yield PeriodHours.model_validate(
                {
                    "id": f"{id_} {person.id}",
                    "who": members([person.id]),
                    "count": "worked",
                    **bounds,
                }
            )
    (demand,) = instance.demand
    start_min = _ORIGIN_MIN + instance.start_min
    yield Coverage(
        id="coverage",
        lines=(
            CoverageLine(
                "least",
                _QUEUE.idx,
                tuple(
                    Need(at_min, at_min + SLOT_MIN, least)
                    for slot, (least, _) in enumerate(demand)
                    for at_min in (start_min + slot * SLOT_MIN,)
                    if least
                ),
                MUST,
            ),
        ),
    )
    yield SlotExcess(
        id="excess", start_min=start_min, most=tuple(m for _, m in demand)
    )


def _hours(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02}"
