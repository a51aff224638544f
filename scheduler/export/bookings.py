"""Which event of the problem a file means that gives only its name.

Several people may have events of one name at one time: who is at which is
told by who else says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.terms import Booked, OnQueues, Session

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from scheduler.export.reading import Entry
    from scheduler.problem import Problem, Span

__all__ = ["keyed"]


def keyed(problem: Problem, entries: Sequence[Entry]) -> list[Entry]:
    """Return works whose events have their keys instead of their names.

    An event that nobody asked for keeps its name.
    """
    if not any(entry.events for entry in entries):
        return list(entries)
    known = _known(problem)
    there: dict[Span, set[int]] = defaultdict(set)
    for entry in entries:
        for span in entry.events:
            there[span].add(entry.person)
    return [
        replace(
            entry,
            events=tuple(
                _meant(known[span.event], entry.person, span, there[span])
                for span in entry.events
            ),
        )
        for entry in entries
    ]


def _known(problem: Problem) -> dict[str, list[Booked]]:
    """Return the events there should be, by name and by key."""
    found: dict[str, list[Booked]] = defaultdict(list)
    for rule in problem.rules:
        if rule.books:
            for term in rule.terms(problem):
                if isinstance(term, Booked):
                    for name in (problem.event_title(term.event), term.event):
                        found[name].append(term)
    return found


def _meant(
    events: Sequence[Booked],
    person: int,
    span: Span,
    there: Collection[int],
) -> Span:
    fitting = [
        term
        for term in events
        if person in term.people
        and any(
            first <= span.start_min and span.end_min <= last
            for first, last in _windows(term)
        )
    ]
    whole = (term for term in fitting if set(term.people) <= set(there))
    found = next(whole, next(iter(fitting), None))
    if found is None:
        return span
    near = isinstance(found, OnQueues)
    return replace(span, event=found.event, near=near)


def _windows(
    term: Booked,
) -> tuple[tuple[int, int], ...]:
    if isinstance(term, Session):
        return term.windows
    return ((term.start_min, term.end_min),)
