"""Who takes a queue over from whom, as far as the roster tells.

Read off the queue blocks alone: somebody leaves a queue for good while, or
just as, somebody else begins on it. Used by the texts of calendars.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scheduler.problem import Work
    from scheduler.roster import Roster

__all__ = ["HandOver", "hand_overs"]

# Two people on a queue for longer work on it together.
_OVERLAP_MIN = 60


@dataclass(frozen=True, slots=True)
class HandOver:
    """A queue passes from one person to another.

    Attributes
    ----------
    giver, taker
        Person indices.
    start_min, end_min
        When the taker begins and when the giver leaves; often the same.
    """

    queue: int
    giver: int
    taker: int
    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class _Stay:
    """The time from somebody's first minute on a queue to their last."""

    work: Work
    queue: int
    start_min: int
    end_min: int


def hand_overs(roster: Roster) -> Mapping[Work, tuple[HandOver, ...]]:
    """Return the hand-overs in which each work takes part, in order of time.

    A giver was there before the taker came and leaves within an hour of it,
    before the taker does. Among several, only pairs count of which either
    is the nearest in time to the other: when ten people go and ten come in
    the course of an hour, nobody hands over to everybody.
    """
    found: defaultdict[Work, list[HandOver]] = defaultdict(list)
    by_queue: defaultdict[int, list[_Stay]] = defaultdict(list)
    for person in roster.problem.people:
        for work in roster.with_past(person.idx):
            for stay in _stays(work):
                by_queue[stay.queue].append(stay)
    for stays in by_queue.values():
        for giver, taker in _nearest(list(_pairs(stays))):
            passed = HandOver(
                giver.queue,
                giver.work.person,
                taker.work.person,
                taker.start_min,
                giver.end_min,
            )
            found[giver.work].append(passed)
            found[taker.work].append(passed)
    return {
        work: tuple(sorted(each, key=lambda h: (h.start_min, h.end_min)))
        for work, each in found.items()
    }


def _stays(work: Work) -> Iterator[_Stay]:
    times: dict[int, tuple[int, int]] = {}
    for span in work.spans:
        if span.kind == "queue":
            first, _ = times.get(span.queue, (span.start_min, 0))
            times[span.queue] = (first, span.end_min)
    for queue, (start_min, end_min) in times.items():
        yield _Stay(work, queue, start_min, end_min)


def _pairs(stays: Iterable[_Stay]) -> Iterator[tuple[_Stay, _Stay]]:
    """Yield all givers and takers of a queue."""
    leaving = sorted(stays, key=lambda stay: stay.end_min)
    ends = [stay.end_min for stay in leaving]
    for taker in leaving:
        low = bisect_left(ends, taker.start_min)
        high = bisect_right(ends, taker.start_min + _OVERLAP_MIN)
        for giver in leaving[low:high]:
            if (
                giver.work.person != taker.work.person
                and giver.start_min < taker.start_min
                and giver.end_min < taker.end_min
            ):
                yield giver, taker


def _nearest(
    pairs: list[tuple[_Stay, _Stay]],
) -> Iterator[tuple[_Stay, _Stay]]:
    least: dict[tuple[str, _Stay], int] = {}
    for giver, taker in pairs:
        overlap = giver.end_min - taker.start_min
        for key in (("gives", giver), ("takes", taker)):
            least[key] = min(overlap, least.get(key, overlap))
    for giver, taker in pairs:
        overlap = giver.end_min - taker.start_min
        if overlap == least["gives", giver] == least["takes", taker]:
            yield giver, taker
