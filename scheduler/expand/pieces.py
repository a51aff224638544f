"""Duties in pieces: split shifts, standby, and standby beside work."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from scheduler.problem import Duty, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from constraints.windows import Window
    from scheduler.clock import Zone
    from scheduler.spec.shifts import ShiftSpec

__all__ = ["Bounds", "beside", "laid_pieces", "split_times"]

Bounds: TypeAlias = "tuple[int, ...]"
"""Start and end of each piece, in minutes of the local day."""

SHORTEST_MIN = 2 * 60
"""Shortest piece where ``pieces`` says nothing."""


def split_times(
    shift: ShiftSpec, window: Window, lengths: Sequence[int]
) -> Iterator[Bounds]:
    """Yield two pieces with a gap of any length that is allowed.

    Inside a window the pieces together have one of the lengths; where the
    window says start and end, its length is theirs and the gap's.
    """
    for start, end in _outer(shift, window, lengths):
        for gap in _gaps(shift, end - start, lengths):
            for first in _first_pieces(shift, end - start - gap):
                yield start, start + first, start + first + gap, end


def _outer(
    shift: ShiftSpec, window: Window, lengths: Sequence[int]
) -> Iterator[tuple[int, int]]:
    step = shift.step
    if not shift.inside:
        for moved in range(-shift.slide, shift.slide + 1, step):
            yield window.start + moved, window.end + moved
        return
    whole = window.end - window.start
    longest = whole if _spread(shift) is None else _spread(shift)
    reach = range(min(lengths, default=0), min(whole, longest or 0) + 1, step)
    for length in reach:
        for start in range(window.start, window.end - length + 1, step):
            yield start, start + length


def _spread(shift: ShiftSpec) -> int | None:
    return None if shift.split is None else shift.split.spread


def _gaps(
    shift: ShiftSpec, outer: int, lengths: Sequence[int]
) -> Iterator[int]:
    split = shift.split
    if split is None or split.gap is None:
        return
    if split.spread is not None and outer > split.spread:
        return
    most = outer if split.gap.most is None else split.gap.most
    for gap in range(split.gap.least or 0, min(most, outer) + 1, shift.step):
        if not shift.inside or outer - gap in lengths:
            yield gap


def _first_pieces(shift: ShiftSpec, worked: int) -> Iterator[int]:
    """Yield lengths of the first piece that leave a second one."""
    allowed = shift.split.pieces if shift.split else None
    least = SHORTEST_MIN if allowed is None else allowed.least or shift.step
    most = worked
    if allowed is not None and allowed.most is not None:
        most = allowed.most
    for first in range(least, worked - least + 1, shift.step):
        if max(first, worked - first) <= most:
            yield first


def laid_pieces(
    shift: ShiftSpec, clock: Zone, day: date, bounds: Bounds
) -> tuple[Piece, ...]:
    """Return the pieces of a day as instants.

    Where clocks are put back within a gap, the second piece starts no
    earlier than the first has ended.
    """
    share = shift.paid if shift.standby else 1
    pieces: list[Piece] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        earliest = pieces[-1].end_min if pieces else None
        start_min = clock.start_min(day, start)
        pieces.append(
            Piece(
                start_min if earliest is None else max(start_min, earliest),
                clock.end_min(day, end),
                end - start,
                round((end - start) * share),
                shift.standby,
            )
        )
    return tuple(pieces)


# Standby beside work


def beside(work: Duty, standby: Duty) -> Duty | None:
    """Return a day of work that is on standby outside it.

    Whoever is at work is reached there: of the standby, what lies outside
    the work remains. None where nothing of it does.
    """
    left = [
        replace(
            piece,
            start_min=start,
            end_min=end,
            nominal_min=_share(piece.nominal_min, piece, start, end),
            paid_min=_share(piece.paid_min, piece, start, end),
            shift=standby.shift,
        )
        for piece in standby.parts
        for start, end in _outside(piece, work.work)
    ]
    if not left:
        return None
    pieces = tuple(
        sorted([*work.parts_of_work, *left], key=lambda p: p.start_min)
    )
    early_min = work.start_min - pieces[0].start_min
    return replace(
        work,
        start_min=pieces[0].start_min,
        end_min=pieces[-1].end_min,
        breaks=tuple(
            replace(
                pause,
                earliest_min=pause.earliest_min + early_min,
                latest_min=pause.latest_min + early_min,
            )
            for pause in work.breaks
        ),
        pieces=pieces,
    )


def _outside(
    piece: Piece, work: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what stretches of work leave of a piece."""
    edge = (piece.end_min, piece.end_min)
    clipped = [
        (max(piece.start_min, start), min(piece.end_min, end))
        for start, end in work
        if start < piece.end_min and piece.start_min < end
    ]
    for (_, at), (until, _) in pairwise(
        [(piece.start_min, piece.start_min), *clipped, edge]
    ):
        if at < until:
            yield at, until


def _share(minutes: int, piece: Piece, start: int, end: int) -> int:
    """Return minutes of a piece as far as they lie in a part of it."""
    return round(minutes * (end - start) / (piece.end_min - piece.start_min))
