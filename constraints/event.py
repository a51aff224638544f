"""Events: paid time off the queues, at a set time or placed by the solver."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, InstanceOf

from constraints import wording
from constraints.occasions import Period, Stretch
from constraints.rule import Rule, Violation
from constraints.terms import Because, Meeting, Session, Stay
from constraints.values import HIGH, Importance
from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Event"]

PIECE_STEP_MIN = 30
"""Pieces come in lengths of half hours more than the least."""


class Event(Rule):
    """Meetings, one-to-ones and projects take place, off the queues.

    Why
    ---
    A team that is on the queues every minute neither meets nor learns nor
    improves what customers stumble over. Time for it that is planned with
    the coverage does not have to be taken from it later.

    Example
    -------
    .. code-block:: yaml

        events:
          - {name: stand-up, who: team na, at: Tue 11:00-11:30,
             stays on: {frontline: 1}}
          - {name: one-to-one, each: team na, length: 30m, every: week,
             with: Kim Leclerc}
          - {name: projects, each: skill plus, length: 4h, every: week,
             pieces: at least 2h}
          - {name: Acme review, who: Acme owners, length: 1h, every: 2 weeks}
          - {name: off-site, who: team na, dates: 2027-02-02 to 2027-02-04}

    Unit
    ----
    Person-hour missed. Events are paid working time inside a duty, beside
    its breaks and other events; whoever is at one serves no queue.

    With `at`, those of `who` attend who are on duty from its start to its
    end; nobody has to come for it, and whoever is on duty for a part of it
    stays away. `stays on` excuses as many as it says, of those who can
    serve the queue. With `dates` alone `who` spend whole working days on
    it, but for those who are away.

    With `length`, the solver finds a time: with `each` one for everybody
    (and the one they have it with), with `who` one for all of them
    together. They must be on duty at the time. A period of `every` owes
    the event to those who are there, employed and not away, on at least
    half of its days; periods are counted from the first week of the
    roster, and without `every` the roster is one. Somebody absent is left
    out of a common event, and without the person it is with there is none.
    Pieces are half-hours longer than the least, or whatever is left.

    Source
    ------
    House rule. Who may be excused by several queues at once: P. Hall, On
    representatives of subsets, Journal of the London Mathematical Society
    10 (1935).
    """

    unit: ClassVar[str] = "person-hour of an event missed"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True
    books: ClassVar[bool] = True

    rule: Literal["event"] = "event"
    title: str = Field(description="What calendars call it.")
    importance: Importance = Field(
        default=HIGH, description="must, high, normal, low or points."
    )
    stretches: tuple[Stretch, ...] = Field(
        default=(), description="Instants at which it is, if they are set."
    )
    stays: tuple[tuple[tuple[int, ...], int], ...] = Field(
        default=(), description="Queues, and how many may stay on them."
    )
    elsewhere: tuple[tuple[int, int, int], ...] = Field(
        default=(),
        description="Person, start and end of whole days at another event.",
    )
    each: bool = Field(default=False, description="Each has one of their own.")
    with_: Who | None = Field(
        default=None, description="Who else is at each of them."
    )
    periods: tuple[InstanceOf[Period], ...] = Field(
        default=(), description="In each of which it takes place once."
    )
    length: int = Field(default=0, description="Minutes in each period.")
    least_piece: int = Field(
        default=0, description="Shortest piece in minutes; 0 for one piece."
    )

    # What it asks for

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a meeting per set time, a session per group and period."""
        for start, end in self.stretches:
            meeting = self._meeting(problem, start, end)
            if meeting.people:
                yield meeting
        pieces = self._pieces(problem.slot_min)
        for period in self.periods:
            for key, people, zone in self._groups(problem, period):
                yield Session(
                    because=Because(self.id, people, period.days),
                    event=key,
                    people=people,
                    windows=period.windows[zone],
                    length_min=self.length,
                    pieces=pieces,
                    price=self.price,
                )

    def _meeting(self, problem: Problem, start: int, end: int) -> Meeting:
        day, _ = problem.local(start)
        on = min(max(0, day), problem.days - 1)
        gone = {
            person
            for person, first, last in self.elsewhere
            if first < end and start < last
        }
        people = tuple(
            p.idx
            for p in problem.people
            if self.who.matches(p) and p.idx not in gone
        )
        return Meeting(
            because=Because(self.id, people, (on, on)),
            event=self._key(problem, start),
            people=people,
            start_min=start,
            end_min=end,
            stays=tuple(
                Stay(
                    tuple(
                        p
                        for p in people
                        if any(problem.serves(p, q, day) for q in queues)
                    ),
                    heads,
                )
                for queues, heads in self.stays
            ),
            price=self.price,
        )

    def _key(self, problem: Problem, start: int) -> str:
        """Return what everybody's time at a meeting is known by."""
        day, minute = problem.local(start)
        return f"{self.id}/{problem.date(day)}T{wording.clock(minute)}"

    def _groups(
        self, problem: Problem, period: Period
    ) -> Iterator[tuple[str, tuple[int, ...], str]]:
        """Yield key, people and zone of each session that is owed."""
        invited = [
            p
            for p in problem.people
            if self.who.matches(p) and period.owes(problem, p)
        ]
        others = [
            p
            for p in problem.people
            if self.with_ is not None and self.with_.matches(p)
        ]
        if not all(period.owes(problem, p) for p in others):
            return
        if self.each:
            for person in invited:
                if person in others:
                    continue
                people = sorted({person.idx, *(p.idx for p in others)})
                key = f"{self.id}/{person.id}/{period.name}"
                yield key, tuple(people), person.zone
        elif invited and (len(invited) > 1 or self._asks_one(problem)):
            people = sorted({p.idx for p in (*invited, *others)})
            yield f"{self.id}/{period.name}", tuple(people), ""

    def _asks_one(self, problem: Problem) -> bool:
        """Return whether nobody else was to come in the first place."""
        return sum(map(self.who.matches, problem.people)) == 1

    def _pieces(self, slot_min: int) -> tuple[int, ...]:
        """Return the lengths a piece may have, ascending."""
        if not self.least_piece:
            return (self.length,)
        step = lcm(slot_min, PIECE_STEP_MIN)
        found = {*range(self.least_piece, self.length, step), self.length}
        rests = {self.length - piece for piece in found}
        return tuple(
            sorted(found | {r for r in rests if r >= self.least_piece})
        )

    # Whether it took place

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield meetings that people missed, and sessions that are short."""
        for start, end in self.stretches:
            yield from self._missed(roster, start, end)
        for period in self.periods:
            for owed in self._owed(roster.problem, period):
                yield from self._short(roster, period, *owed)

    def _missed(
        self, roster: Roster, start: int, end: int
    ) -> Iterator[Violation]:
        problem = roster.problem
        day, _ = problem.local(start)
        absent = []
        for person in problem.people:
            if not self.who.matches(person) or any(
                of == person.idx and first < end and start < last
                for of, first, last in self.elsewhere
            ):
                continue
            for work in roster.lines[person.idx]:
                if not roster.duty(work).covers(start, end):
                    continue
                if not any(
                    (span.start_min, span.end_min) == (start, end)
                    and span.event == self._key(problem, start)
                    for span in work.events
                ):
                    absent.append(person.idx)
        seats = [queues for queues, n in self.stays for _ in range(n)]
        able = {
            person: [
                seat
                for seat, queues in enumerate(seats)
                if any(problem.serves(person, q, day) for q in queues)
            ]
            for person in absent
        }
        missed = [p for p in absent if p not in _seated(able)]
        if missed:
            yield Violation(
                rule=self.id,
                people=tuple(missed),
                days=(min(max(0, day), problem.days - 1),) * 2,
                amount=len(missed) * (end - start),
                price=self.price,
                start_min=start,
                end_min=end,
            )

    def _owed(
        self, problem: Problem, period: Period
    ) -> Iterator[tuple[str, list[Person], str]]:
        """Yield the sessions that should be: key, people, zone."""
        here = {
            p.idx
            for p in problem.people
            if _days_there(problem, p, period) * 2 >= period.whole_days
        }
        hosts = [
            p for p in problem.people if self.with_ and self.with_.matches(p)
        ]
        named = [p for p in problem.people if self.who.matches(p)]
        guests = [p for p in named if p.idx in here]
        if any(host.idx not in here for host in hosts):
            return
        if self.each:
            for guest in guests:
                if guest not in hosts:
                    key = f"{self.id}/{guest.id}/{period.name}"
                    yield key, [guest, *hosts], guest.zone
        elif guests and len(guests) >= min(2, len(named)):
            both = [*guests, *(h for h in hosts if h not in guests)]
            yield f"{self.id}/{period.name}", both, ""

    def _short(
        self,
        roster: Roster,
        period: Period,
        key: str,
        people: list[Person],
        zone: str,
    ) -> Iterator[Violation]:
        attended = [
            {
                (span.start_min, span.end_min)
                for work in roster.lines[person.idx]
                for span in work.events
                if span.event == key
            }
            for person in people
        ]
        held = 0
        for start, end in attended[0]:
            fits = any(
                first <= start and end <= last
                for first, last in period.windows[zone]
            )
            lasts = self._may_last(end - start, roster.problem.slot_min)
            if fits and lasts and all((start, end) in a for a in attended):
                held += end - start
        if held < self.length:
            yield Violation(
                rule=self.id,
                people=tuple(sorted(p.idx for p in people)),
                days=period.days,
                amount=len(people) * (self.length - held),
                price=self.price,
                note=str(self.length - held),
            )

    def _may_last(self, minutes: int, slot_min: int) -> bool:
        """Return whether a piece may be so long."""
        if minutes == self.length or not self.least_piece:
            return minutes == self.length
        rest = self.length - minutes
        step = lcm(slot_min, PIECE_STEP_MIN)
        return self.least_piece <= minutes < self.length and (
            (minutes - self.least_piece) % step == 0
            or (
                rest >= self.least_piece
                and (rest - self.least_piece) % step == 0
            )
        )

    # In words

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana and Kim have one-to-one for 30 min, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        if self.stretches:
            return f"{who} attend {self.title} if on duty, {when}"
        has = "has" if len(because.people) == 1 else "have"
        length = wording.hours(self.length)
        return f"{who} {has} {self.title} for {length}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'one-to-one lacks 30 min for Ana and Kim, 1–7 March'."""
        who = wording.people(violation.people, problem)
        if violation.start_min is not None and violation.end_min is not None:
            when = wording.stretch(
                violation.start_min, violation.end_min, problem
            )
            is_on = "is" if len(violation.people) == 1 else "are"
            return f"{who} {is_on} on duty and not at {self.title}, {when}"
        when = wording.days(violation.days, problem)
        lacks = int(violation.note)
        if lacks == self.length:
            return f"{self.title} does not take place for {who}, {when}"
        return f"{self.title} lacks {wording.hours(lacks)} for {who}, {when}"


def _days_there(problem: Problem, person: Person, period: Period) -> int:
    first, last = period.days
    away = [problem.absent(person.idx, d) for d in range(first, last + 1)]
    return away.count(False)


def _seated(able: Mapping[int, Iterable[int]]) -> set[int]:
    """Return people who find a seat each, as many as possible.

    One after another, moving others on where that helps (augmenting paths).
    """
    taken: dict[int, int] = {}

    def seat(person: int, tried: set[int]) -> bool:
        for at in able[person]:
            if at in tried:
                continue
            tried.add(at)
            if at not in taken or seat(taken[at], tried):
                taken[at] = person
                return True
        return False

    for person in able:
        seat(person, set())
    return set(taken.values())
