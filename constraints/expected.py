"""Expected: how much of a burden the demand brings, and whose share is what.

A constant, computed before anything is solved, so that a fair share is a
plain limit per person. Read by ``terms`` of the fair share, never by its
``check``.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from math import floor
from typing import TYPE_CHECKING, TypeAlias

from constraints.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from scheduler.problem import Person, Problem

__all__ = ["Load", "divided", "expected"]

Load: TypeAlias = "Callable[[Person, int, int], float]"
"""Person, line day and duty to what the duty weighs on them."""


def expected(problem: Problem, members: Collection[int], load: Load) -> float:
    """Return the total that ``members`` should expect together.

    Every slot and head of the coverage brings the mean, over the people
    who may serve the queue and could be on duty then, of what a minute on
    queue weighs in those of their duties that cover the slot. People who
    may serve it but are no members take their part of it away. What is
    asked beyond the hours of the contracts nobody can work: all of it is
    then scaled down. Without coverage, the hours of the contracts are what
    is worked.
    """
    contracts = {p: _contract_min(problem, problem.people[p]) for p in members}
    demand = _demand(problem)
    if not demand:
        return sum(
            minutes * _mean(problem, problem.people[p], load)
            for p, minutes in contracts.items()
        )

    def paid(person: Person, day: int, duty: int) -> float:
        return problem.duties[duty].paid_min

    total = _from_demand(problem, demand, members, load)
    asked_min = _from_demand(problem, demand, members, paid)
    can_min = sum(contracts.values())
    limited = all(problem.people[p].contract.paid_hours for p in members)
    if limited and can_min < asked_min:
        total *= can_min / asked_min
    return total


def divided(
    problem: Problem, total: float, carried: Mapping[int, int]
) -> dict[int, int]:
    """Return the share of everybody, rounded down.

    The total and what history brought are divided by weight; whoever
    already had more than their part gets nothing and drops out.

    Parameters
    ----------
    carried
        By person: what history brought.
    """
    # To a thousandth, with an offset that no simple fraction lies on: the
    # judgement adds up in another order.
    exact = Fraction(floor(1000 * total + 0.37), 1000)
    weights = {p: _weight(problem, problem.people[p]) for p in carried}
    filling = sorted(
        (p for p in carried if weights[p]),
        key=lambda p: carried[p] / weights[p],
    )
    shares = dict.fromkeys(carried, 0)
    while filling:
        known = exact + sum(carried[p] for p in filling)
        level = known / sum(weights[p] for p in filling)
        highest = filling[-1]
        if level * weights[highest] >= carried[highest]:
            for p in filling:
                shares[p] = floor(level * weights[p]) - carried[p]
            break
        filling.pop()
    return shares


def _weight(problem: Problem, person: Person) -> Fraction:
    """Return the contract's weight times the days to share in."""
    known = range(-problem.days_known_before, 0)
    before = sum(person.employed(problem.date(day)) for day in known)
    absent = sum(problem.absent(person.idx, d) for d in range(problem.days))
    weight = Fraction(str(person.contract.weight))
    return weight * (before + problem.days - absent)


def _demand(problem: Problem) -> dict[tuple[int, int], int]:
    """Return the heads asked for, by queue and slot."""
    demand: dict[tuple[int, int], int] = {}
    for rule in problem.rules:
        if isinstance(rule, Coverage):
            for key, heads in rule.demand(problem.slot_min).items():
                demand[key] = max(heads, demand.get(key, 0))
    return demand


def _from_demand(
    problem: Problem,
    demand: Mapping[tuple[int, int], int],
    members: Collection[int],
    load: Load,
) -> float:
    @cache
    def able(queue: int, day: int) -> dict[Kind, tuple[int, int]]:
        return _able(problem, queue, day, members)

    means = _means(problem, load)
    total = 0.0
    for (queue, slot), heads in demand.items():
        weighed, could = 0.0, 0
        for kind, (all_, ours) in able(queue, problem.local(slot)[0]).items():
            mean = means[kind].get(slot)
            if mean is not None:
                weighed += ours * mean
                could += all_
        if could:
            total += heads * problem.slot_min * weighed / could
    return total


Kind: TypeAlias = "tuple[int, str, str, tuple[int, ...]]"
"""Menu, zone, place, weekend: who shares them, shares what duties weigh."""


def _kind(person: Person) -> Kind:
    return person.menu, person.zone, person.place, person.weekend


def _able(
    problem: Problem, queue: int, day: int, members: Collection[int]
) -> dict[Kind, tuple[int, int]]:
    """Return by kind how many may serve a queue, and how many of ours."""
    found: dict[Kind, tuple[int, int]] = {}
    for person in problem.people:
        if problem.serves(person.idx, queue, day):
            all_, ours = found.get(_kind(person), (0, 0))
            found[_kind(person)] = all_ + 1, ours + (person.idx in members)
    return found


def _means(problem: Problem, load: Load) -> Mapping[Kind, dict[int, float]]:
    """Return by kind and slot the mean weight of a minute on queue."""
    means: dict[Kind, dict[int, float]] = {}
    for person in problem.people:
        if _kind(person) not in means:
            means[_kind(person)] = _mean_by_slot(problem, person, load)
    return means


def _mean_by_slot(
    problem: Problem, person: Person, load: Load
) -> dict[int, float]:
    sums: dict[int, float] = defaultdict(float)
    counts: dict[int, int] = defaultdict(int)
    for day in range(problem.days):
        for idx in problem.menu(person.idx, day):
            duty = problem.duties[idx]
            breaks_min = sum(rest.length_min for rest in duty.breaks)
            on_queue_min = duty.elapsed_min - breaks_min
            for start, end in duty.work:
                rate = load(person, day, idx) / on_queue_min
                for slot in range(start, end, problem.slot_min):
                    sums[slot] += rate
                    counts[slot] += 1
    return {slot: sums[slot] / counts[slot] for slot in sums}


def _contract_min(problem: Problem, person: Person) -> float:
    """Return the contract's minutes of the days somebody is there."""
    hours = person.contract.paid_hours
    if hours is None:
        return 0.0
    known = [
        minutes
        for minutes in (hours.target, hours.least, hours.most)
        if minutes is not None
    ]
    periods = problem.days / (7 * hours.weeks) if hours.weeks else 1
    there = sum(
        not problem.absent(person.idx, day) for day in range(problem.days)
    )
    return sum(known) / len(known) * periods * there / problem.days


def _mean(problem: Problem, person: Person, load: Load) -> float:
    """Return what a paid minute weighs, over somebody's whole menu."""
    rates = [
        load(person, day, duty) / problem.duties[duty].paid_min
        for day in range(problem.days)
        for duty in problem.menu(person.idx, day)
        if problem.duties[duty].work
    ]
    return sum(rates) / len(rates) if rates else 0.0
