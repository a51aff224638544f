"""What each clock could start on each day, and just outside the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from scheduler.expand.duties import lengths_of, shift_duties
from scheduler.expand.intervals import Interval, union

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        Stretches of duties on the line days just outside the horizon.
    """

    menus: tuple[Menu, ...]
    beyond: tuple[tuple[Interval, ...], ...]


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
    pages, beyond = [], []
    for menu, clock in enumerate(team.clocks):
        members = [p for p in team.persons if p.menu == menu]
        found = _laid(spec, clock, members, horizon)
        pages.append(book.menu(clock, found, horizon.first, horizon.days))
        beyond.append(
            tuple(
                union(
                    (duty.start_min, duty.end_min)
                    for duty in found
                    if clock.line_day(duty, horizon.first) in outside
                )
            )
        )
    return Menus(tuple(pages), tuple(beyond))


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
    return found
