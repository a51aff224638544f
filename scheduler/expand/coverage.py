"""Coverage lines laid over the horizon's instants, as needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.needs import CoverageLine, Need, shoulders
from scheduler.errors import Finding, InputError
from scheduler.expand.counts import read_counts
from scheduler.expand.intervals import clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from scheduler.expand.horizon import Horizon
    from scheduler.expand.queues import Queues
    from scheduler.spec.demand import CoverageSpec
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["coverage_lines"]


def coverage_lines(
    spec: RosterSpec,
    origin: Origin,
    horizon: Horizon,
    queues: Queues,
    holidays: Callable[[str], Collection[date]],
    findings: list[Finding],
) -> Iterator[tuple[CoverageLine, Said]]:
    """Yield each line of ``coverage:`` with the path to it.

    A line for a family of queues is one for each of them.

    Parameters
    ----------
    holidays
        Public holidays of a place.
    findings
        Receives files that cannot be read, and lines that ask for nothing.
    """
    for number, given in enumerate(spec.coverage):
        path: Said = ("coverage", number)
        needs: tuple[Need, ...] = ()
        try:
            needs = tuple(
                _counts(given, number, spec.zone, origin, horizon)
                if given.counts
                else _windows(given, horizon, holidays)
            )
        except InputError as error:
            findings += error.findings
        else:
            if not needs:
                findings.append(
                    origin.warning(
                        "this line asks for nothing within the roster, "
                        f"{horizon.first} to {horizon.last}",
                        *path,
                        code="empty-coverage",
                    )
                )
        base = given.id or f"coverage.{number + 1}"
        for queue, id_ in queues.named(given.queue, base):
            line = CoverageLine(
                id=id_,
                queue=queue.idx,
                needs=needs,
                importance=given.importance,
                wanted_importance=given.wanted_importance,
                standby=given.standby is not None,
            )
            yield line, path


def _windows(
    given: CoverageSpec,
    horizon: Horizon,
    holidays: Callable[[str], Collection[date]],
) -> Iterator[Need]:
    off = {day for place in given.except_holidays for day in holidays(place)}
    for start, end in horizon.stretches(given.window, off):
        yield Need(start, end, given.least or 0, given.wanted or 0, given.most)
    if given.shoulders is None:
        return
    for window in given.window:
        # Those of windows just outside the horizon reach into it, too.
        first, last = horizon.ends(window.zone)
        for need in shoulders(
            horizon.begun(window, off),
            given.shoulders.by,
            given.shoulders.wanted,
        ):
            for start, end in clipped(
                [(need.start_min, need.end_min)], first, last
            ):
                yield Need(start, end, need.least, need.wanted)


def _counts(
    given: CoverageSpec,
    number: int,
    zone_name: str,
    origin: Origin,
    horizon: Horizon,
) -> Iterator[Need]:
    path = ("coverage", number, "counts")
    file = origin.file(given.counts or "", *path)
    first, last = horizon.ends()
    for count in read_counts(file, zone_name, at=origin.place(*path)):
        for start, end in clipped(
            [(count.start_min, count.end_min)], first, last
        ):
            yield Need(start, end, count.least, count.wanted, count.most)
