"""Against: choices that are barred, or unwanted, on given days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from benchmarks.rules.choices import Choices, chosen, text
from constraints import wording
from constraints.measures import Measure
from constraints.rule import Rule, Violation
from constraints.terms import Because, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Against", "Wish"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Choices that one person should not have on any of these days."""

    person: int
    days: tuple[int, ...]
    against: Choices
    weight: int = 1


class Against(Rule):
    """Requests, skills and days off: what somebody should not be given.

    Unit
    ----
    Day with such a choice, times the weight of the wish.
    """

    unit: ClassVar[str] = "day against a wish, weighted"

    rule: Literal["against"] = "against"
    wishes: tuple[Wish, ...]

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one choice per wish."""
        measures: dict[tuple[Choices, int], Measure] = {}
        for wish in self.wishes:
            key = wish.against, wish.weight
            if key not in measures:
                measures[key] = _measure(problem, *key)
            yield Choice(
                because=Because(
                    self.id, (wish.person,), (wish.days[0], wish.days[-1])
                ),
                person=wish.person,
                days=wish.days,
                amount=measures[key],
                price=self.price,
                off=wish.weight if None in wish.against else 0,
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each day on which a wish is not kept."""
        for wish in self.wishes:
            for day in wish.days:
                if chosen(roster, wish.person, day) in wish.against:
                    yield Violation(
                        rule=self.id,
                        people=(wish.person,),
                        days=(day, day),
                        amount=wish.weight,
                        price=self.price,
                        note=text(wish.against, roster.problem),
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana gets what she may and wants, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} gets no choice against a wish, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana should not have E or off, Tue 2 March'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return f"{who} should not have {violation.note}, {when}"


def _measure(problem: Problem, against: Choices, weight: int) -> Measure:
    shifts = sorted(shift for shift in against if shift is not None)
    return Measure(
        f"{weight} for shifts {shifts}",
        "weighted days",
        weight * np.isin(problem.duties.shift, shifts).astype(np.int64),
    )
