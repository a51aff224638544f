"""Coverage lines, accounts and hand-overs laid over the horizon's instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from constraints.needs import CoverageLine, Need, shoulders
from scheduler.clock import zone
from scheduler.demand.deferred import SpreadHeads
from scheduler.demand.erlang import ErlangHeads
from scheduler.demand.volume import Volume, pooled
from scheduler.demand.volume_csv import read_volume
from scheduler.errors import Finding, InputError
from scheduler.expand.counts import read_counts
from scheduler.expand.intervals import Interval, laid, union
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from constraints.windows import Window
    from scheduler.demand.headcount import HeadCount
    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import (
        AccountSpec,
        CoverageSpec,
        RosterSpec,
    )

__all__ = ["Demand", "Horizon", "Said"]

Said: TypeAlias = "tuple[str | int, ...]"
"""The path to where something was said in the file."""

REAL_TIME = frozenset({"phone", "chat", "messaging"})
REAL_TIME_WITHIN_S = 3600
"""Without a channel, an answer within an hour means somebody waits."""

VOLUME_SLOT_MIN = 15
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Horizon:
    """The dates that are planned, and the zone of their midnights."""

    first: date
    last: date
    zone: str

    def ends(self, zone_name: str | None = None) -> Interval:
        """Return its first and last instant on the clock of a zone."""
        clock = zone(zone_name or self.zone)
        return clock.start_min(self.first, 0), clock.end_min(self.last, 1440)

    def stretches(
        self,
        windows: Collection[Window],
        off: Collection[date] = (),
        lead_min: int = 0,
    ) -> list[Interval]:
        """Lay windows over the horizon, cut at its ends.

        Parameters
        ----------
        off
            Dates on which no window begins.
        lead_min
            How long before the horizon to begin, a week at most.
        """
        found = []
        for window in windows:
            first, last = self.ends(window.zone)
            first -= lead_min
            # A window of the day before reaches into the first morning.
            for start, end in self._begun(window, off):
                start, end = max(start, first), min(end, last)
                if start < end:
                    found.append((start, end))
        return union(found)

    def _begun(
        self, window: Window, off: Collection[date]
    ) -> Iterator[Interval]:
        early = self.first - timedelta(days=8)
        if not off:
            yield from laid(window, self.zone, early, self.last)
            return
        day = early
        while day <= self.last:
            if day not in off:
                yield from laid(window, self.zone, day, day)
            day += timedelta(days=1)


class Demand:
    """What the file wants of each queue, as lines of needs.

    Parameters
    ----------
    spec, origin
        The file, and where things stand in it.
    horizon
        Laid over these dates.
    queue_idx
        Queue index by name.
    holidays
        Public holidays of a place.
    """

    def __init__(
        self,
        spec: RosterSpec,
        origin: Origin,
        horizon: Horizon,
        queue_idx: Mapping[str, int],
        holidays: Callable[[str], Collection[date]],
    ) -> None:
        self._spec = spec
        self._origin = origin
        self._horizon = horizon
        self._queue_idx = queue_idx
        self._holidays = holidays
        self.findings: list[Finding] = []

    def lines(self) -> list[tuple[CoverageLine, Said]]:
        """Return all lines with the paths to where they were said."""
        found: list[tuple[CoverageLine, Said]] = []
        for number, given in enumerate(self._spec.coverage):
            path: Said = ("coverage", number)
            line = self._line(number, given)
            if not line.needs:
                self.findings.append(
                    self._origin.warning(
                        "this line asks for nothing within the horizon",
                        *path,
                        code="empty-coverage",
                    )
                )
            found.append((line, path))
        for name, account in self._spec.accounts.items():
            path = ("accounts", name)
            found.append((self._account(name, account), path))
        return found

    def _line(self, number: int, given: CoverageSpec) -> CoverageLine:
        id_ = given.id or f"coverage.{number + 1}"
        needs = (
            self._counts(number, given)
            if given.counts
            else self._windows(given)
        )
        return CoverageLine(
            id=id_,
            queue=self._queue_idx[given.queue],
            needs=tuple(needs),
            importance=given.importance,
            wanted_importance=given.wanted_importance,
        )

    def _windows(self, given: CoverageSpec) -> Iterator[Need]:
        off = {
            day
            for place in given.except_holidays
            for day in self._holidays(place)
        }
        stretches = self._horizon.stretches(given.window, off)
        for start, end in stretches:
            yield Need(
                start, end, given.least or 0, given.wanted or 0, given.most
            )
        if given.shoulders:
            first, last = self._horizon.ends()
            for need in shoulders(
                stretches, given.shoulders.by, given.shoulders.wanted
            ):
                start = max(need.start_min, first)
                end = min(need.end_min, last)
                if start < end:
                    yield Need(start, end, need.least, need.wanted)

    def _counts(self, number: int, given: CoverageSpec) -> Iterator[Need]:
        path = ("coverage", number, "counts")
        file = self._origin.file(given.counts or "", *path)
        first, last = self._horizon.ends()
        try:
            counts = read_counts(
                file, self._spec.zone, at=self._origin.place(*path)
            )
        except InputError as error:
            self.findings += error.findings
            return
        for count in counts:
            start, end = max(count.start_min, first), min(count.end_min, last)
            if start < end:
                yield Need(start, end, count.least, count.wanted, count.most)

    def _account(self, name: str, given: AccountSpec) -> CoverageLine:
        queue = self._queue_idx[given.queues]
        line = CoverageLine(
            id=given.id or f"accounts.{name}",
            queue=queue,
            needs=(),
            importance=given.importance,
        )
        volumes = self._pooled(given.queues)
        if volumes is None:
            return line
        lead_min = self._lead_min(given.queues)
        open_ = self._horizon.stretches(given.window, lead_min=lead_min)
        heads = self._heads(name, given, volumes, open_)
        stretches = self._horizon.stretches(given.window)
        at_once = self._spec.queues[given.queues].at_once
        return CoverageLine(
            id=line.id,
            queue=queue,
            needs=tuple(_needs(heads, stretches, at_once)),
            importance=given.importance,
        )

    def _heads(
        self,
        name: str,
        given: AccountSpec,
        volume: Volume,
        stretches: list[Interval],
    ) -> HeadCount:
        answer = given.answer
        channel = self._spec.queues[given.queues].channel
        real_time = (
            channel in REAL_TIME
            if channel
            else answer.within_s <= REAL_TIME_WITHIN_S
        )
        if real_time:
            # Chats held at once are so many servers of one head, each with
            # the handle time of a chat among others: on the safe side of
            # the exact birth-death model.
            return ErlangHeads(name, volume, answer.share, answer.within_s)
        self.findings.append(
            self._origin.warning(
                f"{name}: work due {answer} is spread evenly over its "
                "answer time, which is an approximation",
                "accounts",
                name,
                code="approximate",
            )
        )
        starts = volume.first_min + VOLUME_SLOT_MIN * np.arange(
            len(volume.per_hour)
        )
        is_open = np.zeros(len(starts), dtype=np.bool_)
        for start, end in stretches:
            is_open |= (start <= starts) & (starts < end)
        within = max(VOLUME_SLOT_MIN, answer.within_s // 60)
        return SpreadHeads(name, volume, within, is_open)

    def _pooled(self, queue: str) -> Volume | None:
        """Return the volume of all accounts of a queue, on one grid.

        Accounts pool: who answers one answers all.
        """
        volumes = [
            volume
            for name, account in self._spec.accounts.items()
            if account.queues == queue
            for volume in self._volume(name, account)
        ]
        return pooled(volumes) if volumes else None

    def _lead_min(self, queue: str) -> int:
        """Return how long before the roster work arrives that is due in it."""
        within_s = max(
            account.answer.within_s
            for account in self._spec.accounts.values()
            if account.queues == queue
        )
        if within_s <= REAL_TIME_WITHIN_S:
            return 0
        return -(-within_s // 60 // VOLUME_SLOT_MIN) * VOLUME_SLOT_MIN

    def _volume(self, name: str, given: AccountSpec) -> Iterator[Volume]:
        first, last = self._horizon.ends()
        first -= self._lead_min(given.queues)
        slots = -(-(last - first) // VOLUME_SLOT_MIN)
        if not isinstance(given.volume, str):
            open_ = np.zeros(slots)
            starts = first + VOLUME_SLOT_MIN * np.arange(slots)
            for start, end in self._horizon.stretches(
                given.window, lead_min=self._lead_min(given.queues)
            ):
                open_[(start <= starts) & (starts < end)] = given.volume
            yield Volume(
                first, VOLUME_SLOT_MIN, open_, np.full(slots, given.handle)
            )
            return
        path = ("accounts", name, "volume")
        file = self._origin.file(given.volume, *path)
        try:
            data = read_bytes(
                file,
                MOST_BYTES,
                "a volume file covers the horizon, not years",
                self._origin.place(*path),
            )
            read = read_volume(
                data,
                str(file),
                first_min=first,
                last_min=first + slots * VOLUME_SLOT_MIN,
                slot_min=VOLUME_SLOT_MIN,
                default_zone=zone(self._spec.zone),
                default_handle_min=float(given.handle),
            )
        except InputError as error:
            self.findings += error.findings
            return
        volumes = list(read.volumes.values())
        stretches = self._horizon.stretches(given.window)
        self.findings += [
            finding
            for finding in read.findings
            if finding.code != "gap" or _silent(volumes, stretches)
        ]
        yield from volumes


def _silent(volumes: list[Volume], stretches: list[Interval]) -> bool:
    """Return whether nothing arrives in some slot of the stretches.

    A file of business hours has gaps at night, which concern nobody.
    """
    return any(
        not any(v.per_hour[v.index(np.array([slot]))[0]] for v in volumes)
        for start, end in stretches
        for slot in range(start, end, VOLUME_SLOT_MIN)
    )


def _needs(
    heads: HeadCount, stretches: list[Interval], at_once: int
) -> Iterator[Need]:
    """Yield needs with equal neighbours merged."""
    for start, end in stretches:
        starts = np.arange(start, end, VOLUME_SLOT_MIN)
        counts = -(-heads.heads(starts) // at_once)
        edges = [0, *(np.flatnonzero(np.diff(counts)) + 1), len(starts)]
        for left, right in pairwise(edges):
            count = int(counts[left])
            if count:
                yield Need(
                    int(starts[left]),
                    min(end, int(starts[right - 1]) + VOLUME_SLOT_MIN),
                    least=count,
                )
