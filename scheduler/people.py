"""Who works, on what terms and with which skills; what queues need of them.

Part of the problem's plain data: ``scheduler.problem`` passes it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from constraints.places import allowed

if TYPE_CHECKING:
    from datetime import date

    from constraints.values import Lengths, PaidHours, PerWeek

__all__ = ["Contract", "Person", "Queue", "Skill", "Stage", "Term"]


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
class Stage:
    """Some weeks in which somebody is new.

    Attributes
    ----------
    name
        Of the ramp it belongs to.
    first, last
        Dates inclusive.
    percent
        What they count for where they serve, in hundredths of a person.
    """

    name: str
    first: date
    last: date
    percent: int

    def holds(self, day: date) -> bool:
        """Return whether a date lies in these weeks."""
        return self.first <= day <= self.last


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
class Term:
    """A contract somebody has between two dates, inclusive; None for ever."""

    contract: Contract
    first: date | None = None
    last: date | None = None

    @property
    def name(self) -> str:
        """The contract's name."""
        return self.contract.name

    def holds(self, day: date) -> bool:
        """Return whether it is in force on a date."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works.

    Attributes
    ----------
    contract
        The one in force when the roster begins, else the first after it.
        What is shared fairly goes by it, its weight averaged over all.
    terms
        Contracts one after another; empty where there is one for ever.
    zone
        Roster zone (IANA name): their own, else the team's, else the file's.
    place
        Place of work, such as CA-NS: holidays and law.
    day_starts
        Minute of the local day at which a line day begins.
    weekend
        Weekdays in a row that are their weekend, 0 for Monday.
    owner_of, knows
        Names of accounts: those they own, and all they know.
    joins, leaves
        First and last date of employment, inclusive.
    ramp
        While they are new: what they count for.
    menu
        Index into ``Problem.menus``.
    team_id
        Names the team's files; by default its name.
    partner
        Somebody else plans them: their duties are given.
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
    knows: frozenset[str] = frozenset()
    day_starts: int = 0
    weekend: tuple[int, ...] = (5, 6)
    joins: date | None = None
    leaves: date | None = None
    ramp: tuple[Stage, ...] = ()
    menu: int = 0
    team_id: str = ""
    terms: tuple[Term, ...] = ()
    partner: bool = False

    @property
    def contracts(self) -> tuple[Term, ...]:
        """All contracts, each with its dates."""
        return self.terms or (Term(self.contract),)

    def level(self, skill: str, day: date) -> int:
        """Return the level of a skill on a date, 0 for none."""
        return max(
            (s.level for s in self.skills if s.name == skill and s.holds(day)),
            default=0,
        )

    def counts(self, day: date) -> int:
        """Return what they count for on a date, in hundredths."""
        found = (s.percent for s in self.ramp if s.holds(day))
        return next(found, 100)

    def weekend_of(self, day: date) -> date | None:
        """Return the first day of the weekend a date lies in, if it does."""
        late = (day.weekday() - self.weekend[0]) % 7
        return day - timedelta(late) if late < len(self.weekend) else None

    def employed(self, day: date) -> bool:
        """Return whether the date lies between joining and leaving."""
        return (self.joins is None or self.joins <= day) and (
            self.leaves is None or day <= self.leaves
        )


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
    family
        What the file calls it and its like, if it says them together.
    account
        Only those who know this account may serve it.
    served_from, not_from
        Regions in which its people must, and must not, have their place.
    """

    idx: int
    id: str
    name: str
    needs: tuple[tuple[str, int], ...] = ()
    any_of: tuple[tuple[str, int], ...] = ()
    seat: bool = True
    least_block_min: int = 0
    channel: str = ""
    family: str = ""
    account: str = ""
    served_from: tuple[str, ...] = ()
    not_from: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The name of the entry of the file that makes it."""
        return self.family or self.name

    def served_by(self, person: Person, day: date) -> bool:
        """Return whether somebody has what it needs on a date."""
        return (
            all(
                person.level(skill, day) >= level
                for skill, level in self.needs
            )
            and (
                not self.any_of
                or any(
                    person.level(skill, day) >= level
                    for skill, level in self.any_of
                )
            )
            and (not self.account or self.account in person.knows)
            and self.allows(person)
        )

    def allows(self, person: Person) -> bool:
        """Return whether somebody's place of work is one of those allowed."""
        return allowed(person.place, self.served_from, self.not_from)
