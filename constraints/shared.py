"""What people may share: a working day, or one shift of it.

A definition, so ``terms`` of several rules use it; their checks do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from constraints.measures import Mark

if TYPE_CHECKING:
    from scheduler.problem import Problem

__all__ = ["shared_marks"]


def shared_marks(
    problem: Problem, same: Literal["day", "shift"]
) -> list[Mark]:
    """Return the mark of any work, or one for each shift."""
    if same == "day":
        return [problem.worked]
    return [
        Mark(f"shift {s.id}", duties=problem.duties.of_shift(s.idx))
        for s in problem.shifts
    ]
