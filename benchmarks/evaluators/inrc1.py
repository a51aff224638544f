"""Judges rosters of the first International Nurse Rostering Competition.

The horizon is judged alone: runs that touch either end count like any
other. One published best value, sprint_late02, cannot be had this way: its
stored roster costs 38 where 42 are told, which is what it costs if L, its
latest shift, counts as a night although it ends before midnight.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.evaluators.judgement import Judgement
from benchmarks.evaluators.runs import runs
from benchmarks.formats.assignment import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.formats.assignment import Assignment, Line
    from benchmarks.formats.inrc1 import (
        Contract,
        Inrc1,
        Limit,
        Pattern,
        Request,
    )

__all__ = ["COMPONENTS", "evaluate"]

COMPONENTS = (
    "most_days",
    "least_days",
    "most_in_row",
    "least_in_row",
    "most_off_in_row",
    "least_off_in_row",
    "most_weekends_in_row",
    "least_weekends_in_row",
    "complete_weekends",
    "identical_weekends",
    "night_before_free_weekend",
    "patterns",
    "skills",
    "requests",
)

# Weekends of three days worked in part; True is a day worked.
_PARTLY: dict[tuple[bool, ...], int] = {
    (True, True, False): 1,
    (False, True, True): 1,
    (True, False, False): 2,
    (False, True, False): 2,
    (False, False, True): 2,
    (True, False, True): 4,
}


def evaluate(
    instance: Inrc1,
    assignments: Sequence[Assignment],
    *,
    night_before_free_weekend: bool = True,
) -> Judgement:
    """Return what a roster breaks, head by head, and what it costs.

    Parameters
    ----------
    night_before_free_weekend
        False leaves this rule out, as the evaluator of Osnabrück does, to
        which its unit tests belong; published best values obey it.
    """
    per_day = Counter((a.person, a.day) for a in assignments)
    there = Counter((a.day, a.shift) for a in assignments)
    hard = {
        "two_shifts": sum(n - 1 for n in per_day.values()),
        "cover": sum(
            abs(there[day, shift] - wanted)
            for day, by_shift in enumerate(instance.cover)
            for shift, wanted in enumerate(by_shift)
        ),
    }
    roster = lines(assignments, len(instance.people), instance.days)
    cost = Counter(dict.fromkeys(COMPONENTS, 0))
    for person, line in zip(instance.people, roster, strict=True):
        contract = instance.contracts[person.contract]
        _add_totals(cost, contract, line)
        _add_weekends(cost, instance, contract, line)
        if night_before_free_weekend:
            _add_nights(cost, instance, contract, line)
        for pattern in contract.patterns:
            cost["patterns"] += pattern.weight * _matches(
                instance, pattern, line
            )
        cost["skills"] += contract.skill * sum(
            not instance.shifts[shift].skills <= person.skills
            for shift in line
            if shift is not None
        )
    for request in instance.requests:
        cost["requests"] += request.weight * _refused(
            request, roster[request.person]
        )
    return Judgement.of(hard, cost)


def _add_totals(cost: Counter[str], contract: Contract, line: Line) -> None:
    worked = [shift is not None for shift in line]
    days = [sum(worked)]
    cost["most_days"] += _above(contract.most_days, days)
    cost["least_days"] += _below(contract.least_days, days)
    found = list(runs(worked))
    work = [run.length for run in found if run.value]
    free = [run.length for run in found if not run.value]
    cost["most_in_row"] += _above(contract.most_in_row, work)
    cost["least_in_row"] += _below(contract.least_in_row, work)
    cost["most_off_in_row"] += _above(contract.most_off_in_row, free)
    cost["least_off_in_row"] += _below(contract.least_off_in_row, free)


def _add_weekends(
    cost: Counter[str], instance: Inrc1, contract: Contract, line: Line
) -> None:
    weekends = [
        [line[day] for day in weekend]
        for weekend in instance.weekends(contract)
    ]
    worked = [any(s is not None for s in weekend) for weekend in weekends]
    lengths = [run.length for run in runs(worked) if run.value]
    cost["most_weekends_in_row"] += _above(
        contract.most_weekends_in_row, lengths
    )
    cost["least_weekends_in_row"] += _below(
        contract.least_weekends_in_row, lengths
    )
    cost["complete_weekends"] += contract.complete_weekends * sum(
        map(_incomplete, weekends)
    )
    cost["identical_weekends"] += contract.identical_weekends * sum(
        map(_different, weekends)
    )


def _incomplete(weekend: Sequence[int | None]) -> int:
    worked = tuple(shift is not None for shift in weekend)
    if all(worked) or not any(worked):
        return 0
    return 1 if len(worked) == 2 else _PARTLY.get(worked, 0)


def _different(weekend: Sequence[int | None]) -> int:
    """For each shift seen first: days of the weekend with another one."""
    if None in weekend:
        return 0
    return sum(
        sum(other != shift for other in weekend) for shift in set(weekend)
    )


def _add_nights(
    cost: Counter[str], instance: Inrc1, contract: Contract, line: Line
) -> None:
    for weekend in instance.weekends(contract):
        before = line[weekend[0] - 1] if weekend[0] else None
        free = all(line[day] is None for day in weekend)
        if free and before is not None and instance.shifts[before].night:
            cost["night_before_free_weekend"] += (
                contract.night_before_free_weekend
            )


def _matches(instance: Inrc1, pattern: Pattern, line: Line) -> int:
    weekday = pattern.entries[0].weekday
    starts = range(instance.days - len(pattern.entries) + 1)
    return sum(
        weekday in (None, instance.weekday(start))
        and all(
            line[start + after] in entry.accepts
            for after, entry in enumerate(pattern.entries)
        )
        for start in starts
    )


def _refused(request: Request, line: Line) -> bool:
    shift = line[request.day]
    given = (
        shift is not None if request.shift is None else shift == request.shift
    )
    return given != request.on


def _above(limit: Limit | None, amounts: Iterable[int]) -> int:
    if limit is None:
        return 0
    return limit.weight * sum(max(0, n - limit.value) for n in amounts)


def _below(limit: Limit | None, amounts: Iterable[int]) -> int:
    if limit is None:
        return 0
    return limit.weight * sum(max(0, limit.value - n) for n in amounts)
