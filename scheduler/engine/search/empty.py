"""The roster on which everybody is off, and room for moves in the making."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.moves import KINDS
from scheduler.engine.kernels.roster import take_all, total_up
from scheduler.engine.search.flat import flat
from scheduler.engine.view import past_presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constraints.measures import IntArray
    from scheduler.problem import Problem

__all__ = ["empty_roster"]


def empty_roster(
    t: IntArray, problem: Problem, off: Sequence[int], watched: IntArray
) -> IntArray:
    """Return a roster without any duty but those of history.

    Parameters
    ----------
    off
        By column: what a day off counts.
    watched
        What history counts in each row over who is there.
    """
    tables = _Tables(t)
    of_off = np.array([*off, 0], dtype=np.int64)
    s = flat(
        at.S_SIZE,
        {
            at.RNG: 1,
            **_roster(tables, of_off, watched),
            **_room(tables, problem),
        },
    )
    take_all(t, s, _past(tables, problem))
    total_up(t, s)
    return s


def _roster(
    tables: _Tables, off: IntArray, watched: IntArray
) -> dict[int, object]:
    """Return the parts of a roster that moves change."""
    t = tables.t
    terms = int(t[at.TERMS] + t[at.WATCHES])
    cells = int(t[at.CELLS])
    gains = int(t[t[at.CELL_GAIN] + cells])
    return {
        at.CUR: np.full(tables.pds, -1),
        at.BRK: np.zeros(tables.pds * tables.breaks),
        at.SUM: tables.sums(off),
        at.COUNT: tables.counts(off),
        at.SYMBOL: tables.symbols(off),
        at.VALUE: np.zeros(terms),
        at.WATCHED: watched,
        at.BLOCK: np.zeros(int(t[t[at.CELL_BLOCK] + cells])),
        at.GAIN: np.full(gains, at.UNKNOWN),
        at.LOSS: np.full(gains, at.UNKNOWN),
    }


def _room(tables: _Tables, problem: Problem) -> dict[int, object]:
    """Return room for a move in the making."""
    t, changes = tables.t, at.MOST_CHANGES
    terms = int(t[at.TERMS] + t[at.WATCHES])
    cells = int(t[at.CELLS])
    events = 2 * changes * (1 + tables.most_cells(problem))
    rows = 2 * changes * (1 + tables.most_rows(problem))
    undone = (
        changes * (1 + tables.breaks + tables.most_writes()) + rows + terms
    )
    sizes = {
        at.TOUCHED: terms,
        at.TOUCH: terms,
        at.UNDO_AT: undone,
        at.UNDO_WAS: undone,
        at.CHANGE: changes,
        at.CHANGE_TO: changes,
        at.CHANGE_FROM: changes,
        at.CHANGE_BRK: changes * tables.breaks,
        at.CHANGE_BRK_FROM: changes * tables.breaks,
        at.EVENT_CELL: events,
        at.EVENT_CLASS: events,
        at.EVENT_SIGN: events,
        at.EVENT_NEXT: events,
        at.CELL_EPOCH: cells,
        at.CELL_HEAD: cells,
        at.CELL_EVENTS: cells,
        at.CELL_SEEN: cells,
        at.SAVED: tables.largest_block(),
        at.FROM_CLASS: at.END_OF_PATH + 1,
        at.FROM_QUEUE: at.END_OF_PATH + 1,
        at.HEADS: tables.most_classes(),
        at.PART_CLASS: at.MOST_PARTS,
        at.PART_QUEUE: at.MOST_PARTS,
        at.BEST_SEATS: tables.largest_block(),
        at.BEFORE_SEATS: tables.largest_block(),
        at.BUSY_START: tables.most_busy(),
        at.BUSY_END: tables.most_busy(),
        at.TRIED: len(KINDS),
        at.TAKEN: len(KINDS),
    }
    return {place: np.zeros(size) for place, size in sizes.items()}


def _past(tables: _Tables, problem: Problem) -> IntArray:
    """Return who is there from before the horizon: cell and class."""
    t, found = tables.t, []
    people, cells = int(t[at.PEOPLE]), int(t[at.CELLS])
    starts = tables.table(at.CELL_START, cells)
    ends = tables.table(at.CELL_END, cells)
    crew = tables.table(at.CELL_CREW, cells)
    for person in range(people):
        for begins, stops in past_presence(problem, person):
            inside = (begins <= starts) & (ends <= stops)
            for cell in np.flatnonzero(inside):
                cls = t[t[at.CREW_OF] + crew[cell] * people + person]
                if cls >= 0:
                    found.append((int(cell), int(cls)))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class _Tables:
    """What a model says, table by table."""

    t: IntArray

    @property
    def pds(self) -> int:
        """Persons times days."""
        return int(self.t[at.PEOPLE] * self.t[at.DAYS])

    @property
    def breaks(self) -> int:
        """Most breaks of a duty."""
        return int(self.t[at.BREAKS])

    def table(self, place: int, size: int) -> IntArray:
        """Return so many entries of a table."""
        begins = self.t[place]
        return self.t[begins : begins + size]

    def sums(self, off: IntArray) -> IntArray:
        """Return the totals when everybody is off."""
        t = self.t
        sums = self.table(at.SUM_START, int(t[at.SUMS])).copy()
        parts = int(t[t[at.SUM_PART_PTR] + self.pds])
        column = self.table(at.SUM_PART_COLUMN, parts)
        times = self.table(at.SUM_PART_TIMES, parts)
        np.add.at(sums, self.table(at.SUM_PART, parts), off[column] * times)
        counts = self.counts(off)
        groups = int(t[at.GROUPS])
        terms = self.table(at.GROUP_TERM, groups)
        counted = (counts > 0) & (terms < t[at.SUMS])
        np.add.at(sums, terms[counted], 1)
        return sums

    def counts(self, off: IntArray) -> IntArray:
        """Return how many days of each group count when all are off."""
        t = self.t
        parts = int(t[t[at.GROUP_PART_PTR] + self.pds])
        column = self.table(at.GROUP_PART_COLUMN, parts)
        counts = np.zeros(int(t[at.GROUPS]), dtype=np.int64)
        np.add.at(counts, self.table(at.GROUP_PART, parts), off[column])
        return counts

    def symbols(self, off: IntArray) -> IntArray:
        """Return what patterns read when everybody is off."""
        t = self.t
        parts = int(t[t[at.PATTERN_PART_PTR] + self.pds])
        pattern = self.table(at.PATTERN_PART, parts)
        first = self.table(at.PATTERN_SYMBOL_PTR, int(t[at.PATTERNS]) + 1)
        symbols = np.zeros(parts, dtype=np.int64)
        where = first[pattern] + self.table(at.PATTERN_PART_DAY, parts)
        symbols[where] = off[self.table(at.PATTERN_PART_COLUMN, parts)]
        return symbols

    def most_cells(self, problem: Problem) -> int:
        """Return in how many cells a duty may be."""
        starts = self.table(at.CELL_START, int(self.t[at.CELLS]))
        return _most(starts, problem, 0)

    def most_rows(self, problem: Problem) -> int:
        """Return how many rows over who is there may look at a duty."""
        starts = self.table(at.WATCH_START, int(self.t[at.WATCHES]))
        return _most(starts, problem, int(self.t[at.WATCH_LONGEST]))

    def most_busy(self) -> int:
        """Return how many duties of a line there may be, history included."""
        frees = int(self.t[at.FREES])
        known = np.diff(self.table(at.FREE_KNOWN_PTR, frees + 1))
        return int(self.t[at.DAYS]) + int(known.max(initial=0))

    def most_writes(self) -> int:
        """Return how many entries a changed day may write."""

        def most(place: int) -> int:
            parts = np.diff(self.table(place, self.pds + 1))
            return int(parts.max(initial=0))

        return (
            most(at.SUM_PART_PTR)
            + 2 * most(at.GROUP_PART_PTR)
            + most(at.PATTERN_PART_PTR)
        )

    def most_classes(self) -> int:
        """Return how many classes the people of a cell fall into."""
        cells = int(self.t[at.CELLS])
        crews = 1 + int(self.table(at.CELL_CREW, cells).max(initial=-1))
        return int(self.table(at.CREW_CLASSES, crews).max(initial=0))

    def largest_block(self) -> int:
        """Return the size of the largest block of a cell."""
        blocks = self.table(at.CELL_BLOCK, int(self.t[at.CELLS]) + 1)
        return int(np.diff(blocks).max(initial=0))


def _most(starts: IntArray, problem: Problem, longest: int) -> int:
    """Return how many cells begin within a duty, or so long before it."""
    duties = problem.duties
    if not len(duties):
        return 0
    before = np.searchsorted(starts, duties.start_min - longest - 1)
    return int((np.searchsorted(starts, duties.end_min) - before).max())
