"""How many people a promise takes, slot by slot: one count per promise."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from constraints.values import HIGH
from scheduler.demand.deferred import SpreadHeads, spread_evenly
from scheduler.demand.erlang import gross
from scheduler.demand.service import Service
from scheduler.demand.volume import pooled
from scheduler.errors import Finding
from scheduler.expand.contacts import SLOT_MIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from constraints.promises import Target
    from constraints.values import Importance
    from constraints.windows import Window
    from scheduler.demand.volume import Volume
    from scheduler.expand.contacts import Contacts, Grid
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.queues import Queues
    from scheduler.problem import Queue
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["HeadCounts", "Promise", "is_real_time"]

REAL_TIME = frozenset({"phone", "chat", "messaging"})
REAL_TIME_WITHIN_S = 3600
"""Without a channel, an answer within an hour means somebody waits."""

QUICK_MIN = 10
"""Contacts that take longer than this spread their load over half hours."""

SLOW_STEP_MIN = 30

MOST_PEOPLE = 1000


@dataclass(frozen=True)
class Promise:
    """What one queue or account was promised on one queue.

    Attributes
    ----------
    target
        None for a seat that is there whatever comes.
    priorities
        Whose contacts go before those of this promise or are its own; None
        for all.
    least
        Heads at every moment that it holds, whatever the contacts.
    """

    id: str
    name: str
    queue: Queue
    windows: tuple[Window, ...]
    path: Said
    importance: Importance = HIGH
    target: Target | None = None
    priorities: tuple[str, ...] | None = None
    least: int = 0


def is_real_time(target: Target) -> bool:
    """Return whether a target alone says that somebody waits in line."""
    return target.within_s <= REAL_TIME_WITHIN_S


class HeadCounts:
    """Counts the heads of promises on the grid of their contacts.

    Parameters
    ----------
    findings
        Receives loads beyond reason, hours without contacts, and what is
        only an approximation.
    """

    def __init__(
        self,
        spec: RosterSpec,
        origin: Origin,
        horizon: Horizon,
        queues: Queues,
        grid: Grid,
        contacts: Contacts,
        findings: list[Finding],
    ) -> None:
        self._spec = spec
        self._origin = origin
        self._horizon = horizon
        self._queues = queues
        self._grid = grid
        self._contacts = contacts
        self._findings = findings
        self._volumes: dict[
            tuple[int, tuple[str, ...] | None], Volume | None
        ] = {}
        self._counted: dict[object, IntArray] = {}
        self._too_busy: set[int] = set()
        self._said_spread: set[tuple[str, Target | None]] = set()
        self._said_silent: set[int] = set()

    def of(
        self, promise: Promise, promises: Sequence[Promise]
    ) -> IntArray | None:
        """Return the heads of a promise, one count per slot of the grid.

        None where it has no contacts, or too many to be true.

        Parameters
        ----------
        promises
            All there are: some queues are filled in between others.
        """
        if promise.target is None:
            return None
        promise = self._told_apart(promise)
        volume = self._volume(promise)
        if volume is None:
            return None
        self._say_silence(promise, volume)
        filled = self._spec.queues[promise.queue.said].fill_in
        spare = self._spare(filled, promises) if filled else None
        if not self.waits(promise):
            self._say_spread(promise, filled)
        key = (
            promise.queue.idx,
            promise.target,
            promise.priorities,
            None if self.waits(promise) else promise.windows,
        )
        if key not in self._counted:
            self._counted[key] = self._held(
                self._count(promise, volume, spare, promises),
                self._step(promise, volume),
            )
        return self._counted[key]

    def _step(self, promise: Promise, volume: Volume) -> int:
        """Return how long a count stays the same, in minutes."""
        said = self._spec.volume.step if self._spec.volume else None
        if said is not None:
            return said
        lags = self.waits(promise) and self.service(promise.queue).lagged
        slow = float(volume.handle_min.max(initial=0)) > QUICK_MIN
        return SLOW_STEP_MIN if lags and slow else SLOT_MIN

    def _held(self, counts: IntArray, step: int) -> IntArray:
        """Return counts that stay the same for as long as a step."""
        if step == SLOT_MIN:
            return counts
        starts = self._grid.first_min + SLOT_MIN * np.arange(len(counts))
        _, which = np.unique(starts // step, return_inverse=True)
        most = np.zeros(which.max(initial=0) + 1, dtype=np.int64)
        np.maximum.at(most, which, counts)
        return most[which]

    def _count(
        self,
        promise: Promise,
        volume: Volume,
        spare: FloatArray | None,
        promises: Sequence[Promise],
    ) -> IntArray:
        assert promise.target is not None
        starts = self._grid.first_min + SLOT_MIN * np.arange(self._grid.slots)
        at_once = self._at_once(promise.queue)
        if self.waits(promise):
            service = self.service(promise.queue)
            return service.heads(
                service.offered(volume, self._answering(promise, promises)),
                promise.target.share,
                promise.target.within_s,
            )
        if spare is None:
            heads = SpreadHeads(
                promise.name,
                volume,
                self._within_min(promise),
                self._open(promise),
                self._shrinkage,
            ).heads(starts)
            return -(-heads // at_once)
        work = self._spread(promise, volume) / at_once
        left = np.maximum(work - spare, 0.0)
        return np.array(
            [gross(each, self._shrinkage) for each in left], dtype=np.int64
        )

    def _spare(self, queue: str, promises: Sequence[Promise]) -> FloatArray:
        """Return what the people of a queue have time for beside it."""
        found = np.zeros(self._grid.slots)
        for member in self._queues.of[queue]:
            own = [
                p
                for p in promises
                if p.queue == member and p.target is not None
            ]
            heads = np.zeros(self._grid.slots)
            busy = np.zeros(self._grid.slots)
            for promise in own:
                counts = self.of(promise, promises)
                volume = self._volume(self._told_apart(promise))
                if counts is None or volume is None:
                    continue
                is_open = self._open(promise)
                heads = np.maximum(heads, np.where(is_open, counts, 0))
                work = (
                    volume.load
                    if self.waits(promise)
                    else self._spread(promise, volume)
                )
                busy = np.maximum(busy, work / self._at_once(member))
            found += np.maximum(heads * (1 - self._shrinkage) - busy, 0.0)
        return found

    def _spread(self, promise: Promise, volume: Volume) -> FloatArray:
        within = self._within_min(promise) // SLOT_MIN
        return spread_evenly(volume.load, within, self._open(promise)).work

    def _within_min(self, promise: Promise) -> int:
        assert promise.target is not None
        return max(SLOT_MIN, promise.target.within_s // 60)

    def _open(self, promise: Promise) -> BoolArray:
        lead_min = self._horizon.ends()[0] - self._grid.first_min
        return self._grid.marked(
            self._horizon.stretches(promise.windows, lead_min=lead_min)
        )

    def _answering(
        self, promise: Promise, promises: Sequence[Promise]
    ) -> BoolArray:
        """Return when anybody answers on the queue of a promise."""
        found = np.zeros(self._grid.slots, dtype=np.bool_)
        for other in promises:
            if other.queue == promise.queue and self.waits(other):
                found |= self._open(other)
        return found

    def service(self, queue: Queue) -> Service:
        """Return how a queue serves contacts that wait."""
        given = self._spec.queues[queue.said]
        return Service(
            slower=given.slower,
            patience_s=given.patience or math.inf,
            definition=given.service_level,
            occupancy_max=given.occupancy,
            mean_wait_max_s=given.mean_wait,
            day_variation=given.day_variation,
            shrinkage=self._shrinkage,
            lagged=given.load == "lagged",
        )

    def waits(self, promise: Promise) -> bool:
        """Return whether customers wait in line for an answer."""
        if promise.queue.channel:
            return promise.queue.channel in REAL_TIME
        return promise.target is not None and is_real_time(promise.target)

    def _at_once(self, queue: Queue) -> int:
        return len(self._spec.queues[queue.said].slower)

    @property
    def _shrinkage(self) -> float:
        return self._spec.volume.shrinkage if self._spec.volume else 0.0

    def _told_apart(self, promise: Promise) -> Promise:
        """Return a promise of all contacts where no file tells them apart."""
        if promise.priorities is None:
            return promise
        streams = self._contacts.of(promise.queue.idx)
        if any(priority for priority, _ in streams):
            return promise
        if len(promise.priorities) == 1:
            self._findings.append(
                self._origin.warning(
                    f"the contacts of {promise.queue.name} are not told apart "
                    f"by priority: all of them count as "
                    f"{promise.priorities[0]}; a column priority in the "
                    "volume tells",
                    *promise.path,
                    code="no-priority",
                )
            )
        return replace(promise, priorities=None)

    def _volume(self, promise: Promise) -> Volume | None:
        key = promise.queue.idx, promise.priorities
        if key not in self._volumes:
            volumes = [
                volume
                for priority, volume in self._contacts.of(key[0])
                if promise.priorities is None
                or priority in ("", *promise.priorities)
            ]
            self._volumes[key] = pooled(volumes) if volumes else None
        volume = self._volumes[key]
        return (
            None if volume is None or self._is_mad(promise, volume) else volume
        )

    def _is_mad(self, promise: Promise, volume: Volume) -> bool:
        heads = float(volume.load.max()) / self._at_once(promise.queue)
        if heads <= MOST_PEOPLE:
            return False
        if promise.queue.idx not in self._too_busy:
            self._too_busy.add(promise.queue.idx)
            self._findings.append(
                self._origin.finding(
                    f"so many contacts keep {heads:,.0f} people busy, and a "
                    f"queue has {MOST_PEOPLE} at most: check the units of "
                    "volume and handle",
                    *promise.path,
                    code="load",
                )
            )
        return True

    def _say_spread(self, promise: Promise, filled: str | None) -> None:
        """Warn of an approximation, once per kind of queue and target."""
        if (promise.queue.said, promise.target) in self._said_spread:
            return
        self._said_spread.add((promise.queue.said, promise.target))
        less = f" less what {filled} leaves time for" if filled else ""
        self._findings.append(
            self._origin.warning(
                f"{promise.queue.said}: work due {promise.target}{less} is "
                "spread evenly over its answer time, which is an "
                "approximation",
                *promise.path,
                code="approximate",
            )
        )

    def _say_silence(self, promise: Promise, volume: Volume) -> None:
        """Warn when nothing arrives while a promise holds.

        A file of business hours has gaps at night, and one for the roster
        has none before it, which concern nobody. Once per queue.
        """
        gap = self._contacts.gap(promise.queue.idx)
        if gap is None or promise.queue.idx in self._said_silent:
            return
        open_now = self._grid.marked(self._horizon.stretches(promise.windows))
        silent = open_now & ~(volume.per_hour > 0)
        if silent_min := int(np.count_nonzero(silent)) * SLOT_MIN:
            self._said_silent.add(promise.queue.idx)
            self._findings.append(
                Finding(
                    f"{promise.name} is open for {silent_min / 60:g} h "
                    "without contacts in this file",
                    gap.place,
                    "warning",
                    code="gap",
                )
            )
