"""Availability: when somebody can, or would rather, work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Elapsed, Measure, Within
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem
    from scheduler.roster import Roster

__all__ = ["Available"]

Stretch: TypeAlias = tuple[int, int]


class Available(Rule):
    """When somebody can work, cannot, would like to, or is not there.

    Why
    ---
    Studies, school runs and second jobs are facts about a person's own
    clock. `only` and `never` bar what lies outside or inside the windows;
    `prefer` and `avoid` put a price on it: a preference is never a bonus,
    so that nobody's wish can pay for a worse roster. Why somebody is away
    is nobody's business: this rule knows and says only "away".

    Several windows of one statement are met by any of them. Somebody's
    statements hold together: two of `only` leave what is in both.

    Example
    -------
    .. code-block:: yaml

        people:
          - name: Ana Souza
            joins: 2027-03-08
            availability:
              - {only: [Mon-Thu 09:00-15:00, Sat]}
              - {avoid: Mon, importance: high}
        away:
          - {who: Ana Souza, dates: 2027-03-15 to 2027-03-19}

    Unit
    ----
    Hour of a duty outside `only` or `prefer`, inside `never` or `avoid`,
    or while away or not employed, in real minutes, on the person's own
    clock. `only`, `never`, absence and employment are `must` unless said
    otherwise, `prefer` and `avoid` are `normal`.

    Source
    ------
    Sick leave is health data: Regulation (EU) 2016/679, article 9.
    """

    unit: ClassVar[str] = "hour outside availability"
    amounts_per_unit: ClassVar[int] = 60
    desugared: ClassVar[bool] = True

    rule: Literal["available"] = "available"
    kind: Literal["only", "never", "prefer", "avoid", "away", "employed"] = (
        Field(description="What is stated.")
    )
    windows: tuple[Window, ...] = Field(
        default=(), description="Of only, never, prefer or avoid."
    )
    stretches: tuple[Stretch, ...] = Field(
        default=(), description="Of away: instants, the end exclusive."
    )

    @model_validator(mode="before")
    @classmethod
    def _wishes_have_a_price(cls, given: Any) -> Any:
        if given.get("kind") in ("prefer", "avoid"):
            return {"importance": "normal", **given}
        return given

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield choices of each person over the days concerned."""
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for days, amount in self._amounts(problem, person):
                if days:
                    yield Choice(
                        because=Because(
                            self.id, (person.idx,), (days[0], days[-1])
                        ),
                        person=person.idx,
                        days=tuple(days),
                        amount=amount,
                        price=self.price,
                    )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty at a time when somebody is not available."""
        problem = roster.problem
        for work in roster.works():
            person = problem.people[work.person]
            if not self.who.matches(person):
                continue
            duty = roster.duty(work)
            if self.kind == "employed":
                there = person.employed(problem.date(work.day))
                found = [0 if there else _length(duty)]
            elif self.kind == "away":
                found = [_overlap(duty, stretch) for stretch in self.stretches]
            else:
                fact = Within(self.windows, person.zone, "reach")
                inside = int(problem.measure(fact).by_duty[work.duty])
                wanted = self.kind in ("only", "prefer")
                found = [_length(duty) - inside if wanted else inside]
            for amount in found:
                if amount:
                    yield Violation(
                        rule=self.id,
                        people=(work.person,),
                        days=(work.day, work.day),
                        amount=amount,
                        price=self.price,
                        note=wording.beginning(duty, person),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works only Mon-Fri 09:00-15:00, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        windows = wording.listed([str(window) for window in self.windows])
        match self.kind:
            case "only":
                return f"{who} works only {windows}, {when}"
            case "never":
                return f"{who} never works {windows}, {when}"
            case "prefer":
                return f"{who} would rather work {windows}, {when}"
            case "avoid":
                return f"{who} would rather not work {windows}, {when}"
            case "away":
                return f"{who} is away, {self._away_when(because, problem)}"
            case "employed":
                return f"{who} is not employed, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 2 h outside …, in a duty from Tue 2 March …'."""
        who = wording.people(violation.people, problem)
        amount = wording.hours(violation.amount)
        windows = wording.listed([str(window) for window in self.windows])
        where = {
            "only": f"outside {windows}",
            "never": f"inside {windows}",
            "prefer": f"outside the preferred {windows}",
            "avoid": f"inside the unwanted {windows}",
            "away": "while away",
            "employed": "while not employed",
        }[self.kind]
        return f"{who} works {amount} {where}, in the duty of {violation.note}"

    def _away_when(self, because: Because, problem: Problem) -> str:
        """Return the days on which duties would start in an absence.

        A night of the day before runs into it, too, but is not meant.
        """
        (person,) = because.people
        meant = [
            day
            for stretch in self.stretches
            if _bounds(_days(problem, person, _away(problem, stretch)))
            == because.days
            for day in range(problem.days)
            if any(
                stretch[0] <= problem.duties[duty].start_min < stretch[1]
                for duty in problem.menu(person, day)
            )
        ]
        days = (meant[0], meant[-1]) if meant else because.days
        return wording.days(days, problem)

    def _amounts(
        self, problem: Problem, person: Person
    ) -> Iterator[tuple[range, Measure]]:
        """Yield days and the minutes of every duty that are not available."""
        everyday = range(problem.days)
        match self.kind:
            case "employed":
                for days in _not_employed(problem, person):
                    yield days, problem.measure(Elapsed("reach"))
            case "away":
                for stretch in self.stretches:
                    away = _away(problem, stretch)
                    yield _days(problem, person.idx, away), away
            case "never" | "avoid":
                yield (
                    everyday,
                    problem.measure(
                        Within(self.windows, person.zone, "reach")
                    ),
                )
            case "only" | "prefer":
                inside = problem.measure(
                    Within(self.windows, person.zone, "reach")
                )
                length = problem.measure(Elapsed("reach"))
                yield (
                    everyday,
                    Measure(
                        f"outside {inside.key}",
                        "minutes",
                        length.by_duty - inside.by_duty,
                    ),
                )


def _not_employed(problem: Problem, person: Person) -> Iterator[range]:
    """Yield the days before joining and those after leaving."""
    if person.joins is not None:
        yield range(min(problem.days, problem.day(person.joins)))
    if person.leaves is not None:
        yield range(max(0, problem.day(person.leaves) + 1), problem.days)


def _away(problem: Problem, stretch: Stretch) -> Measure:
    start, end = stretch
    away = np.zeros(len(problem.duties), dtype=np.int64)
    for first, last in problem.duties.reach:
        inside = np.minimum(last, end) - np.maximum(first, start)
        away += np.maximum(0, inside)
    return Measure(f"away {start}-{end}", "minutes", away)


def _days(problem: Problem, person: int, amount: Measure) -> range:
    """Return the days from the first to the last duty concerned."""
    found = [
        day
        for day in range(problem.days)
        if any(amount.by_duty[d] for d in problem.menu(person, day))
    ]
    return range(found[0], found[-1] + 1) if found else range(0)


def _bounds(days: range) -> tuple[int, int]:
    return (days[0], days[-1]) if days else (0, -1)


def _overlap(duty: Duty, stretch: Stretch) -> int:
    start, end = stretch
    return sum(
        max(0, min(until, end) - max(at, start)) for at, until in duty.reach
    )


def _length(duty: Duty) -> int:
    return sum(end - start for start, end in duty.reach)
