"""Split shifts: how many in a period, and how long such a day may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure
from constraints.periods import inside, periods
from constraints.ranges import per_text
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice, Tally
from constraints.values import Duration, Per

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Duty, Person, Problem, Work
    from scheduler.roster import Roster

__all__ = ["SplitShifts"]

_DUTY_MIN = 120
"""What one split shift too many weighs, in minutes."""


class SplitShifts(Rule):
    """How many split shifts somebody works, and how far apart their ends are.

    Why
    ---
    A day with a long hole in it takes the whole day and pays a part of it.
    Agreements limit how often that may be asked of somebody, and how long
    the day may be from the first start to the last end.

    Example
    -------
    .. code-block:: yaml

        - {rule: split-shifts, most: 2, per: week}
        - {rule: split-shifts, most: 0, importance: low}
        - {rule: split-shifts, spread: 12h, who: team front}

    Unit
    ----
    Hour of spread too much, or split shift too many, worth 2 person-hours:
    with `most: 0` and a price, each of them is paid for. A duty is split
    when its work is in pieces; standby beside work splits nothing. The
    spread is counted in real time, from the first start of work to the last
    end, whether the day is split or not. Weeks that began before the roster
    count what history knows.

    Source
    ------
    House rule, after collective agreements of hotels, kitchens, transport
    and care, which limit both.
    """

    unit: ClassVar[str] = "hour of spread too much"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["split-shifts"] = "split-shifts"
    most: int | None = Field(
        default=None, ge=0, description="The most split shifts in a period."
    )
    per: Per = Field(
        default=1, description="week, 4 weeks, or period for the roster."
    )
    spread: Duration | None = Field(
        default=None,
        description="The longest time from first start to last end.",
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.most is None and self.spread is None:
            raise ValueError("split shifts need most, spread, or both")
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield a tally per person and period, and a choice per person."""
        days = (0, problem.days - 1)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            if self.most is not None:
                yield from self._tallies(problem, person, self.most)
            if self.spread is not None:
                yield Choice(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=_above(problem, self.spread),
                    price=self.price,
                )

    def _tallies(
        self, problem: Problem, person: Person, most: int
    ) -> Iterator[Tally]:
        split = Measure(
            "split shifts",
            "minutes",
            np.array(
                [
                    _DUTY_MIN * (len(duty.work) > 1)
                    for duty in problem.duties.duties
                ],
                dtype=np.int64,
            ),
        )
        past = problem.past(person.idx)
        for period in periods(problem, self.per):
            known = [w.duty for w in past if w.day >= period[0]]
            carried = int(split.by_duty[known].sum())
            days = inside(period, problem)
            yield Tally(
                because=Because(self.id, (person.idx,), days),
                person=person.idx,
                measure=split,
                days=days,
                high=max(most * _DUTY_MIN, carried),
                price_high=self.price,
                carried=carried,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield periods with too many, and days that are too long."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            if self.most is not None:
                works = [
                    work
                    for work in roster.with_past(person.idx)
                    if _pieces(roster.duty(work)) > 1
                ]
                yield from self._too_many(problem, person, works, self.most)
            for work in roster.worked(person.idx) if self.spread else ():
                pieces = [p for p in roster.duty(work).parts if not p.standby]
                spread_min = pieces[-1].end_min - pieces[0].start_min
                if self.spread is not None and spread_min > self.spread:
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(work.day, work.day),
                        amount=spread_min - self.spread,
                        price=self.price,
                        note=wording.hours(spread_min),
                    )

    def _too_many(
        self, problem: Problem, person: Person, works: list[Work], most: int
    ) -> Iterator[Violation]:
        for first, last in periods(problem, self.per):
            found = [w.day for w in works if first <= w.day <= last]
            allowed = max(most, sum(day < 0 for day in found))
            if len(found) > allowed:
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=inside((first, last), problem),
                    amount=(len(found) - allowed) * _DUTY_MIN,
                    price=self.price,
                    note=wording.count(len(found), "split shift"),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana works at most 2 split shifts per week, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        limits = []
        if self.most is not None:
            most = wording.count(self.most, "split shift")
            per = "" if self.per is None else f" per {per_text(self.per)}"
            limits.append(f"works at most {most}{per}")
        if self.spread is not None:
            spread = wording.hours(self.spread)
            limits.append(f"ends work within {spread} of its start")
        return f"{who} {' and '.join(limits)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana works 3 split shifts, 1–7 March; the most is 2'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        if "split" in violation.note:
            most = f"the most is {self.most}"
            return f"{who} works {violation.note}, {when}; {most}"
        most = f"the most is {wording.hours(self.spread or 0)}"
        return f"{who}'s day is {violation.note} long, {when}; {most}"

    def counted(self, violation: Violation) -> tuple[str, int]:
        """Return split shifts, or hours of spread."""
        if "split" in violation.note:
            return "split shift too many", _DUTY_MIN
        return self.unit, self.amounts_per_unit


def _pieces(duty: Duty) -> int:
    return sum(not part.standby for part in duty.parts)


def _above(problem: Problem, most: int) -> Measure:
    """Return by how much each duty is longer, from end to end of work."""
    table = problem.duties
    spread = np.zeros(len(table), dtype=np.int64)
    for idx, duty in enumerate(table.duties):
        times = duty.times(standby=False)
        spread[idx] = (
            0 if times is None else max(0, times[1] - times[0] - most)
        )
    return Measure(f"spread above {most}", "minutes", spread)
