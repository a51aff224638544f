"""Rows over who is there, kept up to date while a roster is built.

For the greedy engine: what a change of one day adds to what hard rows
forbid, without looking at anybody else again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from constraints.terms import Presence
from scheduler.engine.view import past_pauses, past_presence, pauses, presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from constraints.terms import PresencePart, Term
    from scheduler.engine.engine import Day
    from scheduler.problem import Problem

__all__ = ["HeadRows"]

_Stretches: TypeAlias = "Mapping[str, Iterable[tuple[int, int]]]"
"""When somebody is there, reached (on standby, too) and paused."""


class HeadRows:
    """The hard rows, and what each sums to so far.

    Attributes
    ----------
    mixed
        People in rows in which others make room for them.
    """

    def __init__(self, problem: Problem, terms: Iterable[Term]) -> None:
        self._problem = problem
        self._rows = [
            term for term in terms if isinstance(term, Presence) and term.binds
        ]
        self._sums = [0] * len(self._rows)
        # By person and what counts: slot to (row, coefficient).
        self._at: dict[tuple[int, str], dict[int, list[tuple[int, int]]]] = (
            defaultdict(lambda: defaultdict(list))
        )
        for idx, row in enumerate(self._rows):
            for part in row.parts:
                for person in part.people:
                    self._at[person, _what(part)][row.start_min].append(
                        (idx, part.coefficient)
                    )
        self.mixed = frozenset(
            person
            for row in self._rows
            if len({part.coefficient > 0 for part in row.parts}) > 1
            for person in row.people
        )
        for person in range(len(problem.people)):
            known = {
                "there": past_presence(problem, person, near=True),
                "reached": past_presence(
                    problem, person, near=True, standby=True
                ),
                "paused": past_pauses(problem, person),
            }
            for idx, by in self._moved(person, known).items():
                self._sums[idx] += by

    def __bool__(self) -> bool:
        return bool(self._rows)

    def added(self, person: int, before: Day, after: Day) -> int:
        """Return what a change adds to the amounts, below 0 if it helps.

        A duty without break starts is looked at as if it had no breaks.
        """
        added = 0
        for idx, by in self._change(person, before, after).items():
            was = self._sums[idx]
            added += self._amount(idx, was + by) - self._amount(idx, was)
        return added

    def pausing(self, person: int, duty: int, pause: tuple[int, int]) -> int:
        """Return what a break adds to the amounts of a duty to come."""
        whole = self._moved(person, self._unpaused(duty))
        gone = self._moved(person, {"there": (pause,), "reached": (pause,)})
        added = 0
        for idx, by in self._moved(person, {"paused": (pause,)}).items():
            gone[idx] = gone.get(idx, 0) - by
        for idx, by in gone.items():
            base = self._sums[idx] + whole.get(idx, 0)
            added += self._amount(idx, base - by) - self._amount(idx, base)
        return added

    def change(self, person: int, before: Day, after: Day) -> None:
        """Take a change over."""
        for idx, by in self._change(person, before, after).items():
            self._sums[idx] += by

    def _change(self, person: int, before: Day, after: Day) -> dict[int, int]:
        found = self._moved(person, self._stretches(after))
        for idx, by in self._moved(person, self._stretches(before)).items():
            found[idx] = found.get(idx, 0) - by
        return found

    def _stretches(self, chosen: Day) -> _Stretches:
        if chosen is None:
            return {}
        duty = self._problem.duties[chosen.duty]
        if len(chosen.breaks) != len(duty.breaks):
            return self._unpaused(chosen.duty)
        return {
            "there": presence(self._problem, chosen, near=True),
            "reached": presence(
                self._problem, chosen, near=True, standby=True
            ),
            "paused": pauses(self._problem, chosen),
        }

    def _unpaused(self, duty: int) -> _Stretches:
        found = self._problem.duties[duty]
        return {"there": found.work, "reached": found.reach}

    def _moved(self, person: int, stretches: _Stretches) -> dict[int, int]:
        """Return by row what somebody adds to its sum."""
        found: dict[int, int] = {}
        for what, of_it in stretches.items():
            for idx, coefficient in self._touched(person, of_it, what):
                found[idx] = found.get(idx, 0) + coefficient
        return found

    def _touched(
        self, person: int, stretches: Iterable[tuple[int, int]], what: str
    ) -> Iterator[tuple[int, int]]:
        """Yield the rows that stretches count in, each stretch once."""
        rows = self._at.get((person, what))
        if not rows:
            return
        width = self._problem.slot_min
        for start, end in stretches:
            for slot in range(start, end, width):
                for idx, coefficient in rows.get(slot, ()):
                    # Who is there, is there to the end of the cell.
                    if what == "paused" or self._rows[idx].end_min <= end:
                        yield idx, coefficient

    def _amount(self, idx: int, total: int) -> int:
        row = self._rows[idx]
        low = 0 if row.low is None else max(0, row.low - total)
        high = 0 if row.high is None else max(0, total - row.high)
        return low + high


def _what(part: PresencePart) -> str:
    """Return which stretches a part counts, as ``_Stretches`` calls them."""
    if part.paused:
        return "paused"
    return "reached" if part.standby else "there"
