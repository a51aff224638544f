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

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from constraints.measures import Fact, IntArray, Measure
    from constraints.rule import Rule
    from constraints.values import Lengths, PaidHours, PerWeek
    from scheduler.errors import Finding, Place

__all__ = [
    "Break",
    "Contract",
    "Duty",
    "DutyTable",
    "Facts",
    "Person",
    "Problem",
    "Queue",
    "Shift",
    "Skill",
    "Span",
    "Work",
]

# Inside Problem, ``date`` is a method.
Date: TypeAlias = date

_EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill somebody has, at a level, between two dates.

    Attributes
    ----------
    level
        1 learning, 2 solid, 3 expert; languages 1 (A1) to 6 (C2).
    first, last
        Dates inclusive; None for always.
    """

    name: str
    level: int
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether the skill is valid on a date."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )


@dataclass(frozen=True, slots=True)
class Contract:
    """On what terms somebody works.

    Attributes
    ----------
    weight
        Share in what is divided fairly; 1 for an ordinary full week.
    reserve_ticks
        What an hour on a queue costs when served by this contract; 0 for
        everybody but the reserve.
    """

    name: str
    paid_hours: PaidHours | None = None
    days: PerWeek | None = None
    shift: Lengths | None = None
    weight: float = 1.0
    reserve_ticks: int = 0
    cost_per_hour: float = 0.0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works.

    Attributes
    ----------
    zone
        Roster zone (IANA name): their own, else the team's, else the file's.
    place
        Place of work, such as CA-NS: holidays and law.
    day_starts
        Minute of the local day at which a line day begins.
    joins, leaves
        First and last date of employment, inclusive.
    menu
        Index into ``Problem.menus``.
    team_id
        Names the team's files; by default its name.
    """

    idx: int
    id: str
    name: str
    team: str
    contract: Contract
    zone: str
    place: str = ""
    skills: tuple[Skill, ...] = ()
    owner_of: frozenset[str] = frozenset()
    day_starts: int = 0
    joins: date | None = None
    leaves: date | None = None
    menu: int = 0
    team_id: str = ""

    def level(self, skill: str, day: date) -> int:
        """Return the level of a skill on a date, 0 for none."""
        return max(
            (s.level for s in self.skills if s.name == skill and s.holds(day)),
            default=0,
        )

    def employed(self, day: date) -> bool:
        """Return whether the date lies between joining and leaving."""
        return (self.joins is None or self.joins <= day) and (
            self.leaves is None or day <= self.leaves
        )


@dataclass(frozen=True, slots=True)
class Break:
    """A break that the solver places inside a duty.

    Attributes
    ----------
    earliest, latest
        When it may start, in real minutes after the start of the duty.
    """

    length_min: int
    earliest_min: int
    latest_min: int
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A template: what a user wrote under ``shifts:``.

    Attributes
    ----------
    vary
        How often the start may change: ``shift``, ``week`` or ``once``.
    """

    idx: int
    id: str
    name: str
    vary: str = "shift"


@dataclass(frozen=True, slots=True)
class Queue:
    """A kind of work; who may serve it needs all of ``needs``.

    Attributes
    ----------
    needs
        (skill, least level) pairs.
    any_of
        At least one of these pairs as well, when not empty.
    seat
        False: somebody must be present, who may serve another queue.
    least_block_min
        Shortest stretch somebody should stay on it.
    """

    idx: int
    id: str
    name: str
    needs: tuple[tuple[str, int], ...] = ()
    any_of: tuple[tuple[str, int], ...] = ()
    seat: bool = True
    least_block_min: int = 0
    channel: str = ""

    def served_by(self, person: Person, day: date) -> bool:
        """Return whether somebody has what it needs on a date."""
        return all(
            person.level(skill, day) >= level for skill, level in self.needs
        ) and (
            not self.any_of
            or any(
                person.level(skill, day) >= level
                for skill, level in self.any_of
            )
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """One concrete working day: no person, no break positions.

    Attributes
    ----------
    shift
        Index of the template; -1 for a foreign duty.
    day
        Local date of the start, in ``zone``.
    zone
        Zone in which the shift was written or placed.
    nominal_min
        Wall-clock length; ``end_min - start_min`` is the real one.
    local_start
        Wall-clock start, minute of ``day``.
    foreign
        No shift makes it: from history or from a hand-made roster.
    """

    shift: int
    day: date
    zone: str
    start_min: int
    end_min: int
    nominal_min: int
    local_start: int
    breaks: tuple[Break, ...] = ()
    foreign: bool = False

    @property
    def paid_min(self) -> int:
        """Contract minutes: nominal less unpaid breaks."""
        return self.nominal_min - sum(
            b.length_min for b in self.breaks if not b.paid
        )


@dataclass(frozen=True, eq=False)
class DutyTable:
    """All duties, and their times as arrays for those who count."""

    duties: tuple[Duty, ...]
    start_min: IntArray = field(init=False)
    end_min: IntArray = field(init=False)
    shift: IntArray = field(init=False)

    def __post_init__(self) -> None:
        for name in ("start_min", "end_min", "shift"):
            column = np.array(
                [getattr(d, name) for d in self.duties], dtype=np.int64
            )
            column.setflags(write=False)
            object.__setattr__(self, name, column)

    def __len__(self) -> int:
        return len(self.duties)

    def __getitem__(self, idx: int) -> Duty:
        return self.duties[idx]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a working day: ``break`` or ``queue`` with its index."""

    start_min: int
    end_min: int
    kind: str
    queue: int = -1


@dataclass(frozen=True, slots=True)
class Work:
    """A duty given to a person.

    Attributes
    ----------
    day
        Line day; negative for history.
    duty
        Index into ``problem.duties``.
    spans
        Breaks and queue blocks in order of time; a stretch of the duty
        that no span covers is on duty without a queue.
    """

    person: int
    day: int
    duty: int
    spans: tuple[Span, ...] = ()

    @property
    def breaks(self) -> tuple[Span, ...]:
        """The breaks among the spans."""
        return tuple(s for s in self.spans if s.kind == "break")


class Facts(Protocol):
    """Evaluates facts about duties; see ``scheduler.expand.facts``."""

    def measure(self, fact: Fact) -> Measure:
        """Return the measure of a fact; the same object every time."""
        ...

    def holiday(self, place: str, day: date) -> bool:
        """Return whether a date is a public holiday of a place."""
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
    offsets
        The file's clock as (from_min, offset_min), in order of time: local
        time less UTC from that instant on. Empty for UTC.
    warnings
        What is worth saying before anything is solved.
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
    offsets: tuple[tuple[int, int], ...] = ()
    week_starts: int = 0
    warnings: tuple[Finding, ...] = ()
    digest: str = ""

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
                start < self.duties[duty].end_min
                and self.duties[duty].start_min < end
                for start, end in stretches
            )
            for duty in menu
        )

    def past(self, person: int) -> tuple[Work, ...]:
        """Return somebody's works before the horizon, in order of time."""
        return self.history[person] if self.history else ()

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

    def weekend_days(self, day: int) -> bool:
        """Return whether a line day is a Saturday or a Sunday."""
        return self.date(day).weekday() >= 5

    @cached_property
    def person_by_id(self) -> Mapping[str, int]:
        """Person index by id."""
        return {p.id: p.idx for p in self.people}
