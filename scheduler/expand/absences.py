"""When people are away: dates and time-off calendars, as instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone
from scheduler.errors import Finding, InputError
from scheduler.expand.calendars import busy_times
from scheduler.expand.intervals import Interval, day_interval, union
from scheduler.expand.people import by_name
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scheduler.expand.horizon import Horizon
    from scheduler.expand.people import People
    from scheduler.problem import Person
    from scheduler.spec.decisions import AwaySpec
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["Absence", "absences", "by_person"]

MOST_BYTES = 5_000_000
MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class Absence:
    """One entry of ``away:``: who, and when, in order of time."""

    person: Person
    stretches: tuple[Interval, ...]


def absences(
    spec: RosterSpec,
    origin: Origin,
    team: People,
    horizon: Horizon,
    findings: list[Finding],
) -> list[Absence]:
    """Return the absence of each entry, in the order of the file.

    A date away is a whole local day in the person's zone, from midnight to
    midnight.

    Parameters
    ----------
    findings
        Receives calendars that cannot be read, and what is odd in others.
    """
    idx = by_name(team.persons)
    found = []
    for number, given in enumerate(spec.away):
        person = team.persons[idx[given.who]]
        stretches = [
            (
                day_interval(first, person.zone)[0],
                day_interval(last, person.zone)[1],
            )
            for first, last in _near(given, horizon)
        ]
        try:
            stretches += _busy(
                given, number, person, origin, horizon, findings
            )
        except InputError as error:
            findings += error.findings
        found.append(Absence(person, tuple(union(stretches))))
    return found


def by_person(
    entries: list[Absence], people: int
) -> tuple[tuple[Interval, ...], ...]:
    """Return absences by person index, in order of time."""
    found: list[list[Interval]] = [[] for _ in range(people)]
    for entry in entries:
        found[entry.person.idx] += entry.stretches
    return tuple(tuple(union(stretches)) for stretches in found)


def _near(given: AwaySpec, horizon: Horizon) -> Iterator[tuple[date, date]]:
    """Yield dates away, cut around the roster as calendars are.

    Leave without an end is written until the year 9999, which has no next
    midnight.
    """
    for dates in given.dates:
        first = max(dates.first, horizon.first - MARGIN)
        last = min(dates.last, horizon.last + MARGIN)
        if first <= last:
            yield first, last


def _busy(
    given: AwaySpec,
    number: int,
    person: Person,
    origin: Origin,
    horizon: Horizon,
    findings: list[Finding],
) -> tuple[Interval, ...]:
    if given.calendar is None:
        return ()
    path = ("away", number, "calendar")
    file = origin.file(given.calendar, *path)
    clock = zone(person.zone)
    data = read_bytes(
        file,
        MOST_BYTES,
        "export only the months you plan",
        origin.place(*path),
    )
    read = busy_times(
        data,
        str(file),
        clock,
        clock.start_min(horizon.first - MARGIN, 0),
        clock.end_min(horizon.last + MARGIN, DAY_MIN),
    )
    findings += read.findings
    return tuple(read.intervals)
