"""Runs: how long somebody goes on with the same, both ends told apart."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from benchmarks.rules.choices import Choices, chosen, mark, text
from constraints import wording
from constraints.rule import Rule, Violation
from constraints.terms import Because, Streak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constraints.terms import Term
    from scheduler.problem import Person, Problem
    from scheduler.roster import Roster

__all__ = ["Runs"]


class Runs(Rule):
    """The shortest and the longest run of days, or weekends, with a choice.

    A run that began before the roster counts in full; of what it was too
    long already nothing is charged again.

    Unit
    ----
    Day, or weekend, that a run lacks or has too many.
    """

    unit: ClassVar[str] = "day missing or too many in a row"

    rule: Literal["runs"] = "runs"
    of: Choices
    least: int | None = None
    most: int | None = None
    groups: tuple[tuple[int, ...], ...] | None = None
    """Days that count as one, such as weekends; by default each day."""
    before: Literal["known", "open"] = "known"
    """Whether a run at the start is known whole, or may have begun
    earlier and is never too short."""
    after: Literal["judged", "open"] = "open"
    """Whether a run at the end is judged, or may go on."""

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one streak per person over the whole horizon."""
        groups = self._groups(problem)
        meant = mark(problem, self.of)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            yield Streak(
                because=Because(self.id, (person.idx,), (0, problem.days - 1)),
                person=person.idx,
                mark=meant,
                positions=groups,
                low=self.least,
                high=self.most,
                price_low=self.price,
                price_high=self.price,
                carried=self._carried(problem, person),
                left_open=self.before == "open",
                right_open=self.after == "open",
            )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each run that is too long or too short."""
        problem = roster.problem
        groups = self._groups(problem)
        for person in problem.people:
            if not self.who.matches(person):
                continue
            inside = [
                any(chosen(roster, person.idx, d) in self.of for d in group)
                for group in groups
            ]
            past: list[bool] = []
            if self.groups is None and self.before == "known":
                known = range(-problem.days_known_before, 0)
                past = [chosen(roster, person.idx, d) in self.of
                        for d in known]  # fmt: skip
            for first, after in _runs([*past, *inside]):
                amount = self._wrong(first, after, len(past), len(inside))
                if amount > 0:
                    at = max(0, first - len(past))
                    last = max(at, after - len(past) - 1)
                    yield Violation(
                        rule=self.id,
                        people=(person.idx,),
                        days=(groups[at][0], groups[last][-1]),
                        amount=amount,
                        price=self.price,
                    )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has 2 to 5 days in a row of E, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} has {self._text(problem)}, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana is 1 off 2 to 5 in a row of E, 2–4 March'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return f"{who} is {violation.amount} off {self._text(problem)}, {when}"

    def _groups(self, problem: Problem) -> tuple[tuple[int, ...], ...]:
        if self.groups is not None:
            return self.groups
        return tuple((day,) for day in range(problem.days))

    def _carried(self, problem: Problem, person: Person) -> int:
        """Return the length of the run that ends on day -1."""
        if self.groups is not None or self.before == "open":
            return 0
        shift_by_day = {
            work.day: problem.duties[work.duty].shift
            for work in problem.past(person.idx)
        }
        length = 0
        while (
            length < problem.days_known_before
            and shift_by_day.get(-1 - length) in self.of
        ):
            length += 1
        return length

    def _wrong(self, first: int, after: int, past: int, days: int) -> int:
        """Return by how much a run, counted from the past on, is wrong."""
        if after < past or (after == past and not past):
            return 0
        amount = 0
        if self.most is not None:
            # Days by which the past was too long by itself are not new.
            amount += sum(at >= past for at in range(first + self.most, after))
        unjudged = (self.before == "open" and first == 0) or (
            self.after == "open" and after == past + days
        )
        if self.least is not None and not unjudged:
            amount += max(0, self.least - (after - first))
        return amount

    def _text(self, problem: Problem) -> str:
        bounds = [str(n) for n in (self.least, self.most) if n is not None]
        return f"{' to '.join(bounds)} in a row of {text(self.of, problem)}"


def _runs(inside: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the runs of True as [first, after)."""
    at = 0
    for value, group in groupby(inside):
        length = len(list(group))
        if value:
            yield at, at + length
        at += length
