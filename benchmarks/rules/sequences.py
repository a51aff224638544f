"""Sequences: choices of consecutive days that are barred or unwanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from benchmarks.rules.automaton import Automaton
from benchmarks.rules.choices import Choices, chosen, every_choice, mark, text
from constraints import wording
from constraints.rule import Rule, Violation
from constraints.terms import Arc, Because, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from constraints.terms import Term
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Sequence", "Sequences"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Choices of consecutive days, and the weight of each match."""

    entries: tuple[Choices, ...]
    weight: int = 1


class Sequences(Rule):
    """Sequences of choices that nobody should have.

    Those of the same days are told apart by one automaton: forbidden
    successions, weekends worked in part, a night before a free weekend.

    Unit
    ----
    Match of a sequence, times its weight.
    """

    unit: ClassVar[str] = "unwanted sequence, weighted"

    rule: Literal["sequences"] = "sequences"
    sequences: tuple[Sequence, ...]
    starts: tuple[int, ...] | None = None
    """Days on which they may start; by default any, history included."""

    def terms(self, problem: Problem) -> Iterator[Term]:
        """Yield one pattern per person, or per person and start."""
        automaton = Automaton(
            [(s.entries, s.weight) for s in self.sequences],
            every_choice(problem),
            anchored=self.starts is not None,
        )
        arcs = tuple(
            Arc(arc.state, mark(problem, arc.choices), arc.to, arc.amount)
            for arc in automaton.arcs
        )
        last = problem.days - 1
        for person in problem.people:
            if not self.who.matches(person):
                continue
            if self.starts is None:
                windows = [(0, last)]
                start = automaton.after(self._past(problem, person.idx))
            else:
                longest = max(len(s.entries) for s in self.sequences)
                windows = [(d, d + longest - 1) for d in self.starts]
                start = 0
            for days in windows:
                yield Pattern(
                    because=Because(self.id, (person.idx,), days),
                    person=person.idx,
                    days=days,
                    start=start,
                    arcs=arcs,
                    price=self.price,
                )

    def check(self, roster: Roster) -> Iterator[Violation]:
        """Yield each match."""
        problem = roster.problem
        for person in problem.people:
            if not self.who.matches(person):
                continue
            for sequence in self.sequences:
                length = len(sequence.entries)
                known = min(problem.days_known_before, length - 1)
                starts: Iterable[int] = (
                    range(-known, problem.days - length + 1)
                    if self.starts is None
                    else self.starts
                )
                for first in starts:
                    if all(
                        chosen(roster, person.idx, first + after) in choices
                        for after, choices in enumerate(sequence.entries)
                    ):
                        yield Violation(
                            rule=self.id,
                            people=(person.idx,),
                            days=(max(0, first), first + length - 1),
                            amount=sequence.weight,
                            price=self.price,
                            note=_spelt(sequence, problem),
                        )

    def says(self, because: Because, problem: Problem) -> str:
        """Return 'Ana has no unwanted sequence, 1–28 March'."""
        who = wording.people(because.people, problem)
        when = wording.days(because.days, problem)
        return f"{who} has no unwanted sequence, {when}"

    def words(self, violation: Violation, problem: Problem) -> str:
        """Return 'Ana has L, then E, 2–3 March'."""
        who = wording.people(violation.people, problem)
        when = wording.days(violation.days, problem)
        return f"{who} has {violation.note}, {when}"

    def _past(self, problem: Problem, person: int) -> list[int | None]:
        """Return the choices of the last days before the horizon."""
        shift_by_day = {
            work.day: problem.duties[work.duty].shift
            for work in problem.past(person)
        }
        longest = max(len(s.entries) for s in self.sequences)
        known = min(problem.days_known_before, longest - 1)
        return [shift_by_day.get(day) for day in range(-known, 0)]


def _spelt(sequence: Sequence, problem: Problem) -> str:
    return ", then ".join(text(c, problem) for c in sequence.entries)
