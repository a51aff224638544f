"""Periods over which rules count: calendar weeks, blocks of weeks, all.

A definition, so ``terms`` and ``check`` of a rule may both use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constraints.who import Who
    from scheduler.problem import Problem

__all__ = [
    "bound_days",
    "inside",
    "overhangs",
    "periods",
    "reaches_back",
    "rolling_weeks",
    "within",
]


def periods(problem: Problem, weeks: int | None) -> list[tuple[int, int]]:
    """Return whole periods as first and last line day, both inclusive.

    Parameters
    ----------
    weeks
        1 for calendar weeks, which may begin before the horizon; a larger
        number for blocks of so many weeks from its first day. Either may
        end after the horizon. None for the horizon itself.
    """
    if weeks is None:
        return [(0, problem.days - 1)]
    weekday = problem.first_day.weekday()
    first = -((weekday - problem.week_starts) % 7) if weeks == 1 else 0
    length = 7 * weeks
    return [
        (day, day + length - 1) for day in range(first, problem.days, length)
    ]


def rolling_weeks(problem: Problem, weeks: int) -> list[tuple[int, int]]:
    """Return stretches of calendar weeks, each a week after the last.

    Those that end within the horizon, or with the week that it cuts, as far
    as their days are known.
    """
    by_first = {}
    for _, last in periods(problem, 1):
        first = max(last + 1 - 7 * weeks, -problem.days_known_before)
        # Of those cut at one first day, the last and longest stays.
        by_first[first] = first, min(last, problem.days - 1)
    return list(by_first.values())


def inside(period: tuple[int, int], problem: Problem) -> tuple[int, int]:
    """Return the part of a period that lies in the horizon."""
    return max(0, period[0]), min(problem.days - 1, period[1])


def reaches_back(period: tuple[int, int], problem: Problem) -> bool:
    """Return whether days of the period are past and not known."""
    return period[0] < -problem.days_known_before


def overhangs(period: tuple[int, int], problem: Problem) -> bool:
    """Return whether the period ends after the horizon."""
    return period[1] >= problem.days


def bound_days(
    who: Who, problem: Problem, person: int, period: tuple[int, int]
) -> tuple[int, int]:
    """Return the part of a period in which somebody is meant.

    All of it, but for those who change contract in it; (1, 0) for none.
    """
    member = problem.people[person]
    if len(member.contracts) == 1:
        return period
    days = [
        day for day in within(period) if who.matches(member, problem.date(day))
    ]
    return (days[0], days[-1]) if days else (1, 0)


def within(period: tuple[int, int]) -> range:
    """Return the days of a period."""
    return range(period[0], period[1] + 1)
