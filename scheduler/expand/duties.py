"""Shift templates laid over dates: every duty that somebody could work.

A shift without a zone of its own is laid in each person's zone. Duties
know no person; who may not work one is said by a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.clock import zone
from scheduler.problem import Break, Duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.ranges import Lengths
    from constraints.windows import Window
    from scheduler.problem import Contract
    from scheduler.spec.roster import BreakSpec, ShiftSpec

__all__ = ["Clock", "DutyBook", "lengths_of", "shift_duties"]

LONGEST_MIN = 10 * 60
"""Longest shift made for ``inside`` or ``overlap`` without a length."""

SHORTEST_MIN = 2 * 60
"""Shortest one, likewise."""

BREAK_FROM_MIN = 5 * 60
"""Shifts shorter than this get a break only if it says so: ``in shifts``."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Whose days count: a roster zone and when a line day starts in it."""

    zone: str
    day_starts: int = 0

    def line_date(self, start_min: int) -> date:
        """Return the date of the line day on which an instant lies."""
        local = zone(self.zone).local(start_min)
        early = local.minute < self.day_starts
        return local.day - timedelta(days=1) if early else local.day


class DutyBook:
    """Collects duties without duplicates and files them by line day."""

    def __init__(self) -> None:
        self.duties: list[Duty] = []
        self._known: dict[tuple[int, int, int, str], int] = {}

    def add(self, duty: Duty) -> int:
        """Return the index of a duty, adding it when it is new."""
        key = (duty.shift, duty.start_min, duty.end_min, duty.zone)
        if key not in self._known:
            self._known[key] = len(self.duties)
            self.duties.append(duty)
        return self._known[key]

    def menu(
        self, clock: Clock, found: Iterable[Duty], first: date, days: int
    ) -> tuple[tuple[int, ...], ...]:
        """File duties under the line days 0 to ``days - 1`` of a clock."""
        pages: list[list[int]] = [[] for _ in range(days)]
        for duty in found:
            page = (clock.line_date(duty.start_min) - first).days
            if 0 <= page < days:
                idx = self.add(duty)
                if idx not in pages[page]:
                    pages[page].append(idx)
        return tuple(tuple(page) for page in pages)


def _longest_min(lengths: Lengths | None) -> int:
    """Return the longest shift a range of lengths allows."""
    if lengths is None or lengths.most is None:
        return LONGEST_MIN
    return lengths.most


def shift_duties(
    shift: ShiftSpec,
    idx: int,
    zone_name: str,
    lengths: Sequence[int],
    first: date,
    last: date,
) -> Iterator[Duty]:
    """Yield the duties a shift makes for people of one zone.

    Parameters
    ----------
    idx
        Index of the shift.
    zone_name
        The people's zone, used by windows that name none.
    lengths
        Lengths in minutes to make with ``inside`` and ``overlap``.
    first, last
        Dates, in the window's zone, on which windows may begin.
    """
    for window in (*shift.window, *shift.inside, *shift.overlap):
        where = window.zone or zone_name
        times = tuple(_times(shift, window, lengths))
        day = first
        while day <= last:
            if window.on(day):
                for start, end in times:
                    yield _duty(shift, idx, where, day, start, end)
            day += timedelta(days=1)


def _times(
    shift: ShiftSpec, window: Window, lengths: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield (start, end) minutes of the local day."""
    step = shift.step
    if shift.inside:
        for length in lengths:
            for start in range(window.start, window.end - length + 1, step):
                yield start, start + length
    elif shift.overlap:
        for length in lengths:
            for start in range(window.start, window.end - length - 1, -step):
                yield start, start + length
    elif shift.edges:
        for start in _around(window.start, shift.edges, step):
            for end in _around(window.end, shift.edges, step):
                if start < end:
                    yield start, end
    else:
        for moved in _around(0, shift.slide, step):
            yield window.start + moved, window.end + moved


def _around(centre: int, by: int, step: int) -> list[int]:
    reach = by // step * step
    return list(range(centre - reach, centre + reach + 1, step))


def _duty(
    shift: ShiftSpec, idx: int, where: str, day: date, start: int, end: int
) -> Duty:
    clock = zone(where)
    days, minute = divmod(start, 24 * 60)
    start_min = clock.start_min(day, start)
    end_min = clock.end_min(day, end)
    return Duty(
        shift=idx,
        day=day + timedelta(days=days),
        zone=where,
        start_min=start_min,
        end_min=end_min,
        nominal_min=end - start,
        local_start=minute,
        breaks=tuple(_breaks(shift.break_, end - start, end_min - start_min)),
    )


def _breaks(
    specs: Iterable[BreakSpec], nominal_min: int, elapsed_min: int
) -> Iterator[Break]:
    for spec in specs:
        within = spec.in_shifts
        least = BREAK_FROM_MIN if within is None else within.least or 0
        most = None if within is None else within.most
        if nominal_min < least or (most is not None and nominal_min > most):
            continue
        after = spec.starts_after
        # By default the middle half of the shift, on quarter hours.
        earliest, latest = elapsed_min // 4, elapsed_min * 3 // 4
        if after is not None:
            earliest = after.least or 0
            latest = elapsed_min if after.most is None else after.most
        else:
            latest -= spec.length
        latest = min(latest, elapsed_min - spec.length)
        earliest = min(-(-earliest // 15) * 15, latest)
        if 0 <= earliest <= latest:
            yield Break(spec.length, earliest, latest // 15 * 15, spec.paid)


def lengths_of(
    shift: ShiftSpec, contracts: Sequence[Contract]
) -> tuple[int, ...]:
    """Return the lengths to make of a shift with ``inside`` or ``overlap``.

    What it says itself, else whatever one of the contracts allows, in its
    steps; at most ``LONGEST_MIN`` where nothing is said.
    """
    ranges = (
        [shift.length]
        if shift.length is not None
        else [contract.shift for contract in contracts]
    )
    found: set[int] = set()
    for lengths in ranges:
        least = lengths.least if lengths else None
        least = SHORTEST_MIN if least is None else least
        most = _longest_min(lengths)
        found.update(range(least, max(most, least) + 1, shift.step))
    return tuple(sorted(found))
