"""What customers were promised, and the contacts that it is about.

Part of the problem's plain data: rosters are staffed by head counts that
follow from it, and simulations hold rosters against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.demand.service import Service
    from scheduler.demand.volume import Volume

__all__ = ["Account", "Demand", "Promised", "Stream"]


@dataclass(frozen=True, slots=True)
class Account:
    """A customer that a file names.

    Attributes
    ----------
    tier
        What it is promised is said there; empty for none.
    queues
        Indices of those that answer it: its own seats, if it has any.
    """

    name: str
    tier: str
    queues: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Stream:
    """Contacts of one queue, account and priority.

    Attributes
    ----------
    queue
        Index of the queue that answers.
    account, priority
        Empty where a file does not tell them apart.
    waiting
        Whether they wait already as the roster begins, so that their number
        is known.
    """

    queue: int
    account: str
    priority: str
    volume: Volume
    waiting: bool = False

    def name(self, queue: str) -> str:
        """Return what messages call it, given its queue's name."""
        return " ".join(p for p in (queue, self.account, self.priority) if p)


@dataclass(frozen=True, slots=True)
class Promised:
    """So large a share of contacts is answered within so much time.

    Attributes
    ----------
    id
        The statement's, a key of ``problem.places``.
    name
        As messages call it.
    account
        Empty for a promise of the queue to everybody.
    priority
        Whose contacts it is about; empty for all.
    urgency
        0 for the most urgent priority of its queue or account.
    must
        Whether the file says ``importance: must``.
    within_min
        On the promise's own clock, which runs in its windows only.
    open
        Those windows as (start_min, end_min), apart and in order of time,
        and so much before and after the horizon that no clock stops there.
    waits
        Whether customers wait in line; otherwise work is due.
    zone
        On whose clock its months and days are reported.
    """

    id: str
    name: str
    queue: int
    account: str
    priority: str
    urgency: int
    must: bool
    share: float
    within_min: float
    open: tuple[tuple[int, int], ...]
    waits: bool
    zone: str

    def covers(self, stream: Stream) -> bool:
        """Return whether contacts of a stream were promised this.

        Contacts that no file tells apart were promised all of it.
        """
        return (
            stream.queue == self.queue
            and (not stream.account or self.account in ("", stream.account))
            and (not stream.priority or self.priority in ("", stream.priority))
        )


@dataclass(frozen=True, eq=False)
class Demand:
    """All contacts to come and all promises about them.

    Attributes
    ----------
    accounts
        All that the file names, in its order.
    services
        By queue: how it serves contacts that wait.
    shrinkage
        Share of people who are missing unplanned.
    """

    accounts: tuple[Account, ...] = ()
    streams: tuple[Stream, ...] = ()
    promised: tuple[Promised, ...] = ()
    services: tuple[Service, ...] = ()
    shrinkage: float = 0.0

    @property
    def at_once(self) -> tuple[int, ...]:
        """By queue: how many contacts one person holds in parallel."""
        return tuple(len(service.slower) for service in self.services)
