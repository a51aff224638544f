"""The draft of a CP-SAT model: choices of every line day, and what they cost.

One Boolean per person, line day and duty, one more for the day off. Terms
are written onto the draft by ``line`` and ``cover``; they share its marks
(is this day's choice in a set?) and its two sums: the shortage of ``must``
coverage and the cost in ticks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from ortools.sat.python import cp_model

from constraints.measures import OFF, WORK
from constraints.terms import Choice
from scheduler.engine.breaks import earliest_breaks

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Hashable,
        Iterable,
        Iterator,
        Sequence,
    )

    from constraints.measures import Mark
    from constraints.terms import Because, Price, Term
    from scheduler.engine.engine import Day, Lines
    from scheduler.problem import Problem

__all__ = ["Draft", "Expr", "Lit", "Part", "Segment", "segments"]

Lit: TypeAlias = Any
"""A Boolean variable of CP-SAT or its negation."""

Expr: TypeAlias = Any
"""A linear expression of CP-SAT, or a number."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a convex cost: so many units, each at one price.

    Attributes
    ----------
    length
        Units; the last segment of a cost ends at the greatest amount.
    must
        Person-minutes of ``must`` shortage in each unit.
    ticks
        Cost of each unit.
    """

    length: int
    must: int
    ticks: int


def segments(price: Price, most: int) -> Iterator[Segment]:
    """Yield a price's segments up to the greatest amount there can be."""
    borders = [start for start, _ in price.slopes] + [most]
    if borders[0] > 0:
        yield Segment(min(borders[0], most), 0, 0)
    for (start, rate), end in zip(price.slopes, borders[1:], strict=True):
        if start < most:
            yield Segment(min(end, most) - start, 0, rate)


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a roster to decide anew, the rest held.

    Attributes
    ----------
    lines
        A legal roster.
    free
        Persons and days to decide anew.
    """

    lines: Lines
    free: frozenset[tuple[int, int]]


@dataclass(eq=False)
class Draft:
    """A CP-SAT model under construction.

    Attributes
    ----------
    terms
        What the lines obey or pay for. What hard choices bar gets no
        variable at all.
    assume
        For reasons: every hard term holds only under the literal of its
        ``because``, and what is barred keeps its variable.
    people
        Indices of those who get a line; by default everybody.
    part
        What is to be decided; by default everything.
    """

    problem: Problem
    terms: tuple[Term, ...]
    assume: bool = False
    people: Sequence[int] | None = None
    part: Part | None = None

    cp: cp_model.CpModel = field(init=False, default_factory=cp_model.CpModel)
    must: list[tuple[Lit, int]] = field(init=False, default_factory=list)
    must_constant: int = field(init=False, default=0)
    cost: list[tuple[Lit, int]] = field(init=False, default_factory=list)
    cost_constant: int = field(init=False, default=0)
    assumptions: dict[Because, Lit] = field(init=False, default_factory=dict)
    choices: dict[tuple[int, int], dict[int, Lit]] = field(
        init=False, default_factory=dict
    )
    off: dict[tuple[int, int], Lit] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._marks: dict[tuple[int, str, tuple[int, ...]], Lit] = {}
        self._times: dict[
            tuple[int, int, bool], dict[int, tuple[int, int]]
        ] = {}
        self._shared: dict[Hashable, Lit] = {}
        barred = {} if self.assume else _barred(self.terms)
        for person in self.line_people:
            known_end = max(
                (
                    self.problem.duties[w.duty].end_min
                    for w in self.problem.past(person)
                ),
                default=None,
            )
            for day in range(self.problem.days):
                if self.is_free(person, day):
                    self._add_day(
                        person,
                        day,
                        barred.get((person, day), set()),
                        known_end,
                    )
                else:
                    self._hold_day(person, day)

    def _add_day(
        self, person: int, day: int, barred: set[int], known_end: int | None
    ) -> None:
        duties = self.problem.duties
        self.choices[person, day] = {
            idx: self.cp.new_bool_var("")
            for idx in self.problem.menu(person, day)
            if idx not in barred
            and (known_end is None or duties[idx].start_min >= known_end)
            and earliest_breaks(duties[idx], self.problem.slot_min) is not None
        }
        self.off[person, day] = self.cp.new_bool_var("")
        self.cp.add_exactly_one(
            [*self.choices[person, day].values(), self.off[person, day]]
        )

    def _hold_day(self, person: int, day: int) -> None:
        held = self.held(person, day)
        self.choices[person, day] = (
            {} if held is None else {held.duty: self.yes}
        )
        self.off[person, day] = self.yes if held is None else self.no

    def is_free(self, person: int, day: int) -> bool:
        """Return whether a day is to be decided."""
        return self.part is None or (person, day) in self.part.free

    def held(self, person: int, day: int) -> Day:
        """Return what is held on a day that is not to be decided."""
        return None if self.part is None else self.part.lines[person][day]

    @property
    def line_people(self) -> Sequence[int]:
        """Indices of those who get a line."""
        if self.people is None:
            return range(len(self.problem.people))
        return self.people

    def times(
        self, person: int, day: int, *, standby: bool
    ) -> dict[int, tuple[int, int]]:
        """Return start and end of a day's duties, or of their work.

        Parameters
        ----------
        standby
            False for work, without the duties that have none.
        """
        key = person, day, standby
        if key not in self._times:
            duties = self.problem.duties
            self._times[key] = {
                duty: times
                for duty in self.choices[person, day]
                if (times := duties[duty].times(standby=standby)) is not None
            }
        return self._times[key]

    # What holds on a day

    @cached_property
    def yes(self) -> Lit:
        """The literal that is always true."""
        return self.cp.new_constant(1)

    @cached_property
    def no(self) -> Lit:
        """The literal that is never true."""
        return self.cp.new_constant(0)

    def marked(self, person: int, mark: Mark, *days: int) -> Lit:
        """Return the literal of 'the choice of any of these days is in'."""
        key = person, mark.key, days
        if key not in self._marks:
            self._marks[key] = (
                self._marked_day(person, mark, days[0])
                if len(days) == 1
                else self._any([self.marked(person, mark, d) for d in days])
            )
        return self._marks[key]

    def worked(self, person: int, day: int, *, standby: bool) -> Lit:
        """Return the literal of a day with a duty, or with work."""
        mark = WORK if standby else self.problem.worked
        return self.marked(person, mark, day)

    def _marked_day(self, person: int, mark: Mark, day: int) -> Lit:
        off = self.off[person, day]
        if mark in (WORK, OFF):
            return off if mark == OFF else ~off
        inside = [
            lit
            for duty, lit in self.choices[person, day].items()
            if mark.has(duty)
        ]
        if mark.off:
            inside.append(off)
        if not inside:
            return self.no
        if len(inside) == 1:
            return inside[0]
        if len(inside) == len(self.choices[person, day]) + 1:
            return self.yes
        if len(inside) == len(self.choices[person, day]) and not mark.off:
            return ~off
        lit = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*inside, ~lit])
        return lit

    def _any(self, lits: list[Lit]) -> Lit:
        if any(lit is self.yes for lit in lits):
            return self.yes
        lits = [lit for lit in lits if lit is not self.no]
        if len(lits) < 2:
            return lits[0] if lits else self.no
        found = self.cp.new_bool_var("")
        self.cp.add_bool_or([*lits, ~found])
        for lit in lits:
            self.cp.add_implication(lit, found)
        return found

    def shared(self, key: Hashable, made: Callable[[], Lit]) -> Lit:
        """Return the literal of a key, made when it is first asked for."""
        if key not in self._shared:
            self._shared[key] = made()
        return self._shared[key]

    # What must hold, and what is paid

    def hold(self, because: Because, constraint: cp_model.Constraint) -> None:
        """Make a constraint binding for what a statement demands."""
        if self.assume:
            if because not in self.assumptions:
                self.assumptions[because] = self.cp.new_bool_var("")
            constraint.only_enforce_if(self.assumptions[because])

    def pay(
        self, because: Because, amount: Expr, most: int, price: Price
    ) -> None:
        """Forbid or price the positive part of an amount.

        Parameters
        ----------
        most
            No less than the amount can be.
        """
        if most <= 0:
            return
        if price.hard:
            self.hold(because, self.cp.add(amount <= 0))
        elif price.slopes:
            self.pay_segments(amount, segments(price, most))

    def pay_segments(self, amount: Expr, costs: Iterable[Segment]) -> None:
        """Price an amount along a convex cost.

        Slopes do not fall, so that a minimum fills the segments in order.
        """
        parts = []
        for segment in costs:
            part = self.cp.new_int_var(0, segment.length, "")
            parts.append(part)
            self.cost.append((part, segment.ticks))
            if segment.must:
                self.must.append((part, segment.must))
        if parts:
            self.cp.add(sum(parts) >= amount)

    def pay_if(
        self, because: Because, lits: Sequence[Lit], amount: int, price: Price
    ) -> None:
        """Forbid or price that all of these literals hold."""
        if amount <= 0 or any(lit is self.no for lit in lits):
            return
        lits = [lit for lit in lits if lit is not self.yes]
        if price.hard:
            self.hold(because, self.cp.add_bool_or([~lit for lit in lits]))
        elif len(lits) == 1:
            self.cost.append((lits[0], price(amount)))
        elif ticks := price(amount):
            paid = self.cp.new_bool_var("")
            self.cp.add_bool_or([*(~lit for lit in lits), paid])
            self.cost.append((paid, ticks))

    def must_sum(self) -> Expr:
        """Return the shortage of ``must`` coverage in person-minutes."""
        return _weighted(self.must) + self.must_constant

    def cost_sum(self) -> Expr:
        """Return the cost in ticks."""
        return _weighted(self.cost) + self.cost_constant

    def must_range(self) -> tuple[int, int]:
        """Return the least and greatest shortage its variables allow."""
        return self._range(self.must, self.must_constant)

    def cost_range(self) -> tuple[int, int]:
        """Return the least and greatest cost its variables allow."""
        return self._range(self.cost, self.cost_constant)

    def _range(
        self, parts: list[tuple[Lit, int]], constant: int
    ) -> tuple[int, int]:
        known = self.cp.proto.variables
        least = most = constant
        for lit, weight in parts:
            # A negated literal has a negative index.
            upper = known[lit.index].domain[1] if lit.index >= 0 else 1
            least += min(0, weight * upper)
            most += max(0, weight * upper)
        return least, most


def _weighted(parts: list[tuple[Lit, int]]) -> Expr:
    used = [(lit, weight) for lit, weight in parts if weight]
    return cp_model.LinearExpr.weighted_sum(
        [lit for lit, _ in used], [weight for _, weight in used]
    )


def _barred(terms: Iterable[Term]) -> dict[tuple[int, int], set[int]]:
    """Return the duties that hard terms bar by themselves."""
    found: dict[tuple[int, int], set[int]] = {}
    known: dict[str, set[int]] = {}
    for term in terms:
        if isinstance(term, Choice) and term.price.hard:
            measure = term.amount
            if measure.key not in known:
                known[measure.key] = {
                    int(i) for i in (measure.by_duty > 0).nonzero()[0]
                }
            for day in term.days:
                found.setdefault((term.person, day), set()).update(
                    known[measure.key]
                )
    return found
