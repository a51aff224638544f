"""Concurrent: at most, or at least, so many of a group at a time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from constraints import wording
from constraints.edges import Edges
from constraints.rule import Rule, Violation
from constraints.short import Several
from constraints.stretches import Lack, merged, there
from constraints.terms import Because, Presence, PresencePart, Row, RowPart
from constraints.values import HIGH
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Concurrent"]


class Concurrent(Rule):
    """So many of these people are there at the same time, or on one day.

    Why
    ---
    Six desks, four licences, one car: more of a group than that cannot
    work at once. Or the other way round: one of the leads is to be there
    in office hours, whatever queues they serve, and of five volunteers
    three should be at work each Saturday.

    Example
    -------
    .. code-block:: yaml

        - {rule: concurrent, who: place CA-NS, most: 6}
        - {rule: concurrent, who: contract lead, least: 1,
           window: Mon-Fri 09:00-17:00, importance: high}
        - {rule: concurrent, who: team plus, most: 2, same: day}

    Unit
    ----
    Person-hour too many or too few; with `same: day`, a person too many or
    too few on a day, counted as 8 person-hours. At the same time means on
    duty, neither on a break nor in a meeting: whoever is at lunch makes
    room. A window without a zone is one on the clock of the file; without
    a window `least` asks for every moment of the roster, hours at its edges
    as for coverage. A day is everybody's own. Who is on duty from before
    the roster counts.

    Source
    ------
    House rule.
    """

    unit: ClassVar[str] = "person-hour too many or too few"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["concurrent"] = "concurrent"
    least: int | None = Field(default=None, ge=1, description="At least.")
    most: int | None = Field(default=None, ge=0, description="At most.")
    same: Literal["time", "day"] = Field(
        default="time", description="What counts as at once."
    )
    window: Several[Window] = Field(
        default=(), description="When; by default always."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.least is None and self.most is None:
            raise ValueError("how many? Write most: or least:, as in most: 6")
        if (self.least or 0) > (self.most if self.most is not None else 99999):
            raise ValueError(f"least {self.least} is above most {self.most}")
        if self.window and self.same == "day":
            raise ValueError(
                "a window goes with same: time: leave one of the two out"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one row per slot, or one per day."""
        if self.same == "day":
            yield from self._day_terms(problem)
            return
        edges = cache(Edges(problem).of)
        group = cache(lambda day: self._people(problem, day))
        for slot in sorted(self._slots(problem)):
            day, _ = problem.local(slot)
            people = group(day)
            edge = slot in edges(people)
            for low, high in ((self.least, None), (None, self.most)):
                if low is None and high is None:
                    continue
                soft = edge and low is not None and self.importance.hard
                yield Presence(
                    because=Because(self.id, (), (day, day)),
                    start_min=slot,
                    end_min=slot + problem.slot_min,
                    parts=(PresencePart(people),),
                    low=low,
                    high=high,
                    price=self.priced(HIGH) if soft else self.price,
                    edge=edge and low is not None,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield the stretches, or days, with too many or too few."""
        if self.same == "day":
            yield from self._check_days(roster)
            return
        problem = roster.problem
        works = (w for p in problem.people for w in roster.with_past(p.idx))
        present = there(roster, works, near=True)
        lacks = {}
        for slot in sorted(self._slots(problem)):
            date = problem.date(problem.local(slot)[0])
            group = [p for p in problem.people if self.who.matches(p, date)]
            here = tuple(
                p.idx for p in group if p.idx in present.get(slot, ())
            )
            few = self.least is not None and len(here) < self.least
            edge = few and any(
                start <= slot < end
                for menu in {p.menu for p in group}
                for start, end in problem.beyond[menu]
            )
            soft = edge and self.importance.hard
            lacks[slot] = [
                Lack(
                    self.id,
                    self._off(len(here)),
                    self.priced(HIGH) if soft else self.price,
                    str(len(here)),
                    edge,
                    here,
                )
            ] * (self._off(len(here)) > 0)
        yield from merged(problem, lacks)

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'at most 6 of place CA-NS are there at once, …'."""
        when = wording.days(because.days, problem)
        one = (self.most or self.least) == 1 and not (self.most and self.least)
        if self.same == "day":
            verb = "works" if one else "work"
            return f"{self._wanted()} {verb} on a day, {when}"
        inside = wording.listed([str(window) for window in self.window])
        at = f"{inside}, " if inside else ""
        verb = "is" if one else "are"
        return f"{self._wanted()} {verb} there at once, {at}{when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return '7 of place CA-NS are there, …; at most 6 are wanted'."""
        found = int(violation.note)
        some = wording.some(found, self.who)
        wanted = self._bounds()
        if self.same == "day":
            verb = "works" if found == 1 else "work"
            when = wording.days(violation.days, problem)
            return f"{some} {verb}, {when}; {wanted} are wanted"
        verb = "is" if found == 1 else "are"
        when = wording.stretch(
            violation.start_min or 0, violation.end_min or 0, problem
        )
        return f"{some} {verb} there, {when}; {wanted} are wanted"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return person-hours, or people on a day."""
        if self.same == "day":
            return "person too many or too few on a day", _DAY_MIN
        return self.unit, self.amounts_per_unit

    def _day_terms(self, problem: Problem) -> Iterator[Term]:
        people = [p.idx for p in problem.people if self.who.matches(p)]
        for day in range(problem.days):
            yield Row(
                because=Because(self.id, (), (day, day)),
                parts=tuple(
                    RowPart(p, day, problem.worked, _DAY_MIN) for p in people
                ),
                low=None if self.least is None else self.least * _DAY_MIN,
                high=None if self.most is None else self.most * _DAY_MIN,
                price=self.price,
            )

    def _check_days(self, roster: Roster) -> Iterator[Violation]:
        problem = roster.problem
        for day in range(problem.days):
            here = tuple(
                p.idx
                for p in problem.people
                if self.who.matches(p)
                and (work := roster.work(p.idx, day)) is not None
                and roster.duty(work).work
            )
            off = self._off(len(here))
            if off:
                yield Violation(
                    rule=self.id,
                    people=here,
                    days=(day, day),
                    amount=off * _DAY_MIN,
                    price=self.price,
                    note=str(len(here)),
                )

    def _off(self, found: int) -> int:
        few = 0 if self.least is None else max(0, self.least - found)
        many = 0 if self.most is None else max(0, found - self.most)
        return few + many

    def _bounds(self) -> str:
        bounds = (("at least", self.least), ("at most", self.most))
        return wording.listed(
            [f"{how} {n}" for how, n in bounds if n is not None]
        )

    def _wanted(self) -> str:
        """Return 'at least 1 and at most 2 of team na'."""
        last = self.least if self.most is None else self.most
        counted = wording.some(last or 0, self.who)
        return self._bounds().removesuffix(str(last)) + counted

    def _people(self, problem: Problem, day: int) -> tuple[int, ...]:
        date = problem.date(day)
        return tuple(
            p.idx for p in problem.people if self.who.matches(p, date)
        )

    def _slots(self, problem: Problem) -> set[int]:
        """Return the slots that are asked about: a definition.

        Those of the roster's days on the clock of the file, or of the
        windows that begin on them.
        """
        width = problem.slot_min
        windows = self.window or (_ALWAYS,)
        first, last = problem.date(0), problem.date(problem.days - 1)
        return {
            slot
            for window in windows
            for start, end in problem.facts.laid(
                window, problem.zone, first, last
            )
            for slot in range(start // width * width, end, width)
        }


_DAY_MIN = 8 * 60
_ALWAYS = Window.parse("24/7")
