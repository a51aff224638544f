"""A model as two flat arrays: what it says, and a roster under search.

The layout is in ``scheduler.engine.kernels.layout``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from constraints.terms import (
    Booked,
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
from scheduler.engine.engine import Chosen
from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.roster import change_day, total_up
from scheduler.engine.search.cover_tables import MOST_QUEUES, cover_tables
from scheduler.engine.search.empty import empty_roster
from scheduler.engine.search.flat import Columns, Prices, flat
from scheduler.engine.search.grid import Grid
from scheduler.engine.search.line_tables import (
    pattern_tables,
    total_tables,
)
from scheduler.engine.search.menus import duty_tables, menu_tables
from scheduler.engine.search.neighbourhood import neighbour_tables
from scheduler.engine.search.rest_tables import free_tables, rest_tables
from scheduler.engine.search.watch_tables import watch_tables, watched

if TYPE_CHECKING:
    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.engine import Day, Lines
    from scheduler.model import Model

__all__ = ["Board", "Value", "beyond"]


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """What a roster breaks, lacks and costs; less is better.

    Attributes
    ----------
    hard
        The sum of all that is forbidden, whatever its units.
    """

    hard: int
    shortage_min: int
    ticks: int


def beyond(model: Model) -> tuple[Term, ...]:
    """Return the terms that the tables cannot hold."""
    return tuple(
        term
        for term in model.terms
        if isinstance(term, Booked)
        or (isinstance(term, Cover) and not _simple(term))
    )


def _simple(cover: Cover) -> bool:
    """Return whether shortest paths seat people: in one pool, at one rate."""
    if len(cover.queues) > MOST_QUEUES:
        return False
    # Where the second person of a pool costs more than the first, one who
    # goes may let another sit down somewhere else.
    if any(
        pool.price.hard
        or len(pool.price.slopes) > 1
        or any(start > 0 for start, _ in pool.price.slopes)
        for pool in cover.pools
    ):
        return False
    parts = {
        person
        for pool in cover.pools
        if pool.percent != 100
        for who in pool.eligible
        for person in who
    }
    if len(parts) > at.MOST_PARTS:
        return False
    if len(cover.pools) == 1:
        return True
    pools = [{p for who in pool.eligible for p in who} for pool in cover.pools]
    return sum(map(len, pools)) == len(set().union(*pools))


class Board:
    """The tables of a model, and the rosters on them."""

    def __init__(self, model: Model) -> None:
        self.problem = problem = model.problem
        terms = _Sorted(model.terms)
        people = len(problem.people)
        prices, columns = Prices(), Columns(len(problem.duties))
        grid = Grid(problem.slot_min, [*terms.covers, *terms.watches])
        entries: dict[int, object] = {
            at.PEOPLE: people,
            at.DAYS: problem.days,
            **grid.tables,
            **duty_tables(problem),
            **menu_tables(problem, terms.choices),
            **rest_tables(problem, terms.rests, prices, columns),
            **free_tables(problem, terms.frees, prices),
            **total_tables(
                problem, terms.sums, terms.streaks, prices, columns
            ),
            **pattern_tables(problem, terms.patterns, prices, columns),
            **cover_tables(grid, people, terms.covers, prices),
            **watch_tables(grid, people, terms.watches, prices),
            **neighbour_tables(problem),
        }
        # Columns and prices are complete only now.
        entries |= prices.tables() | columns.tables()
        entries[at.TERMS] = sum(
            size
            for kind in (at.SUMS, at.STREAKS, at.PATTERNS, at.AFTERS, at.FREES)
            if isinstance(size := entries[kind], int)
        )
        self.t: IntArray = flat(at.T_SIZE, entries)
        self.t.setflags(write=False)
        self._empty = empty_roster(
            self.t, problem, columns.off, watched(problem, terms.watches)
        )

    # Rosters

    def empty(self) -> IntArray:
        """Return a roster on which everybody is off."""
        return self._empty.copy()

    def roster(self, lines: Lines) -> tuple[IntArray, bool]:
        """Return lines as a roster, and whether all days could be taken.

        A day whose duty is not on the menu, whose breaks do not fit or
        that overlaps what came before is left off.
        """
        s = self.empty()
        whole = True
        for person, line in enumerate(lines):
            free_from = int(self.t[self.t[at.KNOWN_END] + person])
            for day, chosen in enumerate(line):
                if chosen is None:
                    continue
                duty = self.problem.duties[chosen.duty]
                entry = self._entry(person, day, chosen.duty)
                if entry < 0 or duty.start_min < free_from:
                    whole = False
                    continue
                breaks = np.array(chosen.breaks, dtype=np.int64)
                pd = person * self.problem.days + day
                change_day(self.t, s, pd, entry, breaks)
                free_from = duty.end_min
        total_up(self.t, s)
        return s, whole

    def lines(self, s: IntArray) -> Lines:
        """Return a roster as lines."""
        days = self.problem.days
        return tuple(
            tuple(self._day(s, person * days + day) for day in range(days))
            for person in range(len(self.problem.people))
        )

    def value(self, s: IntArray) -> Value:
        """Return what a roster breaks, lacks and costs."""
        return Value(int(s[at.HARD]), int(s[at.SHORT]), int(s[at.TICKS]))

    def _entry(self, person: int, day: int, duty: int) -> int:
        pd = person * self.problem.days + day
        first, after = self.t[self.t[at.MENU_PTR] + pd :][:2]
        menu = self.t[self.t[at.MENU_DUTY] + first :][: after - first]
        found = np.flatnonzero(menu == duty)
        return int(first + found[0]) if len(found) else -1

    def _day(self, s: IntArray, pd: int) -> Day:
        entry = s[s[at.CUR] + pd]
        if entry < 0:
            return None
        duty = int(self.t[self.t[at.MENU_DUTY] + entry])
        first = s[at.BRK] + pd * self.t[at.BREAKS]
        count = len(self.problem.duties[duty].breaks)
        return Chosen(duty, tuple(map(int, s[first : first + count])))


class _Sorted:
    """Terms by what they are compiled to."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.choices: list[Choice] = []
        self.rests: list[Rest] = []
        self.sums: list[Tally | Row] = []
        self.streaks: list[Streak] = []
        self.patterns: list[Pattern] = []
        self.frees: list[Free] = []
        self.covers: list[Cover] = []
        self.watches: list[Presence] = []
        for term in terms:
            match term:
                case Choice():
                    self.choices.append(term)
                case Rest():
                    self.rests.append(term)
                case Tally() | Row():
                    self.sums.append(term)
                case Streak():
                    self.streaks.append(term)
                case Pattern():
                    self.patterns.append(term)
                case Free():
                    self.frees.append(term)
                case Cover():
                    self.covers.append(term)
                case Presence():
                    self.watches.append(term)
                case Meeting() | Session() | OnQueues():
                    raise ValueError("events are beyond the tables")
                case _:
                    assert_never(term)
