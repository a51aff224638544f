"""Total: what the shifts of somebody add up to, or weekends worked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from constraints import wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Total"]


class Total(Rule):
    """Bounds of what somebody's shifts add up to over the whole horizon.

    Unit
    ----
    What the amounts count: minutes, shifts; weekends where groups are
    given.
    """

    unit: ClassVar[str] = "unit missing or too many"

    rule: Literal["total"] = "total"
    amounts: tuple[int, ...]
    """By shift: what one counts for."""
    least: int | None = None
    most: int | None = None
    carried: int = 0
    """What was counted before the roster."""
    groups: tuple[tuple[int, ...], ...] | None = None
    """Days that count 1 together when any of them counts."""

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one tally per person over the whole horizon."""
        measure = Measure(
            f"shifts count {self.amounts}",
            "units",
            np.array(self.amounts, dtype=np.int64)[problem.duties.shift],
        )
        for person in problem.people:
            if self.who.matches(person):
                days = 0, problem.days - 1
                yield Tally(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    measure=measure,
                    days=days,
                    low=self.least,
                    high=self.most,
                    price_low=self.price,
                    price_high=self.price,
                    carried=self.carried,
                    groups=self.groups,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each person whose total lies outside the bounds."""
        for person in roster.problem.people:
            if not self.who.matches(person):
                continue
            by_day = {
                work.day: self.amounts[roster.duty(work).shift]
                for work in roster.lines[person.idx]
            }
            if self.groups is None:
                total = self.carried + sum(by_day.values())
            else:
                total = self.carried + len(
                    [g for g in self.groups if any(map(by_day.get, g))]
                )
            missing = 0 if self.least is None else self.least - total
            excess = 0 if self.most is None else total - self.most
            if missing > 0 or excess > 0:
                yield Violation(
                    rule=self.id,
                    people=(person.idx,),
                    days=(0, roster.problem.days - 1),
                    amount=max(missing, excess),
                    price=self.price,
                )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana totals 3360 to 4320, 1–14 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} totals {self._text()}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is 480 off a total of 3360 to 4320'."""
        who = wording.people(violation.people, problem)
        return f"{who} is {violation.amount} off a total of {self._text()}"

    def _text(self) -> str:
        bounds = [str(n) for n in (self.least, self.most) if n is not None]
        return " to ".join(bounds)
