"""Stretches: who is there slot by slot, and what is missing for how long.

Read by ``check`` of the rules about who is there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from constraints.rule import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from constraints.terms import Price
    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster

__all__ = ["Lack", "merged", "there"]


def there(roster: Roster, works: Iterable[Work]) -> dict[int, set[int]]:
    """Return by slot who is on duty, neither on a break nor at an event."""
    width = roster.problem.slot_min
    people: dict[int, set[int]] = defaultdict(set)
    for work in works:
        duty = roster.duty(work)
        elsewhere = work.off_queues
        for slot in range(duty.start_min, duty.end_min, width):
            if not any(
                s.start_min < slot + width and slot < s.end_min
                for s in elsewhere
            ):
                people[slot].add(work.person)
    return people


class Lack(NamedTuple):
    """What one statement misses in one slot.

    Attributes
    ----------
    rule
        Id of the statement.
    missing
        How many are missing, or too many.
    """

    rule: str
    missing: int
    price: Price
    note: str
    edge: bool = False


def merged(
    problem: Problem, lacks: Mapping[int, Iterable[Lack]]
) -> Iterator[Violation]:
    """Yield violations, equal lacks of adjacent slots as one.

    Prices of coverage are linear: the sum is the same as slot by slot.

    Parameters
    ----------
    lacks
        By start of the slot, in order of time.
    """
    width = problem.slot_min
    runs: dict[Lack, tuple[int, int]] = {}
    for slot, found in lacks.items():
        for lack in found:
            start, end = runs.get(lack, (slot, slot))
            if end < slot:
                yield _violation(problem, lack, start, end)
                start = slot
            runs[lack] = start, slot + width
    for lack, (start, end) in runs.items():
        yield _violation(problem, lack, start, end)


def _violation(
    problem: Problem, lack: Lack, start: int, end: int
) -> Violation:
    first, _ = problem.local(start)
    last, _ = problem.local(end - problem.slot_min)
    return Violation(
        rule=lack.rule,
        people=(),
        days=(first, last),
        amount=lack.missing * (end - start),
        price=lack.price,
        start_min=start,
        end_min=end,
        note=lack.note,
        edge=lack.edge,
    )
