"""Judges rosters of the schedulingbenchmarks.org/nrp instances.

Nothing is assumed about the days before and after the horizon but what
favours the roster: endless work for the shortest run of work, endless rest
for the shortest run of days off, days off for the longest run of work.
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
    from benchmarks.formats.curtois import Curtois, Person

__all__ = ["evaluate"]


def evaluate(
    instance: Curtois, assignments: Sequence[Assignment]
) -> Judgement:
    """Return what a roster breaks, in units, and what it costs."""
    per_day = Counter((a.person, a.day) for a in assignments)
    hard = Counter(two_shifts=sum(n - 1 for n in per_day.values()))
    roster = lines(assignments, len(instance.people), instance.days)
    for person, line in zip(instance.people, roster, strict=True):
        hard.update(_line(instance, person, line))
    return Judgement.of(hard, _cost(instance, roster))


def _line(instance: Curtois, person: Person, line: Line) -> Counter[str]:
    hard: Counter[str] = Counter()
    for before, after in pairwise(line):
        if before is not None and after in instance.shifts[before].bars:
            hard["succession"] += 1
    worked = Counter(shift for shift in line if shift is not None)
    for shift, most in enumerate(person.most_of_shift):
        hard["most_of_shift"] += max(0, worked[shift] - most)
    minutes = sum(instance.shifts[s].length_min * n for s, n in worked.items())
    hard["most_total"] += max(0, minutes - person.most_total_min)
    hard["least_total"] += max(0, person.least_total_min - minutes)
    hard["days_off"] += sum(line[day] is not None for day in person.days_off)
    saturdays = range(5, instance.days, 7)
    weekends = sum(line[d] is not None or line[d + 1] is not None
                   for d in saturdays)  # fmt: skip
    hard["weekends"] += max(0, weekends - person.most_weekends)
    for run in runs(shift is not None for shift in line):
        inside = run.first > 0 and run.last < instance.days - 1
        if run.value:
            hard["most_in_row"] += max(0, run.length - person.most_in_row)
            if inside:
                short = person.least_in_row - run.length
                hard["least_in_row"] += max(0, short)
        elif inside:
            short = person.least_off_in_row - run.length
            hard["least_off_in_row"] += max(0, short)
    return hard


def _cost(instance: Curtois, roster: Sequence[Line]) -> Counter[str]:
    cost = Counter(on=0, off=0, under=0, over=0)
    for request in instance.requests:
        granted = roster[request.person][request.day] == request.shift
        if granted != request.on:
            cost["on" if request.on else "off"] += request.weight
    there = Counter(
        (day, shift)
        for line in roster
        for day, shift in enumerate(line)
        if shift is not None
    )
    for cover in instance.cover:
        extra = there[cover.day, cover.shift] - cover.wanted
        cost["under"] += cover.weight_under * max(0, -extra)
        cost["over"] += cover.weight_over * max(0, extra)
    return cost
