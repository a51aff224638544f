"""Portions: the fair shares again, worked out person by person.

The judgement's own way to the same definition: water poured into vessels
that history has partly filled. Read by ``check`` of the fair share alone.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from constraints.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scheduler.problem import Person, Problem

__all__ = ["portions"]

Weighs: TypeAlias = "Callable[[Person, int, int], float]"
"""Person, line day and duty to what the duty weighs on them."""

Slots: TypeAlias = "dict[int, float]"
"""Slot to what a minute on queue weighs, on average over the duties."""


def portions(
    problem: Problem,
    people: Sequence[Person],
    weighs: Weighs,
    carried: Mapping[int, int],
    known: int | None = None,
) -> dict[int, int]:
    """Return everybody's share, rounded down.

    Parameters
    ----------
    carried
        By person: what history brought.
    known
        The total, where it is no matter of what duties weigh.
    """
    total = _total(problem, people, weighs) if known is None else known
    widths = {
        person.idx: _width(problem, person)
        for person in people
        if _width(problem, person)
    }
    level = _level(widths, carried, Fraction(total))
    shares = dict.fromkeys((person.idx for person in people), 0)
    for person, width in widths.items():
        above = level * width - carried[person]
        shares[person] = int(max(Fraction(0), above))
    return shares


def _width(problem: Problem, person: Person) -> Fraction:
    """Return contract weight times days there, history included."""
    days = sum(
        person.employed(problem.date(day))
        for day in range(-problem.days_known_before, 0)
    )
    days += sum(
        not problem.absent(person.idx, day) for day in range(problem.days)
    )
    return Fraction(str(person.contract.weight)) * days


def _level(
    widths: Mapping[int, Fraction], carried: Mapping[int, int], total: Fraction
) -> Fraction:
    """Pour the total: the lowest vessels fill up to the next, and so on."""
    bottoms = sorted(
        (carried[p] / width, width) for p, width in widths.items()
    )
    if not bottoms:
        return Fraction(0)
    left, level, wide = total, bottoms[0][0], Fraction(0)
    for bottom, width in bottoms:
        needed = (bottom - level) * wide
        if needed > left:
            break
        left -= needed
        level, wide = bottom, wide + width
    return level + left / wide


def _total(
    problem: Problem, people: Sequence[Person], weighs: Weighs
) -> Fraction:
    """Return what all should expect, to a thousandth."""
    heads: dict[tuple[int, int], int] = {}
    for rule in problem.rules:
        if isinstance(rule, Coverage):
            for line in rule.lines:
                for need in line.needs:
                    for slot in range(
                        need.start_min, need.end_min, problem.slot_min
                    ):
                        asked = max(
                            need.least,
                            need.wanted,
                            heads.get((line.queue, slot), 0),
                        )
                        heads[line.queue, slot] = asked
    hours = [_hours_min(problem, person) for person in people]
    if any(heads.values()):
        total = _from_demand(problem, people, weighs, heads)
        asked_min = _from_demand(
            problem, people, lambda p, _, d: problem.duties[d].paid_min, heads
        )
        # Nobody can work what is asked beyond all contracts.
        limited = all(p.contract.paid_hours for p in people)
        if limited and sum(hours) < asked_min:
            total = total / asked_min * sum(hours)
    else:
        total = 0.0
        for person, minutes in zip(people, hours, strict=True):
            total += minutes * _per_paid_minute(problem, person, weighs)
    return Fraction(int(total * 1000 + 0.37), 1000)


def _from_demand(
    problem: Problem,
    people: Sequence[Person],
    weighs: Weighs,
    heads: Mapping[tuple[int, int], int],
) -> float:
    known: dict[tuple[object, ...], Slots] = {}
    slots: list[Slots] = []
    for person in problem.people:
        kind = person.menu, person.zone, person.place, person.weekend
        if kind not in known:
            known[kind] = _slots(problem, person, weighs)
        slots.append(known[kind])
    ours = {person.idx for person in people}
    able: dict[tuple[int, int], list[int]] = {}
    total = 0.0
    for (queue, slot), count in heads.items():
        day, _ = problem.local(slot)
        if (queue, day) not in able:
            everybody = range(len(problem.people))
            able[queue, day] = [
                p for p in everybody if problem.serves(p, queue, day)
            ]
        means = {
            p: slots[p][slot] for p in able[queue, day] if slot in slots[p]
        }
        if means:
            mine = sum(mean for p, mean in means.items() if p in ours)
            total += count * problem.slot_min * mine / len(means)
    return total


def _slots(problem: Problem, person: Person, weighs: Weighs) -> Slots:
    slots: dict[int, list[float]] = {}
    for day in range(problem.days):
        for idx in problem.menu(person.idx, day):
            duty = problem.duties[idx]
            net = sum(end - start for start, end in duty.work)
            for rest in duty.breaks:
                net -= rest.length_min
            for slot, end in duty.work:
                while slot < end:
                    slots.setdefault(slot, []).append(
                        weighs(person, day, idx) / net
                    )
                    slot += problem.slot_min
    return {slot: sum(found) / len(found) for slot, found in slots.items()}


def _hours_min(problem: Problem, person: Person) -> float:
    """Return the paid minutes of the contract, less absence."""
    hours = person.contract.paid_hours
    if hours is None:
        return 0.0
    said = [
        m for m in (hours.target, hours.least, hours.most) if m is not None
    ]
    minutes = sum(said) / len(said)
    if hours.weeks is not None:
        minutes *= problem.days / (7 * hours.weeks)
    there = [
        d for d in range(problem.days) if not problem.absent(person.idx, d)
    ]
    return minutes * len(there) / problem.days


def _per_paid_minute(
    problem: Problem, person: Person, weighs: Weighs
) -> float:
    found = [
        weighs(person, day, duty) / problem.duties[duty].paid_min
        for day in range(problem.days)
        for duty in problem.menu(person.idx, day)
        if problem.duties[duty].work
    ]
    return sum(found) / len(found) if found else 0.0
