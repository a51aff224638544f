"""Reach: the slots in which people may be on duty in the roster.

Read by ``terms`` of the rules about who is there at once; their ``check``
looks at those who are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.problem import Problem

__all__ = ["reached"]


def reached(problem: Problem, people: Iterable[int]) -> list[int]:
    """Return the starts of the slots that somebody's duties could cover.

    From the first duty of the plan on: what history spills beyond it
    counts, what lies before is over.
    """
    chosen = sorted(set(people))
    spans = {
        (problem.duties[duty].start_min, problem.duties[duty].end_min)
        for menu in {problem.people[p].menu for p in chosen}
        for day in problem.menus[menu]
        for duty in day
    }
    known = (w.duty for p in chosen for w in problem.past(p))
    spans |= {
        (problem.duties[duty].start_min, problem.duties[duty].end_min)
        for duty in known
    }
    slots: set[int] = set()
    for start, end in spans:
        slots.update(range(start, end, problem.slot_min))
    begins = min(
        (
            problem.duties[duty].start_min
            for menu in problem.menus
            for day in menu
            for duty in day
        ),
        default=0,
    )
    return sorted(slot for slot in slots if slot >= begins)
