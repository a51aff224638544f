"""Few changes of queue: a soft cost on top of the cost of the cells.

Every step seats the people of one stretch anew, or lets two of them trade
places for a while; cell costs come first in every comparison, so none is
ever changed. ``scheduler.queues`` alone uses it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from scheduler.cells import IDLE
from scheduler.seats import cheapest_seats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scheduler.cells import Stretch

__all__ = ["Blocks"]

SWITCH = 10_000  # more than the idle minutes of any duty
SHORT = 1_000  # per minute missing: half an hour outweighs two switches
_SWEEPS = 3


Run: TypeAlias = "tuple[int | None, int]"
"""A queue, None for nobody knows yet, and the minutes somebody stays."""


class Blocks:
    """People on queues, stretch by stretch, in blocks as long as may be.

    Breaks do not end a block. What a block lacks of its least length is
    worth more than a change of queue, and serving nothing decides between
    what is otherwise alike.

    Parameters
    ----------
    stretches
        In order of start.
    sequences
        By work: the person and the stretches they could serve in; no
        stretch twice for one person.
    least
        By queue: shortest block, in minutes.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        sequences: Sequence[tuple[int, Sequence[int]]],
        least: Sequence[int],
    ) -> None:
        self._stretches = stretches
        self._minutes = [s.end_min - s.start_min for s in stretches]
        self._sequences = sequences
        self._least = [*least, 0]  # IDLE is the last index too
        self._on: list[dict[int, int]] = [{} for _ in stretches]
        self._at = {
            (person, idx): (work, position)
            for work, (person, sequence) in enumerate(sequences)
            for position, idx in enumerate(sequence)
        }

    def settle(self) -> None:
        """Seat everybody: forwards once, then mend until nothing helps."""
        for idx in range(len(self._stretches)):
            self._seat(idx)
        for _ in range(_SWEEPS):
            before = [dict(on) for on in self._on]
            for idx in reversed(range(len(self._stretches))):
                if self._restless(idx):
                    self._seat(idx)
            for work in range(len(self._sequences)):
                self._mend(work)
            if before == self._on:
                break

    def served(self, work: int) -> Iterator[tuple[Stretch, int]]:
        """Yield the stretches of a work and the queue served in each."""
        person, sequence = self._sequences[work]
        for idx in sequence:
            yield self._stretches[idx], self._on[idx][person]

    # One stretch

    def _seat(self, idx: int) -> None:
        cell = self._stretches[idx].cell
        people = list(cell.prices)
        soft = [self._soft(person, idx) for person in people]
        # One tick more than all the soft costs: cell costs come first.
        scale = 1 + sum(max(own.values()) for own in soft)
        costs = [
            {
                kind: price * scale + own[kind]
                for kind, price in cell.prices[person].items()
            }
            for person, own in zip(people, soft, strict=True)
        ]
        steps = [[s * scale for s in kind] for kind in cell.steps]
        for person, kind in zip(
            people, cheapest_seats(costs, steps), strict=True
        ):
            self._on[idx][person] = cell.queues[kind]

    def _soft(self, person: int, idx: int) -> dict[int, int]:
        """Return what each kind of seat costs, given the rest of a work."""
        work, position = self._at[person, idx]
        sides = [self._run(work, position, step) for step in (-1, 1)]
        cell = self._stretches[idx].cell
        return {
            kind: self._beside(sides, self._minutes[idx], cell.queues[kind])
            for kind in cell.prices[person]
        }

    def _beside(self, sides: Iterable[Run], minutes: int, queue: int) -> int:
        """Return what serving a queue for some minutes costs."""
        length = minutes
        cost = minutes if queue == IDLE else 0
        for near, near_min in sides:
            # Where nobody is seated yet, the block may go on.
            if near is None or near == queue:
                length += near_min
            else:
                cost += SWITCH + self._short(near, near_min)
        return cost + self._short(queue, length)

    def _run(self, work: int, position: int, step: int) -> Run:
        """Return the queue served beside a position and for how long.

        The queue is None where nobody is seated yet or the work ends.
        """
        person, sequence = self._sequences[work]
        beside = (
            sequence[position + 1 :] if step > 0 else sequence[:position][::-1]
        )
        queue = self._on[beside[0]].get(person) if beside else None
        minutes = 0
        for idx in beside:
            if self._on[idx].get(person) != queue:
                break
            minutes += self._minutes[idx]
        return queue, minutes

    def _short(self, queue: int, minutes: int) -> int:
        return SHORT * max(0, self._least[queue] - minutes)

    def _restless(self, idx: int) -> bool:
        """Return whether anybody begins or ends a block with a stretch."""
        for person, queue in self._on[idx].items():
            work, position = self._at[person, idx]
            _, sequence = self._sequences[work]
            for at in (position - 1, position + 1):
                if (
                    0 <= at < len(sequence)
                    and self._on[sequence[at]][person] != queue
                ):
                    return True
        return False

    # Several stretches of two people

    def _mend(self, work: int) -> None:
        """Let blocks that are too short join a neighbour, by a trade."""
        for first, last in self._blocks(work):
            person, sequence = self._sequences[work]
            queue = self._on[sequence[first]][person]
            minutes = sum(self._minutes[i] for i in sequence[first : last + 1])
            if not self._short(queue, minutes):
                continue
            window = sequence[first : last + 1]
            for near in self._neighbours(work, first, last):
                if self._trade(person, window, near):
                    return

    def _blocks(self, work: int) -> list[tuple[int, int]]:
        """Return the first and last position of each block of a work."""
        person, sequence = self._sequences[work]
        queues = [self._on[idx][person] for idx in sequence]
        cuts = [
            at for at, (a, b) in enumerate(pairwise(queues), start=1) if a != b
        ]
        borders = [0, *cuts, len(queues)]
        return [(a, b - 1) for a, b in pairwise(borders) if a < b]

    def _neighbours(self, work: int, first: int, last: int) -> list[int]:
        person, sequence = self._sequences[work]
        return [
            self._on[sequence[at]][person]
            for at in (first - 1, last + 1)
            if 0 <= at < len(sequence)
        ]

    def _trade(self, person: int, window: Sequence[int], wanted: int) -> bool:
        """Try to give somebody another queue throughout a window.

        Nobody, or one who serves it now, takes the old one over.
        """
        partners = set(self._on[window[0]])
        for idx in window[1:]:
            partners &= set(self._on[idx])
        for partner in [None, *sorted(partners - {person})]:
            moved = self._moved(person, partner, window, wanted)
            if moved is None:
                continue
            touched = self._works((person, partner), window)
            before = [dict(self._on[idx]) for idx in window]
            soft = sum(self._total(work) for work in touched)
            for idx, on in zip(window, moved, strict=True):
                self._on[idx] = on
            if sum(self._total(work) for work in touched) < soft:
                return True
            for idx, on in zip(window, before, strict=True):
                self._on[idx] = on
        return False

    def _moved(
        self,
        person: int,
        partner: int | None,
        window: Sequence[int],
        wanted: int,
    ) -> list[dict[int, int]] | None:
        """Return the window's seatings after a trade, None if it costs."""
        found = []
        for idx in window:
            on = dict(self._on[idx])
            if partner is not None:
                if on[partner] != wanted:
                    return None
                on[partner] = on[person]
            on[person] = wanted
            cell = self._stretches[idx].cell
            cost = cell.cost(on)
            if cost is None or cost != cell.cost(self._on[idx]):
                return None
            found.append(on)
        return found

    def _works(
        self, people: Iterable[int | None], window: Sequence[int]
    ) -> set[int]:
        return {
            self._at[person, idx][0]
            for person in people
            for idx in window
            if person is not None
        }

    def _total(self, work: int) -> int:
        """Return the soft cost of a whole work."""
        person, sequence = self._sequences[work]
        blocks = self._blocks(work)
        cost = SWITCH * (len(blocks) - 1)
        for first, last in blocks:
            queue = self._on[sequence[first]][person]
            minutes = sum(self._minutes[i] for i in sequence[first : last + 1])
            cost += self._short(queue, minutes)
            cost += minutes if queue == IDLE else 0
        return cost
