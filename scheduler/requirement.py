"""What promises take: people per queue and slot, with the reasons of a cell.

The requirement is what the roster is held to, the head counts and coverage
lines of the problem; the reasons are worked out anew from the promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from constraints.coverage import Coverage
from scheduler.clock import zone
from scheduler.demand.deferred import spread_evenly
from scheduler.demand.erlang import gross
from scheduler.demand.volume import pooled
from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from constraints.needs import CoverageLine
    from scheduler.demand.service import Figures, Service
    from scheduler.demand.volume import Volume
    from scheduler.problem import Problem
    from scheduler.promised import Demand, Promised

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = [
    "SLOT_MIN",
    "Alternative",
    "Cell",
    "QueueStaffing",
    "Staffing",
    "heads_of",
    "staffing",
]

SLOT_MIN = 15


@dataclass(frozen=True, eq=False)
class QueueStaffing:
    """What one queue takes, slot by slot of 15 minutes.

    Attributes
    ----------
    queue
        Index of the queue.
    contacts
        Arriving in each slot.
    load
        People they keep busy on average, in erlang, as load lags; of work
        that may wait, spread until it is due.
    heads
        People that promises take.
    least
        People asked for in all, coverage lines included.
    days
        Of the horizon; that of a clock change is one too.
    """

    queue: int
    name: str
    contacts: FloatArray
    load: FloatArray
    heads: IntArray
    least: IntArray
    days: int

    @property
    def week_h(self) -> float:
        """Head-hours of an average week."""
        return float(self.least.sum()) * SLOT_MIN / 60 * 7 / self.days


@dataclass(frozen=True)
class Alternative:
    """What another number of people would give."""

    agents: int
    figures: Figures


@dataclass(frozen=True, eq=False)
class Cell:
    """The reasons of one promise in one slot.

    Attributes
    ----------
    per_hour, handle_min
        Contacts that count for the promise.
    load
        In erlang, at the highest moment of the slot.
    formula
        Name of the formula; empty for work that may wait.
    net, planned
        People who must be there, and to be planned, for this slot.
    heads
        People of the requirement: the highest of the step it is held for.
    alternatives
        One fewer, as many, and one more who are there.
    """

    promised: Promised
    per_hour: float
    handle_min: float
    load: float
    formula: str
    net: int
    planned: int
    heads: int
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, eq=False)
class Staffing:
    """What all queues take over the horizon.

    Attributes
    ----------
    first_min
        Start of the first slot, in minutes since 1970-01-01T00:00Z.
    queues
        Those of which anything is asked.
    """

    problem: Problem
    first_min: int
    queues: tuple[QueueStaffing, ...]

    @property
    def slots(self) -> int:
        """Number of slots."""
        return len(self.queues[0].least) if self.queues else 0

    def explain(self, at_min: int, queue: int) -> tuple[Cell, ...]:
        """Return the reasons of one slot of a queue, promise by promise.

        Parameters
        ----------
        at_min
            A moment of the slot, in minutes since 1970-01-01T00:00Z.
        queue
            Index of the queue.

        Raises
        ------
        InputError
            When the moment lies outside the horizon.
        """
        slot = (at_min - self.first_min) // SLOT_MIN
        if not 0 <= slot < self.slots:
            raise InputError(
                Finding("the roster has no such moment", code="outside")
            )
        start_min = self.first_min + slot * SLOT_MIN
        found = []
        for promised in self.problem.demand.promised:
            if promised.queue != queue or not _is_open(promised, start_min):
                continue
            cell = _cell(self.problem, promised, start_min)
            if cell is not None:
                found.append(cell)
        return tuple(found)


def staffing(problem: Problem) -> Staffing:
    """Return how many people each queue takes, slot by slot.

    Parameters
    ----------
    problem
        As :func:`scheduler.read` gives it.

    Returns
    -------
    Staffing
        The requirement that a roster is held to, with what it follows from.
    """
    clock = zone(problem.zone)
    first = clock.start_min(problem.date(0), 0) // SLOT_MIN * SLOT_MIN
    last = clock.start_min(problem.date(problem.days), 0)
    slots = -(-(last - first) // SLOT_MIN)
    promised = {each.id for each in problem.demand.promised}
    queues = []
    for queue in problem.queues:
        lines = [line for line in _lines(problem) if line.queue == queue.idx]
        least = _laid(lines, first, slots)
        contacts, load = _arrivals(problem.demand, queue.idx, first, slots)
        if not least.any() and not contacts.any():
            continue
        own = [line for line in lines if line.id in promised]
        queues.append(
            QueueStaffing(
                queue=queue.idx,
                name=queue.name,
                contacts=contacts,
                load=load,
                heads=_laid(own, first, slots),
                least=least,
                days=problem.days,
            )
        )
    return Staffing(problem, first, tuple(queues))


def heads_of(
    demand: Demand, promised: Promised, service: Service
) -> tuple[Volume, IntArray] | None:
    """Return what one promise takes, on the slots of its volume.

    None where nothing arrives.

    Parameters
    ----------
    service
        How its queue serves; another than it does, to see what that takes.
    """
    volume = _volume(demand, promised)
    if volume is None:
        return None
    is_open = _opened(volume, [promised])
    if promised.waits:
        answered = _opened(volume, _waiting(demand, promised.queue))
        offered = service.offered(volume, answered)
        heads = service.heads(
            offered, promised.share, promised.within_min * 60
        )
    else:
        work = _spread_for(volume, promised)
        held = len(service.slower)
        heads = np.array(
            [-(-gross(each, service.shrinkage) // held) for each in work],
            dtype=np.int64,
        )
    return volume, np.where(is_open, heads, 0)


def _lines(problem: Problem) -> Iterator[CoverageLine]:
    for rule in problem.rules:
        if isinstance(rule, Coverage):
            yield from rule.lines


def _laid(
    lines: Sequence[CoverageLine], first_min: int, slots: int
) -> IntArray:
    """Return the highest count of lines in each slot."""
    found = np.zeros(slots, dtype=np.int64)
    for line in lines:
        for need in line.needs:
            start = max(0, (need.start_min - first_min) // SLOT_MIN)
            end = max(0, -(-(need.end_min - first_min) // SLOT_MIN))
            np.maximum(found[start:end], need.least, out=found[start:end])
    return found


def _arrivals(
    demand: Demand, queue: int, first_min: int, slots: int
) -> tuple[FloatArray, FloatArray]:
    """Return contacts per slot and their load, on the grid of the horizon."""
    contacts, load = np.zeros(slots), np.zeros(slots)
    volumes = [s.volume for s in demand.streams if s.queue == queue]
    if not volumes:
        return contacts, load
    volume = pooled(volumes)
    waiting = _waiting(demand, queue)
    if waiting:
        service = demand.services[queue]
        lagged = service.offered(volume, _opened(volume, waiting)).load
    else:
        lagged = _spread(demand, queue, volume.load)
    shift = (volume.first_min - first_min) // SLOT_MIN
    begins, ends = max(0, shift), min(slots, shift + len(lagged))
    if begins < ends:
        part = slice(begins - shift, ends - shift)
        contacts[begins:ends] = volume.per_hour[part] * SLOT_MIN / 60
        load[begins:ends] = lagged[part]
    return contacts, load


def _spread(demand: Demand, queue: int, load: FloatArray) -> FloatArray:
    """Return the load of work that may wait: of its promises the highest.

    Work that nobody promised to do counts as it arrives.
    """
    found = [
        _spread_for(volume, promised)
        for promised in demand.promised
        if promised.queue == queue
        and (volume := _volume(demand, promised)) is not None
    ]
    return np.maximum.reduce(found) if found else load


def _spread_for(volume: Volume, promised: Promised) -> FloatArray:
    """Return the load of a promise, spread until the work is due."""
    within = max(1, int(promised.within_min) // volume.slot_min)
    return spread_evenly(volume.load, within, _opened(volume, [promised])).work


def _cell(problem: Problem, promised: Promised, start_min: int) -> Cell | None:
    demand = problem.demand
    service = demand.services[promised.queue]
    volume = _volume(demand, promised)
    if volume is None:
        return None
    slot = (start_min - volume.first_min) // SLOT_MIN
    if not 0 <= slot < len(volume.per_hour):
        return None
    lines = [line for line in _lines(problem) if line.id == promised.id]
    heads = int(_laid(lines, start_min, 1)[0])
    per_hour = float(volume.per_hour[slot])
    handle_min = float(volume.handle_min[slot])
    if not promised.waits:
        work = _spread_for(volume, promised)[slot]
        planned = gross(float(work), service.shrinkage)
        return Cell(
            promised=promised,
            per_hour=per_hour,
            handle_min=handle_min,
            load=float(work),
            formula="",
            net=gross(float(work), 0.0),
            planned=planned,
            heads=heads,
        )
    offered = service.offered(
        volume, _opened(volume, _waiting(demand, promised.queue))
    )
    busy = float(offered.per_hour[slot])
    handle_s = float(offered.handle_min[slot]) * 60
    within_s = promised.within_min * 60
    net = service.needed(busy, handle_s, promised.share, within_s)
    return Cell(
        promised=promised,
        per_hour=per_hour,
        handle_min=handle_s / 60,
        load=float(offered.load[slot]),
        formula=service.formula,
        net=net,
        planned=service.planned(busy, handle_s, promised.share, within_s),
        heads=heads,
        alternatives=tuple(
            Alternative(
                agents, service.figures(agents, busy, handle_s, within_s)
            )
            for agents in range(max(0, net - 1), net + 2)
            if busy > 0
        ),
    )


def _volume(demand: Demand, promised: Promised) -> Volume | None:
    """Return the contacts that count for a promise: the more urgent too."""
    counted = {
        other.priority
        for other in demand.promised
        if other.queue == promised.queue
        and other.account == promised.account
        and other.urgency <= promised.urgency
    }
    volumes = [
        stream.volume
        for stream in demand.streams
        if stream.queue == promised.queue
        and (
            not promised.priority
            or not stream.priority
            or stream.priority in counted
        )
    ]
    return pooled(volumes) if volumes else None


def _waiting(demand: Demand, queue: int) -> list[Promised]:
    return [p for p in demand.promised if p.queue == queue and p.waits]


def _opened(volume: Volume, promised: Sequence[Promised]) -> BoolArray:
    """Return in which slots of a volume anything is promised."""
    found = np.zeros(len(volume.per_hour), dtype=np.bool_)
    for each in promised:
        for start, end in each.open:
            first = max(0, (start - volume.first_min) // volume.slot_min)
            last = -(-(end - volume.first_min) // volume.slot_min)
            found[first : max(0, last)] = True
    return found


def _is_open(promised: Promised, at_min: int) -> bool:
    return any(
        start < at_min + SLOT_MIN and at_min < end
        for start, end in promised.open
    )
