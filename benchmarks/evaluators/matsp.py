"""Judges rosters of the schedulingbenchmarks.org/matsp instances.

The published page states one start a day and five days in a row; lengths,
windows of starts, rest and pieces are those of a published solver and agree
with both published rosters. So does the square of the excess, of which the
rosters show no more than one at a time.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.evaluators.judgement import Judgement
from benchmarks.evaluators.runs import runs
from benchmarks.formats.matsp import DAY_MIN, SLOT_MIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.formats.matsp import Matsp, Person, Shift

__all__ = ["evaluate"]

_MOST_IN_ROW = 5
_LEAST_SHIFT_MIN, _MOST_SHIFT_MIN = 6 * 60, 10 * 60
_LEAST_PIECE_MIN = 60
_REST_MIN = 14 * 60
# Ends included; midnight is both the end of the last and a start by itself.
_STARTS_MIN = ((6 * 60, 10 * 60), (14 * 60, 18 * 60), (20 * 60, 24 * 60))


def evaluate(instance: Matsp, shifts: Sequence[Shift]) -> Judgement:
    """Return what a roster breaks and what it costs."""
    there: Counter[tuple[int, int]] = Counter()
    for shift in shifts:
        there.update(_cells(instance, shift))
    hard: Counter[str] = Counter()
    cost = 0
    for task, by_slot in enumerate(instance.demand):
        for slot, (least, most) in enumerate(by_slot):
            heads = there[task, slot]
            hard["least"] += max(0, least - heads)
            cost += max(0, heads - most) ** 2
    for shift in shifts:
        hard += _shift(instance, shift)
    for idx, person in enumerate(instance.people):
        own = sorted(
            (s for s in shifts if s.person == idx), key=lambda s: s.start_min
        )
        hard += _line(instance, person, own)
    return Judgement.of(hard, {"excess": cost})


def _cells(instance: Matsp, shift: Shift) -> Iterator[tuple[int, int]]:
    at_min = shift.start_min - instance.start_min
    for piece in shift.pieces:
        end_min = at_min + piece.length_min
        for slot in range(at_min // SLOT_MIN, end_min // SLOT_MIN):
            yield piece.task, slot
        at_min = end_min


def _shift(instance: Matsp, shift: Shift) -> Counter[str]:
    times = (shift.start_min, *(p.length_min for p in shift.pieces))
    length = shift.end_min - shift.start_min
    clock = shift.start_min % DAY_MIN
    return Counter(
        quarters=any(minutes % SLOT_MIN for minutes in times),
        length=not _LEAST_SHIFT_MIN <= length <= _MOST_SHIFT_MIN,
        start=clock != 0
        and not any(first <= clock <= last for first, last in _STARTS_MIN),
        piece=sum(p.length_min < _LEAST_PIECE_MIN for p in shift.pieces),
        horizon=shift.start_min < instance.start_min
        or shift.end_min > instance.end_min,
    )


def _line(
    instance: Matsp, person: Person, shifts: Sequence[Shift]
) -> Counter[str]:
    days = Counter(shift.start_min // DAY_MIN for shift in shifts)
    # The horizon touches one calendar day more than it is long.
    worked = [day in days for day in range(instance.days + 1)]
    total = sum(shift.end_min - shift.start_min for shift in shifts)
    return Counter(
        one_start=sum(n - 1 for n in days.values()),
        in_row=sum(
            max(0, run.length - _MOST_IN_ROW)
            for run in runs(worked)
            if run.value
        ),
        rest=sum(
            max(0, _REST_MIN - (later.start_min - earlier.end_min))
            for earlier, later in pairwise(shifts)
        ),
        least_total=max(0, person.least_total_min - total),
        most_total=max(0, total - person.most_total_min),
    )
