"""The contacts of all queues on one grid, read from files and numbers.

A volume file says whose contacts its rows are: of a queue, of an account on
it, of a priority. Here each stream finds its queue; dedicated accounts have
one of their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from constraints.near import nearest
from scheduler.clock import zone
from scheduler.demand.intervals import Stream as Rows
from scheduler.demand.layout import Layout, translated
from scheduler.demand.volume import Volume
from scheduler.demand.volume_csv import read_volume
from scheduler.errors import Finding, InputError
from scheduler.expand.backlog import SLOT_MIN, begun_at, waiting
from scheduler.expand.growth import grown
from scheduler.promised import Stream
from scheduler.spec.findings import shown
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from constraints.windows import Window
    from scheduler.demand.volume_csv import VolumeFile
    from scheduler.expand.horizon import Horizon
    from scheduler.expand.intervals import Interval
    from scheduler.expand.queues import Queues
    from scheduler.problem import Queue
    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.promises import AccountSpec
    from scheduler.spec.roster import RosterSpec

    BoolArray = npt.NDArray[np.bool_]

__all__ = ["SLOT_MIN", "Contacts", "Grid"]

MOST_BYTES = 50_000_000
PLAIN = Layout()


class Grid(NamedTuple):
    """Slots of 15 minutes, in minutes since 1970-01-01T00:00Z."""

    first_min: int
    slots: int

    @classmethod
    def over(cls, stretches: list[Interval]) -> Grid:
        """Return the slots that cover all stretches."""
        first = min((start for start, _ in stretches), default=0)
        last = max((end for _, end in stretches), default=0)
        first = first // SLOT_MIN * SLOT_MIN
        return cls(first, -(-(last - first) // SLOT_MIN))

    @property
    def last_min(self) -> int:
        """The end of the last slot."""
        return self.first_min + self.slots * SLOT_MIN

    def marked(self, stretches: list[Interval]) -> BoolArray:
        """Return which slots some stretch touches."""
        found = np.zeros(self.slots, dtype=np.bool_)
        for start, end in stretches:
            first = max(0, (start - self.first_min) // SLOT_MIN)
            last = -(-(end - self.first_min) // SLOT_MIN)
            found[first : max(0, last)] = True
        return found


@dataclass(frozen=True, eq=False)
class _Arrivals:
    """A stream of contacts that found its queue."""

    account: str
    priority: str
    volume: Volume
    waiting: bool = False


class Contacts:
    """All contacts, by queue.

    Parameters
    ----------
    grid
        Covers every window in which anything is promised.
    findings
        Receives files that cannot be read, rows of unknown queues and
        hours without contacts.
    """

    def __init__(
        self,
        spec: RosterSpec,
        origin: Origin,
        horizon: Horizon,
        queues: Queues,
        grid: Grid,
        findings: list[Finding],
    ) -> None:
        self._spec = spec
        self._origin = origin
        self._horizon = horizon
        self._queues = queues
        self._grid = grid
        self._findings = findings
        self._of: dict[int, list[_Arrivals]] = defaultdict(list)
        self._gap_at: dict[int, Finding] = {}
        if grid.slots:
            self._take_all()
        self._take_waiting()

    def queues(self) -> Iterator[int]:
        """Yield the queues that have contacts."""
        yield from self._of

    def of(self, queue: int) -> list[tuple[str, Volume]]:
        """Return the streams of a queue, each with its priority."""
        return [(found.priority, found.volume) for found in self._of[queue]]

    def streams(self) -> Iterator[Stream]:
        """Yield all contacts, each stream with its queue."""
        for queue, arrivals in self._of.items():
            for each in arrivals:
                yield Stream(
                    queue,
                    each.account,
                    each.priority,
                    each.volume,
                    each.waiting,
                )

    def gap(self, queue: int) -> Finding | None:
        """Return what a file of this queue was warned of, if anything."""
        return self._gap_at.get(queue)

    def _take_all(self) -> None:
        for name, given in self._spec.accounts.items():
            if given.volume is not None:
                try:
                    self._take_account(name, given)
                except InputError as error:
                    self._findings += error.findings
        if self._spec.volume is not None and self._spec.volume.file:
            try:
                self._take_file(self._spec.volume.file)
            except InputError as error:
                self._findings += error.findings
        if self._spec.volume is not None:
            self._take_profile()

    def _take_waiting(self) -> None:
        """Take what waits on queues as the roster begins."""
        start_min, _ = self._horizon.ends()
        for name, given in self._spec.queues.items():
            if given.backlog is None:
                continue
            path: Said = ("queues", name, "backlog")
            if not self._grid.slots:
                self._findings.append(
                    self._origin.warning(
                        f"nobody promised to answer what waits on {name}: "
                        "write answer: with the queue",
                        *path,
                        code="no-promise",
                    )
                )
                continue
            (queue,) = self._queues.of[name]
            handle_min = given.handle_min
            if handle_min is None:
                self._findings += self._refused(
                    "how long does one contact take? Write handle: with the "
                    "queue",
                    path,
                ).findings
                continue
            known = [
                replace(each, volume=begun_at(each.volume, start_min))
                for each in self._of[queue.idx]
            ]
            volume = waiting(self._grid, start_min, given.backlog, handle_min)
            self._of[queue.idx] = [*known, _Arrivals("", "", volume, True)]

    def _take_profile(self) -> None:
        """Take the weekly profile of the file, line by line."""
        assert self._spec.volume is not None
        for number, line in enumerate(self._spec.volume.profile):
            path: Said = ("volume", "profile", number)
            try:
                queue = self._queue_of(
                    Rows(line.queue, line.account or ""), path
                )
                handle = line.handle / 60 if line.handle else None
                handle = handle or self._usual_handle(
                    line.queue, line.account or ""
                )
                if handle is None:
                    raise self._refused(
                        "how long does one contact take? Write handle: here "
                        "or with the queue",
                        path,
                    )
            except InputError as error:
                self._findings += error.findings
                continue
            self._add(
                queue,
                line.account or "",
                line.priority or "",
                self._steady(line.window, line.contacts, handle),
            )

    def _steady(
        self, windows: Sequence[Window], per_hour: float, handle: float
    ) -> Volume:
        """Return so many contacts an hour while a window is open."""
        lead_min = self._horizon.ends()[0] - self._grid.first_min
        is_open = self._grid.marked(
            self._horizon.stretches(windows, lead_min=lead_min)
        )
        return Volume(
            self._grid.first_min,
            SLOT_MIN,
            np.where(is_open, per_hour, 0.0),
            np.full(self._grid.slots, handle),
        )

    def _take_account(self, name: str, given: AccountSpec) -> None:
        targets = self._targets(name, given)
        if isinstance(given.volume, str):
            self._take_own_file(name, given, given.volume, targets)
            return
        (queue,) = targets
        handle = _minutes(given) or self._spec.queues[queue.said].handle_min
        volume = self._steady(
            given.windows, float(given.volume or 0), handle or 1.0
        )
        self._add(queue, name, "", volume)

    def _targets(self, name: str, given: AccountSpec) -> list[Queue]:
        """Return the queues on which an account's contacts are answered."""
        return [
            self._queues.seat(queue, name) if given.dedicated else queue
            for said in given.queues
            for queue in self._queues.of[said]
        ]

    def _take_own_file(
        self, name: str, given: AccountSpec, file: str, targets: list[Queue]
    ) -> None:
        path: Said = ("accounts", name, "volume")
        handle = (
            _minutes(given) or self._spec.queues[targets[0].said].handle_min
        )
        read = self._read(file, path, handle)
        taken = 0
        for stream, volume in read.volumes.items():
            if stream.account not in ("", name):
                continue
            queue = self._own_queue(stream, targets, path)
            if queue is not None:
                taken += 1
                self._add(queue, name, stream.priority, volume)
        if not taken:
            raise InputError(self._nothing_for(name, targets, read, path))
        self._keep_gaps(read, targets)

    def _own_queue(
        self, stream: Rows, targets: list[Queue], path: Said
    ) -> Queue | None:
        if stream.queue:
            return next(
                (
                    queue
                    for queue in targets
                    if stream.queue in (queue.name, _base(queue))
                ),
                None,
            )
        if len(targets) == 1:
            return targets[0]
        names = ", ".join(queue.name for queue in targets)
        raise InputError(
            self._origin.finding(
                "rows of this file name no queue, and the account is on "
                f"several: add a column queue ({names})",
                *path,
                code="no-queue",
            )
        )

    def _take_file(self, file: str) -> None:
        path: Said = ("volume", "file")
        assert self._spec.volume is not None
        read = self._read(file, path, None, self._spec.volume.layout)
        for stream, volume in read.volumes.items():
            try:
                queue = self._queue_of(stream, path)
            except InputError as error:
                self._findings += error.findings
            else:
                self._keep_gaps(read, [queue])
                self._add(queue, stream.account, stream.priority, volume)

    def _queue_of(self, stream: Rows, path: Said) -> Queue:
        accounts = self._spec.accounts
        if stream.account and stream.account not in accounts:
            near = nearest(stream.account, accounts)
            raise self._refused(
                f"rows of {stream} are of an account that is not in "
                f"accounts:{near}",
                path,
            )
        on = (
            self._targets(stream.account, accounts[stream.account])
            if stream.account
            else []
        )
        if stream.account and not stream.queue:
            if len(on) != 1:
                raise self._refused(
                    f"rows of {stream} name no queue, and the account is on "
                    f"{len(on)}: fill in the column queue",
                    path,
                )
            return on[0]
        if stream.queue not in self._queues.of:
            near = nearest(stream.queue, self._queues.of)
            raise self._refused(
                f"rows of {stream} are of a queue that is not in queues:"
                f"{near}",
                path,
            )
        meant = self._queues.of[stream.queue]
        if len(meant) > 1:
            names = ", ".join(queue.name for queue in meant)
            raise self._refused(
                f"rows of {stream} are of a family of queues: name one of "
                f"{names}",
                path,
            )
        if not stream.account:
            return meant[0]
        for queue in on:
            if meant[0].name in (queue.name, _base(queue)):
                return queue
        raise self._refused(
            f"rows of {stream} are of a queue that the account is not on",
            path,
        )

    def _refused(self, message: str, path: Said) -> InputError:
        return InputError(
            self._origin.finding(message, *path, code="no-volume")
        )

    def _add(
        self, queue: Queue, account: str, priority: str, volume: Volume
    ) -> None:
        growth = self._spec.volume.changes if self._spec.volume else ()
        volume = grown(
            volume, growth, queue, account, zone(self._spec.zone), self._queues
        )
        self._of[queue.idx].append(_Arrivals(account, priority, volume))

    def _keep_gaps(self, read: VolumeFile, queues: list[Queue]) -> None:
        for finding in read.findings:
            if finding.code != "gap":
                self._findings.append(finding)
            else:
                for queue in queues:
                    self._gap_at.setdefault(queue.idx, finding)

    def _read(
        self,
        file_name: str,
        path: Said,
        handle_min: float | None,
        layout: Layout = PLAIN,
    ) -> VolumeFile:
        file = self._origin.file(file_name, *path)
        data = read_bytes(
            file,
            MOST_BYTES,
            "a volume file covers the roster, not years",
            self._origin.place(*path),
        )
        if not layout.plain:
            data = translated(data, str(file), layout, zone(self._spec.zone))
        return read_volume(
            data,
            str(file),
            first_min=self._grid.first_min,
            last_min=self._grid.last_min,
            slot_min=SLOT_MIN,
            default_zone=zone(self._spec.zone),
            default_handle_min=handle_min,
            handle_of=cache(self._usual_handle),
        )

    def _usual_handle(self, queue: str, account: str) -> float | None:
        """Return the handle time of rows that have none."""
        if (queue and queue not in self._queues.of) or (
            account and account not in self._spec.accounts
        ):
            return 1.0  # nobody's contacts are refused as such
        given = self._spec.accounts.get(account)
        if given is not None and given.handle:
            return _minutes(given)
        names = [queue] if queue else list(given.queues) if given else []
        for name in names:
            for found in self._queues.of.get(name, ()):
                handle = self._spec.queues[found.said].handle_min
                if handle:
                    return handle
        return None

    def _nothing_for(
        self, name: str, targets: list[Queue], read: VolumeFile, path: Said
    ) -> Finding:
        streams = "; ".join(map(str, read.volumes))
        word = "queue" if len(targets) == 1 else "queues"
        names = ", ".join(shown(_base(queue)) for queue in targets)
        return self._origin.finding(
            f"no row of the file is of the account {shown(name)} on the "
            f"{word} {names}; there are: {streams}",
            *path,
            code="no-volume",
        )


def _minutes(given: AccountSpec) -> float | None:
    """Return the handle time of an account, if it has one."""
    return given.handle / 60 if given.handle else None


def _base(queue: Queue) -> str:
    """Return the queue as files name it: a dedicated seat by its queue."""
    return queue.name.removesuffix(f" {queue.account}")
