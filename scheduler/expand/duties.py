"""Shift templates laid over dates: every duty that somebody could work.

A shift without a zone of its own is laid in each person's zone. Duties
know no person; who may not work one is said by a rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone
from scheduler.expand.breaks import breaks_of
from scheduler.expand.intervals import dates, laid
from scheduler.expand.pieces import laid_pieces, split_times
from scheduler.problem import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.ranges import Lengths
    from constraints.windows import Window
    from scheduler.expand.intervals import Interval
    from scheduler.expand.pieces import Bounds
    from scheduler.problem import Contract
    from scheduler.spec.shifts import ShiftSpec

__all__ = ["Clock", "DutyBook", "lengths_of", "shift_duties"]

LONGEST_MIN = 10 * 60
"""Longest shift made for ``inside`` or ``overlap`` without a length."""

SHORTEST_MIN = 2 * 60
"""Shortest one, likewise."""


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

    def line_day(self, duty: Duty, first: date) -> int:
        """Return the line day of a duty, counted from a date."""
        return (self.line_date(duty.start_min) - first).days


class DutyBook:
    """Collects duties without duplicates and files them by line day."""

    def __init__(self) -> None:
        self.duties: list[Duty] = []
        self._known: dict[object, int] = {}

    def add(self, duty: Duty) -> int:
        """Return the index of a duty, adding it when it is new."""
        key = (
            duty.shift,
            duty.start_min,
            duty.end_min,
            duty.zone,
            duty.pieces,
        )
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
            page = clock.line_day(duty, first)
            if 0 <= page < days:
                pages[page].append(self.add(duty))
        # Windows that meet make some duties twice.
        return tuple(tuple(dict.fromkeys(page)) for page in pages)


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
    # With both, a shift lies within one window and includes the core of
    # another, which may be one of a zone elsewhere.
    windows = shift.window or shift.inside or shift.overlap
    cores = _cores(shift, zone_name, first, last) if shift.inside else ()
    for window in windows:
        where = window.zone or zone_name
        times = tuple(_times(shift, window, lengths))
        for day in dates(first, last):
            if window.on(day):
                latest = _latest_end(shift, window, day, times)
                for bounds in times:
                    if bounds[-1] > latest:
                        continue
                    duty = _duty(shift, idx, where, day, bounds)
                    if _real(duty) and _includes(duty, cores):
                        yield duty


def _cores(
    shift: ShiftSpec, zone_name: str, first: date, last: date
) -> tuple[Interval, ...]:
    margin = timedelta(days=1)
    return tuple(
        stretch
        for core in shift.overlap
        for stretch in laid(core, zone_name, first - margin, last + margin)
    )


def _includes(duty: Duty, cores: Sequence[Interval]) -> bool:
    """Return whether a duty includes a core, if there are any."""
    return not cores or any(
        duty.start_min <= start and end <= duty.end_min for start, end in cores
    )


def _real(duty: Duty) -> bool:
    """Return whether clocks that are put on leave anything of a duty."""
    return all(part.start_min < part.end_min for part in duty.parts)


def _times(
    shift: ShiftSpec, window: Window, lengths: Sequence[int]
) -> Iterator[Bounds]:
    """Yield start and end in minutes of the local day, gaps between."""
    if shift.split is None:
        yield from _whole(shift, window, lengths)
    elif shift.split.gap_at:
        gaps = [at for gap in shift.gaps(window) for at in gap]
        for moved in _around(0, shift.slide, shift.step):
            bounds = (window.start, *gaps, window.end)
            yield tuple(at + moved for at in bounds)
    else:
        yield from split_times(shift, window, lengths)


def _whole(
    shift: ShiftSpec, window: Window, lengths: Sequence[int]
) -> Iterator[tuple[int, int]]:
    step = shift.step
    if shift.inside:
        for length in lengths:
            last = window.end - (1 if _whole_days(window) else length)
            for start in range(window.start, last + 1, step):
                yield start, start + length
    elif shift.overlap:
        for length in lengths:
            for start in range(window.start, window.end - length - 1, -step):
                yield start, start + length
    elif shift.edges:
        for start in _around(window.start, shift.edges, step):
            for end in _around(window.end, shift.edges, step):
                if start < end and _allowed(shift.length, end - start):
                    yield start, end
    else:
        for moved in _around(0, shift.slide, step):
            yield window.start + moved, window.end + moved


def _whole_days(window: Window) -> bool:
    return window.end - window.start == DAY_MIN


def _latest_end(
    shift: ShiftSpec,
    window: Window,
    day: date,
    times: Sequence[Bounds],
) -> int:
    """Return when a duty begun on a day ends at the latest.

    Windows of whole days on dates in a row are one: somebody who works
    inside 24/7 works nights too.
    """
    most = max((bounds[-1] for bounds in times), default=0)
    if not (shift.inside and _whole_days(window)):
        return most
    latest = window.end
    while latest < most:
        day += timedelta(days=1)
        if not window.on(day):
            break
        latest += DAY_MIN
    return latest


def _around(centre: int, by: int, step: int) -> range:
    return range(centre - by, centre + by + 1, step)


def _allowed(lengths: Lengths | None, length: int) -> bool:
    if lengths is None:
        return True
    most = length if lengths.most is None else lengths.most
    return (lengths.least or 0) <= length <= most


def _duty(
    shift: ShiftSpec, idx: int, where: str, day: date, bounds: Bounds
) -> Duty:
    days, minute = divmod(bounds[0], DAY_MIN)
    pieces = laid_pieces(shift, zone(where), day, bounds)
    start_min = pieces[0].start_min
    return Duty(
        shift=idx,
        day=day + timedelta(days=days),
        zone=where,
        start_min=start_min,
        end_min=pieces[-1].end_min,
        nominal_min=sum(p.nominal_min for p in pieces if not p.standby),
        local_start=minute,
        breaks=tuple(
            replace(
                pause,
                earliest_min=pause.earliest_min + piece.start_min - start_min,
                latest_min=pause.latest_min + piece.start_min - start_min,
            )
            for piece in pieces
            for pause in breaks_of(
                shift, piece.nominal_min, piece.end_min - piece.start_min
            )
        ),
        pieces=pieces if len(pieces) > 1 or shift.standby else (),
    )


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
        most = lengths.most if lengths else None
        most = LONGEST_MIN if most is None else most
        found.update(range(least, max(most, least) + 1, shift.step))
    return tuple(sorted(found))
