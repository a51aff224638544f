"""Core overlap: every duty includes hours at which all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from constraints import wording
from constraints.measures import Measure, Within
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice
from constraints.values import DAY_MIN, Duration
from constraints.windows import WindowOfDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.measures import IntArray
    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["CoreOverlap"]


class CoreOverlap(Rule):
    """Every duty includes some of a core time, or all of it.

    Why
    ---
    Whoever chooses their own hours still has to meet the others: between
    ten and two everybody is there, and what lies around it is free.

    Example
    -------
    .. code-block:: yaml

        - {rule: core-overlap, window: 10:00-14:00 America/Halifax}
        - {rule: core-overlap, window: 10:00-14:00 America/Halifax, least: 2h,
           who: team apac, importance: high}
        - {rule: core-overlap, window: Mon-Fri 09:30-12:00}

    Unit
    ----
    Hour of the core that a duty lacks, in real minutes from start to end;
    breaks are not looked at. Without `least` all of the window is wanted.
    It belongs to the zone that it names, else to the person's own clock.
    Where it names days, only duties are judged that touch one of these
    days in that zone: a Saturday asks nothing of a core from Monday to
    Friday. Days without duty are free.

    Source
    ------
    House rule: core hours, as handbooks of employers have them.
    """

    unit: ClassVar[str] = "hour of the core missing"
    amounts_per_unit: ClassVar[int] = 60

    rule: Literal["core-overlap"] = "core-overlap"
    window: WindowOfDay = Field(description="The core time.")
    least: Duration | None = Field(
        default=None, description="How much of it; by default all."
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not 0 < self._least() <= self.window.minutes:
            whole = wording.hours(self.window.minutes)
            raise ValueError(
                f"least is some of the window, which lasts {whole}"
            )
        return self

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per person over the whole horizon."""
        for person in problem.people:
            if self.who.matches(person):
                inside, judged = self._minutes(problem, person.zone)
                missing = np.maximum(self._least() - inside, 0)
                zone = self.window.zone or person.zone
                yield Choice(
                    because=Because(
                        self.id, (person.idx,), (0, problem.days - 1)
                    ),
                    person=person.idx,
                    days=tuple(range(problem.days)),
                    amount=Measure(
                        f"{self._least()} of {self.window} in {zone}",
                        "minutes",
                        np.where(judged > 0, missing, 0),
                    ),
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each duty that has too little of the core."""
        for work in roster.works():
            person = roster.problem.people[work.person]
            if not self.who.matches(person):
                continue
            inside, judged = (
                int(minutes[work.duty])
                for minutes in self._minutes(roster.problem, person.zone)
            )
            if judged and inside < self._least():
                yield Violation(
                    rule=self.id,
                    people=(work.person,),
                    days=(work.day, work.day),
                    amount=self._least() - inside,
                    price=self.price,
                    note=wording.beginning(roster.duty(work), person),
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has 2 h of 10:00-14:00 … in every duty, 1–7 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        least = wording.hours(self._least())
        return f"{who} has {least} of {self.window} in every duty, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has 1 h of 10:00-14:00 … in the duty from …; …'."""
        who = wording.people(violation.people, problem)
        least = self._least()
        left = least - violation.amount
        has = wording.hours(left) if left else "none"
        return (
            f"{who} has {has} of {self.window} in the duty from"
            f" {violation.note}; {wording.hours(least)} are wanted"
        )

    def _least(self) -> int:
        return self.window.minutes if self.least is None else self.least

    def _minutes(
        self, problem: Problem, zone: str
    ) -> tuple[IntArray, IntArray]:
        """Return minutes in the core, and on the days that it names.

        A definition: ``terms`` and ``check`` both use it.
        """
        days = self.window.model_copy(update={"start": 0, "end": DAY_MIN})
        return (
            problem.measure(Within((self.window,), zone)).by_duty,
            problem.measure(Within((days,), zone)).by_duty,
        )
