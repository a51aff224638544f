"""Promises to customers as head counts on their queues.

Accounts of one queue pool: who answers one answers all, so that each
account's own promise is held against the contacts of all of them.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from constraints.needs import CoverageLine, Need
from scheduler.clock import DAY_MIN, zone
from scheduler.demand.deferred import SpreadHeads
from scheduler.demand.erlang import ErlangHeads
from scheduler.demand.volume import Volume, pooled
from scheduler.demand.volume_csv import read_volume
from scheduler.errors import Finding, InputError
from scheduler.expand.intervals import Interval, clipped
from scheduler.slug import slug
from scheduler.spec.findings import shown
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from scheduler.demand.headcount import HeadCount
    from scheduler.demand.volume_csv import VolumeFile
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.queues import Queues
    from scheduler.problem import Queue
    from scheduler.spec.demand import AccountSpec
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

    BoolArray = npt.NDArray[np.bool_]

__all__ = ["account_lines"]

REAL_TIME = frozenset({"phone", "chat", "messaging"})
REAL_TIME_WITHIN_S = 3600
"""Without a channel, an answer within an hour means somebody waits."""

SLOT_MIN = 15
LONGEST_LEAD_DAYS = 31
MOST_BYTES = 50_000_000
MOST_PEOPLE = 1000


def account_lines(
    spec: RosterSpec,
    origin: Origin,
    horizon: Horizon,
    queues: Queues,
    findings: list[Finding],
) -> Iterator[tuple[CoverageLine, Said]]:
    """Yield a line for each account with the path to it.

    Parameters
    ----------
    findings
        Receives files that cannot be read, hours without contacts, and
        what is only an approximation.
    """
    pools: dict[int, _AccountsOfQueue] = {}
    for name, given in spec.accounts.items():
        base = given.id or f"accounts.{slug(name)}"
        for queue, id_ in queues.named(given.queues, base):
            if queue.idx not in pools:
                pools[queue.idx] = _AccountsOfQueue(
                    queue, spec, origin, horizon, queues, findings
                )
            line = CoverageLine(
                id=id_,
                queue=queue.idx,
                needs=tuple(pools[queue.idx].needs(name)),
                importance=given.importance,
            )
            yield line, ("accounts", name)


class _AccountsOfQueue:
    """The accounts of one queue, their contacts on one grid.

    The grid has slots of 15 minutes and covers all their windows, whatever
    zones these are in; with promises of hours it begins so much earlier,
    for work that arrives before the roster is due in it.
    """

    def __init__(
        self,
        queue: Queue,
        spec: RosterSpec,
        origin: Origin,
        horizon: Horizon,
        queues: Queues,
        findings: list[Finding],
    ) -> None:
        self._spec = spec
        self._queue = queue.name
        self._kind = spec.queues[queue.said]
        self._origin = origin
        self._horizon = horizon
        self._findings = findings
        self._accounts = {
            name: account
            for name, account in spec.accounts.items()
            if queue in queues.of[account.queues]
        }
        self._lead_min = max(
            _lead_min(account, horizon) for account in self._accounts.values()
        )
        open_ = [
            stretch
            for account in self._accounts.values()
            for stretch in self._open(account, self._lead_min)
        ]
        first = min((start for start, _ in open_), default=0)
        last = max((end for _, end in open_), default=0)
        self._first_min = first // SLOT_MIN * SLOT_MIN
        self._slots = -(-(last - self._first_min) // SLOT_MIN)
        self._pooled = cache(self._pool)

    def needs(self, name: str) -> Iterator[Need]:
        """Yield what an account needs, equal neighbours merged."""
        volume = self._pooled()
        if volume is None:
            return
        given = self._accounts[name]
        heads = self._heads(name, given, volume)
        at_once = self._kind.at_once
        for stretch in self._horizon.stretches(given.window):
            yield from _needs(heads, stretch, at_once)

    def _open(self, given: AccountSpec, lead_min: int) -> list[Interval]:
        return self._horizon.stretches(given.window, lead_min=lead_min)

    def _is_open(self, given: AccountSpec, lead_min: int) -> BoolArray:
        """Return whether an account is open at some time of each slot."""
        is_open = np.zeros(self._slots, dtype=np.bool_)
        for start, end in self._open(given, lead_min):
            first = (start - self._first_min) // SLOT_MIN
            last = -(-(end - self._first_min) // SLOT_MIN)
            is_open[first:last] = True
        return is_open

    def _heads(
        self, name: str, given: AccountSpec, volume: Volume
    ) -> HeadCount:
        answer = given.answer
        if self._waits(given):
            # Chats held at once are so many servers of one head, each with
            # the handle time of a chat among others: on the safe side of
            # the exact birth-death model.
            return ErlangHeads(name, volume, answer.share, answer.within_s)
        self._findings.append(
            self._origin.warning(
                f"{name}: work due {answer} is spread evenly over its "
                "answer time, which is an approximation",
                "accounts",
                name,
                code="approximate",
            )
        )
        within = max(SLOT_MIN, answer.within_s // 60)
        is_open = self._is_open(given, self._lead_min)
        return SpreadHeads(name, volume, within, is_open)

    def _waits(self, given: AccountSpec) -> bool:
        """Return whether customers wait in line for an answer."""
        channel = self._kind.channel
        if channel:
            return channel in REAL_TIME
        return given.answer.within_s <= REAL_TIME_WITHIN_S

    def _pool(self) -> Volume | None:
        if not self._slots:
            return None
        volumes = [
            volume
            for name, given in self._accounts.items()
            for volume in self._volumes(name, given)
        ]
        if not volumes:
            return None
        volume = pooled(volumes)
        at_once = self._kind.at_once
        heads = float(volume.load.max()) / at_once
        if heads > MOST_PEOPLE:
            self._findings.append(
                self._origin.finding(
                    f"so many contacts keep {heads:,.0f} people busy, and a "
                    f"queue has {MOST_PEOPLE} at most: check the units of "
                    "volume and handle",
                    "accounts",
                    next(iter(self._accounts)),
                    code="load",
                )
            )
            return None
        return volume

    def _volumes(self, name: str, given: AccountSpec) -> list[Volume]:
        if isinstance(given.volume, str):
            try:
                return self._read(name, given, given.volume)
            except InputError as error:
                self._findings += error.findings
                return []
        is_open = self._is_open(given, self._lead_min)
        per_hour = np.where(is_open, given.volume, 0.0)
        handle_min = np.full(self._slots, float(given.handle))
        return [Volume(self._first_min, SLOT_MIN, per_hour, handle_min)]

    def _read(
        self, name: str, given: AccountSpec, file_name: str
    ) -> list[Volume]:
        path = ("accounts", name, "volume")
        file = self._origin.file(file_name, *path)
        data = read_bytes(
            file,
            MOST_BYTES,
            "a volume file covers the roster, not years",
            self._origin.place(*path),
        )
        read = read_volume(
            data,
            str(file),
            first_min=self._first_min,
            last_min=self._first_min + self._slots * SLOT_MIN,
            slot_min=SLOT_MIN,
            default_zone=zone(self._spec.zone),
            default_handle_min=float(given.handle),
        )
        volumes = [
            volume
            for stream, volume in read.volumes.items()
            if stream.account in ("", name)
            and stream.queue in ("", self._queue)
        ]
        if not volumes:
            raise InputError(self._nothing_for(name, read, path))
        for finding in read.findings:
            if finding.code != "gap":
                self._findings.append(finding)
            elif silent_min := self._silent_min(given, volumes):
                self._findings.append(
                    Finding(
                        f"{name} is open for {silent_min / 60:g} h without "
                        "contacts in this file",
                        finding.place,
                        "warning",
                        code="gap",
                    )
                )
        return volumes

    def _nothing_for(self, name: str, read: VolumeFile, path: Said) -> Finding:
        streams = "; ".join(map(str, read.volumes))
        return self._origin.finding(
            f"no row of the file is of the account {shown(name)} on the "
            f"queue {shown(self._queue)}; there are: {streams}",
            *path,
            code="no-volume",
        )

    def _silent_min(self, given: AccountSpec, volumes: list[Volume]) -> int:
        """Return how long nothing arrives while an account is open.

        A file of business hours has gaps at night, and one for the roster
        has none before it, which concern nobody.
        """
        arrives = np.sum([v.per_hour for v in volumes], axis=0) > 0
        silent = self._is_open(given, 0) & ~arrives
        return int(np.count_nonzero(silent)) * SLOT_MIN


def _lead_min(given: AccountSpec, horizon: Horizon) -> int:
    """Return how long before the roster work arrives that is due in it.

    The clock of a promise runs in opening hours: what is due within eight
    hours on Monday morning arrived on Friday.
    """
    within_min = given.answer.within_s // 60
    if given.answer.within_s <= REAL_TIME_WITHIN_S:
        return 0
    for days in range(1, LONGEST_LEAD_DAYS):
        lead_min = days * DAY_MIN
        before_min = sum(
            end - start
            for window in given.window
            for start, end in clipped(
                horizon.begun(window, lead_min=lead_min),
                horizon.ends(window.zone)[0] - lead_min,
                horizon.ends(window.zone)[0],
            )
        )
        if before_min >= within_min:
            return lead_min
    return LONGEST_LEAD_DAYS * DAY_MIN


def _needs(
    heads: HeadCount, stretch: Interval, at_once: int
) -> Iterator[Need]:
    """Yield the needs of one opening, cut at its ends."""
    start, end = stretch
    starts = np.arange(start // SLOT_MIN * SLOT_MIN, end, SLOT_MIN)
    counts = -(-heads.heads(starts) // at_once)
    edges = [0, *(np.flatnonzero(np.diff(counts)) + 1), len(starts)]
    for left, right in pairwise(edges):
        if count := int(counts[left]):
            slots = (int(starts[left]), int(starts[right - 1]) + SLOT_MIN)
            for first, last in clipped([slots], start, end):
                yield Need(first, last, least=count)
