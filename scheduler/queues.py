"""Who serves which queue when, for people whose duties and breaks are set.

First the cost of every cell of coverage is made as small as it can be,
exactly; then, among all such assignments, people stay on their queue as
long as possible. The second never changes the first: coverage cost is
defined cell by cell. Called by ``scheduler.solver`` and by whoever reads a
roster that says nothing of queues.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from constraints.terms import Cover
from scheduler.blocks import Blocks
from scheduler.cells import IDLE, Cell, Stretch, cell_of
from scheduler.problem import Span
from scheduler.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from constraints.terms import Term
    from scheduler.problem import Problem, Work

__all__ = ["assign", "with_queues"]


def assign(problem: Problem, terms: Iterable[Term], roster: Roster) -> Roster:
    """Return the roster with queue blocks beside its breaks and events.

    Parameters
    ----------
    terms
        Those of the model; only cover terms are read.
    roster
        Queue blocks it already has are replaced.
    """
    covers = sorted(
        (term for term in terms if isinstance(term, Cover)),
        key=lambda cover: (cover.start_min, cover.end_min),
    )
    works = [w for p in problem.people for w in roster.with_past(p.idx)]
    begins = {problem.duties[work.duty].start_min for work in works}
    stretches = _stretches(covers, _present(problem, covers, works), begins)
    blocks = Blocks(
        stretches,
        _sequences(problem, stretches, works),
        [queue.least_block_min for queue in problem.queues],
    )
    blocks.settle()
    number = {(w.person, w.duty): idx for idx, w in enumerate(works)}
    return Roster(
        problem,
        tuple(
            tuple(
                _with_spans(work, blocks, number[work.person, work.duty])
                for work in line
            )
            for line in roster.lines
        ),
    )


def with_queues(roster: Roster) -> Roster:
    """Return the roster itself, or with queues if it has none anywhere."""
    if any(s.kind == "queue" for w in roster.works() for s in w.spans):
        return roster
    problem = roster.problem
    terms = (t for rule in problem.rules for t in rule.terms(problem))
    return assign(problem, terms, roster)


# Cells and who is there

Members: TypeAlias = "tuple[tuple[int, ...], ...]"


def _present(
    problem: Problem, covers: Sequence[Cover], works: Iterable[Work]
) -> list[int]:
    """Return a bit per person present, by cover."""
    starts = [cover.start_min for cover in covers]
    there = [0] * len(covers)
    for work in works:
        for start, end in problem.duties[work.duty].work:
            for idx in range(bisect_left(starts, start), len(covers)):
                cover = covers[idx]
                if cover.start_min >= end:
                    break
                if cover.end_min <= end and not any(
                    s.start_min < cover.end_min and cover.start_min < s.end_min
                    for s in work.off_queues
                ):
                    there[idx] |= 1 << work.person
    return there


def _stretches(
    covers: Sequence[Cover], present: Sequence[int], begins: Collection[int]
) -> list[Stretch]:
    """Merge adjacent cells that are alike, so that each is seated once.

    Not over an instant of ``begins``: there a duty may follow another of
    the same person.
    """
    masks: dict[Members, tuple[int, ...]] = {}
    cells: dict[object, Cell] = {}
    open_: dict[tuple[object, int], int] = {}
    found: list[Stretch] = []
    for cover, there in zip(covers, present, strict=True):
        able = tuple(
            tuple(mask & there for mask in _masks(pool.eligible, masks))
            for pool in cover.pools
        )
        key = (
            cover.end_min - cover.start_min,
            cover.queues,
            tuple((t.queue, t.level, t.price, t.over) for t in cover.tiers),
            tuple((pool.price, pool.percent) for pool in cover.pools),
            able,
        )
        if key not in cells:
            cells[key] = cell_of(cover, able)
        before = open_.pop((key, cover.start_min), None)
        if before is None or cover.start_min in begins:
            before = len(found)
            found.append(Stretch(cover.start_min, cover.end_min, cells[key]))
        else:
            found[before] = replace(found[before], end_min=cover.end_min)
        open_[key, cover.end_min] = before
    return found


def _masks(
    eligible: Members, known: dict[Members, tuple[int, ...]]
) -> tuple[int, ...]:
    if eligible not in known:
        known[eligible] = tuple(
            sum(1 << person for person in people) for people in eligible
        )
    return known[eligible]


# Works and their stretches


def _sequences(
    problem: Problem, stretches: Sequence[Stretch], works: Iterable[Work]
) -> list[tuple[int, list[int]]]:
    """Return each work's person and stretches they could serve in.

    Where duties of one person overlap, the earlier keeps the stretch.
    """
    starts = [stretch.start_min for stretch in stretches]
    taken: set[tuple[int, int]] = set()
    found = []
    for work in works:
        duty = problem.duties[work.duty]
        low = bisect_left(starts, duty.start_min)
        high = bisect_left(starts, duty.end_min)
        own = [
            idx
            for idx in range(low, high)
            if work.person in stretches[idx].cell.prices
            and (work.person, idx) not in taken
        ]
        taken.update((work.person, idx) for idx in own)
        found.append((work.person, own))
    return found


def _with_spans(work: Work, blocks: Blocks, number: int) -> Work:
    served: list[Span] = []
    for stretch, queue in blocks.served(number):
        if queue == IDLE:
            continue
        last = served[-1] if served else None
        if last and (last.end_min, last.queue) == (stretch.start_min, queue):
            served[-1] = replace(last, end_min=stretch.end_min)
        else:
            served.append(
                Span(stretch.start_min, stretch.end_min, "queue", queue)
            )
    others = [span for span in work.spans if span.kind != "queue"]
    return replace(work, spans=tuple(sorted([*others, *served])))
