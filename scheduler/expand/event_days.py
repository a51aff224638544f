"""Events that last whole days: a shift of their own, and who has it when.

A working day away from the queues counts like any other: it has paid hours,
it is a day worked, and rest lies around it. So it is a duty, of a shift
that only the event has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.durations import HOUR_MIN, duration_text
from constraints.pinned import Pinned
from constraints.who import EVERYBODY, Who
from constraints.windows import Window
from scheduler.clock import zone
from scheduler.expand.intervals import dates
from scheduler.slug import slug
from scheduler.spec.findings import shown
from scheduler.spec.shifts import ShiftSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from constraints.rule import Rule
    from constraints.windows import DateRange, WindowOfDay
    from scheduler.errors import Finding
    from scheduler.expand.absences import Absence
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.people import People
    from scheduler.problem import Contract, Person
    from scheduler.spec.events import EventSpec
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["EventDays", "event_days", "with_shifts"]

STARTS_MIN = 9 * HOUR_MIN
ORDINARY_DAY_MIN = 8 * HOUR_MIN
ORDINARY_WEEK_DAYS = 5
ROUNDED_TO_MIN = 30


@dataclass(frozen=True)
class EventDays:
    """The whole days of one event, for people whose days are alike.

    Attributes
    ----------
    number
        Of the event in the file.
    shift
        Name of the shift that the days are duties of.
    spec
        What the file could have said of it under ``shifts:``.
    """

    number: int
    shift: str
    spec: ShiftSpec
    people: tuple[Person, ...]
    dates: tuple[date, ...]
    hours: tuple[int, int]

    def stretches(self) -> Iterator[Interval]:
        """Yield when the days are, on everybody's clock."""
        start, end = self.hours
        for name in dict.fromkeys(person.zone for person in self.people):
            clock = zone(self.spec.window[0].zone or name)
            for day in self.dates:
                yield clock.start_min(day, start), clock.end_min(day, end)

    def absences(self) -> Iterator[tuple[int, int, int]]:
        """Yield person, start and end of each day, for other events."""
        for person in self.people:
            for day in self.dates:
                yield (person.idx, *self._on(day, person))

    def pins(
        self, given: EventSpec, away: Sequence[Absence]
    ) -> Iterator[tuple[Rule, Said]]:
        """Yield that each of them is there who is not away, day by day."""
        gone: dict[int, list[Interval]] = defaultdict(list)
        for absence in away:
            gone[absence.person.idx] += absence.stretches
        for day in self.dates:
            there = [
                person
                for person in self.people
                if person.employed(day)
                and not any(
                    start < last and first < end
                    for first, last in gone[person.idx]
                    for start, end in [self._on(day, person)]
                )
            ]
            if there:
                yield (
                    Pinned.model_construct(
                        id=f"{self.spec.id}.{day}",
                        who=_only(there),
                        day=day,
                        shift=self.spec.id,
                        importance=given.weight,
                    ),
                    ("events", self.number),
                )

    def _on(self, day: date, person: Person) -> Interval:
        clock = zone(self.spec.window[0].zone or person.zone)
        start, end = self.hours
        return clock.start_min(day, start), clock.end_min(day, end)


def event_days(
    spec: RosterSpec, team: People, horizon: Horizon
) -> list[EventDays]:
    """Return the whole days of events, by event and length of a day."""
    found = []
    for number, given in enumerate(spec.events):
        if not given.whole_days:
            continue
        on = tuple(
            day
            for day in dates(horizon.first, horizon.last)
            if any(day in range_ for range_ in given.dates)
        )
        who = given.who or EVERYBODY
        invited = [p for p in team.persons if who.matches(p)]
        groups = _by_hours(given, invited) if on else {}
        for hours, people in groups.items():
            name, id_ = given.name, given.id or f"events.{slug(given.name)}"
            if len(groups) > 1:
                length = duration_text(hours[1] - hours[0])
                name, id_ = f"{name} ({length})", f"{id_}.{length}"
            # Validated as parts of the event.
            shift = ShiftSpec.model_construct(
                id=id_,
                who=_only(people),
                window=tuple(_windows(given.dates, given.hours, hours)),
            )
            found.append(
                EventDays(number, name, shift, tuple(people), on, hours)
            )
    return found


def with_shifts(
    spec: RosterSpec,
    origin: Origin,
    whole: Sequence[EventDays],
    findings: list[Finding],
) -> RosterSpec:
    """Return the file with a shift for each kind of whole day."""
    shifts = dict(spec.shifts)
    for days in whole:
        if days.shift in shifts:
            findings.append(
                origin.finding(
                    f"there is a shift {shown(days.shift)} as well: call the "
                    "event something else",
                    "events",
                    days.number,
                    "name",
                    code="duplicate-name",
                )
            )
        shifts[days.shift] = days.spec
    return spec.model_copy(update={"shifts": shifts}) if whole else spec


def _windows(
    ranges: Sequence[DateRange],
    hours: WindowOfDay | None,
    times: tuple[int, int],
) -> Iterator[Window]:
    start, end = times
    for range_ in ranges:
        yield Window.model_construct(
            days=None,
            dates=range_,
            start=start,
            end=end,
            zone=hours.zone if hours else None,
        )


def _by_hours(
    given: EventSpec, people: Sequence[Person]
) -> Mapping[tuple[int, int], list[Person]]:
    """Return people by start and end of such a day of theirs."""
    found: dict[tuple[int, int], list[Person]] = defaultdict(list)
    for person in people:
        hours = (
            (given.hours.start, given.hours.end)
            if given.hours
            else (STARTS_MIN, STARTS_MIN + _day_min(person.contract))
        )
        found[hours].append(person)
    return found


def _day_min(contract: Contract) -> int:
    """Return how long an ordinary day of a contract is."""
    hours, days = contract.paid_hours, contract.days
    found = ORDINARY_DAY_MIN
    if hours is not None and hours.weeks is not None:
        bounds = (hours.target, hours.most, hours.least)
        weekly = next(b for b in bounds if b is not None) / hours.weeks
        per_week: float = ORDINARY_WEEK_DAYS
        if days is not None and days.weeks is not None:
            per_week = (days.most or days.least or per_week) / days.weeks
        found = round(weekly / per_week)
    if contract.shift is not None:
        found = max(found, contract.shift.least or found)
        found = min(found, contract.shift.most or found)
    return max(ROUNDED_TO_MIN, found // ROUNDED_TO_MIN * ROUNDED_TO_MIN)


def _only(people: Sequence[Person]) -> Who:
    # The long form, as a name may hold what a selector is split at.
    return Who.parse(
        {"any_of": [{"kind": "person", "name": p.id} for p in people]}
    )
