"""An engine's lines as a roster, and as the evaluator reads one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from scheduler.problem import Span, Work
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Duty, Problem

__all__ = [
    "LinesView",
    "past_pauses",
    "past_presence",
    "pauses",
    "presence",
    "roster_of",
]

Stretches: TypeAlias = "tuple[list[int], list[int]]"


def past_presence(
    problem: Problem, person: int, *, near: bool = False, standby: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield when somebody was free for queues before the horizon.

    Stretches are half-open, in order of time.

    Parameters
    ----------
    near
        Whether time off the queues counts that is no event.
    standby
        Whether standby counts as well.
    """
    for work in problem.past(person):
        spans = work.elsewhere if near else work.off_queues
        taken = [(s.start_min, s.end_min) for s in spans]
        yield from _between(problem.duties[work.duty], taken, standby)


def presence(
    problem: Problem, chosen: Day, *, near: bool = False, standby: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield when somebody is free for queues on one line day.

    At work, that is, neither on a break nor at an event.

    Parameters
    ----------
    near, standby
        As in ``past_presence``.
    """
    if chosen is None:
        return
    duty = problem.duties[chosen.duty]
    taken = [
        (start, start + pause.length_min)
        for pause, start in zip(duty.breaks, chosen.breaks, strict=True)
    ]
    if chosen.events:
        taken += [
            (event.start_min, event.end_min)
            for event in chosen.events
            if not (near and event.near)
        ]
        taken.sort()
    yield from _between(duty, taken, standby)


def _between(
    duty: Duty, taken: Sequence[tuple[int, int]], standby: bool
) -> Iterator[tuple[int, int]]:
    for first, last in duty.reach if standby else duty.work:
        at = first
        for start, end in taken:
            if first <= start < last:
                yield at, start
                at = end
        yield at, last


def past_pauses(problem: Problem, person: int) -> Iterator[tuple[int, int]]:
    """Yield somebody's breaks before the horizon, in order of time."""
    for work in problem.past(person):
        for pause in work.breaks:
            yield pause.start_min, pause.end_min


def pauses(problem: Problem, chosen: Day) -> Iterator[tuple[int, int]]:
    """Yield the breaks of one line day."""
    if chosen is None:
        return
    duty = problem.duties[chosen.duty]
    for pause, start in zip(duty.breaks, chosen.breaks, strict=True):
        yield start, start + pause.length_min


@dataclass(frozen=True, eq=False)
class LinesView:
    """Lines seen as a roster, history included."""

    problem: Problem
    lines: Lines

    @property
    def days(self) -> int:
        """Number of line days."""
        return self.problem.days

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty index of a line day, None for off."""
        chosen = self.lines[person][day]
        return None if chosen is None else chosen.duty

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        """Return the start and the end of a duty, or of its work."""
        return self.problem.duties[duty].times(standby=standby)

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether a duty lasts throughout, whatever is done in it."""
        duties = self.problem.duties
        return any(
            chosen is not None
            and duties[chosen.duty].covers(start_min, end_min)
            for chosen in self.lines[person]
        )

    def events(self, person: int) -> tuple[Span, ...]:
        """Return the events that somebody attends, in order of time."""
        return self._events[person]

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return whether somebody is there throughout; see ``View``."""
        if standby:
            known = self._reaches
        else:
            known = self._near if near else self._stretches
        starts, ends = known[person]
        before = bisect_right(starts, start_min) - 1
        return before >= 0 and end_min <= ends[before]

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether somebody is on a break at any moment."""
        starts, ends = self._pauses[person]
        before = bisect_left(starts, end_min) - 1
        return before >= 0 and start_min < ends[before]

    @cached_property
    def _events(self) -> tuple[tuple[Span, ...], ...]:
        return tuple(
            tuple(s for chosen in line if chosen for s in chosen.events)
            for line in self.lines
        )

    @cached_property
    def _stretches(self) -> tuple[Stretches, ...]:
        """By person: starts and ends of presence, in order of time."""
        return self._found()

    @cached_property
    def _near(self) -> tuple[Stretches, ...]:
        """By person: the same with time off the queues."""
        if not any(s.near for spans in self._events for s in spans):
            return self._stretches
        return self._found(near=True)

    @cached_property
    def _reaches(self) -> tuple[Stretches, ...]:
        """By person: the same with standby."""
        return self._found(near=True, standby=True)

    def _found(
        self, *, near: bool = False, standby: bool = False
    ) -> tuple[Stretches, ...]:
        found = []
        for person in range(len(self.lines)):
            stretches = (
                *past_presence(
                    self.problem, person, near=near, standby=standby
                ),
                *(
                    stretch
                    for chosen in self.lines[person]
                    for stretch in presence(
                        self.problem, chosen, near=near, standby=standby
                    )
                ),
            )
            found.append(
                ([s for s, _ in stretches], [e for _, e in stretches])
            )
        return tuple(found)

    @cached_property
    def _pauses(self) -> tuple[tuple[list[int], list[int]], ...]:
        """By person: starts and ends of breaks, in order of time."""
        found = []
        for person, line in enumerate(self.lines):
            known = (
                *past_pauses(self.problem, person),
                *(p for day in line for p in pauses(self.problem, day)),
            )
            found.append(([s for s, _ in known], [e for _, e in known]))
        return tuple(found)


def roster_of(problem: Problem, lines: Lines) -> Roster:
    """Return the roster of lines: all placed but for queues."""
    return Roster(
        problem,
        tuple(
            tuple(_works(problem, person, line))
            for person, line in enumerate(lines)
        ),
    )


def _works(
    problem: Problem, person: int, line: tuple[Day, ...]
) -> Iterator[Work]:
    for day, chosen in enumerate(line):
        if chosen is None:
            continue
        breaks = (
            Span(start, start + pause.length_min, "break")
            for pause, start in zip(
                problem.duties[chosen.duty].breaks, chosen.breaks, strict=True
            )
        )
        spans = tuple(sorted([*breaks, *chosen.events]))
        yield Work(person, day, chosen.duty, spans)
