"""Growth: contacts that a forecast does not know yet, from some day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.clock import Zone
    from scheduler.demand.volume import Volume
    from scheduler.expand.queues import Queues
    from scheduler.problem import Queue
    from scheduler.spec.volumes import GrowthSpec

__all__ = ["grown"]


def grown(
    volume: Volume,
    growth: Iterable[GrowthSpec],
    queue: Queue,
    account: str,
    clock: Zone,
    queues: Queues,
) -> Volume:
    """Return a volume with what it grows by; growths multiply.

    Parameters
    ----------
    queue, account
        Whose contacts they are.
    clock
        Of the file: days of growth begin and end at its midnights.
    """
    starts = volume.first_min + volume.slot_min * np.arange(
        len(volume.per_hour)
    )
    factor = np.ones(len(starts))
    for given in growth:
        if not _concerns(given, queue, account, queues):
            continue
        grows = starts >= clock.start_min(given.from_, 0)
        if given.until is not None:
            day_after = given.until + timedelta(days=1)
            grows &= starts < clock.start_min(day_after, 0)
        factor[grows] *= 1 + given.by
    if np.all(factor == 1):
        return volume
    return replace(volume, per_hour=volume.per_hour * factor)


def _concerns(
    given: GrowthSpec, queue: Queue, account: str, queues: Queues
) -> bool:
    if given.account is not None and given.account != account:
        return False
    if given.queue is None:
        return True
    # A dedicated seat grows with the queue that it was taken out of.
    names = {queue.name, queue.name.removesuffix(f" {queue.account}")}
    return any(meant.name in names for meant in queues.of[given.queue])
