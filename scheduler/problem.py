"""The problem: everything a roster is about, as plain indexed data.

``scheduler.expand`` makes it from a roster file; rules and engines read it.
People, shifts, queues and duties are referred to by index, days are line
days from 0, instants are minutes since 1970-01-01T00:00Z.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from constraints.event import Event
from constraints.measures import OFF, WORK, Mark
from constraints.on_queues import OnQueuesMost
from scheduler.duties import (
    Break,
    Duty,
    DutyTable,
    Piece,
    Shift,
    Span,
    Work,
)
from scheduler.people import Contract, Person, Queue, Skill, Term
from scheduler.promised import Demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from constraints.measures import Fact, Measure
    from constraints.rule import Rule
    from constraints.windows import Window
    from scheduler.errors import Finding, Place

__all__ = [
    "Break",
    "Contract",
    "Duty",
    "DutyTable",
    "Facts",
    "Person",
    "Piece",
    "Problem",
    "Queue",
    "Shift",
    "Skill",
    "Span",
    "Term",
    "Work",
]

# Inside Problem, ``date`` is a method.
Date: TypeAlias = date

_EPOCH_DAY = date(1970, 1, 1).toordinal()


class Facts(Protocol):
    """Evaluates facts about duties; see ``scheduler.expand.facts``."""

    def measure(self, fact: Fact) -> Measure:
        """Return the measure of a fact; the same object every time."""
        ...

    def holiday(self, place: str, day: date) -> bool:
        """Return whether a date is a public holiday of a place."""
        ...

    def day_start(self, zone: str, day: date, minute: int = 0) -> int:
        """Return the instant at which a minute of a zone's day begins."""
        ...

    def laid(
        self, window: Window, zone_name: str, first: date, last: date
    ) -> list[tuple[int, int]]:
        """Return the stretches of a window that begin on some dates.

        In order of time, as (start_min, end_min); the zone is that of a
        window without one.
        """
        ...

    def extended(self, duties: DutyTable) -> Facts:
        """Return the same facts about another table of duties."""
        ...


@dataclass(frozen=True, eq=False)
class Problem:
    """What a roster is about, without any time zone left to convert.

    Attributes
    ----------
    first_day, days
        Date of line day 0 and their number.
    slot_min
        Width of the UTC grid: all duties, breaks and coverage begin and
        end on its lines.
    menus
        ``menus[m][day]`` are the duties that a person with ``menu == m``
        could start on that line day, whoever they are: who may not is said
        by a term, so that every refusal has a reason.
    rules
        Every statement of the file as a rule instance.
    places
        Rule id (and id of a line of it) to its place in the file.
    history
        By person: works before day 0, in order of time.
    days_known_before
        How many days before day 0 the history covers; 0 for no history.
    away
        By person: (start_min, end_min) of absences, in order of time.
    beyond
        By menu: (start_min, end_min) of duties on the line days just
        outside the horizon, those before it only where no history is
        known. Coverage that they reach is an edge of the roster.
    beyond_reach
        The same with standby, for coverage that counts it.
    offsets
        The file's clock as (from_min, offset_min), in order of time: local
        time less UTC from that instant on. Empty for UTC.
    warnings
        What is worth saying before anything is solved.
    demand
        Contacts to come, and what was promised about them.
    digest
        SHA-256 of the files it was read from, in hexadecimal.
    """

    id: str
    name: str
    zone: str
    first_day: date
    days: int
    slot_min: int
    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    queues: tuple[Queue, ...]
    duties: DutyTable
    menus: tuple[tuple[tuple[int, ...], ...], ...]
    rules: tuple[Rule, ...]
    facts: Facts
    places: Mapping[str, Place] = field(
        default_factory=lambda: MappingProxyType({})
    )
    history: tuple[tuple[Work, ...], ...] = ()
    days_known_before: int = 0
    away: tuple[tuple[tuple[int, int], ...], ...] = ()
    beyond: tuple[tuple[tuple[int, int], ...], ...] = ()
    beyond_reach: tuple[tuple[tuple[int, int], ...], ...] = ()
    offsets: tuple[tuple[int, int], ...] = ()
    week_starts: int = 0
    warnings: tuple[Finding, ...] = ()
    digest: str = ""
    demand: Demand = field(default_factory=Demand)

    def warned(self, findings: Iterable[Finding]) -> Problem:
        """Return the problem with more to say before it is solved."""
        return replace(self, warnings=(*self.warnings, *findings))

    def date(self, day: int) -> Date:
        """Return the date of a line day."""
        return self.first_day + timedelta(days=day)

    def day(self, date_: Date) -> int:
        """Return the line day of a date; may lie outside the horizon."""
        return (date_ - self.first_day).days

    def local(self, instant_min: int) -> tuple[int, int]:
        """Return the day, counted like line days, and minute of it.

        Both as the file's clock shows them.
        """
        at = bisect_right(self.offsets, instant_min, key=lambda o: o[0])
        offset_min = self.offsets[max(0, at - 1)][1] if self.offsets else 0
        number, minute = divmod(instant_min + offset_min, 1440)
        return number + _EPOCH_DAY - self.first_day.toordinal(), minute

    def menu(self, person: int, day: int) -> tuple[int, ...]:
        """Return the duties that somebody could start on a line day."""
        return self.menus[self.people[person].menu][day]

    def measure(self, fact: Fact) -> Measure:
        """Return one integer per duty for a fact, evaluated once."""
        return self.facts.measure(fact)

    def serves(self, person: int, queue: int, day: int) -> bool:
        """Return whether somebody has the skills of a queue on a day."""
        return self.queues[queue].served_by(
            self.people[person], self.date(day)
        )

    def counts(self, person: int, day: int) -> int:
        """Return what somebody counts for on a day, in hundredths."""
        return self.people[person].counts(self.date(day))

    def fully_serves(self, person: int, queue: int, day: int) -> bool:
        """Return whether somebody can be relied on for a queue by themselves.

        They have the skills, and are not new any more.
        """
        return self.serves(person, queue, day) and (
            self.counts(person, day) == 100
        )

    def absent(self, person: int, day: int) -> bool:
        """Return whether somebody cannot start anything on a line day.

        They are not employed, or every duty that they could start runs
        into an absence.
        """
        if not self.people[person].employed(self.date(day)):
            return True
        stretches = self.away[person] if self.away else ()
        menu = self.menu(person, day)
        return bool(stretches and menu) and all(
            any(
                start < until and at < end
                for start, end in stretches
                for at, until in self.duties[duty].reach
            )
            for duty in menu
        )

    def past(self, person: int) -> tuple[Work, ...]:
        """Return somebody's works before the horizon, in order of time."""
        return self.history[person] if self.history else ()

    def past_worked(self, person: int) -> tuple[Work, ...]:
        """Return somebody's works before the horizon, standby alone aside."""
        return tuple(w for w in self.past(person) if self.duties[w.duty].work)

    @cached_property
    def worked(self) -> Mark:
        """The mark of a day with work; one on standby alone has none."""
        if bool(self.duties.worked.all()):
            return WORK
        return Mark("at work", duties=self.duties.worked)

    @cached_property
    def not_worked(self) -> Mark:
        """The mark of a day off, or on standby alone."""
        if bool(self.duties.worked.all()):
            return OFF
        return Mark("not at work", off=True, duties=~self.duties.worked)

    @cached_property
    def weeks(self) -> tuple[tuple[int, ...], ...]:
        """Fixed weeks as line days, cut by the horizon where it cuts them.

        A week starts on ``week_starts`` (0 = Monday).
        """
        found: dict[int, list[int]] = {}
        shift = self.first_day.toordinal() - 1 - self.week_starts
        for day in range(self.days):
            found.setdefault((shift + day) // 7, []).append(day)
        return tuple(tuple(week) for week in found.values())

    def weekend(self, person: int, day: int) -> int | None:
        """Return the line day on which somebody's weekend of a day begins.

        None for days of no weekend; it may begin before the horizon.
        """
        first = self.people[person].weekend_of(self.date(day))
        return None if first is None else self.day(first)

    def event_title(self, key: str) -> str:
        """Return the name of the event that a span's key belongs to."""
        id_ = key.partition("/")[0]
        return self._event_titles.get(id_, id_.removeprefix("events."))

    @cached_property
    def _event_titles(self) -> Mapping[str, str]:
        return {
            r.id: r.title
            for r in self.rules
            if isinstance(r, Event | OnQueuesMost)
        }

    @cached_property
    def person_by_id(self) -> Mapping[str, int]:
        """Person index by id."""
        return {p.id: p.idx for p in self.people}
