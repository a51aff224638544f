"""Blocks: what each stretch of a duty is for.

A stretch on a queue is there for the part of it that least and wanted
coverage would miss without this person.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from scheduler.company import Company

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.problem import Span, Work
    from scheduler.report.heat import Heat
    from scheduler.report.rows import Row
    from scheduler.roster import Roster

__all__ = ["Block", "Blocks", "What"]

What: TypeAlias = Literal["queue", "break", "event", "standby", "free"]
"""Free is what lies between the pieces of a split shift."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a duty and what it is for.

    Attributes
    ----------
    queue
        Index; -1 for none.
    title
        Of an event.
    least_min, wanted_min, more_min
        Minutes that would lack somebody for the least, or for what is
        wanted, without this person; and minutes beyond both.
    """

    what: What
    start_min: int
    end_min: int
    queue: int = -1
    title: str = ""
    least_min: int = 0
    wanted_min: int = 0
    more_min: int = 0


class Blocks:
    """Finds out what each stretch of a duty is for."""

    def __init__(self, roster: Roster, rows: Heat) -> None:
        self._roster = roster
        self._problem = roster.problem
        self._company = Company(roster)
        self._served = {r.queue: _Needs(r) for r in rows if r.kind == "queue"}
        self._present: dict[int, _Needs] = {
            row.queue: _Needs(row) for row in rows if row.kind == "presence"
        }

    def of(self, work: Work) -> Iterator[Block]:
        """Yield the blocks of a work in order of time."""
        blocks = [self._block(work, span) for span in work.spans]
        duty = self._roster.duty(work)
        for start, end in duty.standby:
            blocks += self._standby(work, start, end)
        for (_, end), (start, _) in pairwise(duty.reach):
            blocks.append(Block("free", end, start))
        yield from sorted(blocks, key=lambda b: (b.start_min, b.end_min))

    def _block(self, work: Work, span: Span) -> Block:
        ends = span.start_min, span.end_min
        if span.kind == "queue":
            needs = self._served.get(span.queue)
            minutes = needs.of(*ends) if needs else (0, 0, ends[1] - ends[0])
            return Block("queue", *ends, span.queue, "", *minutes)
        if span.kind == "event":
            title = self._company.title(work.person, span)
            return Block("event", *ends, title=title)
        return Block("break", *ends)

    def _standby(self, work: Work, start: int, end: int) -> Iterator[Block]:
        """Yield a stretch on standby, for the queue that needs it most."""
        able = [
            (needs.of(start, end), queue)
            for queue, needs in self._present.items()
            if self._problem.fully_serves(
                work.person, queue, max(0, self._problem.local(start)[0])
            )
        ]
        minutes, queue = max(able, default=((0, 0, end - start), -1))
        yield Block("standby", start, end, queue, "", *minutes)


class _Needs:
    """What of a stretch of a row would lack somebody without one person."""

    def __init__(self, row: Row) -> None:
        self._cells = row.cells
        self._ends = [cell.end_min for cell in row.cells]

    def of(self, start: int, end: int) -> tuple[int, int, int]:
        """Return minutes for least, for wanted, and beyond both."""
        least = wanted = 0
        for cell in self._cells[bisect_left(self._ends, start + 1) :]:
            if cell.start_min >= end:
                break
            inside = min(end, cell.end_min) - max(start, cell.start_min)
            if cell.staffed <= cell.least:
                least += inside
            elif cell.staffed <= cell.wanted:
                wanted += inside
        return least, wanted, end - start - least - wanted
