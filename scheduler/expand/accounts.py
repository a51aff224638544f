"""Promises to customers as head counts on their queues.

Accounts of one queue pool: who answers one answers all, so that each
account's own promise is held against the contacts of all of them. A
dedicated account has a seat, and contacts, of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from constraints.needs import CoverageLine, Need
from constraints.trained import Known
from constraints.values import HIGH
from scheduler.clock import DAY_MIN
from scheduler.expand.contacts import SLOT_MIN, Contacts, Grid
from scheduler.expand.heads import HeadCounts, Promise, is_real_time
from scheduler.expand.intervals import clipped, union
from scheduler.promised import Account, Demand, Promised
from scheduler.slug import slug
from scheduler.spec.promises import EVERY_CONTACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from constraints.windows import Window
    from scheduler.errors import Finding
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.queues import Queues
    from scheduler.problem import Queue
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.promises import AccountSpec, Answers
    from scheduler.spec.roster import RosterSpec

    IntArray = npt.NDArray[np.int64]

__all__ = ["Accounts", "accounts", "known_accounts"]

LONGEST_LEAD_DAYS = 31


@dataclass(frozen=True, eq=False)
class Accounts:
    """What queues and accounts were promised, and what follows from it.

    Attributes
    ----------
    lines
        A line for each promise on each queue, with the path to it.
    """

    lines: tuple[tuple[CoverageLine, Said], ...]
    demand: Demand


def accounts(
    spec: RosterSpec,
    origin: Origin,
    horizon: Horizon,
    queues: Queues,
    findings: list[Finding],
) -> Accounts:
    """Return the promises of a file as head counts, and as they were made.

    Parameters
    ----------
    findings
        Receives files that cannot be read, hours without contacts, and
        what is only an approximation.
    """
    promises = [*_of_queues(spec, queues), *_of_accounts(spec, queues)]
    leads = {_lead_min(p, horizon) for p in promises}
    lead_min = max(leads, default=0)
    grid = Grid.over(
        [
            stretch
            for promise in promises
            for stretch in horizon.stretches(
                promise.windows, lead_min=lead_min
            )
        ]
    )
    contacts = Contacts(spec, origin, horizon, queues, grid, findings)
    counts = HeadCounts(
        spec, origin, horizon, queues, grid, contacts, findings
    )
    findings += _unanswered(promises, contacts, queues, origin)
    lines = []
    for promise in promises:
        found = counts.of(promise, promises)
        needs: list[Need] = []
        for stretch in horizon.stretches(promise.windows):
            needs += _needs(grid, found, stretch, promise.least)
        line = CoverageLine(
            id=promise.id,
            queue=promise.queue.idx,
            needs=tuple(needs),
            importance=promise.importance,
        )
        lines.append((line, promise.path))
    demand = Demand(
        accounts=tuple(_accounts(spec, queues)),
        streams=tuple(contacts.streams()),
        promised=tuple(_promised(promises, contacts, counts, horizon)),
        services=tuple(counts.service(queue) for queue in queues.all),
        shrinkage=spec.volume.shrinkage if spec.volume else 0.0,
    )
    return Accounts(tuple(lines), demand)


def _accounts(spec: RosterSpec, queues: Queues) -> Iterator[Account]:
    for name, given in spec.accounts.items():
        answering = (q for said in given.queues for q in queues.of[said])
        yield Account(
            name,
            given.tier or "",
            tuple(
                (queues.seat(q, name) if given.dedicated else q).idx
                for q in answering
            ),
        )


def _promised(
    promises: Sequence[Promise],
    contacts: Contacts,
    counts: HeadCounts,
    horizon: Horizon,
) -> Iterator[Promised]:
    """Yield the promises as they were made, where anything arrives."""
    before = DAY_MIN * LONGEST_LEAD_DAYS
    for promise in promises:
        streams = contacts.of(promise.queue.idx)
        if promise.target is None or not streams:
            continue
        apart = promise.priorities is not None and any(
            priority for priority, _ in streams
        )
        of_account = promise.path[0] == "accounts"
        yield Promised(
            id=promise.id,
            name=promise.name,
            queue=promise.queue.idx,
            account=str(promise.path[1]) if of_account else "",
            priority=(promise.priorities or ("",))[-1] if apart else "",
            urgency=len(promise.priorities or ("",)) - 1,
            must=promise.importance.hard,
            share=promise.target.share,
            within_min=promise.target.within_s / 60,
            open=tuple(
                union(
                    stretch
                    for window in promise.windows
                    for stretch in horizon.around(window, before)
                )
            ),
            waits=counts.waits(promise),
            zone=promise.windows[0].zone or horizon.zone,
        )


def known_accounts(
    spec: RosterSpec, horizon: Horizon
) -> Iterator[tuple[Known, Said]]:
    """Yield the accounts that somebody must know, and when."""
    for name, given in spec.accounts.items():
        if given.trained:
            known = Known(
                id=f"{given.id or f'accounts.{slug(name)}'}.trained",
                account=name,
                stretches=tuple(horizon.stretches(given.windows)),
                least=given.trained,
                importance=given.importance,
            )
            yield known, ("accounts", name)


def _of_queues(spec: RosterSpec, queues: Queues) -> Iterator[Promise]:
    for name, given in spec.queues.items():
        for queue in queues.of[name]:
            yield from _by_priority(
                Promise(
                    id=f"queues.{queue.id}.answer",
                    name=queue.name,
                    queue=queue,
                    windows=given.window,
                    importance=HIGH,
                    path=("queues", name, "answer"),
                ),
                given.answer,
            )


def _of_accounts(spec: RosterSpec, queues: Queues) -> Iterator[Promise]:
    for name, given in spec.accounts.items():
        id_ = given.id or f"accounts.{slug(name)}"
        on = [q for said in given.queues for q in queues.of[said]]
        for queue in on:
            own = f"{id_}.{queue.id}" if len(on) > 1 else id_
            seat = queues.seat(queue, name) if given.dedicated else queue
            yield from _by_priority(
                Promise(
                    id=own,
                    name=name,
                    queue=seat,
                    windows=given.windows,
                    importance=given.importance,
                    path=("accounts", name),
                    least=int(given.dedicated),
                ),
                _answers(given, queue, spec),
            )


def _answers(
    given: AccountSpec, queue: Queue, spec: RosterSpec
) -> Answers | None:
    """Return what an account is promised, if not what its queue says."""
    if given.answer is None and given.dedicated:
        return spec.queues[queue.said].answer
    return given.answer


def _by_priority(
    promise: Promise, answers: Answers | None
) -> Iterator[Promise]:
    if not answers:
        if promise.least:
            yield promise
        return
    for number, (priority, target) in enumerate(answers.items()):
        of_all = priority == EVERY_CONTACT
        yield replace(
            promise,
            id=promise.id if of_all else f"{promise.id}.{slug(priority)}",
            name=promise.name if of_all else f"{promise.name} {priority}",
            target=target,
            priorities=None if of_all else tuple(answers)[: number + 1],
        )


def _unanswered(
    promises: Sequence[Promise],
    contacts: Contacts,
    queues: Queues,
    origin: Origin,
) -> Iterator[Finding]:
    """Find queues with contacts that nobody promised to answer."""
    answered = {p.queue.idx for p in promises if p.target is not None}
    for idx in sorted(contacts.queues()):
        if idx not in answered:
            queue = queues.all[idx]
            yield origin.finding(
                f"{queue.name} has contacts, and nothing says how soon they "
                "are answered: write for example answer: 90% within 4h",
                "queues",
                queue.said,
                code="no-answer",
            )


def _lead_min(promise: Promise, horizon: Horizon) -> int:
    """Return how long before the roster work arrives that is due in it.

    The clock of a promise runs in opening hours: what is due within eight
    hours on Monday morning arrived on Friday.
    """
    if promise.target is None or is_real_time(promise.target):
        return 0
    within_min = promise.target.within_s // 60
    for days in range(1, LONGEST_LEAD_DAYS):
        lead_min = days * DAY_MIN
        before_min = sum(
            end - start
            for window in promise.windows
            for start, end in _before(window, horizon, lead_min)
        )
        if before_min >= within_min:
            return lead_min
    return LONGEST_LEAD_DAYS * DAY_MIN


def _before(
    window: Window, horizon: Horizon, lead_min: int
) -> Iterator[Interval]:
    first, _ = horizon.ends(window.zone)
    return clipped(
        horizon.begun(window, lead_min=lead_min), first - lead_min, first
    )


def _needs(
    grid: Grid, counts: IntArray | None, stretch: Interval, least: int
) -> Iterator[Need]:
    """Yield the needs of one opening, cut at its ends."""
    start, end = stretch
    if counts is None:
        if least:
            yield Need(start, end, least=least)
        return
    first = (start - grid.first_min) // SLOT_MIN
    last = -(-(end - grid.first_min) // SLOT_MIN)
    asked = np.maximum(counts[first:last], least)
    edges = [0, *(np.flatnonzero(np.diff(asked)) + 1), len(asked)]
    for left, right in pairwise(edges):
        if count := int(asked[left]):
            slots = (
                grid.first_min + (first + int(left)) * SLOT_MIN,
                grid.first_min + (first + int(right)) * SLOT_MIN,
            )
            for begins, ends in clipped([slots], start, end):
                yield Need(begins, ends, least=count)
