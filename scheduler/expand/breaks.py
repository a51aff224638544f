"""Which breaks a duty has, and when each may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.problem import Break

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.ranges import Lengths
    from scheduler.spec.shifts import BreakSpec, ShiftSpec

__all__ = ["breaks_of"]

FROM_MIN = 5 * 60
"""Shorter shifts get a break only if it says so: ``in shifts``."""

HALF_HOUR_MIN = 30


def breaks_of(
    shift: ShiftSpec, nominal_min: int, elapsed_min: int
) -> Iterator[Break]:
    """Yield the breaks of a duty; one that does not fit is left out.

    Parameters
    ----------
    nominal_min
        Length on the wall, which ``in shifts`` is about.
    elapsed_min
        Real length, within which breaks are placed: a night on which clocks
        change is longer or shorter.
    """
    for spec in shift.break_:
        if not _wanted(spec, nominal_min):
            continue
        latest = elapsed_min - spec.length
        if spec.starts_after is None:
            earliest, until = _middle_half(elapsed_min, spec.length)
        else:
            earliest, until = _stated(spec.starts_after, latest)
        latest = min(latest, until)
        if 0 <= earliest <= latest:
            yield Break(spec.length, earliest, latest, spec.paid)


def _wanted(spec: BreakSpec, nominal_min: int) -> bool:
    within = spec.in_shifts
    if within is None:
        return nominal_min >= FROM_MIN
    most = nominal_min if within.most is None else within.most
    return (within.least or 0) <= nominal_min <= most


def _stated(after: Lengths, latest_min: int) -> tuple[int, int]:
    return after.least or 0, latest_min if after.most is None else after.most


def _middle_half(elapsed_min: int, length_min: int) -> tuple[int, int]:
    """Return the starts of a break that lies in the middle half.

    On half hours, so that the grid need not be finer for what nobody said.
    """
    earliest = -(-elapsed_min // (4 * HALF_HOUR_MIN)) * HALF_HOUR_MIN
    latest = elapsed_min * 3 // 4 - length_min
    return earliest, max(earliest, latest // HALF_HOUR_MIN * HALF_HOUR_MIN)
