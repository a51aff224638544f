"""Midnights: hours split where one day of somebody ends and the next begins.

``on_dates`` is what ``terms`` measure by, ``minutes_on`` what ``check`` adds
up; they share nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.measures import Within
from constraints.windows import Window

if TYPE_CHECKING:
    from scheduler.problem import Duty, Person, Problem

__all__ = ["SPILL_DAYS", "minutes_on", "on_dates"]

SPILL_DAYS = 2
"""Days before some dates whose duties may still last on them."""


def on_dates(
    problem: Problem, person: Person, days: tuple[int, int]
) -> Within:
    """Return the fact of real minutes of work on days, by somebody's clock.

    Parameters
    ----------
    days
        First and last line day, both inclusive.
    """
    first, last = (problem.date(day) for day in days)
    return Within((Window.parse(f"{first} to {last}"),), person.zone)


def minutes_on(
    duty: Duty, problem: Problem, person: Person, days: tuple[int, int]
) -> int:
    """Return the real minutes of a duty's work on days, by somebody's clock.

    Parameters
    ----------
    days
        First and last line day, both inclusive.
    """
    begin, end = (
        problem.facts.day_start(person.zone, problem.date(day))
        for day in (days[0], days[1] + 1)
    )
    return sum(
        max(0, min(stop, end) - max(start, begin)) for start, stop in duty.work
    )
