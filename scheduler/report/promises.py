"""Promises: what each account was promised, and the chance of keeping it.

What is staffed is read off the heat map; chances come from simulating the
contacts that the file expects, where it expects any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.simulation.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scheduler.promised import Promised
    from scheduler.report.heat import Heat, Row
    from scheduler.roster import Roster
    from scheduler.simulation.figures import Kept

__all__ = ["Promise", "promises"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise and how it is kept.

    Attributes
    ----------
    name
        Of the account, or of the queue that promises it to everybody.
    share, within_min
        What was promised; None for people alone, such as ``least: 2``.
    asked_min, short_min
        Person-minutes that it takes, and those of them missing.
    contacts
        Expected over the roster.
    level, half_width
        Share answered in time, and half of its 95 % interval.
    kept
        Probability that every month is reported at or above the target.
    worst
        Start of the half-hour that fares worst, and its share in time.
    """

    name: str
    queue: int
    must: bool
    asked_min: float
    short_min: float
    share: float | None = None
    within_min: float | None = None
    contacts: float | None = None
    level: float | None = None
    half_width: float | None = None
    kept: float | None = None
    worst: tuple[int, float] | None = None


def promises(
    roster: Roster, rows: Heat, replications: int
) -> tuple[Promise, ...]:
    """Return all promises: of accounts and queues, then of people there.

    Parameters
    ----------
    rows
        The heat map.
    replications
        How many times contacts are drawn; 0 for no chances.
    """
    demand = roster.problem.demand
    simulated: dict[str, Kept] = {}
    if replications and demand.streams and demand.promised:
        found = simulate(roster, replications=replications)
        simulated = {kept.promised.id: kept for kept in found.kept}
    return tuple(
        [
            *(
                _promise(p, _row(p, rows), simulated.get(p.id))
                for p in demand.promised
            ),
            *_of_people(rows, {p.id for p in demand.promised}),
        ]
    )


def _row(promised: Promised, rows: Heat) -> Row | None:
    """Return the narrowest row to which a promise belongs."""
    own = [row for row in rows if promised.id in row.lines]
    return min(own, key=lambda row: len(row.lines), default=None)


def _promise(
    promised: Promised, row: Row | None, kept: Kept | None
) -> Promise:
    level = None if kept is None else kept.level
    return Promise(
        promised.name,
        promised.queue,
        promised.must,
        row.asked_min if row else 0,
        row.short_min if row else 0,
        promised.share,
        promised.within_min,
        None if kept is None else kept.contacts,
        None if level is None else level.mean,
        None if level is None else level.half_width,
        None if kept is None or level is None else kept.kept.share,
        None if kept is None else kept.worst_interval(),
    )


def _of_people(rows: Heat, told: Collection[str]) -> Iterator[Promise]:
    """Yield what is promised in people: least and must of each row.

    Rows that are asked for by promises alone are told by those.
    """
    for row in rows:
        if row.kind in ("account", "handover") or row.lines <= {*told}:
            continue
        if row.asked_min:
            must = any(cell.must for cell in row.cells)
            yield Promise(
                row.name, row.queue, must, row.asked_min, row.short_min
            )
