"""Trials: what somebody's duty of one day would break, or cost more.

One day of one person is changed in a roster that is otherwise as it is, and
the terms that look at them are asked again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from constraints.evaluator import amounts
from constraints.terms import Cover, Presence
from scheduler.engine.scope import people_of, reads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.evaluator import Amount
    from constraints.terms import Because, Term
    from scheduler.problem import Span
    from scheduler.roster import Roster

__all__ = ["Trial", "Trials"]


@dataclass(frozen=True, eq=False)
class _Tried:
    """A roster in which somebody works another duty on one day."""

    roster: Roster
    person: int
    day: int
    duty: int

    @property
    def days(self) -> int:
        return self.roster.days

    def choice(self, person: int, day: int) -> int | None:
        if (person, day) == (self.person, self.day):
            return self.duty
        return self.roster.choice(person, day)

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        return self.roster.times(duty, standby=standby)

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        if person != self.person:
            return self.roster.present(
                person, start_min, end_min, near=near, standby=standby
            )
        duty = self.roster.problem.duties[self.duty]
        # Its breaks have no place yet.
        return any(
            start <= start_min and end_min <= end
            for start, end in (duty.reach if standby else duty.work)
        )

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        return self.roster.paused(person, start_min, end_min)

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        return self.roster.at_work(person, start_min, end_min)

    def events(self, person: int) -> tuple[Span, ...]:
        return self.roster.events(person)


class Trial(NamedTuple):
    """What a duty would break, and what it would cost more."""

    broken: tuple[Because, ...]
    ticks: int
    dearer: tuple[str, ...]


class Trials:
    """Tries duties of people in a roster, each once.

    Parameters
    ----------
    terms
        Those of the rules by which the roster is judged; what coverage
        asks for is not looked at.
    """

    def __init__(self, roster: Roster, terms: Iterable[Term]) -> None:
        self._roster = roster
        self._lines: dict[int, list[Term]] = defaultdict(list)
        self._rows: dict[int, list[Presence]] = defaultdict(list)
        self._known: dict[tuple[int, int, int], Trial] = {}
        self._amounts: dict[int, tuple[Amount, ...]] = {}
        for term in terms:
            if isinstance(term, Presence) and term.binds:
                for person in term.people:
                    self._rows[person].append(term)
            if not isinstance(term, (Cover, Presence)):
                for person in people_of(term):
                    self._lines[person].append(term)

    def of(self, person: int, day: int, duty: int) -> Trial:
        """Return what a duty would break and cost, on a line day."""
        key = person, day, duty
        if key not in self._known:
            self._known[key] = self._try(person, day, duty)
        return self._known[key]

    def _try(self, person: int, day: int, duty: int) -> Trial:
        view = _Tried(self._roster, person, day, duty)
        found_duty = self._roster.problem.duties[duty]
        start, end = found_duty.start_min, found_duty.end_min
        rows = (
            row
            for row in self._rows[person]
            if row.start_min < end and start < row.end_min
        )
        lines = (t for t in self._lines[person] if reads(t, person, day))
        broken: dict[Because, int] = defaultdict(int)
        dearer: dict[str, int] = defaultdict(int)
        for terms in (lines, rows):
            for term in terms:
                for found in amounts(term, view):
                    _add(found, 1, broken, dearer)
                for found in self._now(term):
                    _add(found, -1, broken, dearer)
            if any(more > 0 for more in broken.values()):
                break  # who is kept already need not be looked at further
        return Trial(
            tuple(sorted(why for why, more in broken.items() if more > 0)),
            sum(dearer.values()),
            tuple(
                rule
                for rule in sorted(dearer, key=lambda r: -dearer[r])
                if dearer[rule] > 0
            ),
        )

    def _now(self, term: Term) -> tuple[Amount, ...]:
        """Return what a term amounts to in the roster as it is."""
        if id(term) not in self._amounts:
            self._amounts[id(term)] = tuple(amounts(term, self._roster))
        return self._amounts[id(term)]


def _add(
    found: Amount,
    sign: int,
    broken: dict[Because, int],
    dearer: dict[str, int],
) -> None:
    if found.price.hard:
        broken[found.because] += sign * found.amount
    else:
        dearer[found.because.rule] += sign * found.price(found.amount)
