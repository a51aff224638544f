"""Who is there when, and serves what: a roster as the event loop reads it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Crew", "crew"]


@dataclass(frozen=True, eq=False)
class Crew:
    """Stretches of presence in order of their start.

    Attributes
    ----------
    person, start_min, end_min, queues
        By stretch; a bit for each queue served, by its number in
        ``numbers``.
    first_end
        The stretches in order of their end.
    numbers
        Number of a queue by its index in the problem.
    """

    people: int
    person: IntArray
    start_min: FloatArray
    end_min: FloatArray
    queues: IntArray
    first_end: IntArray
    numbers: Mapping[int, int]


def crew(
    roster: Roster, queues: Sequence[int], *, strict: bool = False
) -> Crew:
    """Return who serves these queues when.

    Somebody on duty serves all that they can. Breaks, events and standby
    serve nothing.

    Parameters
    ----------
    queues
        Indices of the queues with contacts, 62 at most.
    strict
        In a block of a queue nothing else is served, even by somebody free.

    Raises
    ------
    ValueError
        For more queues than bits.
    """
    if len(queues) > 62:
        raise ValueError(
            f"{len(queues)} queues have contacts; a simulation holds 62."
        )
    numbers = {queue: number for number, queue in enumerate(queues)}
    rows = [
        (person, start, end, bits)
        for person in range(len(roster.lines))
        for start, end, bits in _stretches(roster, person, numbers, strict)
    ]
    rows.sort(key=lambda row: row[1])
    ends = np.array([row[2] for row in rows], dtype=np.float64)
    return Crew(
        people=len(roster.lines),
        person=np.array([row[0] for row in rows], dtype=np.int64),
        start_min=np.array([row[1] for row in rows], dtype=np.float64),
        end_min=ends,
        queues=np.array([row[3] for row in rows], dtype=np.int64),
        first_end=np.argsort(ends, kind="stable"),
        numbers=numbers,
    )


def _stretches(
    roster: Roster, person: int, numbers: Mapping[int, int], strict: bool
) -> Iterator[tuple[int, int, int]]:
    problem = roster.problem
    able: dict[int, int] = defaultdict(int)
    until = -(10**12)
    for work in roster.with_past(person):
        if work.day not in able:
            able[work.day] = _able(problem, person, work.day, numbers)
        for start, end, queue in _pieces(problem, work):
            # Where duties of one person overlap, the earlier goes on.
            begins = max(start, until)
            if begins >= end:
                continue
            until = end
            bits = able[work.day]
            if queue is not None:
                own = 1 << numbers[queue] if queue in numbers else 0
                bits = own if strict else bits | own
            if bits:
                yield begins, end, bits


def _able(
    problem: Problem, person: int, day: int, numbers: Mapping[int, int]
) -> int:
    return sum(
        1 << number
        for queue, number in numbers.items()
        if problem.serves(person, queue, day)
    )


def _pieces(
    problem: Problem, work: Work
) -> Iterator[tuple[int, int, int | None]]:
    """Yield (start, end, queue) of a work; None where no queue is said."""
    duty = problem.duties[work.duty]
    for first, last in duty.work:
        at = first
        for span in work.spans:
            if span.end_min <= first or last <= span.start_min:
                continue
            if at < span.start_min:
                yield at, span.start_min, None
            if span.kind == "queue":
                yield span.start_min, span.end_min, span.queue
            at = span.end_min
        if at < last:
            yield at, last, None
