"""Edges: moments that people could reach with duties outside the horizon.

Read by ``terms`` of the rules about coverage; their ``check`` asks
``Problem.beyond`` itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.problem import Problem

__all__ = ["Edges"]


class Edges:
    """Knows which slots are edge cells of whom.

    Duties begin and end on slot borders, so that a duty beyond the horizon
    covers a slot wholly or not at all.

    Parameters
    ----------
    standby
        Whether duties beyond the horizon are reached by their standby too.
    """

    def __init__(self, problem: Problem, *, standby: bool = False) -> None:
        self._menu = [person.menu for person in problem.people]
        self._slots = [
            frozenset(
                slot
                for start, end in stretches
                for slot in range(start, end, problem.slot_min)
            )
            for stretches in (
                problem.beyond_reach if standby else problem.beyond
            )
        ]

    def of(self, people: Iterable[int]) -> frozenset[int]:
        """Return the starts of the slots that are edges of somebody."""
        if not self._slots:
            return frozenset()
        menus = {self._menu[person] for person in people}
        return frozenset().union(*(self._slots[menu] for menu in menus))
