"""Events of the file as rules: their times and periods as instants."""

from __future__ import annotations

from datetime import date, timedelta
from math import gcd
from typing import TYPE_CHECKING

from constraints.event import Event
from constraints.occasions import Period
from constraints.who import EVERYBODY
from scheduler.expand.intervals import (
    clipped,
    dates,
    day_interval,
    laid,
    union,
)
from scheduler.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.expand.event_days import EventDays
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.people import People
    from scheduler.expand.queues import Queues
    from scheduler.spec.events import EventSpec
    from scheduler.spec.origin import Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["event_rules", "event_steps"]

_WEEK = 7


def event_rules(
    spec: RosterSpec,
    horizon: Horizon,
    team: People,
    queues: Queues,
    week_starts: int,
    whole: Sequence[EventDays],
) -> list[tuple[Event, Said]]:
    """Return the rule of each event, and where it was said.

    Parameters
    ----------
    week_starts
        Weekday, from 0 for Monday.
    whole
        Those that last whole days.
    """
    zones = {"", *(person.zone for person in team.persons)}
    return [
        (
            Event.model_construct(
                id=given.id or f"events.{slug(given.name)}",
                title=given.name,
                who=given.who or given.each or EVERYBODY,
                importance=given.weight,
                stretches=(
                    *_stretches(given, horizon),
                    *sorted(
                        {
                            stretch
                            for days in whole
                            if days.number == number
                            for stretch in days.stretches()
                        }
                    ),
                ),
                stays=tuple(
                    (tuple(q.idx for q in queues.of[name]), heads)
                    for name, heads in given.stays_on.items()
                ),
                elsewhere=tuple(
                    absence
                    for days in whole
                    if days.number != number
                    for absence in days.absences()
                ),
                each=given.each is not None,
                with_=given.with_,
                periods=(
                    tuple(_periods(given, horizon, zones, week_starts))
                    if given.length
                    else ()
                ),
                length=given.length or 0,
                least_piece=(given.pieces and given.pieces.least) or 0,
            ),
            ("events", number),
        )
        for number, given in enumerate(spec.events)
    ]


def event_steps(
    events: Sequence[tuple[Event, Said]],
) -> Iterator[tuple[Said, int]]:
    """Yield the widest grid on which each event lies."""
    for event, path in events:
        edges = (t for stretch in event.stretches for t in stretch)
        yield path, gcd(event.length, event.least_piece, *edges)


def _stretches(given: EventSpec, horizon: Horizon) -> list[Interval]:
    """Return when an event at a set time is, each time once."""
    off = {
        day
        for day in dates(horizon.first, horizon.last)
        if given.dates and not any(day in found for found in given.dates)
    }
    return sorted(
        {
            stretch
            for window in given.at
            for stretch in laid(
                window, horizon.zone, horizon.first, horizon.last, off
            )
        }
    )


def _periods(
    given: EventSpec, horizon: Horizon, zones: set[str], week_starts: int
) -> Iterator[Period]:
    """Yield the periods in which an event may take place at all."""
    for first, last in _spans(given, horizon, week_starts):
        inside = max(first, horizon.first), min(last, horizon.last)
        windows = {
            zone: tuple(_windows(given, zone or horizon.zone, *inside))
            for zone in zones
        }
        if any(windows.values()):
            start, end = ((day - horizon.first).days for day in inside)
            days = (last - first).days + 1
            yield Period(first.isoformat(), (start, end), days, windows)


def _spans(
    given: EventSpec, horizon: Horizon, week_starts: int
) -> Iterator[tuple[date, date]]:
    """Yield first and last date of each period, in the roster or not."""
    if given.every is None:
        if given.dates:
            yield (
                min(found.first for found in given.dates),
                max(found.last for found in given.dates),
            )
        else:
            yield horizon.first, horizon.last
        return
    before = (horizon.first.weekday() - week_starts) % _WEEK
    first = horizon.first - timedelta(days=before)
    while first <= horizon.last:
        following = first + timedelta(days=_WEEK * given.every)
        yield first, following - timedelta(days=1)
        first = following


def _windows(
    given: EventSpec, zone: str, first: date, last: date
) -> list[Interval]:
    """Return when an event may be in some days, on the clock of a zone."""
    days = union(
        day_interval(day, zone)
        for day in dates(first, last)
        if not given.dates or any(day in found for found in given.dates)
    )
    if not given.during:
        return days
    found = [
        stretch
        for window in given.during
        for stretch in laid(window, zone, first - timedelta(days=1), last)
    ]
    return union(
        piece
        for start, end in days
        for piece in clipped(union(found), start, end)
    )
