"""Who attends an event together, and what to call it for each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from constraints import wording

if TYPE_CHECKING:
    from scheduler.problem import Span
    from scheduler.roster import Roster

__all__ = ["Company"]


class Company:
    """The events of a roster, with the people at each."""

    def __init__(self, roster: Roster) -> None:
        self._problem = roster.problem
        self._people: dict[Span, list[int]] = defaultdict(list)
        for work in roster.works():
            for span in work.events:
                self._people[span].append(work.person)

    def others(self, person: int, span: Span) -> tuple[int, ...]:
        """Return who else is at an event at the time."""
        return tuple(p for p in self._people[span] if p != person)

    def title(self, person: int, span: Span) -> str:
        """Return ``one-to-one with Ana Souza``, or the name alone."""
        name = self._problem.event_title(span.event)
        others = self.others(person, span)
        if not others:
            return name
        return f"{name} with {wording.people(others, self._problem)}"
