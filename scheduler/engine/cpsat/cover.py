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
from itertools import combinations, groupby
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


@dataclass(frozen=True, slots=True)
class _Class:
    """People of one price who may serve the same queues."""

    price: Price
    serves: Serves
    people: tuple[int, ...]


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
    people: dict[tuple[Price, Serves], list[int]] = {}
    for pool in term.pools:
        for person in sorted({p for who in pool.eligible for p in who}):
            serves = frozenset(
                queue
                for queue, who in enumerate(pool.eligible)
                if person in who
            )
            people.setdefault((pool.price, serves), []).append(person)
    return tuple(
        _Class(price, serves, tuple(who))
        for (price, serves), who in people.items()
    )


class Block:
    """Cells with one and the same seating."""

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
        self._earned = [list(self._earn(queue)) for queue in self._queues]
        prices = dict.fromkeys(cls.price for cls, _ in self._there)
        self._alone = len(prices) == 1
        self._served = {price: self._add_pool(price) for price in prices}
        if not self._alone:
            self._add_up()

    def seats(self, view: View) -> Iterator[tuple[Lit, int]]:
        """Yield variables and values of the best seating of a roster."""
        cell = self._cells[0]
        seating = best_seating(cell, view)
        for earned, served in zip(self._earned, seating.served, strict=True):
            left = served
            for part, length in earned:
                yield part, min(left, length)
                left -= min(left, length)
        if self._alone:
            return
        for price, pool in self._served.items():
            for queue, part in pool.items():
                yield (
                    part,
                    sum(
                        by_queue[queue]
                        for other, by_queue in zip(
                            cell.pools, seating.by_pool, strict=True
                        )
                        if other.price == price
                    ),
                )

    def _sum(self, queue: int) -> Expr:
        """Return the number served on a queue."""
        return sum(part for part, _ in self._earned[queue])

    def _add_up(self) -> None:
        """Let what is served of a queue come from its pools."""
        for queue in self._queues:
            parts = [
                pool[queue] for pool in self._served.values() if queue in pool
            ]
            if self._earned[queue]:
                self._draft.cp.add(self._sum(queue) <= sum(parts))

    # What a queue earns

    def _earn(self, queue: int) -> Iterator[tuple[Lit, int]]:
        """Yield variables that sum to the number served, and their most.

        Each takes a stretch of the convex cost off the cost of nobody.
        """
        draft = self._draft
        must, ticks = self._cost(queue, 0)
        draft.must_constant += must
        draft.cost_constant += ticks
        for segment in _segments(self._gains(queue)):
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
            then = self._cost(queue, served)
            step = then[0] - now[0], then[1] - now[1]
            if step >= (0, 0):
                return
            yield step
            now = then

    def _cost(self, queue: int, served: int) -> tuple[int, int]:
        must, ticks = 0, 0
        for cell in self._cells:
            minutes = cell.end_min - cell.start_min
            for tier in cell.tiers:
                if tier.queue == cell.queues[queue]:
                    lacks = tier.level - served
                    amount = minutes * max(0, -lacks if tier.over else lacks)
                    must += amount if tier.must else 0
                    ticks += tier.price(amount)
        return must, ticks

    # What serving takes

    def _add_pool(self, price: Price) -> dict[int, Expr]:
        """Bound what a pool serves; return it by queue."""
        there = [
            (cls.serves, heads)
            for cls, heads in self._there
            if cls.price == price
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
        self._pay_pool(price, served, sum(heads.most for _, heads in there))
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
