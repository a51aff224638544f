"""What a simulation says: promises kept, and what queues were like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scheduler.promised import Promised
    from scheduler.simulation.levels import Chance, Counts, Estimate
    from scheduler.simulation.periods import Periods

__all__ = ["Kept", "QueueFigures", "Simulated"]


@dataclass(frozen=True, eq=False)
class Kept:
    """How a promise fared.

    Attributes
    ----------
    level
        Share answered in time over the horizon.
    by_month, by_day, by_interval
        Counts of shape (replications, periods); periods as in
        ``scheduler.simulation.periods``.
    kept
        Probability that every month is reported at or above the target.
    contacts
        Mean number of contacts over the horizon.
    """

    promised: Promised
    periods: Periods
    by_month: Counts
    by_day: Counts
    by_interval: Counts
    level: Estimate | None
    kept: Chance
    contacts: float

    def worst_interval(self) -> tuple[int, float] | None:
        """Return start and mean level of the interval that fares worst."""
        offered = self.by_interval.offered.sum(axis=0)
        met = self.by_interval.in_time.sum(axis=0)
        # Intervals with a contact in every second replication, or more.
        often = offered * 2 >= len(self.by_interval.offered)
        if not often.any():
            return None
        levels = np.full(len(offered), np.inf)
        levels[often] = met[often] / offered[often]
        worst = int(np.argmin(levels))
        return self.periods.interval_start(worst), float(levels[worst])


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """What a queue was like; times in minutes.

    Attributes
    ----------
    wait_mean, wait_p90
        Of contacts that were answered.
    abandoned
        Share that hung up.
    occupancy
        Share of the time of those who served it that contacts took, over
        all queues they serve.
    oldest_p95
        Of 95 % of replications: the longest wait of any contact.
    unanswered
        Mean number of contacts left at the end.
    """

    queue: int
    contacts: float
    wait_mean: float
    wait_p90: float
    abandoned: float
    occupancy: float
    oldest_p95: float
    unanswered: float


@dataclass(frozen=True, eq=False)
class Simulated:
    """What a roster's service is like.

    Attributes
    ----------
    overrun_min
        Mean minutes worked after the end of presence, all people together.
    contacts
        Contacts of all replications.
    """

    replications: int
    seed: int
    kept: tuple[Kept, ...]
    queues: tuple[QueueFigures, ...]
    overrun_min: float
    contacts: int
