"""Who is there when: breaks placed by CP-SAT, heads counted by group.

Breaks have a Boolean for each start, linked to the duties that allow it,
never one for each pair of duty and start. Heads are counted for groups of
people that coverage treats alike: each duty is summed over the group once
and then stands in all the cells it covers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from scheduler.engine.breaks import break_starts
from scheduler.engine.view import past_pauses, past_presence, pauses, presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import BoolArray, IntArray
    from scheduler.engine.cpsat.events import Events
    from scheduler.engine.cpsat.model import Draft, Expr, Lit
    from scheduler.problem import Duty

__all__ = ["Attendance", "Breaks", "Heads", "Pause"]

_Who: TypeAlias = "tuple[tuple[int, ...], bool, bool]"
"""People, whether their time off the queues counts, and their standby."""

_EVENT = -1
"""Where the numbers of events begin, downwards: no duty, no break has one."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Which break of a duty; duties with equal ones share the starts."""

    ordinal: int
    length_min: int

    def is_of(self, duty: Duty) -> bool:
        """Return whether a duty has such a break."""
        return (
            self.ordinal < len(duty.breaks)
            and duty.breaks[self.ordinal].length_min == self.length_min
        )


@dataclass(eq=False)
class Breaks:
    """The break starts of every person and day.

    Attributes
    ----------
    starts
        By (person, day): pause to start to literal.
    """

    draft: Draft
    starts: dict[tuple[int, int], dict[Pause, dict[int, Lit]]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for person, day in self.draft.choices:
            if self.draft.is_free(person, day):
                self.starts[person, day] = self._add_day(person, day)

    def literals(
        self, person: int, day: int, duty: int
    ) -> Iterator[dict[int, Lit]]:
        """Yield the starts of each break of a duty, with their literals."""
        starts = self.starts[person, day]
        for ordinal, pause in enumerate(
            self.draft.problem.duties[duty].breaks
        ):
            yield starts[Pause(ordinal, pause.length_min)]

    def _add_day(self, person: int, day: int) -> dict[Pause, dict[int, Lit]]:
        windows: dict[Pause, dict[tuple[int, int], list[Lit]]] = {}
        for idx, lit in self.draft.choices[person, day].items():
            duty = self.draft.problem.duties[idx]
            allowed = break_starts(duty, self.draft.problem.slot_min)
            for ordinal, pause in enumerate(duty.breaks):
                span = allowed[ordinal][0], allowed[ordinal][-1]
                windows.setdefault(
                    Pause(ordinal, pause.length_min), defaultdict(list)
                )[span].append(lit)
        found = {
            pause: self._add_starts(spans) for pause, spans in windows.items()
        }
        self._keep_apart(found)
        return found

    def _add_starts(
        self, spans: dict[tuple[int, int], list[Lit]]
    ) -> dict[int, Lit]:
        """Place one break for whichever duty is chosen.

        Up to any instant no more breaks may have started than duties have
        opened their windows, from any instant on no more than still have
        them open: for windows of one length this describes the convex hull.
        """
        cp = self.draft.cp
        opened = [
            (first, last, self._one_of(lits))
            for (first, last), lits in sorted(spans.items())
        ]
        slot = self.draft.problem.slot_min
        starts = range(
            min(first for first, _, _ in opened),
            max(last for _, last, _ in opened) + 1,
            slot,
        )
        lits = {start: cp.new_bool_var("") for start in starts}
        cp.add(sum(lits.values()) == sum(lit for _, _, lit in opened))
        for at in starts:
            begun = [lit for first, _, lit in opened if first <= at]
            if len(begun) < len(opened):
                early = [lit for start, lit in lits.items() if start <= at]
                cp.add(sum(early) <= sum(begun))
            going = [lit for _, last, lit in opened if last >= at]
            if len(going) < len(opened):
                late = [lit for start, lit in lits.items() if start >= at]
                cp.add(sum(late) <= sum(going))
        return lits

    def _one_of(self, lits: list[Lit]) -> Lit:
        if len(lits) == 1:
            return lits[0]
        found = self.draft.cp.new_bool_var("")
        self.draft.cp.add_exactly_one([*lits, ~found])
        return found

    def _keep_apart(self, found: dict[Pause, dict[int, Lit]]) -> None:
        """Let each break end before the next one of the duty starts."""
        for pause, starts in found.items():
            for later, later_starts in found.items():
                if later.ordinal != pause.ordinal + 1:
                    continue
                if max(starts) + pause.length_min <= min(later_starts):
                    continue
                for at in later_starts:
                    self.draft.cp.add_at_most_one(
                        [
                            *(
                                lit
                                for start, lit in starts.items()
                                if start + pause.length_min > at
                            ),
                            *(
                                lit
                                for start, lit in later_starts.items()
                                if start <= at
                            ),
                        ]
                    )


@dataclass(frozen=True, slots=True)
class Heads:
    """How many of a group are there: an expression and its greatest value.

    Two cells with equal ``key`` are attended by the same people whatever
    the roster.
    """

    key: tuple[int, ...]
    count: Expr
    most: int


@dataclass(eq=False)
class _Group:
    """Stretches of duty, break and event of a group, with head counts."""

    start_min: IntArray
    end_min: IntArray
    counts: list[Expr]
    people: list[frozenset[int]]
    sign: IntArray
    at_event: BoolArray
    known: list[tuple[int, int]]
    pauses: list[tuple[int, int]]


class Attendance:
    """Counts heads by group and cell."""

    def __init__(self, draft: Draft, breaks: Breaks, events: Events) -> None:
        self._draft = draft
        self._breaks = breaks
        self._events = events
        self._number = {event: n for n, event in enumerate(events.bookings)}
        self._groups: dict[_Who, _Group] = {}
        self._heads: dict[tuple[_Who, tuple[int, ...]], Heads] = {}

    def heads(
        self,
        people: tuple[int, ...],
        start_min: int,
        end_min: int,
        *,
        exact: bool = False,
        near: bool = False,
        standby: bool = False,
    ) -> Heads:
        """Return how many of the people are there throughout a cell.

        Parameters
        ----------
        exact
            In a cell of several slots the count may otherwise stay below,
            for which coverage has no use.
        near
            Whether time off the queues counts that is no event.
        standby
            Whether standby counts as well.
        """
        if end_min - start_min > self._draft.problem.slot_min:
            return self._throughout(
                (people, near, standby), start_min, end_min, exact=exact
            )
        who = people, near, standby
        group = self._group_of(*who)
        # A piece counts where it covers the cell, all else where it touches.
        there = (group.start_min <= start_min) & (end_min <= group.end_min)
        touched = (group.start_min < end_min) & (start_min < group.end_min)
        used = np.flatnonzero(np.where(group.sign > 0, there, touched))
        known = sum(
            start <= start_min and end_min <= end for start, end in group.known
        )
        key = (*map(int, used), -1 - known)
        if (who, key) not in self._heads:
            self._heads[who, key] = self._count(group, key, known)
        return self._heads[who, key]

    def paused(
        self, people: tuple[int, ...], start_min: int, end_min: int
    ) -> Heads:
        """Return how many of the people are on a break in a cell."""
        if end_min - start_min > self._draft.problem.slot_min:
            return self._ever_paused(people, start_min, end_min)
        group = self._group_of(people)
        touched = (group.start_min < end_min) & (start_min < group.end_min)
        used = np.flatnonzero(touched & (group.sign < 0) & ~group.at_event)
        known = sum(
            start < end_min and start_min < end for start, end in group.pauses
        )
        there = frozenset[int]().union(*(group.people[i] for i in used))
        return Heads(
            (*map(int, used), -1 - known),
            sum(group.counts[i] for i in used) + known,
            len(there) + known,
        )

    def minutes(self, person: int, start_min: int, end_min: int) -> Expr:
        """Return for how long of a window somebody is there."""
        group = self._group_of((person,))
        shared = np.minimum(group.end_min, end_min) - np.maximum(
            group.start_min, start_min
        )
        known = sum(
            max(0, min(end, end_min) - max(start, start_min))
            for start, end in group.known
        )
        return known + sum(
            int(group.sign[i] * shared[i]) * group.counts[i]
            for i in np.flatnonzero(shared > 0)
        )

    def _throughout(
        self, who: _Who, start_min: int, end_min: int, *, exact: bool
    ) -> Heads:
        """Count those who are there in every slot of a longer cell."""
        cp = self._draft.cp
        people, near, standby = who
        found = []
        for person in people:
            there = cp.new_bool_var("")
            found.append(there)
            slots = [
                self.heads(
                    (person,), at, end, near=near, standby=standby
                ).count
                for at, end in self._slots(start_min, end_min)
            ]
            for count in slots:
                cp.add(there <= count)
            if exact:
                cp.add(there >= sum(slots) - (len(slots) - 1))
        return Heads((start_min, end_min), sum(found), len(found))

    def _ever_paused(
        self, people: tuple[int, ...], start_min: int, end_min: int
    ) -> Heads:
        """Count those on a break in any slot of a longer cell."""
        cp = self._draft.cp
        found = []
        for person in people:
            ever = cp.new_bool_var("")
            found.append(ever)
            slots = [
                self.paused((person,), at, end).count
                for at, end in self._slots(start_min, end_min)
            ]
            for count in slots:
                cp.add(ever >= count)
            cp.add(ever <= sum(slots))
        return Heads((start_min, end_min), sum(found), len(found))

    def _slots(self, start_min: int, end_min: int) -> list[tuple[int, int]]:
        slot = self._draft.problem.slot_min
        return [
            (at, min(at + slot, end_min))
            for at in range(start_min, end_min, slot)
        ]

    def _group_of(
        self,
        people: tuple[int, ...],
        near: bool = False,
        standby: bool = False,
    ) -> _Group:
        who = people, near, standby
        if who not in self._groups:
            self._groups[who] = self._group(*who)
        return self._groups[who]

    def _count(self, group: _Group, key: tuple[int, ...], known: int) -> Heads:
        used = key[:-1]
        there = frozenset[int]().union(
            *(group.people[i] for i in used if group.sign[i] > 0)
        )
        most = len(there) + known
        count = sum(int(group.sign[i]) * group.counts[i] for i in used) + known
        if len(used) > 2:
            total = self._draft.cp.new_int_var(0, most, "")
            self._draft.cp.add(total == count)
            count = total
        return Heads(key, count, most)

    def _group(
        self, people: tuple[int, ...], near: bool, standby: bool
    ) -> _Group:
        stretches: dict[tuple[int, int, int, int], dict[int, Lit]] = {}
        duties = self._draft.problem.duties
        for person in people:
            for day in range(self._draft.problem.days):
                if not self._draft.is_free(person, day):
                    continue
                for idx, lit in self._draft.choices[person, day].items():
                    duty = duties[idx]
                    for start, end in duty.reach if standby else duty.work:
                        key = (start, end, 1, idx)
                        stretches.setdefault(key, {})[person] = lit
                for pause, lits in self._breaks.starts[person, day].items():
                    for start, lit in lits.items():
                        key = (
                            start,
                            start + pause.length_min,
                            -1,
                            day * 100 + pause.ordinal,
                        )
                        stretches.setdefault(key, {})[person] = lit
            for event, (start, end), lit in self._events.of(person):
                if near and event in self._events.in_slots:
                    continue
                key = (start, end, -1, _EVENT - self._number[event])
                stretches.setdefault(key, {})[person] = lit
        return _Group(
            np.array([key[0] for key in stretches], dtype=np.int64),
            np.array([key[1] for key in stretches], dtype=np.int64),
            list(self._totals(stretches)),
            [frozenset(lits) for lits in stretches.values()],
            np.array([key[2] for key in stretches], dtype=np.int64),
            np.array([key[3] <= _EVENT for key in stretches], dtype=np.bool_),
            [
                stretch
                for person in people
                for stretch in self._known_presence(person, near, standby)
            ],
            [
                stretch
                for person in people
                for stretch in self._known_pauses(person)
            ],
        )

    def _known_presence(
        self, person: int, near: bool, standby: bool
    ) -> Iterator[tuple[int, int]]:
        problem = self._draft.problem
        yield from past_presence(problem, person, near=near, standby=standby)
        for day in range(problem.days):
            if not self._draft.is_free(person, day):
                held = self._draft.held(person, day)
                closed = self._events.closed(held)
                yield from presence(
                    problem, closed, near=near, standby=standby
                )

    def _totals(
        self, stretches: dict[tuple[int, int, int, int], dict[int, Lit]]
    ) -> Iterator[Expr]:
        """Yield the sum of each stretch; pieces of a duty share theirs."""
        of_duty: dict[int, Expr] = {}
        for (_, _, sign, idx), lits in stretches.items():
            if sign < 0:
                yield self._total(list(lits.values()))
                continue
            if idx not in of_duty:
                of_duty[idx] = self._total(list(lits.values()))
            yield of_duty[idx]

    def _known_pauses(self, person: int) -> Iterator[tuple[int, int]]:
        problem = self._draft.problem
        yield from past_pauses(problem, person)
        for day in range(problem.days):
            if not self._draft.is_free(person, day):
                yield from pauses(problem, self._draft.held(person, day))

    def _total(self, lits: list[Lit]) -> Expr:
        if len(lits) < 2:
            return lits[0]
        total = self._draft.cp.new_int_var(0, len(lits), "")
        self._draft.cp.add(total == sum(lits))
        return total
