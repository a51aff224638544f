"""Counts, replication by replication, who was answered in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.simulation.figures import Kept, QueueFigures, Simulated
from scheduler.simulation.kernel import run
from scheduler.simulation.levels import Counts, chance, counted, estimate
from scheduler.simulation.periods import Periods
from scheduler.simulation.promise_clock import PromiseClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from scheduler.problem import Problem
    from scheduler.promised import Promised, Stream
    from scheduler.simulation.contacts import Contacts
    from scheduler.simulation.crew import Crew

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["Tally"]

DEFERRED_RANK = 1000
"""Who waits in line goes before work that is due."""

SHORT_LEFT_OUT = "without short abandons"
"""The definition by which who hangs up in time was not offered."""


class Tally:
    """Runs replications and keeps what is counted of them.

    Parameters
    ----------
    streams
        In the order in which their contacts are drawn.
    """

    def __init__(
        self, problem: Problem, streams: Sequence[Stream], who: Crew
    ) -> None:
        self._problem = problem
        self._streams = streams
        self._crew = who
        self._promised = problem.demand.promised
        self._services = problem.demand.services
        self._clocks = [PromiseClock(p.open) for p in self._promised]
        self._periods = [Periods.over(p, problem) for p in self._promised]
        self._own = [
            np.array([p.covers(s) for s in streams]) for p in self._promised
        ]
        self._rank, self._judge = self._ranks()
        self._counts: list[list[tuple[IntArray, IntArray]]] = [
            [] for _ in self._promised
        ]
        self._waits: dict[int, list[FloatArray]] = {
            queue: [] for queue in who.numbers
        }
        self._figures: dict[int, list[tuple[int, int, int, float]]] = {
            queue: [] for queue in who.numbers
        }
        self._busy_min = np.zeros(who.people)
        self._overrun = 0.0
        self._contacts = 0

    def _ranks(self) -> tuple[IntArray, list[int]]:
        """Return by stream its rank, and the promise that it is due by."""
        ranks, judges = [], []
        for stream in self._streams:
            own = [
                idx for idx, p in enumerate(self._promised) if p.covers(stream)
            ]
            best = min(
                own,
                key=lambda idx: (
                    not self._promised[idx].account,
                    self._promised[idx].within_min,
                ),
                default=-1,
            )
            judges.append(best)
            promised = self._promised[best] if own else None
            ranks.append(
                DEFERRED_RANK
                if promised is None
                else promised.urgency
                + (0 if promised.waits else DEFERRED_RANK)
            )
        return np.array(ranks, dtype=np.int64), judges

    def add(self, contacts: Contacts) -> None:
        """Run one replication."""
        due = np.array(contacts.at_min, copy=True)
        for idx, judge in enumerate(self._judge):
            own = contacts.stream == idx
            if judge >= 0:
                due[own] = self._clocks[judge].due_min(
                    contacts.at_min[own], self._promised[judge].within_min
                )
        who = self._crew
        held = np.array(
            [self._problem.demand.at_once[q] for q in who.numbers],
            dtype=np.int64,
        )
        answered, finished, server, overrun = run(
            contacts.at_min,
            contacts.stream,
            contacts.work_min,
            contacts.patience_min,
            due,
            np.array(
                [who.numbers[s.queue] for s in self._streams], dtype=np.int64
            ),
            self._rank,
            held,
            self._slower(held),
            who.people,
            who.person,
            who.start_min,
            who.end_min,
            who.queues,
            who.first_end,
        )
        self._contacts += len(contacts)
        self._overrun += float(overrun.sum())
        for idx, promised in enumerate(self._promised):
            self._count(idx, promised, contacts, answered)
        self._look(contacts, answered, finished, server)

    def _slower(self, held: IntArray) -> FloatArray:
        """Return how much longer contacts take, by queue and number held."""
        found = np.ones((len(held), int(held.max())))
        for queue, number in self._crew.numbers.items():
            own = self._services[queue].slower
            found[number, : len(own)] = own
        return found

    def _count(
        self,
        idx: int,
        promised: Promised,
        contacts: Contacts,
        answered: FloatArray,
    ) -> None:
        own = self._own[idx][contacts.stream]
        at, when = contacts.at_min[own], answered[own]
        clock = self._clocks[idx]
        due = clock.due_min(at, promised.within_min)
        counts = clock.is_open(at) if promised.waits else np.isfinite(due)
        if self._services[promised.queue].definition == SHORT_LEFT_OUT:
            gave_up = at + contacts.patience_min[own]
            counts &= ~(np.isnan(when) & (gave_up <= due))
        in_time = np.zeros(len(at), dtype=bool)
        known = ~np.isnan(when)
        in_time[known] = when[known] <= due[known] + 1e-9
        interval = self._periods[idx].interval(at)
        # What is due after the roster's end is not judged by it.
        counts &= due <= self._periods[idx].last_min
        interval = np.where(counts, interval, -1)
        intervals = self._periods[idx].intervals
        self._counts[idx].append(counted(interval, in_time, intervals))

    def _look(
        self,
        contacts: Contacts,
        answered: FloatArray,
        finished: FloatArray,
        server: IntArray,
    ) -> None:
        first = self._periods[0].first_min
        inside = contacts.at_min >= first
        queue_of = np.array([s.queue for s in self._streams])
        queues = queue_of[contacts.stream]
        done = ~np.isnan(answered)
        for queue in self._waits:
            own = inside & (queues == queue)
            wait = (answered - contacts.at_min)[own & done]
            self._waits[queue].append(wait)
            gone = own & ~done & np.isfinite(contacts.patience_min)
            self._figures[queue].append(
                (
                    int(own.sum()),
                    int(gone.sum()),
                    int((own & ~done).sum() - gone.sum()),
                    float(wait.max()) if len(wait) else 0.0,
                )
            )
        held = np.array([self._problem.demand.at_once[q] for q in queue_of])[
            contacts.stream
        ]
        # Chats in parallel share the time of whoever holds them.
        took = np.where(done, (finished - answered) / held, 0.0)
        np.add.at(self._busy_min, server[done], took[done])

    def result(self, replications: int, seed: int) -> Simulated:
        """Sum up."""
        return Simulated(
            replications=replications,
            seed=seed,
            kept=tuple(
                self._kept(idx, promised, replications)
                for idx, promised in enumerate(self._promised)
            ),
            queues=tuple(self._queue_figures(replications)),
            overrun_min=self._overrun / replications,
            contacts=self._contacts,
        )

    def _kept(self, idx: int, promised: Promised, replications: int) -> Kept:
        periods = self._periods[idx]
        by_interval = Counts(
            np.array([offered for offered, _ in self._counts[idx]]),
            np.array([met for _, met in self._counts[idx]]),
        )
        by_day = periods.by_day(by_interval)
        by_month = periods.by_month(by_interval)
        levels = by_month.levels()
        kept = np.all(
            np.isnan(levels) | (levels >= promised.share - 1e-12), axis=1
        )
        return Kept(
            promised=promised,
            periods=periods,
            by_month=by_month,
            by_day=by_day,
            by_interval=by_interval,
            level=estimate(by_interval.summed().levels()[:, 0]),
            kept=chance(int(kept.sum()), replications),
            contacts=float(by_interval.offered.sum()) / replications,
        )

    def _queue_figures(self, replications: int) -> Iterator[QueueFigures]:
        there = np.zeros(self._crew.people)
        np.add.at(
            there,
            self._crew.person,
            self._crew.end_min - self._crew.start_min,
        )
        for queue, number in self._crew.numbers.items():
            waits = np.concatenate(self._waits[queue])
            rows = np.array(self._figures[queue], dtype=np.float64)
            serving = np.unique(
                self._crew.person[(self._crew.queues >> number) & 1 == 1]
            )
            time = float(there[serving].sum()) * replications
            offered = float(rows[:, 0].sum())
            yield QueueFigures(
                queue=queue,
                contacts=offered / replications,
                wait_mean=float(waits.mean()) if len(waits) else 0.0,
                wait_p90=float(np.quantile(waits, 0.9)) if len(waits) else 0.0,
                abandoned=(
                    float(rows[:, 1].sum()) / offered if offered else 0.0
                ),
                occupancy=(
                    float(self._busy_min[serving].sum()) / time
                    if time
                    else 0.0
                ),
                oldest_p95=float(np.quantile(rows[:, 3], 0.95)),
                unanswered=float(rows[:, 2].mean()),
            )
