"""Time free for queues, summed up over a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.terms import OnQueues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from constraints.terms import Booked
    from scheduler.engine.cpsat.model import Draft
    from scheduler.engine.cpsat.presence import Attendance

__all__ = ["add_on_queues"]


def add_on_queues(
    draft: Draft, attendance: Attendance, terms: Iterable[Booked]
) -> None:
    """Forbid or price what is beyond the most of each term.

    Linear in duties, breaks and events: no slot is looked at.
    """
    for term in terms:
        if isinstance(term, OnQueues):
            (person,) = term.people
            total = attendance.minutes(person, *term.window)
            draft.pay(
                term.because,
                total - term.most_min,
                term.end_min - term.start_min - term.most_min,
                term.price,
            )
