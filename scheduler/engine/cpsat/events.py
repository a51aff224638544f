"""Events as Booleans: when each may take place, and who is at it.

A session gets one Boolean for each stretch at which it could lie, common
to all of its people; a meeting one for each person; time off the queues one
for each slot. What else somebody does
at the time excludes it slot by slot: there is never a product of duties and
events.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, assert_never

import numpy as np

from constraints.terms import (
    Booked,
    Meeting,
    OnQueues,
    Session,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.cpsat.model import Draft, Lit, Part
    from scheduler.engine.cpsat.presence import Breaks
    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Problem

__all__ = [
    "Bookings",
    "Events",
    "Stretch",
    "open_events",
    "windows_of",
]


Stretch: TypeAlias = "tuple[int, int]"

Bookings: TypeAlias = "dict[Stretch, dict[int, Lit]]"
"""By stretch: who could be at an event then, and whether they are."""


def windows_of(term: Booked) -> tuple[Stretch, ...]:
    """Return when an event may take place."""
    if isinstance(term, Session):
        return term.windows
    return ((term.start_min, term.end_min),)


def open_events(
    problem: Problem, terms: Iterable[Term], part: Part | None
) -> list[Booked]:
    """Return the events that a part decides anew: by default, all.

    Those are all that could touch one of its days; they may then move on
    days that are held as well, where somebody is at work anyway.
    """
    events = [t for t in terms if isinstance(t, Booked)]
    if part is None:
        return events
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    for person, day in part.free:
        menu = [problem.duties[idx] for idx in problem.menu(person, day)]
        if menu:
            stretches[person].append(
                (
                    min(duty.start_min for duty in menu),
                    max(duty.end_min for duty in menu),
                )
            )
    return [
        term
        for term in events
        if any(
            start < last and first < end
            for person in term.people
            for start, end in stretches.get(person, ())
            for first, last in windows_of(term)
        )
    ]


@dataclass(frozen=True, eq=False)
class _Work:
    """Stretches of work that somebody could have, with their choices."""

    start_min: IntArray
    end_min: IntArray
    lits: list[Lit]


@dataclass(eq=False)
class Events:
    """The events of a draft, and what they must fit beside.

    Attributes
    ----------
    bookings
        By key of the event.
    """

    draft: Draft
    breaks: Breaks
    terms: Sequence[Booked]
    bookings: dict[str, Bookings] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        people = {person for term in self.terms for person in term.people}
        self._work = {person: self._work_of(person) for person in people}
        self._at_work: dict[tuple[int, Stretch], Lit] = {}
        self._together: dict[tuple[int, bytes], Lit] = {}
        self._taken = {
            person: list(self._held_stretches(person)) for person in people
        }
        for term in self.terms:
            match term:
                case Meeting():
                    self._add_meeting(term)
                case Session():
                    self._add_session(term)
                case OnQueues():
                    self._add_off_queues(term)
                case _:
                    assert_never(term)
        self._keep_apart()

    @cached_property
    def open(self) -> frozenset[str]:
        """Keys of the events that are decided here."""
        return frozenset(term.event for term in self.terms)

    @cached_property
    def in_slots(self) -> frozenset[str]:
        """Keys of those booked slot by slot, which lines carry as one."""
        return frozenset(
            term.event for term in self.terms if isinstance(term, OnQueues)
        )

    def of(self, person: int) -> Iterator[tuple[str, Stretch, Lit]]:
        """Yield when somebody could be at which event."""
        for event, bookings in self.bookings.items():
            for stretch, people in bookings.items():
                if person in people:
                    yield event, stretch, people[person]

    def closed(self, held: Day) -> Day:
        """Return a day that is held without the events decided here."""
        if held is None or not held.events:
            return held
        return held._replace(
            events=tuple(s for s in held.events if s.event not in self.open)
        )

    def allow(self, lines: Lines) -> bool:
        """Return whether lines have events only as somebody asked for them."""
        longest = {
            term.event: term.length_min
            for term in self.terms
            if isinstance(term, Session)
        }
        for person, line in enumerate(lines):
            left = dict(longest)
            for span in (s for c in line if c is not None for s in c.events):
                stretch = span.start_min, span.end_min
                known = self.bookings.get(span.event, {})
                booked = [stretch]
                if span.event in self.in_slots:
                    booked = self.slots(*stretch)
                if any(person not in known.get(at, {}) for at in booked):
                    return False
                if span.event in left:
                    left[span.event] -= stretch[1] - stretch[0]
                    if left[span.event] < 0:
                        return False
        return True

    # At work

    def _work_of(self, person: int) -> _Work:
        draft = self.draft
        found = [
            (start, end, lit)
            for day in range(draft.problem.days)
            for idx, lit in draft.choices.get((person, day), {}).items()
            for start, end in draft.problem.duties[idx].work
        ]
        return _Work(
            np.array([start for start, _, _ in found], dtype=np.int64),
            np.array([end for _, end, _ in found], dtype=np.int64),
            [lit for _, _, lit in found],
        )

    def _held_stretches(self, person: int) -> Iterator[Stretch]:
        """Yield the breaks and closed events of days that are held."""
        draft = self.draft
        for day in range(draft.problem.days):
            if draft.is_free(person, day):
                continue
            held = self.closed(draft.held(person, day))
            if held is None:
                continue
            pauses = draft.problem.duties[held.duty].breaks
            for pause, start in zip(pauses, held.breaks, strict=True):
                yield start, start + pause.length_min
            for span in held.events:
                yield span.start_min, span.end_min

    def _working(self, person: int, stretch: Stretch) -> Lit:
        """Return the literal of being at work throughout a stretch."""
        key = person, stretch
        if key not in self._at_work:
            work = self._work[person]
            covering = (work.start_min <= stretch[0]) & (
                stretch[1] <= work.end_min
            )
            self._at_work[key] = self._any(person, np.flatnonzero(covering))
        return self._at_work[key]

    def _any(self, person: int, numbers: IntArray) -> Lit:
        """Return the literal of one of some duties, which exclude others."""
        draft = self.draft
        lits = [self._work[person].lits[number] for number in numbers]
        if not lits:
            return draft.no
        if any(lit is draft.yes for lit in lits):
            return draft.yes
        key = person, numbers.tobytes()
        if key not in self._together:
            found = lits[0]
            if len(lits) > 1:
                found = draft.cp.new_bool_var("")
                draft.cp.add_exactly_one([*lits, ~found])
            self._together[key] = found
        return self._together[key]

    def _open_at(self, person: int, stretch: Stretch) -> bool:
        """Return whether what is held leaves somebody free for a stretch."""
        return not any(
            start < stretch[1] and stretch[0] < end
            for start, end in self._taken[person]
        )

    # Meetings

    def _add_meeting(self, term: Meeting) -> None:
        draft = self.draft
        stretch = term.start_min, term.end_min
        missed: dict[int, Lit] = {}
        there: dict[int, Lit] = {}
        for person in term.people:
            working = self._working(person, stretch)
            if working is draft.no:
                continue
            missed[person] = working
            if self._open_at(person, stretch):
                there[person] = draft.cp.new_bool_var("")
                draft.cp.add_implication(there[person], working)
                missed[person] = working - there[person]
        self.bookings[term.event] = {stretch: there}
        if missed:
            self._pay_missed(term, missed)

    def _pay_missed(self, term: Meeting, missed: Mapping[int, Lit]) -> None:
        """Price who is missed and not excused."""
        draft = self.draft
        minutes = term.end_min - term.start_min
        left = None
        for excused, heads in term.excuses():
            over = -heads + sum(
                lit for person, lit in missed.items() if person not in excused
            )
            if term.price.hard:
                draft.pay(term.because, over, len(missed), term.price)
            else:
                if left is None:
                    left = draft.cp.new_int_var(0, len(missed), "")
                draft.cp.add(left >= over)
        if left is not None:
            draft.pay(
                term.because, minutes * left, minutes * len(missed), term.price
            )

    # Off the queues

    def slots(self, start_min: int, end_min: int) -> list[Stretch]:
        """Return a stretch slot by slot."""
        slot = self.draft.problem.slot_min
        return [(at, at + slot) for at in range(start_min, end_min, slot)]

    def _add_off_queues(self, term: OnQueues) -> None:
        draft = self.draft
        (person,) = term.people
        bookings: Bookings = {}
        for stretch in self.slots(*term.window):
            working = self._working(person, stretch)
            if working is draft.no or not self._open_at(person, stretch):
                continue
            lit = draft.cp.new_bool_var("")
            if working is not draft.yes:
                draft.cp.add_implication(lit, working)
            bookings[stretch] = {person: lit}
        self.bookings[term.event] = bookings

    # Sessions

    def _add_session(self, term: Session) -> None:
        draft = self.draft
        bookings: Bookings = {}
        for stretch in self._stretches(term):
            working = [
                self._working(person, stretch) for person in term.people
            ]
            if any(lit is draft.no for lit in working) or not all(
                self._open_at(person, stretch) for person in term.people
            ):
                continue
            lit = draft.cp.new_bool_var("")
            for at_work in working:
                if at_work is not draft.yes:
                    draft.cp.add_implication(lit, at_work)
            bookings[stretch] = dict.fromkeys(term.people, lit)
        self.bookings[term.event] = bookings
        self._pay_missing(
            term,
            {
                stretch: people[term.people[0]]
                for stretch, people in bookings.items()
            },
        )

    def _stretches(self, term: Session) -> Iterator[Stretch]:
        slot = self.draft.problem.slot_min
        for first, last in term.windows:
            for length in term.pieces:
                on_grid = -(-first // slot) * slot
                for start in range(on_grid, last - length + 1, slot):
                    yield start, start + length

    def _pay_missing(
        self, term: Session, pieces: Mapping[Stretch, Lit]
    ) -> None:
        draft = self.draft
        people = len(term.people)
        if term.pieces == (term.length_min,):
            missing = draft.cp.new_bool_var("")
            draft.cp.add_exactly_one([*pieces.values(), missing])
            draft.pay_if(
                term.because, [missing], people * term.length_min, term.price
            )
            return
        placed = sum(
            (end - start) * lit for (start, end), lit in pieces.items()
        )
        if pieces:
            draft.cp.add(placed <= term.length_min)
        draft.pay(
            term.because,
            people * (term.length_min - placed),
            people * term.length_min,
            term.price,
        )

    # One thing at a time

    def _keep_apart(self) -> None:
        """Let everybody do one thing in a slot: break, or one event."""
        by_person: dict[int, list[tuple[Stretch, Lit]]] = defaultdict(list)
        for bookings in self.bookings.values():
            for stretch, people in bookings.items():
                for person, lit in people.items():
                    by_person[person].append((stretch, lit))
        for person, found in by_person.items():
            events = self._by_slot(found)
            breaks = self._by_slot(self._breaks_of(person))
            groups = {}
            for slot, lits in events.items():
                lits = lits | breaks.get(slot, {})
                if len(lits) > 1:
                    groups[tuple(sorted(lits))] = list(lits.values())
            for group in groups.values():
                self.draft.cp.add_at_most_one(group)

    def _breaks_of(self, person: int) -> Iterator[tuple[Stretch, Lit]]:
        for day in range(self.draft.problem.days):
            starts = self.breaks.starts.get((person, day), {})
            for pause, lits in starts.items():
                for start, lit in lits.items():
                    yield (start, start + pause.length_min), lit

    def _by_slot(
        self, stretches: Iterable[tuple[Stretch, Lit]]
    ) -> dict[int, dict[int, Lit]]:
        """Return by slot which literals touch it, by their index."""
        slot = self.draft.problem.slot_min
        found: dict[int, dict[int, Lit]] = defaultdict(dict)
        for (start, end), lit in stretches:
            for at in range(start // slot, -(-end // slot)):
                found[at][lit.index] = lit
        return found
