"""An engine's lines as a roster, and as the evaluator reads one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scheduler.problem import Span, Work
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Problem

__all__ = ["LinesView", "past_presence", "presence", "roster_of"]


def past_presence(problem: Problem, person: int) -> Iterator[tuple[int, int]]:
    """Yield when somebody is on duty, not on a break, before the horizon.

    Stretches are half-open, in order of time.
    """
    for work in problem.past(person):
        duty = problem.duties[work.duty]
        at = duty.start_min
        for pause in work.breaks:
            yield at, pause.start_min
            at = pause.end_min
        yield at, duty.end_min


def presence(problem: Problem, chosen: Day) -> Iterator[tuple[int, int]]:
    """Yield when somebody is on duty, not on a break, on one line day."""
    if chosen is None:
        return
    idx, break_starts = chosen
    duty = problem.duties[idx]
    at = duty.start_min
    for pause, start in zip(duty.breaks, break_starts, strict=True):
        yield at, start
        at = start + pause.length_min
    yield at, duty.end_min


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
        return None if chosen is None else chosen[0]

    def times(self, duty: int) -> tuple[int, int]:
        """Return the start and the end of a duty, in minutes."""
        found = self.problem.duties[duty]
        return found.start_min, found.end_min

    def present(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether somebody is on duty, not on a break, throughout."""
        starts, ends = self._stretches[person]
        before = bisect_right(starts, start_min) - 1
        return before >= 0 and end_min <= ends[before]

    @cached_property
    def _stretches(self) -> tuple[tuple[list[int], list[int]], ...]:
        """By person: starts and ends of presence, in order of time."""
        found = []
        for person in range(len(self.lines)):
            stretches = (
                *past_presence(self.problem, person),
                *(
                    stretch
                    for chosen in self.lines[person]
                    for stretch in presence(self.problem, chosen)
                ),
            )
            found.append(
                ([s for s, _ in stretches], [e for _, e in stretches])
            )
        return tuple(found)


def roster_of(problem: Problem, lines: Lines) -> Roster:
    """Return the roster of lines: breaks placed, queues not yet."""
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
        duty, starts = chosen
        spans = (
            Span(start, start + pause.length_min, "break")
            for pause, start in zip(
                problem.duties[duty].breaks, starts, strict=True
            )
        )
        yield Work(person, day, duty, tuple(sorted(spans)))
