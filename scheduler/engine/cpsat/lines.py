"""Between an engine's lines and the variables of a draft."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.engine.breaks import fits
from scheduler.engine.cpsat.search import set_hint
from scheduler.engine.engine import Chosen
from scheduler.engine.joined import joined
from scheduler.engine.view import LinesView
from scheduler.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.model import Draft, Lit
    from scheduler.engine.cpsat.presence import Breaks
    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Duty, Problem

__all__ = ["lines_of", "merged", "on_draft", "set_line_hint", "values_of"]


def lines_of(encoding: Encoding, values: Sequence[int]) -> Lines:
    """Return the lines of a solution, given by variable index."""
    draft = encoding.draft
    lines = [
        [
            encoding.events.closed(draft.held(person, day))
            if not draft.is_free(person, day)
            else _day(draft, encoding.breaks, person, day, values)
            for day in range(draft.problem.days)
        ]
        for person in range(len(draft.problem.people))
    ]
    for event, bookings in encoding.events.bookings.items():
        for (start, end), people in bookings.items():
            for person, lit in people.items():
                if values[lit.index]:
                    near = event in encoding.events.in_slots
                    span = Span(start, end, "event", event=event, near=near)
                    _book(draft.problem, lines[person], span)
    keys = encoding.events.in_slots
    return tuple(
        tuple(joined(chosen, keys) for chosen in line) for line in lines
    )


def _book(problem: Problem, line: list[Day], span: Span) -> bool:
    """Put an event into the duty that is on at the time, if there is one."""
    for day, chosen in enumerate(line):
        if chosen is not None and problem.duties[chosen.duty].covers(
            span.start_min, span.end_min
        ):
            events = tuple(sorted((*chosen.events, span)))
            line[day] = chosen._replace(events=events)
            return True
    return False


def _day(
    draft: Draft,
    breaks: Breaks,
    person: int,
    day: int,
    values: Sequence[int],
) -> Day:
    for duty, lit in draft.choices[person, day].items():
        if values[lit.index]:
            return Chosen(
                duty,
                tuple(
                    next(at for at, b in starts.items() if values[b.index])
                    for starts in breaks.literals(person, day, duty)
                ),
            )
    return None


def values_of(encoding: Encoding, lines: Lines) -> Iterator[tuple[Lit, int]]:
    """Yield variables of a draft and what lines make of them.

    Choices, breaks, events and seats: all the rest follows from them.
    """
    draft, breaks = encoding.draft, encoding.breaks
    view = LinesView(draft.problem, lines)
    attended = [set(view.events(person)) for person in range(len(lines))]
    for block in encoding.blocks:
        yield from block.seats(view)
    for person, day, chosen in _days(lines):
        idx = None if chosen is None else chosen.duty
        begun = () if chosen is None else chosen.breaks
        at = person, day
        if not draft.is_free(person, day):
            continue
        yield draft.off[at], idx is None
        for duty, lit in draft.choices[at].items():
            yield lit, duty == idx
        for pause, starts in breaks.starts[at].items():
            has_it = idx is not None and pause.is_of(draft.problem.duties[idx])
            taken = begun[pause.ordinal] if has_it else None
            for start, lit in starts.items():
                yield lit, start == taken
    for spans in attended:
        for span in [s for s in spans if s.event in encoding.events.in_slots]:
            spans.update(
                replace(span, start_min=start, end_min=end)
                for start, end in encoding.events.slots(
                    span.start_min, span.end_min
                )
            )
    for event, bookings in encoding.events.bookings.items():
        for (start, end), people in bookings.items():
            near = event in encoding.events.in_slots
            span = Span(start, end, "event", event=event, near=near)
            together: dict[int, tuple[Lit, bool]] = {}
            for person, lit in people.items():
                _, others = together.get(lit.index, (lit, True))
                together[lit.index] = lit, others and span in attended[person]
            yield from together.values()


def merged(
    lines: Lines,
    others: Lines,
    free: frozenset[tuple[int, int]],
    events: frozenset[str],
) -> Lines:
    """Return lines with what others have on some persons' days.

    Parameters
    ----------
    events
        Keys of those that are taken from the others on every day.
    """
    return tuple(
        tuple(
            other
            if (person, day) in free
            else _with_events(chosen, other, events)
            for day, (chosen, other) in enumerate(
                zip(line, others[person], strict=True)
            )
        )
        for person, line in enumerate(lines)
    )


def _with_events(chosen: Day, other: Day, events: frozenset[str]) -> Day:
    """Return a day with some events as another one has them."""
    if chosen is None or not events:
        return chosen
    kept = [span for span in chosen.events if span.event not in events]
    if other is not None:
        kept += [span for span in other.events if span.event in events]
    return chosen._replace(events=tuple(sorted(kept)))


def on_draft(encoding: Encoding, lines: Lines) -> bool:
    """Return whether lines keep to what duties, breaks and events allow."""
    draft = encoding.draft
    free_from = [0] * len(lines)
    for person, day, chosen in _days(lines):
        if chosen is None:
            continue
        duty = draft.problem.duties[chosen.duty]
        if (
            chosen.duty not in draft.choices[person, day]
            or duty.start_min < free_from[person]
            or not fits(duty, chosen.breaks, draft.problem.slot_min)
            or not _in_turn(duty, chosen)
        ):
            return False
        free_from[person] = duty.end_min
    return encoding.events.allow(lines)


def _in_turn(duty: Duty, chosen: Chosen) -> bool:
    """Return whether breaks and events lie inside a duty, one at a time."""
    if not chosen.events:
        return True
    stretches = [
        (start, start + pause.length_min)
        for pause, start in zip(duty.breaks, chosen.breaks, strict=True)
    ]
    stretches += [(span.start_min, span.end_min) for span in chosen.events]
    return all(duty.covers(*stretch) for stretch in stretches) and all(
        end <= start for (_, end), (start, _) in pairwise(sorted(stretches))
    )


def _days(lines: Lines) -> Iterator[tuple[int, int, Day]]:
    for person, line in enumerate(lines):
        for day, chosen in enumerate(line):
            yield person, day, chosen


def set_line_hint(encoding: Encoding, lines: Lines) -> None:
    """Hint lines to a draft, and nothing else."""
    set_hint(
        encoding.draft.cp,
        ((lit.index, int(value)) for lit, value in values_of(encoding, lines)),
    )
