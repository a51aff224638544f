"""A roster in seconds: the duty that helps most, one after another.

Coverage that must be met counts first, then what coverage and the line's
own wishes are worth. Limits are never overstepped; what must be reached
(least hours, least runs) is mended at the end, which may fail in corners.
The start of every other engine.
"""

from __future__ import annotations

from heapq import nlargest
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from constraints.evaluator import totals
from constraints.terms import Meeting
from scheduler.engine.breaks import break_starts, earliest_breaks
from scheduler.engine.engine import Chosen, Outcome
from scheduler.engine.gains import Gains
from scheduler.engine.limits import LineLimits
from scheduler.engine.placing import place_events
from scheduler.engine.view import LinesView, past_presence, presence
from scheduler.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.engine.engine import Limits, Lines
    from scheduler.events import Tell
    from scheduler.model import Model
    from scheduler.problem import Problem

__all__ = ["Greedy"]

NAME = "greedy"

SHORTLIST = 8
"""Duties looked at closely before one is taken."""


class Greedy:
    """Builds one roster and stops."""

    @property
    def name(self) -> str:
        """Short name, as printed."""
        return NAME

    def cannot(self, model: Model) -> tuple[Term, ...]:
        """Return nothing: every kind of term is honoured."""
        return ()

    def run(
        self,
        model: Model,
        limits: Limits,
        tell: Tell,
        start: Lines | None = None,
    ) -> Outcome:
        """Build a roster; a start is not looked at.

        ``feasible`` when no limit is broken, else ``unknown`` with the
        lines as far as they came.
        """
        began = monotonic()
        tell(Event("started", NAME, 0.0))
        deadline = None if limits.seconds is None else began + limits.seconds

        def late() -> bool:
            return limits.stop() or (
                deadline is not None and monotonic() > deadline
            )

        builder = _Builder(model.problem, model.terms)
        builder.force()
        while builder.step() and not late():
            pass
        if builder.reopened():
            while not late() and builder.step():
                pass
        builder.mend(late)
        builder.settle_breaks()
        builder.place_events()
        lines = builder.lines
        view = LinesView(model.problem, lines)
        found = totals(model.terms, view)
        outcome = Outcome(
            status="unknown" if found.broken else "feasible",
            lines=lines,
            shortage_min=found.shortage_min,
            cost=found.ticks,
        )
        tell(
            Event(
                "finished",
                NAME,
                monotonic() - began,
                outcome.status,
                outcome.shortage_min,
                outcome.cost,
            )
        )
        return outcome


class _Builder:
    """Puts duties onto empty lines."""

    def __init__(self, problem: Problem, terms: tuple[Term, ...]) -> None:
        self._problem = problem
        self._terms = terms
        self._gains = Gains(problem, terms)
        self._limits = LineLimits(problem, terms)
        self._meetings: list[set[int]] = [set() for _ in problem.people]
        for term in terms:
            if isinstance(term, Meeting):
                for person in term.people:
                    self._meetings[person].update(
                        self._gains.slots(term.start_min, term.end_min)
                    )
        people = range(len(problem.people))
        self._open = [self._menus(person) for person in people]
        for person in range(len(problem.people)):
            self._gains.change(person, self._past(person), 1)

    @property
    def lines(self) -> Lines:
        """The lines as built."""
        return tuple(tuple(line) for line in self._limits.lines)

    def force(self) -> None:
        """Put the best duty onto every day on which there must be one."""
        for person, day in self._limits.forced:
            for _, at, duty in sorted(self._choices(person), reverse=True):
                if at == day and self._limits.fits(person, day, duty):
                    self._put(person, day, duty)
                    break

    def step(self) -> bool:
        """Put the best duty onto its line; return False when none helps.

        Limits and convex prices only get tighter as lines fill: what does
        not pay or fit now is not looked at again.
        """
        best: tuple[int, int, int, int] | None = None
        for value, person, day, duty in nlargest(SHORTLIST, self._top()):
            if not self._limits.fits(person, day, duty):
                self._sieve(person, day)
                continue
            total = value - self._limits.extra_ticks(person, day, duty)
            if total <= 0:
                del self._open[person][day]
            elif best is None or total > best[0]:
                best = total, person, day, duty
        if best is not None:
            _, person, day, duty = best
            self._put(person, day, duty)
        return any(self._open)

    def reopened(self) -> bool:
        """Look again at people for whom others may have made room."""
        for person in sorted(self._limits.rows.mixed):
            self._open[person] = {
                day: menu
                for day, menu in self._menus(person).items()
                if self._limits.lines[person][day] is None
            }
        return bool(self._limits.rows.mixed)

    def _menus(self, person: int) -> dict[int, IntArray]:
        return {
            day: menu
            for day in range(self._problem.days)
            if (menu := self._limits.menu(person, day)).size
        }

    def settle_breaks(self) -> None:
        """Place breaks anew where rows over who is there ask for it."""
        if not self._limits.rows:
            return
        rows = self._limits.rows
        for person, line in enumerate(self.lines):
            for day, chosen in enumerate(line):
                if chosen is None or not chosen.breaks:
                    continue
                if rows.added(person, chosen, Chosen(chosen.duty)) < 0:
                    self._clear(person, day, chosen)
                    self._put(person, day, chosen.duty)

    def mend(self, late: Callable[[], bool]) -> None:
        """Reach what must be reached, one first improvement at a time."""
        for person in range(len(self._problem.people)):
            while self._limits.missing(person) and not late():
                if not self._mend_once(person):
                    break

    def place_events(self) -> None:
        """Place meetings and sessions on the lines as they are."""
        place_events(
            self._problem, self._terms, self._limits.lines, self._gains
        )

    def _mend_once(self, person: int) -> bool:
        missing = self._limits.missing(person)
        for _, day, duty in sorted(self._choices(person), reverse=True):
            kept = self._limits.lines[person][day]
            if kept is not None or not self._limits.fits(person, day, duty):
                continue
            if self._limits.missing_with(person, day, duty) < missing:
                self._put(person, day, duty)
                return True
        for day, chosen in enumerate(self._limits.lines[person]):
            if (
                chosen is not None
                and self._limits.fits(person, day, None)
                and self._limits.missing_with(person, day, None) < missing
            ):
                self._clear(person, day, chosen)
                return True
        return False

    # What is on offer

    def _top(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield the best duty of each open day: value, person, day, duty."""
        for person, days in enumerate(self._open):
            if not days:
                continue
            profile = self._gains.profile(person)
            for day, menu in days.items():
                values = self._values(person, day, menu, profile)
                at = int(values.argmax())
                yield int(values[at]), person, day, int(menu[at])

    def _choices(self, person: int) -> Iterator[tuple[int, int, int]]:
        profile = self._gains.profile(person)
        for day in range(self._problem.days):
            menu = self._limits.menu(person, day)
            values = self._values(person, day, menu, profile)
            yield from (
                (int(value), day, int(duty))
                for value, duty in zip(values, menu, strict=True)
            )

    def _values(
        self,
        person: int,
        day: int,
        menu: IntArray,
        profile: tuple[IntArray, ...],
    ) -> IntArray:
        gained = self._gains.worth(profile, menu)
        return gained - self._limits.wishes(person, day)[menu]

    def _sieve(self, person: int, day: int) -> None:
        """Strike from an open day all duties that do not fit any more."""
        menu = self._open[person][day]
        fitting = [
            duty for duty in menu if self._limits.fits(person, day, int(duty))
        ]
        if fitting:
            self._open[person][day] = np.array(fitting, dtype=np.int64)
        else:
            del self._open[person][day]

    # Putting and clearing

    def _put(self, person: int, day: int, duty: int) -> None:
        self._open[person].pop(day, None)
        chosen = Chosen(duty, self._place_breaks(person, duty))
        self._limits.set(person, day, chosen)
        self._gains.change(person, self._presence(chosen), 1)

    def _clear(self, person: int, day: int, chosen: Chosen) -> None:
        self._limits.set(person, day, None)
        self._gains.change(person, self._presence(chosen), -1)

    def _past(
        self, person: int
    ) -> Callable[[bool], Iterator[tuple[int, int]]]:
        return lambda standby: past_presence(
            self._problem, person, standby=standby
        )

    def _presence(
        self, chosen: Chosen
    ) -> Callable[[bool], Iterator[tuple[int, int]]]:
        return lambda standby: presence(self._problem, chosen, standby=standby)

    def _place_breaks(self, person: int, idx: int) -> tuple[int, ...]:
        """Let each break start where presence is worth least.

        Not at the time of a meeting, if that can be.
        """
        duty = self._problem.duties[idx]
        sums = self._gains.sums(person)
        at, found = duty.start_min, []
        for pause, starts in zip(
            duty.breaks,
            break_starts(duty, self._problem.slot_min),
            strict=True,
        ):

            def lost(
                start: int, length: int = pause.length_min
            ) -> tuple[bool, int]:
                slots = self._gains.slots(start, start + length)
                meets = not self._meetings[person].isdisjoint(slots)
                return meets, int(sums[slots.stop] - sums[slots.start])

            def broken(start: int, length: int = pause.length_min) -> int:
                return self._limits.rows.pausing(
                    person, idx, (start, start + length)
                )

            free = [start for start in starts if start >= at]
            if not free:
                # A late first break may leave the next one no room.
                return earliest_breaks(duty, self._problem.slot_min) or ()
            found.append(min(free, key=lambda s: (broken(s), lost(s))))
            at = found[-1] + pause.length_min
        return tuple(found)
