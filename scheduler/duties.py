"""What can be worked: shifts, duties with their breaks, and works.

Part of the problem's plain data: ``scheduler.problem`` passes it on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from constraints.measures import BoolArray, IntArray

__all__ = ["Break", "Duty", "DutyTable", "Piece", "Shift", "Span", "Work"]


@dataclass(frozen=True, slots=True)
class Break:
    """A break that the solver places inside a duty.

    Attributes
    ----------
    earliest, latest
        When it may start, in real minutes after the start of the duty.
    """

    length_min: int
    earliest_min: int
    latest_min: int
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A template: what a user wrote under ``shifts:``.

    Attributes
    ----------
    vary
        How often the start may change: ``shift``, ``week`` or ``once``.
    standby
        Its duties are no work: somebody can be reached.
    """

    idx: int
    id: str
    name: str
    vary: str = "shift"
    standby: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a duty that is made of several: of work, or on standby.

    Attributes
    ----------
    nominal_min
        Wall-clock length.
    paid_min
        Contract minutes it counts for, before unpaid breaks.
    standby
        Reachable, but not at work.
    shift
        Index of the template the piece is of; -1 for the duty's own.
    """

    start_min: int
    end_min: int
    nominal_min: int
    paid_min: int
    standby: bool = False
    shift: int = -1


@dataclass(frozen=True, slots=True)
class Duty:
    """One concrete working day: no person, no break positions.

    It is one stretch of work from start to end, unless ``pieces`` says
    otherwise. Presence, hours and rest are those of its pieces: ask
    ``work``, ``reach`` and ``elapsed_min``, not start and end.

    Attributes
    ----------
    shift
        Index of the template; -1 for a foreign duty.
    day
        Local date of the start of its own shift, in ``zone``.
    zone
        Zone in which the shift was written or placed.
    start_min, end_min
        Outer ends, standby included: duties of a line never overlap.
    nominal_min
        Wall-clock length of its work; ``elapsed_min`` is the real one.
    local_start
        Wall-clock start of its own shift, minute of ``day``; standby of
        another may come before it.
    foreign
        No shift makes it: from history or from a hand-made roster.
    pieces
        In order of time, apart from each other, the first from
        ``start_min`` and the last to ``end_min``; none for one stretch of
        work. Breaks lie within pieces of work.
    """

    shift: int
    day: date
    zone: str
    start_min: int
    end_min: int
    nominal_min: int
    local_start: int
    breaks: tuple[Break, ...] = ()
    foreign: bool = False
    pieces: tuple[Piece, ...] = ()

    def covers(self, start_min: int, end_min: int) -> bool:
        """Return whether one is at work in it throughout a stretch."""
        return any(
            first <= start_min and end_min <= last for first, last in self.work
        )

    @property
    def paid_min(self) -> int:
        """Contract minutes: nominal less unpaid breaks, standby's share."""
        unpaid = sum(b.length_min for b in self.breaks if not b.paid)
        if not self.pieces:
            return self.nominal_min - unpaid
        return sum(piece.paid_min for piece in self.pieces) - unpaid

    @property
    def parts(self) -> tuple[Piece, ...]:
        """Its pieces; the whole as one where there are none."""
        return self.pieces or (
            Piece(
                self.start_min, self.end_min, self.nominal_min, self.paid_min
            ),
        )

    @property
    def parts_of_work(self) -> tuple[Piece, ...]:
        """Its pieces of work, each paid for its whole length.

        Unpaid breaks are the duty's, not theirs.
        """
        if self.pieces:
            return tuple(p for p in self.pieces if not p.standby)
        length = self.nominal_min
        return (Piece(self.start_min, self.end_min, length, length),)

    @property
    def work(self) -> tuple[tuple[int, int], ...]:
        """When it is worked, breaks included, in order of time."""
        if not self.pieces:
            return ((self.start_min, self.end_min),)
        return tuple(
            (p.start_min, p.end_min) for p in self.pieces if not p.standby
        )

    @property
    def standby(self) -> tuple[tuple[int, int], ...]:
        """When it is standby, in order of time."""
        return tuple(
            (p.start_min, p.end_min) for p in self.pieces if p.standby
        )

    @property
    def reach(self) -> tuple[tuple[int, int], ...]:
        """When it is either, pieces that touch as one."""
        found: list[tuple[int, int]] = []
        for piece in self.pieces:
            if found and found[-1][1] == piece.start_min:
                found[-1] = found[-1][0], piece.end_min
            else:
                found.append((piece.start_min, piece.end_min))
        return tuple(found) or self.work

    def times(self, *, standby: bool) -> tuple[int, int] | None:
        """Return when it starts and ends, with its standby or without.

        None for the work of a duty of standby alone.
        """
        if standby or not self.pieces:
            return self.start_min, self.end_min
        work = self.work
        return (work[0][0], work[-1][1]) if work else None

    @property
    def elapsed_min(self) -> int:
        """Real minutes of work, breaks included."""
        return sum(end - start for start, end in self.work)

    @property
    def shifts(self) -> tuple[int, ...]:
        """Its template, and those of pieces that have another."""
        others = (p.shift for p in self.pieces if p.shift >= 0)
        return tuple(dict.fromkeys((self.shift, *others)))


@dataclass(frozen=True, eq=False)
class DutyTable:
    """All duties, and their times as arrays for those who count.

    Attributes
    ----------
    start_min, end_min
        Outer ends.
    worked
        Whether there is any work in a duty, not standby alone.
    """

    duties: tuple[Duty, ...]
    start_min: IntArray = field(init=False)
    end_min: IntArray = field(init=False)
    shift: IntArray = field(init=False)
    worked: BoolArray = field(init=False)

    def __post_init__(self) -> None:
        for name in ("start_min", "end_min", "shift"):
            column = np.array(
                [getattr(d, name) for d in self.duties], dtype=np.int64
            )
            column.setflags(write=False)
            object.__setattr__(self, name, column)
        worked = np.array([bool(d.work) for d in self.duties], dtype=np.bool_)
        worked.setflags(write=False)
        object.__setattr__(self, "worked", worked)

    def __len__(self) -> int:
        return len(self.duties)

    def __getitem__(self, idx: int) -> Duty:
        return self.duties[idx]

    @cached_property
    def work(self) -> tuple[tuple[IntArray, IntArray], ...]:
        """Starts and ends of the first stretches of work, of the second…

        A duty that has fewer has empty ones, at its end.
        """
        return self._columns([duty.work for duty in self.duties])

    @cached_property
    def standby(self) -> tuple[tuple[IntArray, IntArray], ...]:
        """Starts and ends of standby, likewise."""
        return self._columns([duty.standby for duty in self.duties])

    @cached_property
    def reach(self) -> tuple[tuple[IntArray, IntArray], ...]:
        """Starts and ends of work and standby together, likewise."""
        return self._columns([duty.reach for duty in self.duties])

    def of_shift(self, shift: int) -> BoolArray:
        """Return which duties have a piece of a template, by its index."""
        return np.array(
            [shift in duty.shifts for duty in self.duties], dtype=np.bool_
        )

    def _columns(
        self, stretches: list[tuple[tuple[int, int], ...]]
    ) -> tuple[tuple[IntArray, IntArray], ...]:
        most = max(map(len, stretches), default=0)
        padded = [
            found + ((duty.end_min, duty.end_min),) * (most - len(found))
            for duty, found in zip(self.duties, stretches, strict=True)
        ]
        columns = []
        for number in range(most):
            column = np.array([f[number] for f in padded], dtype=np.int64)
            column.setflags(write=False)
            columns.append((column[:, 0], column[:, 1]))
        return tuple(columns)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a working day.

    Attributes
    ----------
    kind
        ``break``, ``queue`` or ``event``.
    queue
        Index of the queue served.
    event
        Key of the session attended: those who have it together carry the
        same (see ``constraints.terms.Session``).
    near
        Off the queues and still there for others, unlike at an event.
    """

    start_min: int
    end_min: int
    kind: str
    queue: int = -1
    event: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A duty given to a person.

    Attributes
    ----------
    day
        Line day; negative for history.
    duty
        Index into ``problem.duties``.
    spans
        Breaks, events and queue blocks in order of time; a stretch of the
        duty that no span covers is on duty without a queue.
    """

    person: int
    day: int
    duty: int
    spans: tuple[Span, ...] = ()

    @property
    def breaks(self) -> tuple[Span, ...]:
        """The breaks among the spans."""
        return tuple(s for s in self.spans if s.kind == "break")

    @property
    def events(self) -> tuple[Span, ...]:
        """The events among the spans."""
        return tuple(s for s in self.spans if s.kind == "event")

    @property
    def off_queues(self) -> tuple[Span, ...]:
        """When no queue can be served: breaks and events."""
        return tuple(s for s in self.spans if s.kind != "queue")

    @property
    def elsewhere(self) -> tuple[Span, ...]:
        """When somebody is not there for others: breaks and real events."""
        return tuple(s for s in self.off_queues if not s.near)
