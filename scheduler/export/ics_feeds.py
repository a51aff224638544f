"""A roster as calendars: one for each person, each team and each queue.

Who reads a calendar decides what its entries say and whose clock they
follow; ``scheduler.export.ics`` gives them paths and makes them bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from scheduler.clock import DAY_MIN, Zone, day_number, zone
from scheduler.company import Company
from scheduler.export import ics_texts as texts
from scheduler.export.calendar import Calendar, CalendarEvent
from scheduler.export.ics_handovers import hand_overs
from scheduler.problem import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.problem import Person, Piece, Queue, Work
    from scheduler.roster import Roster

__all__ = ["Feeds"]

# Never changed: entries already published are known by it.
_NAMESPACE = UUID("6e1f7c1e-0f5b-5c53-9f0e-2f6a3a5f6c4d")


@dataclass(frozen=True, slots=True)
class _Clock:
    """Whose wall clock the entries of a calendar follow.

    Attributes
    ----------
    follow
        ``person``, ``shift`` or the name of a zone.
    """

    follow: str

    def of(self, person_zone: str, shift_zone: str) -> Zone:
        """Return the zone of an entry."""
        named = {"person": person_zone, "shift": shift_zone}
        return zone(named.get(self.follow, self.follow))


class Feeds:
    """Makes the calendars of a roster.

    Parameters
    ----------
    event_tz
        ``person``, ``shift`` or the name of a zone for all entries; by
        default people's own zone for their own calendars, and the shift's
        for those that several people read.
    """

    def __init__(self, roster: Roster, event_tz: str | None) -> None:
        self._roster = roster
        self._problem = roster.problem
        self._own = _Clock(event_tz or "person")
        self._shared = _Clock(event_tz or "shift")
        self._passed = hand_overs(roster)
        self._company = Company(roster)
        # Stamps tell versions apart, not when somebody ran a command.
        self._stamp_min = day_number(self._problem.first_day) * DAY_MIN

    def of_person(self, person: Person) -> Calendar:
        """Return somebody's own calendar, which makes them busy."""
        return self._calendar(
            person.name,
            self._own.of(person.zone, self._problem.zone),
            [*self._own_events(person), *self._attended(person)],
        )

    def of_team(self, team: str) -> Calendar:
        """Return who of a team works when; nobody is busy by it."""
        members = [p for p in self._problem.people if p.team == team]
        where = Counter(p.zone for p in members).most_common(1)[0][0]
        return self._calendar(
            f"team {team}",
            self._shared.of(where, where),
            [event for p in members for event in self._team_events(p)],
        )

    def of_queue(self, queue: Queue) -> Calendar:
        """Return who is on a queue when; nobody is busy by it."""
        where = self._problem.zone
        return self._calendar(
            f"queue {queue.name}",
            self._shared.of(where, where),
            [
                event
                for person in self._problem.people
                for event in self._queue_events(person, queue)
            ],
        )

    def _own_events(self, person: Person) -> Iterator[CalendarEvent]:
        problem = self._problem
        line = self._roster.lines[person.idx]
        for number, work, piece in self._pieces(line):
            duty = self._roster.duty(work)
            where = self._own.of(person.zone, duty.zone)
            passed = self._passed.get(work, ())
            yield CalendarEvent(
                uid=self._uid(person.id, self._date(work), number),
                start_min=piece.start_min,
                end_min=piece.end_min,
                zone=where,
                summary=texts.own_title(problem, work, piece),
                description=texts.own_description(
                    problem, work, piece, where, self._company, passed
                ),
                busy=not piece.standby,
                stamp_min=self._stamp_min,
            )

    def _attended(self, person: Person) -> Iterator[CalendarEvent]:
        """Yield the events within somebody's duties, as entries of theirs."""
        attended = [
            (work, span)
            for work in self._roster.lines[person.idx]
            for span in work.events
        ]
        times: Counter[str] = Counter()
        for work, span in attended:
            where = self._own.of(person.zone, self._roster.duty(work).zone)
            number = times[span.event]
            times[span.event] += 1
            yield CalendarEvent(
                uid=self._uid("event", person.id, span.event, number),
                start_min=span.start_min,
                end_min=span.end_min,
                zone=where,
                summary=texts.event_title(self._company, work, span),
                description=texts.event_description(
                    self._problem, work, span, where, self._company
                ),
                stamp_min=self._stamp_min,
            )

    def _team_events(self, person: Person) -> Iterator[CalendarEvent]:
        problem, team = self._problem, person.team
        line = self._roster.lines[person.idx]
        for number, work, piece in self._pieces(line):
            duty = self._roster.duty(work)
            where = self._shared.of(person.zone, duty.zone)
            date = self._date(work)
            yield CalendarEvent(
                # Not the person's own entry: some clients keep one of each.
                uid=self._uid("team", team, person.id, date, number),
                start_min=piece.start_min,
                end_min=piece.end_min,
                zone=where,
                summary=texts.colleague_title(problem, work, piece),
                description=texts.colleague_description(
                    problem, work, piece, where, self._company
                ),
                busy=False,
                stamp_min=self._stamp_min,
            )

    def _pieces(
        self, line: Iterable[Work]
    ) -> Iterator[tuple[int, Work, Piece]]:
        """Yield each piece of each work, and its number on the day."""
        pieces = [
            (work, piece)
            for work in line
            for piece in self._roster.duty(work).parts
        ]
        numbers = _numbers(work for work, _ in pieces)
        for number, (work, piece) in zip(numbers, pieces, strict=True):
            yield number, work, piece

    def _queue_events(
        self, person: Person, queue: Queue
    ) -> Iterator[CalendarEvent]:
        problem = self._problem
        blocks = [
            (work, block)
            for work in self._roster.lines[person.idx]
            for block in _blocks(work, queue.idx)
        ]
        for number, (work, block) in zip(
            _numbers(work for work, _ in blocks), blocks, strict=True
        ):
            duty_zone = self._roster.duty(work).zone
            where = self._shared.of(person.zone, duty_zone)
            date = self._date(work)
            yield CalendarEvent(
                uid=self._uid("queue", queue.id, person.id, date, number),
                start_min=block.start_min,
                end_min=block.end_min,
                zone=where,
                summary=texts.block_title(problem, work, queue.idx),
                description=texts.block_description(
                    problem, work, block, where
                ),
                busy=False,
                stamp_min=self._stamp_min,
            )

    def _calendar(
        self, whose: str, where: Zone, events: Iterable[CalendarEvent]
    ) -> Calendar:
        problem = self._problem
        last = problem.date(problem.days - 1)
        return Calendar(
            name=f"{problem.name} – {whose}",
            description=f"{problem.first_day} to {last}",
            zone=where,
            first_min=where.start_min(problem.first_day, 0),
            last_min=where.end_min(last, DAY_MIN),
            events=tuple(events),
        )

    def _uid(self, *parts: object) -> str:
        text = "\n".join(map(str, (self._problem.id, *parts)))
        return str(uuid5(_NAMESPACE, text))

    def _date(self, work: Work) -> str:
        return self._problem.date(work.day).isoformat()


def _numbers(works: Iterable[Work]) -> Iterator[int]:
    """Yield the number of each work among those of the same line day."""
    for _, same_day in groupby(works, key=lambda work: work.day):
        yield from (number for number, _ in enumerate(same_day))


def _blocks(work: Work, queue: int) -> Iterator[Span]:
    """Yield the blocks on a queue; those that touch are one."""
    block: Span | None = None
    for span in work.spans:
        if span.kind != "queue" or span.queue != queue:
            continue
        if block is None or block.end_min < span.start_min:
            if block is not None:
                yield block
            block = span
        else:
            block = Span(block.start_min, span.end_min, "queue", queue)
    if block is not None:
        yield block
