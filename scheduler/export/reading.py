"""Works as a file tells them → a roster of a problem.

``json`` and ``csv`` find out what the file says; this fits it to the
problem: which duty is meant, and what becomes a foreign one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from constraints import wording
from scheduler.errors import Finding
from scheduler.expand.duties import Clock
from scheduler.expand.foreign import foreign_duty, with_foreign
from scheduler.problem import Span, Work
from scheduler.roster import Roster
from scheduler.spec.findings import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scheduler.errors import Place
    from scheduler.problem import Duty, Problem

__all__ = [
    "MOST_BYTES",
    "Entry",
    "EntryPiece",
    "breaks_with_pay",
    "line_day",
    "roster_of",
]

MOST_BYTES = 64_000_000
"""A quarter for 500 people is about 30 MB."""


@dataclass(frozen=True, slots=True)
class EntryPiece:
    """A stretch of a work as a file tells it.

    Attributes
    ----------
    shift
        Index of its shift; None where it is that of the work.
    paid_min
        None where nothing is said.
    """

    start_min: int
    end_min: int
    standby: bool = False
    shift: int | None = None
    paid_min: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as a file tells it.

    Attributes
    ----------
    where
        Its place in the file, asked for only when there is a fault.
    shift
        Index of the shift it names; None when it names none.
    breaks
        Breaks, and whether each is paid; None when nothing is said.
    queues, events
        Queue blocks, and time at events.
    pieces
        What it is made of; None when nothing is said.
    """

    person: int
    start_min: int
    end_min: int
    where: Callable[[], Place]
    shift: int | None = None
    breaks: tuple[tuple[Span, bool], ...] | None = None
    queues: tuple[Span, ...] = ()
    events: tuple[Span, ...] = ()
    pieces: tuple[EntryPiece, ...] | None = None


def roster_of(
    problem: Problem, entries: Iterable[Entry], *, clip: bool = False
) -> Roster:
    """Return the roster that works make.

    A work with the times of a duty on the person's menu is that duty; any
    other becomes a foreign duty, which the roster's own problem holds.
    Breaks that a file leaves out lie in the middle of where they may.

    Parameters
    ----------
    clip
        Leave out works outside the days of the problem.

    Raises
    ------
    InputError
        For works outside the days of the problem, unless they are left out.
    """
    foreign: dict[Duty, int] = {}
    lines: list[list[Work]] = [[] for _ in problem.people]
    outside = []
    for entry in _joined(problem, entries):
        day = line_day(problem, entry)
        if not 0 <= day < problem.days:
            if not clip:
                outside.append(_outside(problem, entry))
            continue
        idx = _meant(problem, entry, day)
        if idx is None:
            duty = _foreign(problem, entry)
            idx = foreign.setdefault(duty, len(problem.duties) + len(foreign))
        else:
            duty = problem.duties[idx]
        breaks = _breaks(problem, entry, duty)
        spans = tuple(sorted([*breaks, *entry.queues, *entry.events]))
        lines[entry.person].append(Work(entry.person, day, idx, spans))
    if outside:
        raise refusal(outside)
    wider = with_foreign(problem, tuple(foreign))
    return Roster(
        wider,
        tuple(
            tuple(sorted(line, key=lambda w: wider.duties[w.duty].start_min))
            for line in lines
        ),
    )


def line_day(problem: Problem, entry: Entry) -> int:
    """Return the line day on which a work starts."""
    person = problem.people[entry.person]
    clock = Clock(person.zone, person.day_starts)
    return problem.day(clock.line_date(entry.start_min))


def _outside(problem: Problem, entry: Entry) -> Finding:
    name = problem.people[entry.person].name
    days = wording.days((0, problem.days - 1), problem)
    return Finding(
        f"{name} works on a day that is not among those of the roster, {days}",
        entry.where(),
        code="outside-the-roster",
    )


def _meant(problem: Problem, entry: Entry, day: int) -> int | None:
    """Return the duty on the person's menu that has these times."""
    alike = [
        idx
        for idx in problem.menu(entry.person, day)
        if (problem.duties[idx].start_min, problem.duties[idx].end_min)
        == (entry.start_min, entry.end_min)
        and entry.shift in (None, *problem.duties[idx].shifts)
        and _made_of(entry, problem.duties[idx])
    ]
    # What is not told to be in pieces is in one, where there is a choice.
    alike.sort(key=lambda idx: bool(problem.duties[idx].pieces))
    if entry.breaks is None:
        return next(iter(alike), None)
    lengths = sorted(s.end_min - s.start_min for s, _ in entry.breaks)
    fitting = (
        idx
        for idx in alike
        if lengths == sorted(b.length_min for b in problem.duties[idx].breaks)
    )
    return next(fitting, next(iter(alike), None))


def _made_of(entry: Entry, duty: Duty) -> bool:
    """Return whether a duty has the pieces that are told, if any are."""
    if entry.pieces is None:
        return True
    told = [(p.start_min, p.end_min, p.standby) for p in entry.pieces]
    return told == [(p.start_min, p.end_min, p.standby) for p in duty.pieces]


def _joined(problem: Problem, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield works, those that are the pieces of one duty as one.

    People write a split shift as two rows of one day.
    """
    by_day: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        key = entry.person, line_day(problem, entry)
        by_day.setdefault(key, []).append(entry)
    for (person, day), same in by_day.items():
        whole = _whole(problem, person, day, same) if len(same) > 1 else None
        yield from same if whole is None else (whole,)


def _whole(
    problem: Problem, person: int, day: int, entries: Sequence[Entry]
) -> Entry | None:
    """Return the duty whose pieces works of one day are, None for none."""
    if not 0 <= day < problem.days or any(e.pieces for e in entries):
        return None
    ordered = sorted(entries, key=lambda e: e.start_min)
    told = [(e.start_min, e.end_min) for e in ordered]
    shifts = {e.shift for e in ordered if e.shift is not None}
    for idx in problem.menu(person, day):
        duty = problem.duties[idx]
        if told == [
            (p.start_min, p.end_min) for p in duty.pieces
        ] and shifts <= set(duty.shifts):
            pauses = [e.breaks for e in ordered]
            return replace(
                ordered[0],
                end_min=ordered[-1].end_min,
                shift=duty.shift,
                breaks=None
                if None in pauses
                else tuple(b for found in pauses for b in found or ()),
                queues=tuple(q for e in ordered for q in e.queues),
                events=tuple(s for e in ordered for s in e.events),
                pieces=tuple(
                    EntryPiece(p.start_min, p.end_min, p.standby)
                    for p in duty.pieces
                ),
            )
    return None


def _foreign(problem: Problem, entry: Entry) -> Duty:
    shift = -1 if entry.shift is None else entry.shift
    pieces = entry.pieces or ()
    if not pieces and shift >= 0 and problem.shifts[shift].standby:
        pieces = (EntryPiece(entry.start_min, entry.end_min, standby=True),)
    return foreign_duty(
        problem.people[entry.person],
        entry.start_min,
        entry.end_min,
        shift,
        entry.breaks or (),
        [
            (
                piece.start_min,
                piece.end_min,
                piece.standby,
                -1 if piece.shift is None else piece.shift,
                piece.paid_min,
            )
            for piece in pieces
        ],
    )


def _breaks(problem: Problem, entry: Entry, duty: Duty) -> Sequence[Span]:
    if entry.breaks is not None:
        return [span for span, _ in entry.breaks]
    return list(_middle(duty, problem.slot_min))


def _middle(duty: Duty, slot_min: int) -> Iterator[Span]:
    """Yield each break in the middle of where it may lie, on the grid."""
    free_from = duty.start_min
    for rest in duty.breaks:
        earliest = duty.start_min + rest.earliest_min
        latest = duty.start_min + rest.latest_min
        middle = (earliest + latest) // 2 // slot_min * slot_min
        start = min(max(middle, earliest, free_from), latest)
        yield Span(start, start + rest.length_min, "break")
        free_from = start + rest.length_min


def breaks_with_pay(duty: Duty, work: Work) -> Iterator[tuple[Span, bool]]:
    """Yield the breaks of a work, and whether the duty pays each.

    A break that is none of the duty's own is not paid.
    """
    left = list(duty.breaks)
    for span in work.breaks:
        length = span.end_min - span.start_min
        own = next((b for b in left if b.length_min == length), None)
        if own is not None:
            left.remove(own)
        yield span, own is not None and own.paid
