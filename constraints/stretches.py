"""Stretches: who is there slot by slot, and what is missing for how long.

Read by ``check`` of the rules about who is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from constraints.rule import Violation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from fractions import Fraction

    from constraints.terms import Price
    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster

__all__ = ["Lack", "judged", "merged", "there"]


def there(
    roster: Roster,
    works: Iterable[Work],
    *,
    near: bool = False,
    standby: bool = False,
) -> dict[int, set[int]]:
    """Return by slot who is at work, neither on a break nor at an event.

    Parameters
    ----------
    near
        Whether time off the queues counts that is no event.
    standby
        Whether standby counts as well.
    """
    width = roster.problem.slot_min
    people: dict[int, set[int]] = defaultdict(set)
    for work in works:
        duty = roster.duty(work)
        elsewhere = work.elsewhere if near else work.off_queues
        for start, end in duty.reach if standby else duty.work:
            for slot in range(start, end, width):
                if not any(
                    s.start_min < slot + width and slot < s.end_min
                    for s in elsewhere
                ):
                    people[slot].add(work.person)
    return people


def judged(
    roster: Roster, people: Collection[int]
) -> Iterator[tuple[int, set[int], set[int]]]:
    """Yield the slots of the plan in which somebody is on duty.

    In order of time: the slot, who is there and who is on a break. The plan
    begins with the first duty that anybody could have in it; who is on
    duty from before is looked at as well.
    """
    problem = roster.problem
    width = problem.slot_min
    works = [w for p in people for w in roster.with_past(p)]
    here = there(roster, works, near=True)
    breaks: dict[int, set[int]] = defaultdict(set)
    for work in works:
        for pause in work.breaks:
            first = pause.start_min // width * width
            for slot in range(first, pause.end_min, width):
                breaks[slot].add(work.person)
    first_duties = [day for menu in problem.menus for day in menu if day]
    begins = min(
        (problem.duties[d].start_min for day in first_duties for d in day),
        default=0,
    )
    for slot in sorted(here.keys() | breaks.keys()):
        if slot >= begins:
            yield slot, here.get(slot, set()), breaks.get(slot, set())


class Lack(NamedTuple):
    """What one statement misses in one slot.

    Attributes
    ----------
    rule
        Id of the statement.
    missing
        How many are missing, or too many; a part of somebody, too.
    """

    rule: str
    missing: int | Fraction
    price: Price
    note: str
    edge: bool = False
    people: tuple[int, ...] = ()


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
    runs: dict[tuple[Lack, int], tuple[int, int]] = {}
    for slot, found in lacks.items():
        # Least and wanted of one line may lack the same at one price.
        alike: Counter[Lack] = Counter()
        for lack in found:
            key = lack, alike[lack]
            alike[lack] += 1
            start, end = runs.get(key, (slot, slot))
            if end < slot:
                yield _violation(problem, lack, start, end)
                start = slot
            runs[key] = start, slot + width
    for (lack, _), (start, end) in runs.items():
        yield _violation(problem, lack, start, end)


def _violation(
    problem: Problem, lack: Lack, start: int, end: int
) -> Violation:
    first, _ = problem.local(start)
    last, _ = problem.local(end - problem.slot_min)
    return Violation(
        rule=lack.rule,
        people=lack.people,
        days=(first, last),
        amount=int(lack.missing * (end - start)),
        price=lack.price,
        start_min=start,
        end_min=end,
        note=lack.note,
        edge=lack.edge,
    )
