"""Served: what a roster serves and what was asked, slot by slot.

The coverage rule's judgement, from its definition: it reads the blocks of
a roster, while engines work on terms. Imported by ``coverage`` alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from constraints.rule import Violation
from constraints.seating import seated
from constraints.stretches import Lack, merged, there
from constraints.terms import FREE, Price
from constraints.values import HIGH

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
    )

    from constraints.needs import CoverageLine, Need
    from constraints.values import Importance
    from scheduler.problem import Problem, Work
    from scheduler.roster import Roster

__all__ = ["Ask", "Served", "asked", "missing", "serving"]

_LIMITS = {"least": "at least", "wanted": "the wanted", "most": "at most"}


class Ask(NamedTuple):
    """One demand of one slot: the highest line of its kind.

    Attributes
    ----------
    line
        Id of that line.
    what
        ``least``, ``wanted`` or ``most``.
    """

    line: str
    queue: int
    what: str
    level: int
    price: Price
    edge: bool

    def off_min(self, served_min: int, width: int) -> int:
        """Return the person-minutes missing, or too many.

        Parameters
        ----------
        served_min
            Person-minutes served in the slot.
        width
            Minutes of the slot.
        """
        more = served_min - width * self.level
        return max(0, more if self.what == "most" else -more)

    def note(self, served_min: int, width: int) -> str:
        """Return ``1 instead of at least 3``."""
        heads = f"{round(served_min / width, 1):g}"
        return f"{heads} instead of {_LIMITS[self.what]} {self.level}"


Asked: TypeAlias = "Mapping[int, list[Ask]]"
"""Start of a slot to its demands."""


def asked(
    lines: Iterable[CoverageLine],
    priced: Callable[[Importance], Price],
    problem: Problem,
) -> Asked:
    """Return the demands of each slot, from all needs that hold there."""
    width = problem.slot_min
    live: dict[int, list[tuple[CoverageLine, Need]]] = defaultdict(list)
    for line in lines:
        for need in line.needs:
            for slot in range(need.start_min, need.end_min, width):
                live[slot].append((line, need))
    price_of = cache(priced)
    reached: dict[int, set[int]] = defaultdict(set)
    for menu, stretches in enumerate(problem.beyond):
        for start, end in stretches:
            for slot in range(start, end, width):
                reached[slot].add(menu)
    return {
        slot: list(
            _highest(live[slot], price_of, problem, slot, reached[slot])
        )
        for slot in sorted(live)
    }


def _highest(
    live: list[tuple[CoverageLine, Need]],
    priced: Callable[[Importance], Price],
    problem: Problem,
    slot: int,
    menus: Collection[int],
) -> Iterator[Ask]:
    """Yield the demands of a slot: of each kind, the highest line counts.

    Parameters
    ----------
    menus
        Those of whose duties outside the horizon some cover the slot.
    """
    kinds: dict[tuple[int, str, Importance], tuple[int, str]] = {}
    for line, need in live:
        for what, level, importance in (
            ("least", need.least or None, line.importance),
            ("wanted", need.wanted or None, line.wanted_importance),
            ("most", need.most, line.importance),
        ):
            kind = line.queue, what, importance
            if level is not None and level > kinds.get(kind, (-1, ""))[0]:
                kinds[kind] = level, line.id
    day, _ = problem.local(slot)
    for (queue, what, importance), (level, line_id) in kinds.items():
        edge = bool(menus) and any(
            person.menu in menus and problem.serves(person.idx, queue, day)
            for person in problem.people
        )
        price = priced(HIGH if edge and importance.hard else importance)
        yield Ask(line_id, queue, what, level, price, edge)


@dataclass(frozen=True, eq=False)
class Served:
    """Who serves what.

    Attributes
    ----------
    queues
        Start of a slot to person to queue: one each, so that nobody is
        ever counted for two queues at once.
    past
        Slot to queue to person-minutes of those still there from before
        day 0.
    past_reserve
        (slot, price of a minute) for each of the reserve among those.
    """

    problem: Problem
    queues: dict[int, dict[int, int]]
    past: dict[int, dict[int, int]]
    past_reserve: list[tuple[int, Price]]

    def minutes(self, slot: int) -> Counter[int]:
        """Return the person-minutes that each queue is served in a slot.

        Whoever counts for half a person serves half of the slot.
        """
        here = Counter(self.past.get(slot, {}))
        for person, queue in self.queues.get(slot, {}).items():
            here[queue] += _share_min(self.problem, person, slot)
        return here

    def by_reserve(
        self, rule: str, problem: Problem, reserve: Mapping[int, Price]
    ) -> Iterator[Violation]:
        """Yield what the reserve serves, per person and day."""
        minutes: dict[tuple[int, int], int] = defaultdict(int)
        for slot, people in self.queues.items():
            for person in people.keys() & reserve.keys():
                day, _ = problem.local(slot)
                minutes[person, day] += problem.slot_min
        for (person, day), served in sorted(minutes.items()):
            price = reserve[person]
            yield Violation(rule, (person,), (day, day), served, price)
        for slot, price in self.past_reserve:
            day, _ = problem.local(slot)
            yield Violation(rule, (), (day, day), problem.slot_min, price)


def serving(
    roster: Roster, asked: Asked, reserve: Mapping[int, Price]
) -> Served:
    """Return who serves what, by the blocks of the roster.

    Whoever is off duty, on a break or without the skills serves nothing,
    whatever the blocks say.

    Parameters
    ----------
    reserve
        Price of a minute served by each of the reserve.
    """
    problem = roster.problem
    served = Served(problem, defaultdict(dict), {}, [])
    for work in roster.works():
        for slot, queue in _blocks(roster, work):
            day, _ = problem.local(slot)
            if problem.serves(work.person, queue, day):
                served.queues[slot].setdefault(work.person, queue)
    past = (w for p in problem.people for w in problem.past(p.idx)[-1:])
    for slot, people in there(roster, past).items():
        free = {
            person
            for person in people - served.queues.get(slot, {}).keys()
            if _share_min(problem, person, slot)
        }
        if free and slot in asked:
            _seat(problem, slot, free, asked[slot], reserve, served)
    return served


def _blocks(roster: Roster, work: Work) -> Iterator[tuple[int, int]]:
    """Yield slot and queue of a work's blocks, where one can serve."""
    width = roster.problem.slot_min
    elsewhere = work.off_queues
    for span in work.spans:
        if span.kind != "queue":
            continue
        for start, end in roster.duty(work).work:
            first = max(span.start_min, start)
            for slot in range(first, min(span.end_min, end), width):
                if not any(
                    s.start_min < slot + width and slot < s.end_min
                    for s in elsewhere
                ):
                    yield slot, span.queue


def _seat(
    problem: Problem,
    slot: int,
    people: Iterable[int],
    asked: list[Ask],
    reserve: Mapping[int, Price],
    served: Served,
) -> None:
    """Let people of the past serve where they help most.

    That they are there is known; what they serve is not for this roster
    to lay down.
    """
    day, _ = problem.local(slot)
    queues = sorted({ask.queue for ask in asked})
    width = problem.slot_min
    kind_of = {
        person: (reserve.get(person, FREE), _share_min(problem, person, slot))
        for person in people
    }
    kinds = sorted(set(kind_of.values()), key=lambda kind: kind[0].slopes)
    prices = tuple(price for price, _ in kinds)
    classes = tuple(
        (
            kinds.index(kind_of[person]),
            frozenset(
                at
                for at, queue in enumerate(queues)
                if problem.serves(person, queue, day)
            ),
            1,
        )
        for person in sorted(people)
    )
    before = served.minutes(slot)
    already = tuple(before[queue] for queue in queues)
    found = seated(
        classes,
        tuple(
            tuple(
                (ask.level, ask.price, ask.what == "most")
                for ask in asked
                if ask.queue == queue
            )
            for queue in queues
        ),
        prices,
        width,
        tuple(share for _, share in kinds),
        already,
    )
    served.past[slot] = {
        queue: now - was
        for queue, now, was in zip(
            queues, found.served_min, already, strict=True
        )
    }
    for price, used in zip(prices, found.used, strict=True):
        if price.slopes:
            served.past_reserve.extend([(slot, price)] * used)


def _share_min(problem: Problem, person: int, slot: int) -> int:
    """Return what somebody counts for in a slot, whole minutes up."""
    day, _ = problem.local(slot)
    percent = problem.counts(person, day)
    return ceil(problem.slot_min * percent / 100)


def missing(
    problem: Problem, asked: Asked, served: Served
) -> Iterator[Violation]:
    """Yield what is missing or too much, adjacent slots as one."""
    lacks = {}
    width = problem.slot_min
    for slot, demands in asked.items():
        minutes = served.minutes(slot)
        lacks[slot] = [
            Lack(
                ask.line,
                Fraction(off_min, width),
                ask.price,
                ask.note(minutes[ask.queue], width),
                ask.edge,
            )
            for ask in demands
            if (off_min := ask.off_min(minutes[ask.queue], width))
        ]
    yield from merged(problem, lacks)
