"""Between an engine's lines and the variables of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.breaks import fits
from scheduler.engine.engine import Chosen
from scheduler.engine.view import LinesView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.engine.cpsat.encoding import Encoding
    from scheduler.engine.cpsat.model import Draft, Lit
    from scheduler.engine.cpsat.presence import Breaks
    from scheduler.engine.engine import Day, Lines

__all__ = ["lines_of", "merged", "on_draft", "values_of"]


def lines_of(encoding: Encoding, values: Sequence[int]) -> Lines:
    """Return the lines of a solution, given by variable index."""
    draft = encoding.draft
    return tuple(
        tuple(
            draft.held(person, day)
            if not draft.is_free(person, day)
            else _day(draft, encoding.breaks, person, day, values)
            for day in range(draft.problem.days)
        )
        for person in range(len(draft.problem.people))
    )


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

    Choices, breaks and seats: all the rest follows from them.
    """
    draft, breaks = encoding.draft, encoding.breaks
    view = LinesView(draft.problem, lines)
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


def merged(
    lines: Lines, others: Lines, free: frozenset[tuple[int, int]]
) -> Lines:
    """Return lines with what others have on some persons' days."""
    return tuple(
        tuple(
            others[person][day] if (person, day) in free else chosen
            for day, chosen in enumerate(line)
        )
        for person, line in enumerate(lines)
    )


def on_draft(draft: Draft, lines: Lines) -> bool:
    """Return whether lines keep to the duties and breaks there are."""
    free_from = [0] * len(lines)
    for person, day, chosen in _days(lines):
        if chosen is None:
            continue
        duty = draft.problem.duties[chosen.duty]
        if (
            chosen.duty not in draft.choices[person, day]
            or duty.start_min < free_from[person]
            or not fits(duty, chosen.breaks, draft.problem.slot_min)
        ):
            return False
        free_from[person] = duty.end_min
    return True


def _days(lines: Lines) -> Iterator[tuple[int, int, Day]]:
    for person, line in enumerate(lines):
        for day, chosen in enumerate(line):
            yield person, day, chosen
