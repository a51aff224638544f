"""What somebody may have chosen for a day: shifts by index, None for off."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from constraints.measures import OFF, WORK, Mark

if TYPE_CHECKING:
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Choices", "chosen", "every_choice", "mark", "text"]

Choices: TypeAlias = frozenset[int | None]


def every_choice(problem: Problem) -> Choices:
    """Return all shifts of a problem, and off."""
    return frozenset({None, *range(len(problem.shifts))})


def mark(problem: Problem, choices: Choices) -> Mark:
    """Return the mark of the duties, and OFF, that are meant; for terms."""
    shifts = sorted(shift for shift in choices if shift is not None)
    if len(shifts) == len(problem.shifts) and None not in choices:
        return WORK
    if choices == {None}:
        return OFF
    return Mark(
        f"shifts {shifts}{' or off' if None in choices else ''}",
        off=None in choices,
        duties=np.isin(problem.duties.shift, shifts),
    )


def chosen(roster: Roster, person: int, day: int) -> int | None:
    """Return the shift of a day, history included; for check."""
    work = roster.work(person, day)
    if day < 0:
        past = roster.problem.past(person)
        work = next((w for w in past if w.day == day), None)
    return None if work is None else roster.duty(work).shift


def text(choices: Choices, problem: Problem) -> str:
    """Return ``off``, ``works`` or ``E or L``; for words."""
    shifts = sorted(shift for shift in choices if shift is not None)
    if shifts and len(shifts) == len(problem.shifts):
        names = ["any shift"]
    else:
        names = [problem.shifts[shift].name for shift in shifts]
    return " or ".join([*names, "off"] if None in choices else names)
