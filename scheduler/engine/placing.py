"""Events onto lines whose duties are set, one after another.

Meetings first, whose time is given; then each session where the people lose
least coverage, and what time off the queues is left to find. Breaks stay
where they are, and nobody leaves whom a row over who is there cannot spare.
For engines that build a roster duty by duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.terms import Meeting, OnQueues, Presence, Session
from scheduler.engine.joined import joined
from scheduler.engine.view import pauses, presence
from scheduler.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.terms import PresencePart, Term
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
    placing = _Placing(problem, lines, gains, terms)
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
        self,
        problem: Problem,
        lines: Sequence[list[Day]],
        gains: Gains,
        terms: Iterable[Term],
    ) -> None:
        self._problem = problem
        self._rows = [
            term for term in terms if isinstance(term, Presence) and term.binds
        ]
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
            elif term.price.hard or (
                losses[person] <= term.price(minutes)
                and self._spares((person,), *stretch)
            ):
                self._book(term.event, (person,), *stretch)

    def place(self, term: Session) -> None:
        """Find the time at which a session costs least coverage."""
        left = term.length_min
        for length in reversed(term.pieces):
            while length <= left and (
                left == length or left - length >= term.pieces[0]
            ):
                found = sorted(
                    (self._loss(term.people, start, start + length), start)
                    for start in self._starts(term, length)
                )
                best = next(
                    (
                        (loss, start)
                        for loss, start in found
                        if self._spares(term.people, start, start + length)
                    ),
                    None,
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

    def _spares(
        self, people: Iterable[int], start_min: int, end_min: int
    ) -> bool:
        """Return whether every row that holds still does when some go."""
        going = set(people)
        return not any(
            row.start_min < end_min
            and start_min < row.end_min
            and not going.isdisjoint(row.people)
            and self._missing(row, going) > max(0, self._missing(row, set()))
            for row in self._rows
        )

    def _missing(self, row: Presence, gone: set[int]) -> int:
        """Return by how much a row is off its bounds with some gone."""
        total = sum(
            part.coefficient
            for part in row.parts
            for person in part.people
            if self._counts(part, person, row, gone)
        )
        low = total if row.low is None else row.low
        high = total if row.high is None else row.high
        return max(low - total, total - high)

    def _counts(
        self, part: PresencePart, person: int, row: Presence, gone: set[int]
    ) -> bool:
        cell = row.start_min, row.end_min
        days = [self._lines[person][day] for day in self._days(cell[0])]
        if part.paused:
            return any(
                start < cell[1] and cell[0] < end
                for chosen in days
                for start, end in pauses(self._problem, chosen)
            )
        return person not in gone and any(
            start <= cell[0] and cell[1] <= end
            for chosen in days
            for start, end in presence(
                self._problem, chosen, near=True, standby=part.standby
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
