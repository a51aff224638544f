"""``same as:`` is an assertion: both windows are the same stretch of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from constraints.durations import counted
from scheduler.clock import format_local, zone
from scheduler.expand.intervals import dates, laid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from constraints.windows import Window
    from scheduler.errors import Finding
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.people import People
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec
    from scheduler.spec.shifts import ShiftSpec

__all__ = ["broken_aliases"]

_DAY = timedelta(days=1)


def broken_aliases(
    spec: RosterSpec, origin: Origin, team: People, horizon: Horizon
) -> Iterator[Finding]:
    """Yield a finding for each alias that fails, with the first such date.

    It is checked on every date of the horizon on which the shift's window
    applies, in the zone that the window names, else in those of everybody
    whom the shift is offered to.
    """
    for name, shift in spec.shifts.items():
        for number, alias in enumerate(shift.same_as):
            failed: dict[date, str] = {}
            for day, how in _failures(shift, alias, team, horizon):
                failed.setdefault(day, how)
            if failed:
                first = min(failed)
                yield origin.finding(
                    f"{alias} is not the window of {name} on "
                    f"{counted(len(failed), 'date')}, first {first}: "
                    f"{failed[first]}",
                    "shifts",
                    name,
                    "same as",
                    number,
                    code="same-as",
                )


def _failures(
    shift: ShiftSpec, alias: Window, team: People, horizon: Horizon
) -> Iterator[tuple[date, str]]:
    zones = dict.fromkeys(
        p.zone for p in team.persons if shift.who.matches(p)
    ) or [horizon.zone]
    for day in dates(horizon.first, horizon.last):
        for window in shift.window:
            for where in [window.zone] if window.zone else zones:
                if window.on(day) and alias.on(day):
                    for how in _failure(window, alias, where, day):
                        yield day, how


def _failure(
    window: Window, alias: Window, where: str, day: date
) -> Iterator[str]:
    there = alias.zone or where
    # In a zone far away the same stretch may begin a date off.
    near = laid(alias, there, day - _DAY, day + _DAY)
    for mine in laid(window, where, day, day):
        if mine not in near:
            closest = min(near, key=lambda other: abs(other[0] - mine[0]))
            yield (
                f"the window (in {where}) is {_shown(mine, there)} in "
                f"{there}, the alias {_shown(closest, there)}"
            )


def _shown(stretch: Interval, zone_name: str) -> str:
    clock = zone(zone_name)
    start, end = (format_local(instant, clock) for instant in stretch)
    return f"{start} to {end.split()[2]}"
