"""What the terms on events mean, in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Meeting, OnQueues, Session
    from constraints.view import View

__all__ = ["meeting_amounts", "on_queues_amounts", "session_amounts"]


def meeting_amounts(term: Meeting, view: View) -> Iterator[Amount]:
    """Yield for how long those miss a meeting whom nothing excuses."""
    stretch = term.start_min, term.end_min
    missed = {
        person
        for person in term.people
        if view.at_work(person, *stretch)
        and stretch not in _attended(term.event, person, view)
    }
    left = max(
        len(missed - excused) - heads for excused, heads in term.excuses()
    )
    minutes = term.end_min - term.start_min
    yield Amount(term.because, minutes * left, term.price)


def session_amounts(term: Session, view: View) -> Iterator[Amount]:
    """Yield how much of a session is not placed, for each of its people."""
    together = set.intersection(
        *(_attended(term.event, person, view) for person in term.people)
    )
    placed = sum(
        end - start
        for start, end in together
        if end - start in term.pieces
        and any(first <= start and end <= last for first, last in term.windows)
    )
    missing = term.length_min - placed
    yield Amount(term.because, len(term.people) * missing, term.price)


def on_queues_amounts(term: OnQueues, view: View) -> Iterator[Amount]:
    """Yield for how long somebody is on queues beyond their most."""
    (person,) = term.people
    served = sum(
        term.slot_min
        for at in range(term.start_min, term.end_min, term.slot_min)
        if view.present(person, at, at + term.slot_min)
    )
    yield Amount(term.because, served - term.most_min, term.price)


def _attended(event: str, person: int, view: View) -> set[tuple[int, int]]:
    """Return the stretches for which somebody is at an event."""
    return {
        (span.start_min, span.end_min)
        for span in view.events(person)
        if span.event == event
    }
