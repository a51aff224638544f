"""Terms across people: who serves, who is there, who works what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.prices import FREE

if TYPE_CHECKING:
    from constraints.because import Because
    from constraints.measures import Mark
    from constraints.prices import Price

__all__ = [
    "Cover",
    "Pool",
    "Presence",
    "PresencePart",
    "Row",
    "RowPart",
    "Tier",
]


@dataclass(frozen=True, slots=True)
class Tier:
    """A head count wanted of one queue in one cell.

    The amount is ``minutes * (level - served)+``, or with ``over``
    ``minutes * (served - level)+``, in person-minutes. Tiers of one queue
    add up, which keeps the sum convex whatever their prices.

    Attributes
    ----------
    must
        The shortage is minimised before anything else is looked at, and
        forbidden where none can be shown to be needed. ``price`` is then
        HARD.
    edge
        The cell lies at the edge of the horizon, where duties outside the
        plan could help: reported apart, never ``must``.
    """

    because: Because
    queue: int
    level: int
    price: Price
    over: bool = False
    edge: bool = False

    @property
    def must(self) -> bool:
        """Whether a shortage is broken rule rather than a price."""
        return self.price.hard


@dataclass(frozen=True, slots=True)
class Pool:
    """People who share one price for serving a queue, and count alike.

    Attributes
    ----------
    eligible
        By position of the queue in ``Cover.queues``: who may serve it.
    price
        Price of each person-minute served, 0 for the ordinary pool.
    because
        The statement that sets the price.
    percent
        What each of them counts for while serving, in hundredths of a
        person; the price is for their whole time.
    """

    eligible: tuple[tuple[int, ...], ...]
    price: Price = FREE
    because: Because | None = None
    percent: int = 100

    def share_min(self, minutes: int) -> int:
        """Return what one counts for in so many minutes, rounded up."""
        return -(-minutes * self.percent // 100)


@dataclass(frozen=True, slots=True)
class Cover:
    """Coverage of one cell of the UTC grid: who is there serves one queue.

    Everybody present (at work, neither on a break nor at an event) serves
    at most one of the queues their pool makes them eligible for. The cost
    is the least, over all such assignments, of the tiers' prices plus the
    pools' prices.

    Attributes
    ----------
    start_min, end_min
        The cell; duties and breaks begin and end on cell borders.
    queues
        Queue indices with a tier here.
    """

    because: Because
    start_min: int
    end_min: int
    queues: tuple[int, ...]
    tiers: tuple[Tier, ...]
    pools: tuple[Pool, ...]


@dataclass(frozen=True, slots=True)
class PresencePart:
    """``coefficient`` for each of the people who is there.

    Attributes
    ----------
    paused
        Counts those on a break instead of those who are there.
    standby
        Counts those on standby as well.
    """

    people: tuple[int, ...]
    coefficient: int = 1
    paused: bool = False
    standby: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """A linear row over who is on duty in a cell: low <= sum <= high.

    Whatever they serve: somebody is there who is at work, neither on a
    break nor at an event, throughout the cell, and paused who is on a break
    at any moment of it.
    The amount is ``minutes * (low - sum)+`` or ``minutes * (sum - high)+``.

    Attributes
    ----------
    staffing
        A hard amount is ``must`` shortage, as little as possible, and
        never a reason to refuse a roster.
    edge
        As for a tier.
    """

    because: Because
    start_min: int
    end_min: int
    parts: tuple[PresencePart, ...]
    low: int | None
    high: int | None
    price: Price
    staffing: bool = False
    edge: bool = False

    @classmethod
    def staffed(
        cls,
        because: Because,
        start_min: int,
        end_min: int,
        people: tuple[int, ...],
        level: int,
        price: Price,
        *,
        edge: bool = False,
        standby: bool = False,
    ) -> Presence:
        """Return the row by which so many of a group must be there.

        The amount is ``minutes * (level - there)+`` in person-minutes.

        Parameters
        ----------
        standby
            Whoever is on standby counts as well.
        """
        return cls(
            because,
            start_min,
            end_min,
            (PresencePart(people, standby=standby),),
            level,
            None,
            price,
            staffing=True,
            edge=edge,
        )

    @property
    def must(self) -> bool:
        """Whether an amount is ``must`` shortage."""
        return self.staffing and self.price.hard

    @property
    def binds(self) -> bool:
        """Whether an amount is a reason to refuse a roster."""
        return self.price.hard and not self.staffing

    @property
    def staffs(self) -> bool:
        """Whether it asks for some of one group and for nothing else."""
        return (
            self.low is not None
            and self.high is None
            and not self.binds
            and len(self.parts) == 1
            and self.parts[0].coefficient == 1
            and not self.parts[0].paused
        )

    @property
    def standby(self) -> bool:
        """Whether standby counts in any of its parts."""
        return any(part.standby for part in self.parts)

    @property
    def people(self) -> frozenset[int]:
        """Whoever it looks at."""
        return frozenset(p for part in self.parts for p in part.people)


@dataclass(frozen=True, slots=True)
class RowPart:
    """``coefficient`` if the person's choice on that day is in ``mark``."""

    person: int
    day: int
    mark: Mark
    coefficient: int


@dataclass(frozen=True, slots=True)
class Row:
    """A linear row over several people's choices: low <= sum <= high."""

    because: Because
    parts: tuple[RowPart, ...]
    low: int | None
    high: int | None
    price: Price
