"""What can be worked: shifts, duties with their breaks, and works.

Part of the problem's plain data: ``scheduler.problem`` passes it on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from constraints.measures import IntArray

__all__ = ["Break", "Duty", "DutyTable", "Shift", "Span", "Work"]


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
    """

    idx: int
    id: str
    name: str
    vary: str = "shift"


@dataclass(frozen=True, slots=True)
class Duty:
    """One concrete working day: no person, no break positions.

    Attributes
    ----------
    shift
        Index of the template; -1 for a foreign duty.
    day
        Local date of the start, in ``zone``.
    zone
        Zone in which the shift was written or placed.
    nominal_min
        Wall-clock length; ``end_min - start_min`` is the real one.
    local_start
        Wall-clock start, minute of ``day``.
    foreign
        No shift makes it: from history or from a hand-made roster.
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

    @property
    def paid_min(self) -> int:
        """Contract minutes: nominal less unpaid breaks."""
        return self.nominal_min - sum(
            b.length_min for b in self.breaks if not b.paid
        )


@dataclass(frozen=True, eq=False)
class DutyTable:
    """All duties, and their times as arrays for those who count."""

    duties: tuple[Duty, ...]
    start_min: IntArray = field(init=False)
    end_min: IntArray = field(init=False)
    shift: IntArray = field(init=False)

    def __post_init__(self) -> None:
        for name in ("start_min", "end_min", "shift"):
            column = np.array(
                [getattr(d, name) for d in self.duties], dtype=np.int64
            )
            column.setflags(write=False)
            object.__setattr__(self, name, column)

    def __len__(self) -> int:
        return len(self.duties)

    def __getitem__(self, idx: int) -> Duty:
        return self.duties[idx]


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
    """

    start_min: int
    end_min: int
    kind: str
    queue: int = -1
    event: str = ""


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
