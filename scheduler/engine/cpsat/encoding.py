"""Terms onto a draft: the one place that knows every kind of term."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from constraints.terms import (
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
from scheduler.engine.cpsat import line, rests
from scheduler.engine.cpsat.cover import Block, add_covers
from scheduler.engine.cpsat.events import Events, open_events, windows_of
from scheduler.engine.cpsat.free import add_free
from scheduler.engine.cpsat.model import Draft
from scheduler.engine.cpsat.on_queues import add_on_queues
from scheduler.engine.cpsat.presence import Attendance, Breaks
from scheduler.engine.cpsat.rows import add_presences
from scheduler.engine.scope import people_of, reads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.terms import Booked, Pool, Term
    from scheduler.engine.cpsat.model import Part
    from scheduler.problem import Problem

__all__ = ["Encoding", "encode", "encode_limits"]


@dataclass(frozen=True, eq=False)
class Encoding:
    """The draft of a whole model; where breaks, events and seats are."""

    draft: Draft
    breaks: Breaks
    events: Events
    blocks: list[Block]


def encode(
    problem: Problem,
    terms: tuple[Term, ...],
    part: Part | None = None,
    *,
    assume: bool = False,
    people: Sequence[int] | None = None,
) -> Encoding:
    """Write a whole model, or what a part of it can change.

    The cost of a part leaves out what the part has no say in.

    Parameters
    ----------
    assume, people, part
        As in ``Draft``; coverage asks for nobody but these people.
    """
    movable = open_events(problem, terms, part)
    if part is not None:
        terms = tuple(_concerning(problem, terms, part, movable))
    draft = _encode_lines(
        problem, terms, assume=assume, people=people, part=part
    )
    breaks = Breaks(draft)
    events = Events(draft, breaks, movable)
    attendance = Attendance(draft, breaks, events)
    blocks = add_covers(
        draft, attendance, (t for t in terms if isinstance(t, Cover))
    )
    add_presences(
        draft, attendance, (t for t in terms if isinstance(t, Presence))
    )
    add_on_queues(draft, attendance, movable)
    return Encoding(draft, breaks, events, blocks)


def encode_limits(
    problem: Problem,
    terms: tuple[Term, ...],
    *,
    assume: bool = False,
    people: Sequence[int] | None = None,
) -> Draft:
    """Return the draft of what can refuse a roster, coverage left out.

    Breaks have a place in it only where events or rows over who is there
    need it.

    Parameters
    ----------
    assume, people
        As in ``Draft``.
    """
    draft = _encode_lines(problem, terms, assume=assume, people=people)
    rows = [t for t in terms if isinstance(t, Presence) and t.binds]
    movable = open_events(problem, terms, None)
    if rows or movable:
        breaks = Breaks(draft)
        events = Events(draft, breaks, movable)
        attendance = Attendance(draft, breaks, events)
        add_presences(draft, attendance, rows)
        add_on_queues(draft, attendance, movable)
    return draft


def _encode_lines(
    problem: Problem,
    terms: tuple[Term, ...],
    *,
    assume: bool = False,
    people: Sequence[int] | None = None,
    part: Part | None = None,
) -> Draft:
    draft = Draft(problem, terms, assume=assume, people=people, part=part)
    for person in draft.line_people:
        if any(draft.is_free(person, day) for day in range(problem.days)):
            rests.add_no_overlap(draft, person)
    for term in terms:
        _add(draft, term)
    return draft


def _add(draft: Draft, term: Term) -> None:
    match term:
        case Choice():
            line.add_choice(draft, term)
        case Rest():
            rests.add_rest(draft, term)
        case Free():
            add_free(draft, term)
        case Tally():
            line.add_tally(draft, term)
        case Streak():
            line.add_streak(draft, term)
        case Pattern():
            line.add_pattern(draft, term)
        case Row():
            line.add_row(draft, term)
        case Cover() | Presence() | Meeting() | Session() | OnQueues():
            pass
        case _:
            assert_never(term)


def _concerning(
    problem: Problem,
    terms: Iterable[Term],
    part: Part,
    events: Sequence[Booked],
) -> Iterator[Term]:
    """Yield the terms that look at what a part may change."""
    days: dict[int, list[int]] = {}
    for person, day in sorted(part.free):
        days.setdefault(person, []).append(day)
    slots = _reachable(problem, part, events)
    for term in terms:
        match term:
            case Cover():
                concerned = _staff(term.pools)
            case Presence():
                concerned = term.people
            case Meeting() | Session() | OnQueues():
                continue
            case _:
                if any(
                    reads(term, person, day)
                    for person in people_of(term) & days.keys()
                    for day in days[person]
                ):
                    yield term
                continue
        if any(
            not concerned.isdisjoint(slots.get(slot, ()))
            for slot in _slots(problem, term.start_min, term.end_min)
        ):
            yield term


@lru_cache(maxsize=4096)
def _staff(pools: tuple[Pool, ...]) -> frozenset[int]:
    return frozenset(p for pool in pools for who in pool.eligible for p in who)


def _slots(problem: Problem, start_min: int, end_min: int) -> range:
    return range(
        start_min // problem.slot_min, -(-end_min // problem.slot_min)
    )


def _reachable(
    problem: Problem, part: Part, events: Iterable[Booked]
) -> dict[int, set[int]]:
    """Return who could come or go in a slot, by its number."""
    found: dict[int, set[int]] = {}
    for person, day in part.free:
        for idx in problem.menu(person, day):
            duty = problem.duties[idx]
            for slot in _slots(problem, duty.start_min, duty.end_min):
                found.setdefault(slot, set()).add(person)
    for term in events:
        for person in term.people:
            for start, end in _held_inside(problem, part, person, term):
                for slot in _slots(problem, start, end):
                    found.setdefault(slot, set()).add(person)
    return found


def _held_inside(
    problem: Problem, part: Part, person: int, term: Booked
) -> Iterator[tuple[int, int]]:
    """Yield when somebody is at work, as held, while an event may be."""
    for chosen in part.lines[person]:
        if chosen is None:
            continue
        duty = problem.duties[chosen.duty]
        for first, last in windows_of(term):
            start, end = max(first, duty.start_min), min(last, duty.end_min)
            if start < end:
                yield start, end
