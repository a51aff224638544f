"""Events onto lines whose duties are set, one after another.

Meetings first, whose time is given; then each session where the people lose
least coverage, and what time off the queues is left to find. Breaks stay
where they are. For engines that build a roster duty by duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.terms import Meeting, OnQueues, Session
from scheduler.engine.joined import joined
from scheduler.engine.view import presence
from scheduler.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.terms import Term
    from scheduler.engine.engine import Day
    from scheduler.engine.gains import Gains
    from scheduler.problem import Problem

__all__ = ["place_events"]


def place_events(
    problem: Problem,
    terms: Iterable[Term],
    lines: Sequence[list[Day]],
    gains: Gains,
) -> None:
    """Put events onto lines that have none.

    Parameters
    ----------
    lines
        By person and day; they are changed.
    gains
        What presence is worth, given the lines; kept up to date.
    """
    terms = tuple(terms)
    placing = _Placing(problem, lines, gains)
    for term in terms:
        if isinstance(term, Meeting):
            placing.hold(term)
    # Who has least room goes first.
    sessions = [term for term in terms if isinstance(term, Session)]
    for term in sorted(
        sessions, key=lambda t: (-len(t.people), -t.length_min)
    ):
        placing.place(term)
    for term in terms:
        if isinstance(term, OnQueues):
            placing.relieve(term)


class _Placing:
    """Lines that fill with events."""

    def __init__(
        self, problem: Problem, lines: Sequence[list[Day]], gains: Gains
    ) -> None:
        self._problem = problem
        self._lines = lines
        self._gains = gains
        self._losses: dict[tuple[int, int], int] = {}

    def hold(self, term: Meeting) -> None:
        """Let those come who can, but those who are worth more elsewhere."""
        minutes = term.end_min - term.start_min
        stretch = term.start_min, term.end_min
        losses = {
            person: self._loss((person,), *stretch)
            for person in term.people
            if self._free(person, *stretch)
        }
        room = [stay.heads for stay in term.stays]
        for person in sorted(losses, key=lambda p: -losses[p]):
            at = next(
                (
                    idx
                    for idx, stay in enumerate(term.stays)
                    if room[idx] and person in stay.people
                ),
                None,
            )
            if at is not None and losses[person] > 0:
                room[at] -= 1
            elif term.price.hard or losses[person] <= term.price(minutes):
                self._book(term.event, (person,), *stretch)

    def place(self, term: Session) -> None:
        """Find the time at which a session costs least coverage."""
        left = term.length_min
        for length in reversed(term.pieces):
            while length <= left and (
                left == length or left - length >= term.pieces[0]
            ):
                best = min(
                    (
                        (self._loss(term.people, start, start + length), start)
                        for start in self._starts(term, length)
                    ),
                    default=None,
                )
                if best is None:
                    break
                loss, start = best
                if not term.price.hard and loss > term.price(
                    len(term.people) * length
                ):
                    return
                self._book(term.event, term.people, start, start + length)
                left -= length

    def relieve(self, term: OnQueues) -> None:
        """Take somebody off the queues where that costs least coverage."""
        (person,) = term.people
        slot = self._problem.slot_min
        present = [
            at
            for at in range(term.start_min, term.end_min, slot)
            if self._free(person, at, at + slot)
        ]
        over = len(present) * slot - term.most_min
        losses = {at: self._loss((person,), at, at + slot) for at in present}
        for at in sorted(present, key=lambda at: (losses[at], at)):
            if over <= 0 or (
                not term.price.hard and losses[at] > term.price(slot)
            ):
                break
            self._book(term.event, (person,), at, at + slot, near=True)
            over -= slot
        line = self._lines[person]
        line[:] = [joined(chosen, {term.event}) for chosen in line]

    def _starts(self, term: Session, length_min: int) -> Iterator[int]:
        slot = self._problem.slot_min
        for first, last in term.windows:
            on_grid = -(-first // slot) * slot
            for start in range(on_grid, last - length_min + 1, slot):
                if all(
                    self._free(person, start, start + length_min)
                    for person in term.people
                ):
                    yield start

    def _free(self, person: int, start_min: int, end_min: int) -> bool:
        """Return whether one is at work with nothing else on."""
        return any(
            first <= start_min and end_min <= last
            for day in self._days(start_min)
            for first, last in presence(
                self._problem, self._lines[person][day]
            )
        )

    def _loss(
        self, people: Iterable[int], start_min: int, end_min: int
    ) -> int:
        slot = self._problem.slot_min
        total = 0
        for person in people:
            for at in range(start_min, end_min, slot):
                if (person, at) not in self._losses:
                    (lost,) = self._gains.losses(person, at, at + slot)
                    self._losses[person, at] = int(lost)
                total += self._losses[person, at]
        return total

    def _book(
        self,
        event: str,
        people: Iterable[int],
        start_min: int,
        end_min: int,
        *,
        near: bool = False,
    ) -> None:
        span = Span(start_min, end_min, "event", event=event, near=near)
        for person in people:
            for day in self._days(start_min):
                chosen = self._lines[person][day]
                if chosen is not None and self._problem.duties[
                    chosen.duty
                ].covers(start_min, end_min):
                    events = tuple(sorted((*chosen.events, span)))
                    self._lines[person][day] = chosen._replace(events=events)
            self._gains.change(
                person, lambda standby: [(start_min, end_min)], -1
            )
        self._losses.clear()

    def _days(self, instant_min: int) -> range:
        """Return the line days on which a duty may be on at an instant."""
        near, _ = self._problem.local(instant_min)
        return range(
            max(0, near - 2), max(0, min(self._problem.days, near + 3))
        )
