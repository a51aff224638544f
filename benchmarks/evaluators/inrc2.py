"""Judges static rosters of the second Nurse Rostering Competition.

The components bear the names of the organisers' validator. Costs of
rosters that break hard rules follow conventions of its own there: compare
valid ones only.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.evaluators.judgement import Judgement
from benchmarks.evaluators.runs import runs
from benchmarks.formats.assignment import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.formats.assignment import Assignment, Line
    from benchmarks.formats.inrc2 import Contract, Inrc2, Person

__all__ = ["evaluate"]

_OPTIMAL, _DAYS, _SAME, _PREFERENCE = 30, 30, 15, 10
_COMPLETE, _TOTAL, _WEEKENDS = 30, 20, 30


def evaluate(instance: Inrc2, assignments: Sequence[Assignment]) -> Judgement:
    """Return what a roster breaks and what it costs."""
    roster = lines(assignments, len(instance.people), instance.days)
    cost = Counter(
        total_assignment=0,
        consecutive=0,
        non_working_days=0,
        preferences=0,
        max_working_weekend=0,
        complete_weekends=0,
        optimal_coverage=_shortage(instance, assignments),
    )
    for person, line in zip(instance.people, roster, strict=True):
        cost.update(_line_cost(instance, person, line))
    for request in instance.requests:
        shift = roster[request.person][request.day]
        if shift is not None and request.shift in (None, shift):
            cost["preferences"] += _PREFERENCE
    return Judgement.of(_hard(instance, assignments, roster), cost)


def _hard(
    instance: Inrc2, assignments: Sequence[Assignment], roster: Sequence[Line]
) -> Counter[str]:
    per_day = Counter((a.person, a.day) for a in assignments)
    there = Counter((a.day, a.shift, a.skill) for a in assignments)
    hard = Counter(
        single_assignment=sum(n - 1 for n in per_day.values()),
        minimal_coverage=sum(
            max(0, c.least - there[c.day, c.shift, c.skill])
            for c in instance.cover
        ),
        required_skill=sum(
            a.skill not in instance.people[a.person].skills
            for a in assignments
        ),
    )
    for person, line in zip(instance.people, roster, strict=True):
        for before, after in pairwise((person.history.shift, *line)):
            if before is not None and after in instance.shifts[before].bars:
                hard["succession"] += 1
    return hard


def _shortage(instance: Inrc2, assignments: Sequence[Assignment]) -> int:
    there = Counter((a.day, a.shift, a.skill) for a in assignments)
    return _OPTIMAL * sum(
        max(0, c.optimal - there[c.day, c.shift, c.skill])
        for c in instance.cover
    )


def _line_cost(instance: Inrc2, person: Person, line: Line) -> Counter[str]:
    contract = instance.contracts[person.contract]
    past = person.history
    worked = [shift is not None for shift in line]
    cost = Counter(
        consecutive=_DAYS
        * _outside(
            worked, True, past.in_row,
            contract.least_in_row, contract.most_in_row,
        ),
        non_working_days=_DAYS
        * _outside(
            worked, False, past.off_in_row,
            contract.least_off_in_row, contract.most_off_in_row,
        ),
    )  # fmt: skip
    for idx, shift in enumerate(instance.shifts):
        carried = past.same_in_row if past.shift == idx else 0
        cost["consecutive"] += _SAME * _outside(
            line, idx, carried, shift.least_in_row, shift.most_in_row
        )
    cost.update(_totals(contract, person, worked))
    return cost


def _totals(
    contract: Contract, person: Person, worked: Sequence[bool]
) -> Counter[str]:
    weekends = [worked[day : day + 2] for day in range(5, len(worked), 7)]
    days = person.history.days + sum(worked)
    outside = max(0, contract.least_days - days, days - contract.most_days)
    many = person.history.weekends + sum(map(any, weekends))
    partly = sum(any(weekend) and not all(weekend) for weekend in weekends)
    return Counter(
        total_assignment=_TOTAL * outside,
        max_working_weekend=_WEEKENDS * max(0, many - contract.most_weekends),
        complete_weekends=_COMPLETE * contract.complete_weekends * partly,
    )


def _outside(
    values: Sequence[object],
    value: object,
    carried: int,
    least: int,
    most: int,
) -> int:
    """Return the days by which runs of a value are too long or too short.

    A run that goes on from the history counts with it, less what it was
    too long already. One still open at the end is never too short.
    """
    total = 0
    if carried and values[0] != value:
        total += max(0, least - carried)
    for run in runs(values):
        if run.value != value:
            continue
        before = carried if run.first == 0 else 0
        length = before + run.length
        total += max(0, length - most) - max(0, before - most)
        if run.last < len(values) - 1:
            total += max(0, least - length)
    return total
