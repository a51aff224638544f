"""What the terms across people mean, in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from constraints.amount import Amount
from constraints.event_amounts import (
    meeting_amounts,
    on_queues_amounts,
    session_amounts,
)
from constraints.seating import Seating, seated
from constraints.terms import (
    Cover,
    Meeting,
    OnQueues,
    Presence,
    Row,
    Session,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import AcrossTerm, PresencePart
    from constraints.view import View

__all__ = ["across_amounts", "best_seating"]


def across_amounts(term: AcrossTerm, view: View) -> Iterator[Amount]:
    """Yield the amounts of a term across people; some are not positive."""
    match term:
        case Cover():
            return _cover(term, view)
        case Presence():
            return _presence(term, view)
        case Meeting():
            return meeting_amounts(term, view)
        case Session():
            return session_amounts(term, view)
        case OnQueues():
            return on_queues_amounts(term, view)
        case Row():
            return _row(term, view)
        case _:
            assert_never(term)


def _cover(term: Cover, view: View) -> Iterator[Amount]:
    minutes = term.end_min - term.start_min
    seating = best_seating(term, view)
    for tier in term.tiers:
        served_min = seating.served_min[term.queues.index(tier.queue)]
        more = served_min - minutes * tier.level
        yield Amount(
            tier.because,
            more if tier.over else -more,
            tier.price,
            shortage=tier.must,
        )
    for pool, used in zip(term.pools, seating.used, strict=True):
        yield Amount(pool.because or term.because, minutes * used, pool.price)


def best_seating(term: Cover, view: View) -> Seating:
    """Seat those present at the least cost, ``must`` shortage first."""
    minutes = term.end_min - term.start_min
    classes: dict[tuple[int, frozenset[int]], int] = {}
    for pool_idx, pool in enumerate(term.pools):
        for person in sorted({p for who in pool.eligible for p in who}):
            if view.present(person, term.start_min, term.end_min):
                serves = frozenset(
                    queue
                    for queue, who in enumerate(pool.eligible)
                    if person in who
                )
                key = pool_idx, serves
                classes[key] = classes.get(key, 0) + 1
    return seated(
        tuple((pool, serves, n) for (pool, serves), n in classes.items()),
        tuple(
            tuple(
                (tier.level, tier.price, tier.over)
                for tier in term.tiers
                if tier.queue == queue
            )
            for queue in term.queues
        ),
        tuple(pool.price for pool in term.pools),
        minutes,
        tuple(pool.share_min(minutes) for pool in term.pools),
    )


def _presence(term: Presence, view: View) -> Iterator[Amount]:
    minutes = term.end_min - term.start_min
    total = sum(
        part.coefficient * _count(part, term, view) for part in term.parts
    )
    for off in (
        None if term.low is None else term.low - total,
        None if term.high is None else total - term.high,
    ):
        if off is not None:
            yield Amount(
                term.because, minutes * off, term.price, shortage=term.must
            )


def _count(part: PresencePart, term: Presence, view: View) -> int:
    cell = term.start_min, term.end_min
    if part.paused:
        return sum(view.paused(person, *cell) for person in part.people)
    return sum(
        view.present(person, *cell, near=True, standby=part.standby)
        for person in part.people
    )


def _row(term: Row, view: View) -> Iterator[Amount]:
    total = sum(
        part.coefficient
        for part in term.parts
        if part.mark.has(view.choice(part.person, part.day))
    )
    if term.low is not None:
        yield Amount(term.because, term.low - total, term.price)
    if term.high is not None:
        yield Amount(term.because, total - term.high, term.price)
