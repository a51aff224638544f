"""An engine's lines as the evaluator reads a roster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.engine.engine import Lines
    from scheduler.problem import Problem

__all__ = ["LinesView", "past_presence"]


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
        return any(
            start <= start_min and end_min <= end
            for start, end in self._stretches[person]
        )

    @cached_property
    def _stretches(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(
            (*past_presence(self.problem, person), *self._presence(person))
            for person in range(len(self.lines))
        )

    def _presence(self, person: int) -> Iterator[tuple[int, int]]:
        for chosen in self.lines[person]:
            if chosen is None:
                continue
            idx, break_starts = chosen
            duty = self.problem.duties[idx]
            at = duty.start_min
            for pause, start in zip(duty.breaks, break_starts, strict=True):
                yield at, start
                at = start + pause.length_min
            yield at, duty.end_min
