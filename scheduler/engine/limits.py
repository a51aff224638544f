"""Which duties fit onto a line under construction, and what they add.

Hard terms are split in two: limits that a duty may overstep, and what must
still be reached, which more duties may mend.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import numpy as np

from constraints.evaluator import amounts, ticks
from constraints.terms import (
    FREE,
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.breaks import earliest_breaks
from scheduler.engine.engine import Chosen
from scheduler.engine.rows import HeadRows
from scheduler.engine.scope import people_of, reads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.engine import Day
    from scheduler.problem import Problem, Span

__all__ = ["LineLimits"]


class LineLimits:
    """Lines, and what the terms on them allow.

    Attributes
    ----------
    lines
        By person and day; change them by ``set`` only.
    forced
        Persons and days on which some duty is a must.
    rows
        The rows over who is there; kept with the lines.
    """

    def __init__(self, problem: Problem, terms: Iterable[Term]) -> None:
        self._problem = problem
        terms = tuple(terms)
        self.rows = HeadRows(problem, terms)
        self.lines: list[list[Day]] = [
            [None] * problem.days for _ in problem.people
        ]
        people = range(len(problem.people))
        self._caps: list[list[Term]] = [[] for _ in people]
        self._floors: list[list[Term]] = [[] for _ in people]
        self._priced: list[list[Term]] = [[] for _ in people]
        self._barred: dict[tuple[int, int], IntArray] = {}
        self._wishes: dict[tuple[int, int], IntArray] = {}
        self.forced: dict[tuple[int, int], None] = {}
        for term in terms:
            self._sort_in(term)
        self._known_end = [
            max(
                (problem.duties[w.duty].end_min for w in problem.past(p)),
                default=None,
            )
            for p in people
        ]
        self._overstepped = [self._hard(self._caps[p]) > 0 for p in people]
        self._none = np.zeros(len(problem.duties), dtype=np.int64)

    # A line as terms read it

    @property
    def days(self) -> int:
        """Number of line days."""
        return self._problem.days

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty index of a line day, None for off."""
        chosen = self.lines[person][day]
        return None if chosen is None else chosen.duty

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        """Return the start and the end of a duty, or of its work."""
        return self._problem.duties[duty].times(standby=standby)

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return False: no term on a line asks."""
        return False

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return False: no term on a line asks."""
        return False

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return False: no term on a line asks."""
        return False

    def events(self, person: int) -> tuple[Span, ...]:
        """Return nothing: no term on a line asks."""
        return ()

    # What may be chosen

    def menu(self, person: int, day: int) -> IntArray:
        """Return the duties that nothing bars from the outset."""
        barred = self._barred.get((person, day), self._none)
        end = self._known_end[person]
        return np.array(
            [
                idx
                for idx in self._problem.menu(person, day)
                if not barred[idx]
                and self._fits_day(idx)
                and (end is None or self._problem.duties[idx].start_min >= end)
            ],
            dtype=np.int64,
        )

    def wishes(self, person: int, day: int) -> IntArray:
        """Return what each duty costs by itself on a day, in ticks."""
        return self._wishes.get((person, day), self._none)

    def fits(self, person: int, day: int, duty: int | None) -> bool:
        """Return whether a choice oversteps no further limit."""
        if duty is not None and self._overlaps(person, day, duty):
            return False
        tried = None if duty is None else Chosen(duty)
        if self.rows.added(person, self.lines[person][day], tried) > 0:
            return False
        caps = [t for t in self._caps[person] if reads(t, person, day)]
        before = self._hard(caps) if self._overstepped[person] else 0
        with self._trying(person, day, duty):
            return self._hard(caps) <= before

    def missing(self, person: int) -> int:
        """Return what must still be reached, over all units."""
        return self._hard(self._floors[person])

    def missing_with(self, person: int, day: int, duty: int | None) -> int:
        """Return what a choice would leave missing."""
        with self._trying(person, day, duty):
            return self.missing(person)

    def extra_ticks(self, person: int, day: int, duty: int) -> int:
        """Return what a duty adds to the cost of its line beyond wishes."""
        priced = [t for t in self._priced[person] if reads(t, person, day)]
        before = ticks(priced, self)
        with self._trying(person, day, duty):
            return ticks(priced, self) - before

    def set(self, person: int, day: int, chosen: Day) -> None:
        """Put a choice onto a line."""
        self.rows.change(person, self.lines[person][day], chosen)
        self.lines[person][day] = chosen
        self._overstepped[person] = self._hard(self._caps[person]) > 0

    @contextmanager
    def _trying(
        self, person: int, day: int, duty: int | None
    ) -> Iterator[None]:
        """Read the line as if a choice were made."""
        kept = self.lines[person][day]
        self.lines[person][day] = None if duty is None else Chosen(duty)
        try:
            yield
        finally:
            self.lines[person][day] = kept

    def _overlaps(self, person: int, day: int, duty: int) -> bool:
        added = self._problem.duties[duty]
        for other in range(max(0, day - 2), min(self.days, day + 3)):
            at = self.choice(person, other)
            if at is not None and other != day:
                known = self._problem.duties[at]
                if (
                    added.start_min < known.end_min
                    and known.start_min < added.end_min
                ):
                    return True
        return False

    def _fits_day(self, duty: int) -> bool:
        return (
            earliest_breaks(self._problem.duties[duty], self._problem.slot_min)
            is not None
        )

    def _hard(self, terms: Iterable[Term]) -> int:
        return sum(
            found.amount
            for term in terms
            for found in amounts(term, self)
            if found.price.hard
        )

    # Terms by what they do

    def _sort_in(self, term: Term) -> None:
        match term:
            case Cover() | Presence() | Meeting() | Session() | OnQueues():
                return
            case Choice():
                self._sort_in_choice(term)
            case Rest() | Free() | Pattern():
                self._caps[term.person].append(term)
            case Tally() | Streak():
                if term.price_high.hard:
                    self._caps[term.person].append(
                        replace(term, low=None, price_low=FREE)
                    )
                if term.price_low.hard:
                    self._floors[term.person].append(
                        replace(term, high=None, price_high=FREE)
                    )
            case Row():
                for person in people_of(term):
                    self._caps[person].append(replace(term, low=None))
                    self._floors[person].append(replace(term, high=None))
            case _:
                assert_never(term)
        if not isinstance(term, Choice):
            for person in people_of(term):
                self._priced[person].append(term)

    def _sort_in_choice(self, term: Choice) -> None:
        found = self._barred if term.price.hard else self._wishes
        if term.price.hard:
            column = (term.amount.by_duty > 0).astype(np.int64)
        else:
            free = term.price(term.off)
            column = np.array(
                [term.price(int(a)) - free for a in term.amount.by_duty],
                dtype=np.int64,
            )
        for day in term.days:
            known = found.get((term.person, day))
            found[term.person, day] = (
                column if known is None else known + column
            )
        if term.price.hard and term.off:
            self._floors[term.person].append(term)
            self.forced.update(((term.person, day), None) for day in term.days)
