"""Rows of a heat map: what is there of what was asked, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from constraints.needs import CoverageLine

__all__ = ["Cell", "Kind", "Level", "Row", "State", "cells_of", "levels_of"]

State: TypeAlias = Literal["must", "short", "low", "over", "met"]
"""Below what must be, below least, below wanted, more than most, as asked."""

Kind: TypeAlias = Literal["queue", "account", "presence", "knows", "handover"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a row in which nothing changes.

    Attributes
    ----------
    staffed
        People; parts of people count as such.
    least, wanted
        What was asked; 0 for nothing.
    must
        The part of ``least`` that must hold.
    most
        None for no limit.
    edge
        Duties outside the roster could help.
    """

    start_min: int
    end_min: int
    staffed: float
    least: int
    wanted: int = 0
    must: int = 0
    most: int | None = None
    edge: bool = False

    @property
    def state(self) -> State:
        """How it is staffed: the worst that can be said of it."""
        if self.staffed < self.must:
            return "must"
        if self.staffed < self.least:
            return "short"
        if self.staffed < self.wanted:
            return "low"
        if self.most is not None and self.staffed > self.most:
            return "over"
        return "met"

    @property
    def missing(self) -> float:
        """People missing to the higher of least and wanted."""
        return max(0.0, max(self.least, self.wanted) - self.staffed)


@dataclass(frozen=True, eq=False)
class Row:
    """A queue, an account on a queue, people to be there, or a hand-over.

    Attributes
    ----------
    key
        Unique among rows.
    queue
        Index of the queue; -1 for people who know an account.
    account
        Name of the account; empty for a queue as a whole.
    lines
        Ids of the statements that ask.
    ticks
        Paid for what is missing or too much in it.
    """

    key: str
    kind: Kind
    name: str
    queue: int
    cells: tuple[Cell, ...]
    lines: frozenset[str]
    account: str = ""
    ticks: int = 0

    @property
    def missing_min(self) -> float:
        """Person-minutes missing to what is wanted."""
        return sum(c.missing * (c.end_min - c.start_min) for c in self.cells)

    @property
    def short_min(self) -> float:
        """Person-minutes missing to what is least."""
        return sum(
            max(0.0, c.least - c.staffed) * (c.end_min - c.start_min)
            for c in self.cells
        )

    @property
    def asked_min(self) -> int:
        """Person-minutes asked for."""
        return sum(
            max(c.least, c.wanted) * (c.end_min - c.start_min)
            for c in self.cells
        )


@dataclass(slots=True)
class Level:
    """What is asked in one slot; as for ``Cell``."""

    least: int = 0
    wanted: int = 0
    must: int = 0
    most: int | None = None


def levels_of(
    lines: Iterable[CoverageLine], slot_min: int
) -> dict[int, Level]:
    """Return what is asked, slot by slot: the highest line counts."""
    found: dict[int, Level] = defaultdict(Level)
    for line in lines:
        hard = line.importance.hard
        for need in line.needs:
            for slot in range(need.start_min, need.end_min, slot_min):
                level = found[slot]
                level.least = max(level.least, need.least)
                level.wanted = max(level.wanted, need.wanted)
                if hard:
                    level.must = max(level.must, need.least)
                if need.most is not None:
                    level.most = max(level.most or 0, need.most)
    return found


def cells_of(
    levels: Mapping[int, Level],
    staffed: Callable[[int], float],
    edges: set[int],
    slot_min: int,
) -> tuple[Cell, ...]:
    """Return slots in order of time, those that are alike as one."""
    cells: list[Cell] = []
    for slot in sorted(levels):
        level = levels[slot]
        if not (level.least or level.wanted or level.most is not None):
            continue
        cell = Cell(
            slot,
            slot + slot_min,
            staffed(slot),
            level.least,
            level.wanted,
            0 if slot in edges else level.must,
            level.most,
            slot in edges,
        )
        last = cells[-1] if cells else None
        if last is not None and last.end_min == slot and _alike(last, cell):
            cells[-1] = replace(last, end_min=cell.end_min)
        else:
            cells.append(cell)
    return tuple(cells)


def _alike(one: Cell, other: Cell) -> bool:
    return (
        one.staffed,
        one.least,
        one.wanted,
        one.must,
        one.most,
        one.edge,
    ) == (
        other.staffed,
        other.least,
        other.wanted,
        other.must,
        other.most,
        other.edge,
    )
