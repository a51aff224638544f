"""Standby blocks: whoever is on call is so for a whole block of weeks."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator

from constraints import names, wording
from constraints.automata import arcs
from constraints.measures import Mark, Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Pattern, Row, RowPart, Tally
from constraints.values import Weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["StandbyBlocks"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class StandbyBlocks(Rule):
    """Whoever is on call has it for a whole block, and then a pause.

    Why
    ---
    A rota of weeks is what people can plan around, and what on-call tools
    take over: a shift with `standby: true` and `block: 1 week` becomes this
    rule. Hands change on one weekday only, at the time at which the shift
    itself begins. Written as a rule it also says how long somebody is free
    of it after a block, and how many have it at once: two shifts with one
    person each are a primary and a secondary, and nobody is both, as a day
    has one duty.

    Example
    -------
    .. code-block:: yaml

        - {rule: standby-blocks, shift: on call, block: 1 week,
           hands over: Fri, apart: 2 weeks, people: 1}
        - {rule: standby-blocks, shift: backup, block: 2 weeks,
           importance: high}

    Unit
    ----
    Change inside a block, block too many, or person too many or too few on
    a day; each is worth 8 person-hours. Blocks are laid by the calendar, so
    that one month goes on where the last one stopped. A block without a day
    of the shift is none, and days on which the shift is not worked change
    nothing. With `apart` no two blocks of one person lie among those that
    so many weeks and one block can hold. What history knows of a block that
    began before the roster counts.

    Source
    ------
    House rule, as on-call rotations of a week are everywhere.
    """

    unit: ClassVar[str] = "change of standby inside a block"
    worth: ClassVar[int] = 8

    rule: Literal["standby-blocks"] = "standby-blocks"
    shift: str = Field(description="The shift that is had for a block.")
    block: Weeks = Field(default=1, ge=1, description="How long a block is.")
    hands_over: (
        Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] | None
    ) = Field(
        default=None,
        description="Weekday on which a block begins; by default that on "
        "which weeks start.",
    )
    apart: Weeks | None = Field(
        default=None,
        description="Free of it for so long between two blocks, at least.",
    )
    people: int | None = Field(
        default=None, ge=0, description="How many have it on every day."
    )

    @field_validator("shift")
    @classmethod
    def _known(cls, shift: str, info: ValidationInfo) -> str:
        names.check("shift", shift, info.context)
        return shift

    # What it compiles to

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a pattern per person and block, a tally, and rows."""
        has = problem.duties.of_shift(self._idx(problem))
        on = Mark(f"has {self.shift}", duties=has)
        off = Mark(f"has not {self.shift}", off=True, duties=~has)
        measure = Measure(f"of {self.shift}", "duties", has.astype("int64"))
        for person in problem.people:
            if self.who.matches(person):
                yield from self._whole(problem, person, on, off)
                if self.apart is not None:
                    yield from self._rarely(problem, person, measure)
        if self.people is not None:
            yield from self._held(problem, on)

    def _whole(
        self, problem: Problem, person: Person, on: Mark, off: Mark
    ) -> Iterator[Pattern]:
        for first, last in self._blocks(problem):
            days = [
                day
                for day in range(max(0, first), last + 1)
                if self._exists(problem, person, day)
            ]
            held = self._begun(problem, person, first)
            if len(days) + (held is not None) < 2:
                continue
            begin = days[0]
            known = frozenset(day - begin for day in days)
            start = _State(0, held)
            edges, numbers = arcs(
                {True: on, False: off},
                partial(_step, known, days[-1] - begin + 1),
                [start],
            )
            span = begin, days[-1]
            yield Pattern(
                because=Because(self.id, (person.idx,), span),
                person=person.idx,
                days=span,
                start=numbers[start],
                arcs=edges,
                price=self.price,
            )

    def _rarely(
        self, problem: Problem, person: Person, measure: Measure
    ) -> Iterator[Tally]:
        past = {
            self._number(problem, work.day)
            for work in problem.past(person.idx)
            if measure.by_duty[work.duty]
        }
        groups: dict[int, tuple[int, ...]] = {}
        for first, last in self._blocks(problem):
            number = self._number(problem, max(0, first))
            if number not in past:
                groups[number] = tuple(range(max(0, first), last + 1))
        for number in self._numbers(problem):
            window = range(number - self._among() + 1, number + 1)
            inside = tuple(groups[n] for n in window if n in groups)
            carried = sum(n in past for n in window)
            if inside and len(inside) + carried > 1:
                span = inside[0][0], inside[-1][-1]
                yield Tally(
                    because=Because(self.id, (person.idx,), span),
                    person=person.idx,
                    measure=measure,
                    days=span,
                    high=max(1, carried),
                    price_high=self.price,
                    carried=carried,
                    groups=inside,
                )

    def _held(self, problem: Problem, on: Mark) -> Iterator[Row]:
        people = [p for p in problem.people if self.who.matches(p)]
        for day in range(problem.days):
            able = [p for p in people if self._exists(problem, p, day)]
            if able:
                yield Row(
                    because=Because(self.id, (), (day, day)),
                    parts=tuple(RowPart(p.idx, day, on, 1) for p in able),
                    low=self.people,
                    high=self.people,
                    price=self.price,
                )

    # How a roster is judged

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each change inside a block, and what is too many."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            days = self._days_with(problem, roster.with_past(person.idx))
            yield from self._changes(problem, person, days)
            if self.apart is not None:
                yield from self._too_often(problem, person, days)
        if self.people is not None:
            yield from self._off_by(roster, self.people)

    def _changes(
        self, problem: Problem, person: Person, days: set[int]
    ) -> Iterator[Violation]:
        for first, last in self._blocks(problem):
            begun = self._begun(problem, person, first)
            told = [] if begun is None else [(-1, begun)]
            told += [
                (day, day in days)
                for day in range(max(0, first), last + 1)
                if self._exists(problem, person, day)
            ]
            for (_, before), (day, after) in pairwise(told):
                if before != after:
                    yield self._violation((person.idx,), (day, day), 1, "part")

    def _too_often(
        self, problem: Problem, person: Person, days: set[int]
    ) -> Iterator[Violation]:
        blocks = {self._number(problem, day) for day in days}
        before = {self._number(problem, day) for day in days if day < 0}
        for number in self._numbers(problem):
            window = set(range(number - self._among() + 1, number + 1))
            had, gone = len(window & blocks), len(window & before)
            if had > max(1, gone):
                span = self._span(problem, window)
                yield self._violation(
                    (person.idx,), span, had - max(1, gone), f"{had} blocks"
                )

    def _off_by(self, roster: Roster, wanted: int) -> Iterator[Violation]:
        problem = roster.problem
        people = [p for p in problem.people if self.who.matches(p)]
        for day in range(problem.days):
            able = [p for p in people if self._exists(problem, p, day)]
            works = (roster.work(p.idx, day) for p in able)
            here = len(
                [
                    work
                    for work in works
                    if work is not None
                    and self._idx(problem) in roster.duty(work).shifts
                ]
            )
            if able and here != wanted:
                span = day, day
                yield self._violation((), span, abs(here - wanted), str(here))

    def _violation(
        self,
        people: tuple[int, ...],
        days: tuple[int, int],
        amount: int,
        note: str,
    ) -> Violation:
        return Violation(self.id, people, days, amount, self.price, note=note)

    # Definitions: ``terms`` and ``check`` both use them

    def _idx(self, problem: Problem) -> int:
        return next(
            s.idx for s in problem.shifts if self.shift in (s.name, s.id)
        )

    def _exists(self, problem: Problem, person: Person, day: int) -> bool:
        """Return whether the shift can be had on a day, by whomever."""
        idx = self._idx(problem)
        return any(
            idx in problem.duties[duty].shifts
            for duty in problem.menu(person.idx, day)
        )

    def _days_with(
        self, problem: Problem, works: tuple[Work, ...]
    ) -> set[int]:
        idx = self._idx(problem)
        return {
            work.day
            for work in works
            if idx in problem.duties[work.duty].shifts
        }

    def _number(self, problem: Problem, day: int) -> int:
        """Return the number of a day's block, by the calendar."""
        starts = problem.week_starts
        if self.hands_over is not None:
            starts = WEEKDAYS.index(self.hands_over)
        weeks = (problem.date(day).toordinal() - 1 - starts) // 7
        return weeks // self.block

    def _numbers(self, problem: Problem) -> range:
        first, last = (
            self._number(problem, day) for day in (0, problem.days - 1)
        )
        return range(first, last + 1)

    def _blocks(self, problem: Problem) -> Iterator[tuple[int, int]]:
        """Yield first and last line day; the first may lie in the past."""
        for number in self._numbers(problem):
            yield self._span(problem, {number}, known=False)

    def _span(
        self, problem: Problem, numbers: set[int], *, known: bool = True
    ) -> tuple[int, int]:
        """Return the days of the roster, or also before, in some blocks."""
        earliest = 0 if known else -7 * self.block
        days = [
            day
            for day in range(earliest, problem.days)
            if self._number(problem, day) in numbers
        ]
        return days[0], days[-1]

    def _among(self) -> int:
        """Return how many blocks in a row hold at most one of somebody's."""
        return 1 + -(-(self.apart or 0) // self.block)

    def _begun(
        self, problem: Problem, person: Person, first: int
    ) -> bool | None:
        """Return whether somebody has a block that history knows begun.

        None where nobody has had it: then nothing is known.
        """
        for day in range(-1, first - 1, -1):
            having = [
                p.idx
                for p in problem.people
                if day in self._days_with(problem, problem.past(p.idx))
            ]
            if having:
                return person.idx in having
        return None

    # Words

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has on call for 1 week or not at all, 1–7 March'."""
        when = wording.days(because.days, problem)
        if not because.people:
            who = "person has" if self.people == 1 else "people have"
            return f"{self.people} {who} {self._name(problem)}, {when}"
        who = wording.people(because.people, problem)
        block = wording.count(self.block, "week")
        apart = ""
        if self.apart is not None:
            pause = wording.count(self.apart, "week")
            apart = f", and is free of it for {pause} between"
        name = self._name(problem)
        return f"{who} has {name} for {block} or not at all{apart}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'on call changes hands within a block: Ana, …'."""
        when = wording.days(violation.days, problem)
        name, note = self._name(problem), violation.note
        if not violation.people:
            have = "has" if note == "1" else "have"
            return f"{note} {have} {name}, {when}; {self.people} wanted"
        who = wording.people(violation.people, problem)
        if note == "part":
            return f"{who} has only a part of a block of {name}, {when}"
        pause = wording.count(self.apart or 0, "week")
        return f"{who} has {note} of {name}, {when}; {pause} apart are wanted"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return changes, blocks or people, as the violation counts."""
        if not violation.people:
            return "person too many or too few on standby", 1
        if violation.note == "part":
            return self.unit, 1
        return "block of standby too many", 1

    def _name(self, problem: Problem) -> str:
        return problem.shifts[self._idx(problem)].name


class _State(NamedTuple):
    """Days read of a block, and whether it is somebody's, if known."""

    at: int
    held: bool | None


def _step(
    days: frozenset[int], length: int, state: _State, on: bool
) -> tuple[_State, int]:
    """Return what a day leads to, and the changes it is."""
    then = min(state.at + 1, length)
    if state.at not in days:
        return _State(then, state.held), 0
    changed = state.held is not None and state.held != on
    return _State(then, on), int(changed)
