"""Coverage as CP-SAT constraints: Hall rows instead of assignments.

The numbers served ``x`` that some seating of those present attains are
the integer points of ``x(S) <= f(S)`` for all sets S of queues, f(S) being
how many can serve some queue of S (Rado's theorem; the polymatroid of a
transversal matroid: Schrijver, Combinatorial Optimization, 2003, chapters
39 and 44). Cells that the same duties and breaks cover, with the same
tiers, become one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from math import gcd
from typing import TYPE_CHECKING, TypeAlias

from constraints.evaluator import best_seating
from scheduler.engine.cpsat.model import Segment

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from constraints.evaluator import View
    from constraints.terms import Cover, Price
    from scheduler.engine.cpsat.model import Draft, Expr, Lit
    from scheduler.engine.cpsat.presence import Attendance, Heads

__all__ = ["HALL_QUEUES", "Block", "add_covers"]

HALL_QUEUES = 6
"""Queues linked by common people up to which all their sets get a row (at
most 63); beyond, each class of people gets a number for each queue."""

Serves: TypeAlias = "frozenset[int]"
"""Positions of queues in ``Cover.queues``."""

Kind: TypeAlias = "tuple[Price, int]"
"""The price of serving, and the minutes of a cell that one counts for."""


@dataclass(frozen=True, slots=True)
class _Class:
    """People of one price, and share, who may serve the same queues."""

    price: Price
    share_min: int
    serves: Serves
    people: tuple[int, ...]

    @property
    def kind(self) -> Kind:
        """What those have in common whose seats are one polymatroid."""
        return self.price, self.share_min


def add_covers(
    draft: Draft, attendance: Attendance, terms: Iterable[Cover]
) -> list[Block]:
    """Write all cells of coverage, equal ones once."""
    known: dict[Hashable, tuple[_Class, ...]] = {}
    blocks: dict[Hashable, list[tuple[Cover, list[tuple[_Class, Heads]]]]] = {}
    for term in terms:
        if term.pools not in known:
            known[term.pools] = _classes(term)
        there = [
            (
                cls,
                attendance.heads(cls.people, term.start_min, term.end_min),
            )
            for cls in known[term.pools]
        ]
        key = (
            tuple((cls, heads.key) for cls, heads in there),
            term.queues,
            tuple((t.queue, t.level, t.price, t.over) for t in term.tiers),
        )
        blocks.setdefault(key, []).append((term, there))
    return [
        Block(draft, [term for term, _ in same], same[0][1])
        for same in blocks.values()
    ]


def _classes(term: Cover) -> tuple[_Class, ...]:
    minutes = term.end_min - term.start_min
    people: dict[tuple[Price, int, Serves], list[int]] = {}
    for pool in term.pools:
        share_min = pool.share_min(minutes)
        for person in sorted({p for who in pool.eligible for p in who}):
            serves = frozenset(
                queue
                for queue, who in enumerate(pool.eligible)
                if person in who
            )
            key = pool.price, share_min, serves
            people.setdefault(key, []).append(person)
    return tuple(_Class(*key, tuple(who)) for key, who in people.items())


class Block:
    """Cells with one and the same seating.

    What is served is counted in units, a head each; where some count for
    less than a head, in the greatest stretch that divides all shares.
    """

    def __init__(
        self,
        draft: Draft,
        cells: Sequence[Cover],
        there: Sequence[tuple[_Class, Heads]],
    ) -> None:
        self._draft = draft
        self._cells = cells
        self._there = [(cls, heads) for cls, heads in there if heads.most]
        self._queues = range(len(cells[0].queues))
        minutes = cells[0].end_min - cells[0].start_min
        kinds = dict.fromkeys(cls.kind for cls, _ in self._there)
        self._unit_min = gcd(minutes, *(share for _, share in kinds))
        self._in_part = any(share != minutes for _, share in kinds)
        self._earned = [list(self._earn(queue)) for queue in self._queues]
        self._alone = len(kinds) == 1 and not self._in_part
        self._served = {kind: self._add_pool(kind) for kind in kinds}
        if not self._alone:
            self._add_up()

    def seats(self, view: View) -> Iterator[tuple[Lit, int]]:
        """Yield variables and values of the best seating of a roster."""
        cell = self._cells[0]
        seating = best_seating(cell, view)
        for earned, served_min in zip(
            self._earned, seating.served_min, strict=True
        ):
            left = served_min // self._unit_min
            for part, length in earned:
                yield part, min(left, length)
                left -= min(left, length)
        if self._alone:
            return
        minutes = cell.end_min - cell.start_min
        for kind, pool in self._served.items():
            for queue, part in pool.items():
                yield (
                    part,
                    sum(
                        by_queue[queue]
                        for other, by_queue in zip(
                            cell.pools, seating.by_pool, strict=True
                        )
                        if (other.price, other.share_min(minutes)) == kind
                    ),
                )

    def _sum(self, queue: int) -> Expr:
        """Return the units served on a queue."""
        return sum(part for part, _ in self._earned[queue])

    def _add_up(self) -> None:
        """Let what is served of a queue come from its pools.

        A head too many may stand idle; a part of one cannot.
        """
        for queue in self._queues:
            if not self._earned[queue]:
                continue
            parts = sum(
                pool[queue] * (share_min // self._unit_min)
                for (_, share_min), pool in self._served.items()
                if queue in pool
            )
            total = self._sum(queue)
            self._draft.cp.add(
                total == parts if self._in_part else total <= parts
            )

    # What a queue earns

    def _earn(self, queue: int) -> Iterator[tuple[Lit, int]]:
        """Yield variables that sum to the units served, and their most.

        Each takes a stretch of the convex cost off the cost of nobody.
        """
        draft = self._draft
        must, ticks = self._cost(queue, 0)
        draft.must_constant += must
        draft.cost_constant += ticks
        segments = (
            self._curve(queue)
            if self._in_part
            else _segments(self._gains(queue))
        )
        for segment in segments:
            part = draft.cp.new_int_var(0, segment.length, "")
            draft.must.append((part, segment.must))
            draft.cost.append((part, segment.ticks))
            yield part, segment.length

    def _gains(self, queue: int) -> Iterator[tuple[int, int]]:
        """Yield what each further person changes, while it pays."""
        able = sum(
            heads.most for cls, heads in self._there if queue in cls.serves
        )
        now = self._cost(queue, 0)
        for served in range(1, able + 1):
            then = self._cost(queue, served * self._unit_min)
            step = then[0] - now[0], then[1] - now[1]
            if step >= (0, 0):
                return
            yield step
            now = then

    def _curve(self, queue: int) -> Iterator[Segment]:
        """Yield the whole convex cost, between the points where it bends."""
        unit = self._unit_min
        able = sum(
            heads.most * cls.share_min // unit
            for cls, heads in self._there
            if queue in cls.serves
        )
        bends = {0, able}
        for cell in self._cells:
            for tier in cell.tiers:
                if tier.queue == cell.queues[queue]:
                    at = tier.level * (cell.end_min - cell.start_min)
                    for start in (0, *(s for s, _ in tier.price.slopes)):
                        bend = at + start if tier.over else at - start
                        bends |= {bend // unit, -(-bend // unit)}
        for first, last in pairwise(
            sorted(b for b in bends if 0 <= b <= able)
        ):
            before = self._cost(queue, first * unit)
            after = self._cost(queue, last * unit)
            length = last - first
            yield Segment(
                length,
                (after[0] - before[0]) // length,
                (after[1] - before[1]) // length,
            )

    def _cost(self, queue: int, served_min: int) -> tuple[int, int]:
        must, ticks = 0, 0
        for cell in self._cells:
            minutes = cell.end_min - cell.start_min
            for tier in cell.tiers:
                if tier.queue == cell.queues[queue]:
                    lacks = minutes * tier.level - served_min
                    amount = max(0, -lacks if tier.over else lacks)
                    must += amount if tier.must else 0
                    ticks += tier.price(amount)
        return must, ticks

    # What serving takes

    def _add_pool(self, kind: Kind) -> dict[int, Expr]:
        """Bound how many of a pool serve; return it by queue."""
        there = [
            (cls.serves, heads)
            for cls, heads in self._there
            if cls.kind == kind
        ]
        served: dict[int, Expr] = {}
        for queue in self._queues:
            able = sum(heads.most for s, heads in there if queue in s)
            if able and self._earned[queue]:
                served[queue] = (
                    self._sum(queue)
                    if self._alone
                    else self._draft.cp.new_int_var(0, able, "")
                )
        for queues in _components(served, there):
            if len(queues) <= HALL_QUEUES:
                self._add_hall_rows(queues, served, there)
            else:
                self._add_seats(queues, served, there)
        self._pay_pool(kind[0], served, sum(heads.most for _, heads in there))
        return served

    def _add_hall_rows(
        self,
        queues: Sequence[int],
        served: dict[int, Expr],
        there: Sequence[tuple[Serves, Heads]],
    ) -> None:
        """Add x(S) <= f(S), once for each set of people that binds.

        Of all S that the same classes serve the largest says most.
        """
        rows: dict[tuple[int, ...], tuple[int, ...]] = {}
        for size in range(1, len(queues) + 1):
            for chosen in combinations(queues, size):
                able = tuple(
                    idx
                    for idx, (serves, _) in enumerate(there)
                    if not serves.isdisjoint(chosen)
                )
                rows[able] = chosen
        for able, chosen in rows.items():
            self._draft.cp.add(
                sum(served[queue] for queue in chosen)
                <= sum(there[idx][1].count for idx in able)
            )

    def _add_seats(
        self,
        queues: Sequence[int],
        served: dict[int, Expr],
        there: Sequence[tuple[Serves, Heads]],
    ) -> None:
        """Split each class over its queues: a flow, integral by itself."""
        cp = self._draft.cp
        taken: dict[int, list[Lit]] = {queue: [] for queue in queues}
        for serves, heads in there:
            parts = []
            for queue in sorted(serves & taken.keys()):
                parts.append(cp.new_int_var(0, heads.most, ""))
                taken[queue].append(parts[-1])
            if parts:
                cp.add(sum(parts) <= heads.count)
        for queue, seats in taken.items():
            cp.add(served[queue] <= sum(seats))

    def _pay_pool(
        self, price: Price, served: dict[int, Expr], most: int
    ) -> None:
        if not price.slopes or not served:
            return
        lengths = [cell.end_min - cell.start_min for cell in self._cells]
        steps = [
            (0, sum(price(m * k) - price(m * (k - 1)) for m in lengths))
            for k in range(1, most + 1)
        ]
        self._draft.pay_segments(sum(served.values()), _segments(steps))


def _segments(steps: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    """Yield equal steps in a row as one segment."""
    for (must, ticks), same in groupby(steps):
        yield Segment(len(list(same)), must, ticks)


def _components(
    served: Iterable[int], there: Sequence[tuple[Serves, Heads]]
) -> list[list[int]]:
    """Return the queues in groups that no common people link."""
    groups = [{queue} for queue in served]
    for serves, _ in there:
        linked = [g for g in groups if not g.isdisjoint(serves)]
        if len(linked) > 1:
            groups = [g for g in groups if g.isdisjoint(serves)]
            groups.append(set().union(*linked))
    return [sorted(group) for group in groups]
