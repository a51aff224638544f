"""Coverage by counting: who could serve some queue of each set of queues.

The numbers served ``x`` that some seating of those present attains are the
integer points of ``x(S) <= f(S)`` for all sets S of queues, f(S) being how
many can serve some queue of S; with convex costs, serving by marginal gain
is then exact (greedy on a polymatroid: Schrijver, Combinatorial
Optimization, 2003, chapter 44). Pools are levels by price: what the dearer
ones serve is what the union of the cheaper ones cannot. Arrays only, so
that a roster's coverage is a table of counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from constraints.terms import Cover, Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.measures import IntArray
    from constraints.terms import Price, Term

__all__ = ["MUST_WEIGHT", "Hall", "Kind", "cannot_count", "hall_of"]

BoolArray: TypeAlias = npt.NDArray[np.bool_]

MUST_WEIGHT = 10**9
"""Ticks that a minute of ``must`` shortage weighs where one number orders
both; no roster that makes sense costs as much."""

MOST_ROWS = 4096
"""Sets of queues in one cell beyond which counting is too slow."""

Wanted: TypeAlias = "tuple[tuple[int, Price, bool], ...]"
Class: TypeAlias = "tuple[Price, frozenset[int]]"


@dataclass(frozen=True, eq=False)
class Kind:
    """Cells alike: the same tiers, the same people able to serve the same.

    An entry of ``able`` counts, for one level and one set of queues, those
    present whose pool is of that level or cheaper and who can serve some
    queue of the set.

    Attributes
    ----------
    base_must, base_ticks
        Shortage in person-minutes, and ticks, when nobody serves.
    gain_must, gain_ticks
        By item: what each person served takes off; best first. An item is
        a stretch of one queue's convex cost, served from one level.
    stretch, check, fill
        By item: whose ``length`` it uses up; the entries of ``able`` that
        must have room; the entries that serving uses up.
    length
        By stretch: how many people it is long.
    class_of
        By person: class, or -1 for somebody who serves nothing here.
    touch
        By class: what one more of them adds to ``able``.
    serves, price
        By class: the queues they may serve, as positions in ``queues``;
        ticks that each of them costs when serving.
    steps
        By queue: (people, must minutes, ticks) of each stretch.
    rows
        By entry of ``able``: its set of queues, as positions.
    """

    queues: tuple[int, ...]
    base_must: int
    base_ticks: int
    gain_must: IntArray
    gain_ticks: IntArray
    stretch: IntArray
    check: BoolArray
    fill: BoolArray
    length: IntArray
    class_of: IntArray
    touch: IntArray
    serves: tuple[tuple[int, ...], ...]
    price: IntArray
    steps: tuple[tuple[tuple[int, int, int], ...], ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Hall:
    """All cells of coverage and presence, in order of their start.

    A cell whose queues share no people is several cells here.

    Attributes
    ----------
    start_min, end_min
        By cell.
    kind
        By cell: index into ``kinds``.
    width
        Most entries of ``able`` any kind has.
    constant_must, constant_ticks
        What queues lack that nobody can serve.
    """

    start_min: IntArray
    end_min: IntArray
    kind: IntArray
    kinds: tuple[Kind, ...]
    width: int
    constant_must: int
    constant_ticks: int

    def __len__(self) -> int:
        return len(self.kind)

    def cells(self, start_min: int, end_min: int) -> IntArray:
        """Return the cells that lie in a stretch of time."""
        first, after = np.searchsorted(self.start_min, (start_min, end_min))
        found: IntArray = np.arange(first, after, dtype=np.int64)
        inside: IntArray = found[self.end_min[first:after] <= end_min]
        return inside


def cannot_count(term: Term) -> bool:
    """Return whether a term is coverage that counting does not say."""
    if isinstance(term, Presence):
        return not term.staffs or term.standby
    if not isinstance(term, Cover):
        return False
    return any(
        pool.percent != 100
        or pool.price.hard
        or [start for start, _ in pool.price.slopes] not in ([], [0])
        for pool in term.pools
    ) or any(
        2 ** len(part) > MOST_ROWS for part in _parts(term.queues, _all(term))
    )


def hall_of(people: int, terms: Iterable[Term]) -> Hall:
    """Return all coverage and presence among terms as arrays.

    Parameters
    ----------
    people
        How many people the problem has.
    """
    return _Builder(people).built(terms)


class _Builder:
    """Makes each kind once."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._kinds: dict[object, int] = {}
        self._made: list[Kind] = []
        self._classes: dict[object, dict[Class, tuple[int, ...]]] = {}
        self._must = 0
        self._ticks = 0

    def built(self, terms: Iterable[Term]) -> Hall:
        rows = []
        for term in terms:
            if isinstance(term, Cover) or (
                isinstance(term, Presence) and not cannot_count(term)
            ):
                rows += [
                    (term.start_min, term.end_min, kind)
                    for kind in self._cells(term)
                ]
        rows.sort()
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return Hall(
            start_min=table[:, 0].copy(),
            end_min=table[:, 1].copy(),
            kind=table[:, 2].copy(),
            kinds=tuple(self._made),
            width=max((k.touch.shape[1] for k in self._made), default=1),
            constant_must=self._must,
            constant_ticks=self._ticks,
        )

    def _cells(self, term: Cover | Presence) -> Iterator[int]:
        """Yield the kinds of a term's cells, one for each linked part."""
        minutes = term.end_min - term.start_min
        if isinstance(term, Presence):
            level = ((term.low or 0, term.price, False),)
            free = type(term.price)()
            who = {(free, frozenset((0,))): term.parts[0].people}
            yield from self._cell(minutes, (0,), (level,), who)
            return
        if term.pools not in self._classes:
            self._classes[term.pools] = _all(term)
        classes = self._classes[term.pools]
        tiers: dict[int, Wanted] = dict.fromkeys(term.queues, ())
        for tier in term.tiers:
            tiers[tier.queue] += ((tier.level, tier.price, tier.over),)
        for part in _parts(term.queues, classes):
            at = {queue: idx for idx, queue in enumerate(part)}
            linked = {
                (price, frozenset(at[q] for q in serves)): who
                for (price, serves), who in classes.items()
                if serves and serves <= at.keys()
            }
            queues = tuple(term.queues[q] for q in part)
            wanted = tuple(tiers[queue] for queue in queues)
            yield from self._cell(minutes, queues, wanted, linked)

    def _cell(
        self,
        minutes: int,
        queues: tuple[int, ...],
        wanted: tuple[Wanted, ...],
        classes: dict[Class, tuple[int, ...]],
    ) -> Iterator[int]:
        if not classes:
            for tiers in wanted:
                must, ticks = _cost(tiers, 0, minutes)
                self._must += must
                self._ticks += ticks
            return
        key = minutes, queues, wanted, tuple(classes.items())
        if key not in self._kinds:
            self._kinds[key] = len(self._made)
            self._made.append(
                _kind(self._people, minutes, queues, wanted, classes)
            )
        yield self._kinds[key]


def _all(term: Cover) -> dict[Class, tuple[int, ...]]:
    """Return those who may serve something, by pool price and queues."""
    found: dict[Class, list[int]] = {}
    for pool in term.pools:
        serves: dict[int, list[int]] = {}
        for queue, who in enumerate(pool.eligible):
            for person in who:
                serves.setdefault(person, []).append(queue)
        for person in sorted(serves):
            key = pool.price, frozenset(serves[person])
            found.setdefault(key, []).append(person)
    return {key: tuple(who) for key, who in found.items()}


def _parts(
    queues: Sequence[int], classes: dict[Class, tuple[int, ...]]
) -> list[list[int]]:
    """Return positions of queues in groups that no common people link."""
    groups = [{at} for at in range(len(queues))]
    for _, serves in classes:
        linked = [g for g in groups if not g.isdisjoint(serves)]
        if len(linked) > 1:
            groups = [g for g in groups if g.isdisjoint(serves)]
            groups.append(set().union(*linked))
    return sorted(sorted(group) for group in groups)


def _kind(
    people: int,
    minutes: int,
    queues: tuple[int, ...],
    wanted: tuple[Wanted, ...],
    classes: dict[Class, tuple[int, ...]],
) -> Kind:
    prices = sorted({price(minutes) for price, _ in classes})
    rows = _rows(len(queues), [serves for _, serves in classes])
    able = {
        (level, row): at
        for at, (level, row) in enumerate(
            (level, row) for level in range(len(prices)) for row in rows
        )
    }
    class_of = np.full(people, -1, dtype=np.int64)
    touch = np.zeros((len(classes), len(able)), dtype=np.int64)
    for idx, ((price, serves), who) in enumerate(classes.items()):
        class_of[list(who)] = idx
        for (level, row), at in able.items():
            if prices[level] >= price(minutes) and serves & row:
                touch[idx, at] = 1
    steps = tuple(
        tuple(
            _steps(
                tiers,
                sum(len(w) for (_, s), w in classes.items() if queue in s),
                minutes,
            )
        )
        for queue, tiers in enumerate(wanted)
    )
    stretches = [
        (queue, length, must, ticks)
        for queue, own in enumerate(steps)
        for length, must, ticks in own
    ]
    items = sorted(
        (-must, price - ticks, level, at)
        for at, (_, _, must, ticks) in enumerate(stretches)
        for level, price in enumerate(prices)
        if (must, ticks - price) > (0, 0)
    )
    check = np.zeros((len(items), len(able)), dtype=np.bool_)
    fill = np.zeros_like(check)
    for at, (_, _, level, stretch) in enumerate(items):
        for (other, row), entry in able.items():
            if stretches[stretch][0] in row:
                check[at, entry] = other == level
                fill[at, entry] = other >= level
    bases = [_cost(tiers, 0, minutes) for tiers in wanted]
    return Kind(
        queues=queues,
        base_must=sum(must for must, _ in bases),
        base_ticks=sum(ticks for _, ticks in bases),
        gain_must=_ints(-item[0] for item in items),
        gain_ticks=_ints(-item[1] for item in items),
        stretch=_ints(item[3] for item in items),
        check=check,
        fill=fill,
        length=_ints(length for _, length, _, _ in stretches),
        class_of=class_of,
        touch=touch,
        serves=tuple(tuple(sorted(serves)) for _, serves in classes),
        price=_ints(price(minutes) for price, _ in classes),
        steps=steps,
        rows=tuple(tuple(sorted(row)) for _, row in able),
    )


def _ints(values: Iterable[int]) -> IntArray:
    return np.array(list(values), dtype=np.int64)


def _rows(
    queues: int, serves: Sequence[frozenset[int]]
) -> list[frozenset[int]]:
    """Return the sets of queues that bind.

    Of all sets that the same classes can serve the largest says most.
    """
    largest: dict[tuple[bool, ...], frozenset[int]] = {}
    for size in range(1, queues + 1):
        for chosen in map(frozenset, combinations(range(queues), size)):
            largest[tuple(bool(s & chosen) for s in serves)] = chosen
    return list(largest.values())


def _steps(
    tiers: Wanted, most: int, minutes: int
) -> Iterator[tuple[int, int, int]]:
    """Yield how many people take off how much each, while it pays.

    By convexity nothing later pays either.
    """
    now = _cost(tiers, 0, minutes)
    run: tuple[int, int, int] | None = None
    for served in range(1, most + 1):
        then = _cost(tiers, served, minutes)
        gain = now[0] - then[0], now[1] - then[1]
        if gain <= (0, 0):
            break
        if run is not None and run[1:] == gain:
            run = run[0] + 1, *gain
        else:
            if run is not None:
                yield run
            run = 1, *gain
        now = then
    if run is not None:
        yield run


def _cost(tiers: Wanted, served: int, minutes: int) -> tuple[int, int]:
    """Return a queue's shortage in person-minutes, and its other ticks."""
    must = ticks = 0
    for level, price, over in tiers:
        amount = minutes * max(0, served - level if over else level - served)
        must += amount if price.hard else 0
        ticks += price(amount)
    return must, ticks
