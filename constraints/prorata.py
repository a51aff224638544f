"""Pro rata: what a bound becomes in a period that somebody half misses.

A definition, so ``terms`` and ``check`` of a rule may both use it.

A period's share counts its days outside somebody's weekend: a week off is
five such days, wherever in the week they happen to work. A high shrinks
with days of absence and before joining or after leaving; a low also with
public holidays, which somebody may but need not work, and with days that the
horizon cuts off and history does not tell about. A bound that shrinks is
rounded outward to a sum that real duties can reach, so that no 22.5 hours
are asked of somebody whose duties last 8.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.measures import Measure
    from scheduler.problem import Problem

__all__ = ["away", "pro_rata", "shares"]


def pro_rata(
    problem: Problem,
    person: int,
    period: tuple[int, int],
    bounds: tuple[int | None, int | None],
    measure: Measure,
    part: tuple[int, int] | None = None,
) -> tuple[int | None, int | None]:
    """Return low and high of somebody's period, pro rata.

    Parameters
    ----------
    period
        First and last line day; may overhang the horizon at both ends.
    bounds
        Low and high of a whole period.
    measure
        What is summed.
    part
        The days of the period on which the bounds hold, as those of a
        contract that ends in it; by default all.
    """
    low, high = bounds
    low_share, high_share = shares(problem, person, period, part)
    period = part or period
    if low is not None and low_share < 1:
        wanted = floor(low * low_share)
        sums = _sums(problem, person, period, measure)
        low = (sums & ((1 << wanted + 1) - 1)).bit_length() - 1
    if high is not None and high_share < 1:
        allowed = ceil(high * high_share)
        above = _sums(problem, person, period, measure) >> allowed
        high = allowed + max(0, (above & -above).bit_length() - 1)
    return low, high


def shares(
    problem: Problem,
    person: int,
    period: tuple[int, int],
    part: tuple[int, int] | None = None,
) -> tuple[Fraction, Fraction]:
    """Return the shares of a period that count for its low and its high."""
    first, last = part or period
    working = [
        day
        for day in range(period[0], period[1] + 1)
        if problem.weekend(person, day) is None
    ]
    if not working:  # a horizon that is nothing but a weekend
        return Fraction(0), Fraction(1)
    there = [
        day
        for day in working
        if first <= day <= last and not away(problem, person, day)
    ]
    known = range(-problem.days_known_before, problem.days)
    place = problem.people[person].place
    asked = [
        day
        for day in there
        if day in known and not problem.facts.holiday(place, problem.date(day))
    ]
    return (
        Fraction(len(asked), len(working)),
        Fraction(len(there), len(working)),
    )


def away(problem: Problem, person: int, day: int) -> bool:
    """Return whether somebody is not employed, or absent all of a day.

    Of days outside the horizon no absence is known.
    """
    if 0 <= day < problem.days:
        return problem.absent(person, day)
    return not problem.people[person].employed(problem.date(day))


def _sums(
    problem: Problem,
    person: int,
    period: tuple[int, int],
    measure: Measure,
) -> int:
    """Return the sums that duties of a period can have, as a set of bits."""
    past = [
        w.duty for w in problem.past(person) if period[0] <= w.day <= period[1]
    ]
    sums = 1 << int(measure.by_duty[past].sum())
    for day in range(max(0, period[0]), min(problem.days, period[1] + 1)):
        longer = sums
        menu = list(problem.menu(person, day))
        for amount in set(measure.by_duty[menu].tolist()):
            longer |= sums << amount
        sums = longer
    return sums
