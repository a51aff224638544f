"""When people are away: dates and time-off calendars, as instants."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import zone
from scheduler.errors import Finding, InputError
from scheduler.expand.calendars import busy_times
from scheduler.expand.intervals import Interval, day_interval, union
from scheduler.expand.people import by_name
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from scheduler.expand.coverage import Horizon
    from scheduler.expand.people import People
    from scheduler.problem import Person
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import AwaySpec, RosterSpec

__all__ = ["absence_of", "absences"]

MOST_BYTES = 5_000_000
MARGIN_DAYS = 2


def absences(
    spec: RosterSpec, origin: Origin, team: People, horizon: Horizon
) -> tuple[tuple[tuple[Interval, ...], ...], list[Finding]]:
    """Return absences by person, and what could not be read.

    A date away is a whole local day in the person's zone, from midnight to
    midnight.
    """
    idx = by_name(team.persons)
    found: list[list[Interval]] = [[] for _ in team.persons]
    findings: list[Finding] = []
    for number, given in enumerate(spec.away):
        person = team.persons[idx[given.who]]
        intervals, unread = absence_of(given, number, person, origin, horizon)
        found[person.idx] += intervals
        findings += unread
    return tuple(tuple(union(stretches)) for stretches in found), findings


def absence_of(
    given: AwaySpec,
    number: int,
    person: Person,
    origin: Origin,
    horizon: Horizon,
) -> tuple[list[Interval], list[Finding]]:
    """Return the stretches of one entry of ``away:``, and its findings."""
    if given.calendar is None:
        return [
            (
                day_interval(dates.first, person.zone)[0],
                day_interval(dates.last, person.zone)[1],
            )
            for dates in given.dates
        ], []
    path = ("away", number, "calendar")
    file = origin.file(given.calendar, *path)
    margin = timedelta(days=MARGIN_DAYS)
    clock = zone(person.zone)
    try:
        read = busy_times(
            read_bytes(
                file,
                MOST_BYTES,
                "export only the months you plan",
                origin.place(*path),
            ),
            str(file),
            clock,
            clock.start_min(horizon.first - margin, 0),
            clock.end_min(horizon.last + margin, 1440),
        )
    except InputError as error:
        return [], list(error.findings)
    return list(read.intervals), list(read.findings)
