"""The answer: one line of works per person; it holds its problem."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scheduler.problem import Duty, Problem, Span, Work

__all__ = ["Roster"]


@dataclass(frozen=True, eq=False)
class Roster:
    """Who works when, on breaks and queues included.

    Attributes
    ----------
    lines
        By person: works in order of time, at most one per line day.
    """

    problem: Problem
    lines: tuple[tuple[Work, ...], ...]

    @property
    def days(self) -> int:
        """Number of line days."""
        return self.problem.days

    @cached_property
    def by_day(self) -> tuple[Mapping[int, Work], ...]:
        """By person: line day to work."""
        return tuple({w.day: w for w in line} for line in self.lines)

    def work(self, person: int, day: int) -> Work | None:
        """Return what somebody works on a line day, None for off."""
        return self.by_day[person].get(day)

    def choice(self, person: int, day: int) -> int | None:
        """Return the duty index of a line day, None for off."""
        work = self.work(person, day)
        return None if work is None else work.duty

    def duty(self, work: Work) -> Duty:
        """Return the duty of a work."""
        return self.problem.duties[work.duty]

    def times(
        self, duty: int, *, standby: bool = True
    ) -> tuple[int, int] | None:
        """Return the start and the end of a duty index, or of its work."""
        return self.problem.duties[duty].times(standby=standby)

    def works(self) -> Iterator[Work]:
        """Yield all works, person by person."""
        for line in self.lines:
            yield from line

    def with_past(self, person: int) -> tuple[Work, ...]:
        """Return somebody's works including history, in order of time."""
        return self.problem.past(person) + self.lines[person]

    def at_work(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether a duty lasts throughout, whatever is done in it."""
        return any(
            self.duty(work).covers(start_min, end_min)
            for work in self.lines[person]
        )

    def worked(self, person: int) -> tuple[Work, ...]:
        """Return somebody's works, those of standby alone aside."""
        return tuple(w for w in self.lines[person] if self.duty(w).work)

    def worked_with_past(self, person: int) -> tuple[Work, ...]:
        """Return the same including history, in order of time."""
        return self.problem.past_worked(person) + self.worked(person)

    def events(self, person: int) -> tuple[Span, ...]:
        """Return the events that somebody attends, in order of time."""
        return tuple(s for w in self.lines[person] for s in w.events)

    def present(
        self,
        person: int,
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
        standby: bool = False,
    ) -> bool:
        """Return whether somebody is free for queues throughout.

        At work, that is, neither on a break nor at an event. History
        spills into the first days.

        Parameters
        ----------
        near
            Whether time off the queues counts that is no event.
        standby
            Whether standby counts as well, and such time.
        """
        for work in self.with_past(person):
            duty = self.problem.duties[work.duty]
            spans = work.elsewhere if near or standby else work.off_queues
            for start, end in duty.reach if standby else duty.work:
                if start <= start_min and end_min <= end:
                    return not any(
                        s.start_min < end_min and start_min < s.end_min
                        for s in spans
                    )
        return False

    def paused(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether somebody is on a break at any moment.

        History spills into the first days.
        """
        return any(
            s.start_min < end_min and start_min < s.end_min
            for work in self.with_past(person)
            for s in work.breaks
        )
