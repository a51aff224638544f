"""How a queue serves contacts that wait: what n people give, who is needed.

One object holds all that a queue says of itself; it chooses the formula:
chats held in parallel (birth-death), contacts that hang up (Erlang A),
patient ones (Erlang C). All three are exact for small queues too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scheduler.demand import erlang
from scheduler.demand.abandonment import impatient_queue
from scheduler.demand.chats import chat_queue
from scheduler.demand.offered_load import lagged_load
from scheduler.demand.uncertainty import day_factors

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from scheduler.demand.abandonment import Definition
    from scheduler.demand.volume import Volume

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["PATIENT", "Figures", "Service"]

_ROUNDING = 1e-12
_DAYS = 64
"""Points of a day factor: enough for six digits."""
_LEFT_OVER = 0.5
"""Contacts still held for which nobody is planned once none arrive."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What so many people give.

    Attributes
    ----------
    level
        Share of contacts answered in time; 0 where they never catch up.
    mean_wait_s
        Average speed of answer; infinite where they never catch up.
    occupancy
        Share of their time, or of the chats they may hold, that is taken.
    abandons
        Share of contacts that hang up.
    """

    level: float
    mean_wait_s: float
    occupancy: float
    abandons: float


@dataclass(frozen=True, slots=True)
class Service:
    """What a queue says of how it serves.

    Attributes
    ----------
    slower
        By number of contacts that one person holds at once: how many times
        longer each of them takes; as many figures as may be held.
    patience_s
        Mean patience; infinite for contacts that stay.
    definition
        What a service level is a share of.
    occupancy_max, mean_wait_max_s
        Limits beside the target; None for none.
    day_variation
        Standard deviation of the factor by which whole days are busier or
        quieter than forecast.
    shrinkage
        Share of the planned people who will be missing unplanned.
    lagged
        Whether load is followed beyond the slot of its arrival.
    """

    slower: tuple[float, ...] = (1.0,)
    patience_s: float = math.inf
    definition: Definition = "offered"
    occupancy_max: float | None = None
    mean_wait_max_s: float | None = None
    day_variation: float = 0.0
    shrinkage: float = 0.0
    lagged: bool = True

    @property
    def formula(self) -> str:
        """The name of the formula in use."""
        if len(self.slower) > 1:
            return f"chats, up to {len(self.slower)} at once"
        if math.isfinite(self.patience_s):
            return "Erlang A"
        return "Erlang C"

    def figures(
        self, agents: int, per_hour: float, handle_s: float, within_s: float
    ) -> Figures:
        """Return what so many people who are there give.

        Busy and quiet days are weighed by the contacts that they bring.
        """
        return _figures(self, agents, per_hour, handle_s, within_s)

    def needed(
        self, per_hour: float, handle_s: float, share: float, within_s: float
    ) -> int:
        """Return the fewest people who must be there; nobody for nothing.

        Raises
        ------
        ValueError
            When a number is out of range.
        """
        if per_hour == 0:
            return 0
        erlang.check_load(per_hour * handle_s / 3600)
        return _needed(self, per_hour, handle_s, share, within_s)

    def planned(
        self, per_hour: float, handle_s: float, share: float, within_s: float
    ) -> int:
        """Return how many to plan so that enough are there on average."""
        held = len(self.slower)
        if self.slower[-1] == 1:
            # Chats that do not slow each other are servers of their own, and
            # the missing are counted in chats: one head of three is not two.
            alone = replace(self, slower=(1.0,))
            slots = alone.needed(per_hour, handle_s, share, within_s)
            return -(-erlang.gross(slots, self.shrinkage) // held)
        net = self.needed(per_hour, handle_s, share, within_s)
        return erlang.gross(net, self.shrinkage)

    def offered(self, volume: Volume, is_open: BoolArray) -> Volume:
        """Return a volume by the load that it puts on each slot.

        Contacts per hour are those that would keep as many busy for ever;
        the highest moment of a slot counts. Each opening begins as if its
        first rate had always been so.

        Parameters
        ----------
        is_open
            Whether anybody answers, slot by slot; contacts that come while
            nobody does wait for nobody.
        """
        if not self.lagged:
            return volume
        lasts = replace(volume, handle_min=volume.handle_min * self.slower[-1])
        most = np.zeros(len(volume.per_hour))
        handle = np.array(volume.handle_min)
        for first, last in _runs(is_open, volume.per_hour > 0):
            part = replace(
                lasts,
                first_min=volume.first_min + first * volume.slot_min,
                per_hour=lasts.per_hour[first:last],
                handle_min=lasts.handle_min[first:last],
            )
            most[first:last] = lagged_load(part).most
            handle[first:last] = _kept(handle[first:last])
        most[(volume.per_hour == 0) & (most < _LEFT_OVER)] = 0.0
        rate = np.divide(
            60 * most,
            handle * self.slower[-1],
            out=np.zeros_like(most),
            where=handle > 0,
        )
        return replace(volume, per_hour=rate, handle_min=handle)

    def heads(self, volume: Volume, share: float, within_s: float) -> IntArray:
        """Return the people to plan in each slot of an offered volume."""
        pairs = np.stack([volume.per_hour, volume.handle_min], axis=1)
        distinct, which = np.unique(pairs, axis=0, return_inverse=True)
        need = [
            self.planned(per_hour, handle_min * 60, share, within_s)
            for per_hour, handle_min in distinct.tolist()
        ]
        return np.array(need, dtype=np.int64)[which.reshape(-1)]


PATIENT = Service()
"""One contact at a time, and nobody hangs up."""


@lru_cache(maxsize=65536)
def _needed(
    service: Service,
    per_hour: float,
    handle_s: float,
    share: float,
    within_s: float,
) -> int:
    def enough(agents: int) -> bool:
        found = service.figures(agents, per_hour, handle_s, within_s)
        longest_s = service.mean_wait_max_s
        return found.level >= share - _ROUNDING and (
            longest_s is None or found.mean_wait_s <= longest_s + _ROUNDING
        )

    low, high = 0, 1
    if not math.isfinite(service.patience_s) or len(service.slower) > 1:
        # Patient contacts grow without end below their load.
        held = len(service.slower)
        load = per_hour * handle_s / 3600 * service.slower[-1] / held
        low = math.floor(load)
        high = low + 1
    step = 1
    while not enough(high):
        low, high, step = high, high + step, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    if service.occupancy_max is not None:
        high = max(high, _rested(service, per_hour, handle_s))
    return high


def _rested(service: Service, per_hour: float, handle_s: float) -> int:
    """Return how many leave everybody the idle time that they shall have."""
    assert service.occupancy_max is not None
    load = per_hour * handle_s / 3600
    return erlang.round_up(load / service.occupancy_max)


@lru_cache(maxsize=65536)
def _figures(
    service: Service,
    agents: int,
    per_hour: float,
    handle_s: float,
    within_s: float,
) -> Figures:
    if per_hour == 0:
        return Figures(1.0, 0.0, 0.0, 0.0)
    if agents == 0:
        return Figures(0.0, math.inf, 0.0, 0.0)
    days = day_factors(service.day_variation, _DAYS)
    found = [
        (
            factor * weight,
            _steady(service, agents, factor * per_hour, handle_s, within_s),
        )
        for factor, weight in days
    ]
    contacts = math.fsum(weight for weight, _ in found)

    def mean(name: str) -> float:
        # A day in overload has no mean wait, be it ever so rare.
        return (
            math.fsum(w * getattr(each, name) for w, each in found) / contacts
        )

    return Figures(
        mean("level"), mean("mean_wait_s"), mean("occupancy"), mean("abandons")
    )


def _steady(
    service: Service,
    agents: int,
    per_hour: float,
    handle_s: float,
    within_s: float,
) -> Figures:
    load = per_hour * handle_s / 3600
    if len(service.slower) > 1:
        lengths = [handle_s * factor for factor in service.slower]
        chats = chat_queue(agents, per_hour, lengths)
        held = agents * len(lengths)
        return Figures(
            chats.service_level(within_s),
            chats.mean_wait_s,
            min(1.0, load * service.slower[-1] / held),
            0.0,
        )
    if math.isfinite(service.patience_s):
        queue = impatient_queue(agents, per_hour, handle_s, service.patience_s)
        return Figures(
            queue.service_level(within_s, service.definition),
            queue.mean_wait_s,
            queue.occupancy,
            queue.abandons,
        )
    waits = erlang.waiting_probability(agents, load)
    if agents <= load:
        return Figures(0.0, math.inf, 1.0, 0.0)
    spare = agents - load
    return Figures(
        1 - waits * math.exp(-spare * within_s / handle_s),
        waits * handle_s / spare,
        load / agents,
        0.0,
    )


def _runs(is_open: BoolArray, arrives: BoolArray) -> Iterator[tuple[int, int]]:
    """Yield each opening from its first contact on."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_open, [0]])))
    for first, last in edges.reshape(-1, 2).tolist():
        came = np.flatnonzero(arrives[first:last])
        if len(came):
            yield first + int(came[0]), last


def _kept(handle: FloatArray) -> FloatArray:
    """Return handle times with those before where nothing arrives."""
    known = np.maximum.accumulate(
        np.where(handle > 0, np.arange(len(handle)), 0)
    )
    return handle[known]
