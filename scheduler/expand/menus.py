"""What each clock could start on each day, and just outside the horizon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from scheduler.expand.duties import lengths_of, shift_duties
from scheduler.expand.intervals import Interval, union
from scheduler.expand.pieces import beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.expand.duties import Clock, DutyBook
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.people import People
    from scheduler.problem import Duty, Person
    from scheduler.spec.roster import RosterSpec

__all__ = ["Menus", "menus"]

Menu: TypeAlias = "tuple[tuple[int, ...], ...]"

# Windows may lie in zones a day ahead and reach over midnights.
_MARGIN = timedelta(days=3)


@dataclass(frozen=True)
class Menus:
    """By clock, in the order of ``People.clocks``.

    Attributes
    ----------
    menus
        Duty indices by line day.
    beyond
        Stretches of work on the line days just outside the horizon.
    beyond_reach
        The same with standby.
    """

    menus: tuple[Menu, ...]
    beyond: tuple[tuple[Interval, ...], ...]
    beyond_reach: tuple[tuple[Interval, ...], ...]


def menus(
    spec: RosterSpec,
    team: People,
    book: DutyBook,
    horizon: Horizon,
    *,
    known_before: bool,
) -> Menus:
    """Lay all shifts for every clock that somebody is counted by.

    Parameters
    ----------
    book
        Receives the duties.
    known_before
        Whether history says what was worked on the day before the first.
    """
    outside = {horizon.days} if known_before else {-1, horizon.days}
    pages, beyond, reach = [], [], []
    for menu, clock in enumerate(team.clocks):
        members = [p for p in team.persons if p.menu == menu]
        found = _laid(spec, clock, members, horizon)
        pages.append(book.menu(clock, found, horizon.first, horizon.days))
        near = [
            duty
            for duty in found
            if clock.line_day(duty, horizon.first) in outside
        ]
        beyond.append(tuple(union(s for duty in near for s in duty.work)))
        reach.append(tuple(union(s for duty in near for s in duty.reach)))
    return Menus(tuple(pages), tuple(beyond), tuple(reach))


def _laid(
    spec: RosterSpec, clock: Clock, members: Sequence[Person], horizon: Horizon
) -> list[Duty]:
    first, last = horizon.first - _MARGIN, horizon.last + _MARGIN
    found: list[Duty] = []
    for idx, given in enumerate(spec.shifts.values()):
        # Where nobody is offered a shift, nobody's refusal needs it.
        offered = [p for p in members if given.who.matches(p)]
        if offered:
            contracts = [t.contract for p in offered for t in p.contracts]
            lengths = lengths_of(given, contracts)
            found += shift_duties(given, idx, clock.zone, lengths, first, last)
    return [*found, *_beside(spec, clock, members, horizon, found)]


def _beside(
    spec: RosterSpec,
    clock: Clock,
    members: Sequence[Person],
    horizon: Horizon,
    found: Sequence[Duty],
) -> Iterator[Duty]:
    """Yield days of work with standby, for those who may do both."""
    given = list(spec.shifts.items())
    pairs = {
        (on_call, idx)
        for on_call, (_, standby) in enumerate(given)
        for idx, (name, shift) in enumerate(given)
        if standby.standby
        and not shift.standby
        and (standby.beside is None or name in standby.beside)
        and any(
            standby.who.matches(p) and shift.who.matches(p) for p in members
        )
    }
    of_day: dict[tuple[int, int], list[Duty]] = defaultdict(list)
    for duty in found if pairs else ():
        day = clock.line_day(duty, horizon.first)
        if -1 <= day <= horizon.days:
            of_day[day, duty.shift].append(duty)
    for on_call, idx in sorted(pairs):
        for day in range(-1, horizon.days + 1):
            for standby in of_day.get((day, on_call), ()):
                for work in of_day.get((day, idx), ()):
                    both = beside(work, standby)
                    if both and clock.line_day(both, horizon.first) == day:
                        yield both
