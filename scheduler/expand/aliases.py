"""``same as:`` is an assertion: both windows are the same stretch of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import format_local, zone
from scheduler.expand.intervals import Interval, laid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.windows import Window
    from scheduler.errors import Finding
    from scheduler.expand.coverage import Horizon
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec, ShiftSpec

__all__ = ["broken_aliases"]


def broken_aliases(
    spec: RosterSpec, origin: Origin, horizon: Horizon
) -> Iterator[Finding]:
    """Yield a finding for each alias that fails, with the first such date.

    It is checked on every date of the horizon on which the shift's window
    applies, in the zone that the window or else the file names.
    """
    for name, shift in spec.shifts.items():
        for number, alias in enumerate(shift.same_as):
            failed = list(_failures(shift, alias, spec.zone, horizon))
            if failed:
                yield origin.finding(
                    f"{alias} is not the same as the window of {name} on "
                    f"{len(failed)} dates, first on {failed[0]}",
                    "shifts",
                    name,
                    "same as",
                    number,
                    code="same-as",
                )


def _failures(
    shift: ShiftSpec, alias: Window, zone_name: str, horizon: Horizon
) -> Iterator[str]:
    day = horizon.first
    while day <= horizon.last:
        for window in shift.window:
            if not window.on(day) or not alias.on(day):
                continue
            where = window.zone or zone_name
            mine = laid(window, where, day, day)
            # In a zone far away the same stretch may begin a day off.
            near = laid(
                alias, where, day - timedelta(days=1), day + timedelta(days=1)
            )
            if mine and mine[0] not in near:
                other = laid(alias, where, day, day)
                yield _difference(mine[0], other, alias.zone or where, where)
        day += timedelta(days=1)


def _difference(
    mine: Interval, other: list[Interval], alias_zone: str, where: str
) -> str:
    there, here = zone(alias_zone), zone(where)
    said = format_local(mine[0], here)
    if not other:
        return f"{said}, when the alias does not apply"
    return (
        f"{said}: the window begins at {format_local(mine[0], there)} in "
        f"{alias_zone}, the alias at {format_local(other[0][0], there)}"
    )
