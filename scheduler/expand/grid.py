"""The grid of time: everything begins and ends on its lines."""

from __future__ import annotations

from itertools import chain
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.needs import CoverageLine
    from constraints.trained import Known
    from scheduler.errors import Finding
    from scheduler.expand.handovers import LaidHandover
    from scheduler.problem import Duty
    from scheduler.spec.origin import Origin, Said

__all__ = ["FINEST_MIN", "off_grid", "slot_min", "steps_of"]

COARSEST_MIN = 60
FINEST_MIN = 5
"""A finer grid would make a problem huge for the sake of a slip."""


def slot_min(steps: Iterable[tuple[Said, int]]) -> int:
    """Return the width of the widest grid on which all times lie.

    Offsets of zones count, as the grid is one of UTC: 08:00 in Kathmandu is
    02:15, and 15 minutes are the widest grid.

    Parameters
    ----------
    steps
        Where something was said, and the widest grid that it allows.
    """
    return gcd(COARSEST_MIN, *(step for _, step in steps))


def off_grid(
    steps: Iterable[tuple[Said, int]], origin: Origin
) -> Iterator[Finding]:
    """Yield a finding for whatever needs a grid that is too fine."""
    for path, step in steps:
        if gcd(COARSEST_MIN, step) < FINEST_MIN:
            yield origin.finding(
                "times and lengths here are no multiples of "
                f"{FINEST_MIN} min, the finest there is: round them",
                *path,
                code="grid",
            )


def steps_of(
    names: Sequence[str],
    duties: Iterable[Duty],
    lines: Iterable[tuple[CoverageLine | Known, Said]],
    handovers: Iterable[LaidHandover],
) -> list[tuple[Said, int]]:
    """Return the widest grid for each shift, line and hand-over.

    Parameters
    ----------
    names
        Of the shifts, by index.
    handovers
        Stretches of each, in the order of the file.
    """
    by_shift: dict[int, int] = {}
    for duty in duties:
        times = [t for p in duty.parts for t in (p.start_min, p.end_min)]
        step = gcd(by_shift.get(duty.shift, 0), *times)
        for rest in duty.breaks:
            step = gcd(step, rest.length_min, rest.earliest_min)
        by_shift[duty.shift] = step
    # Duties of history belong to no shift, and were made by some roster.
    steps: list[tuple[Said, int]] = [
        (("shifts", names[idx]) if idx >= 0 else ("history",), step)
        for idx, step in by_shift.items()
    ]
    for line, path in lines:
        steps.append((path, gcd(0, *chain.from_iterable(line.stretches))))
    for given in handovers:
        edges = chain.from_iterable(given.stretches)
        steps.append((("handovers", given.number), gcd(0, *edges)))
    return steps
