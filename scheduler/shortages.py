"""Why people are missing: stretches of ``must`` coverage no roster can meet.

Each with who could serve, and what keeps each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints import wording
from scheduler.hindrances import Hindrances
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from constraints.rule import Rule, Violation
    from scheduler.errors import Place
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Shortage", "merged", "shortage_reasons"]


@dataclass(frozen=True, slots=True)
class Shortage:
    """One stretch in which people are missing.

    Attributes
    ----------
    text
        What is missing and when, as a sentence, UTC included.
    amount_min
        Person-minutes missing.
    hindrances
        By person who could serve and does not: what keeps them, as a
        clause that names them.
    place
        Where the promise is written.
    """

    text: str
    start_min: int
    end_min: int
    amount_min: int
    hindrances: tuple[str, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "\n".join([self.text, *(f"  {h}" for h in self.hindrances)])


def shortage_reasons(
    roster: Roster,
    violations: Iterable[Violation],
    rules: Sequence[Rule] | None = None,
    most: int = 3,
) -> tuple[Shortage, ...]:
    """Return the worst stretches with ``must`` shortage, worst first.

    Parameters
    ----------
    violations
        The checker's judgement of the roster.
    rules
        Those it was judged by; by default the problem's.
    most
        How many stretches to look at.
    """
    statements = Statements(roster.problem, rules)
    short = [v for v in violations if v.hard and statements.staffs(v)]
    stretches = sorted(
        merged(short), key=lambda run: -sum(v.amount for v in run)
    )[:most]
    if not stretches:
        return ()
    chosen = roster.problem.rules if rules is None else rules
    hindrances = Hindrances(roster, chosen, statements)
    return tuple(
        _shortage(run, roster.problem, statements, hindrances)
        for run in stretches
    )


def merged(violations: Iterable[Violation]) -> list[list[Violation]]:
    """Return violations of one statement that touch in time as one run."""
    runs: list[list[Violation]] = []
    ordered = sorted(
        violations, key=lambda v: (v.rule, v.people, v.start_min or 0)
    )
    for violation in ordered:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.end_min is not None
            and (last.rule, last.people) == (violation.rule, violation.people)
            and violation.start_min == last.end_min
        ):
            runs[-1].append(violation)
        else:
            runs.append([violation])
    return runs


def _shortage(
    run: Sequence[Violation],
    problem: Problem,
    statements: Statements,
    hindrances: Hindrances,
) -> Shortage:
    """Return one stretch with what keeps everybody from it."""
    worst = max(run, key=lambda v: v.amount)
    start, end = run[0].start_min or 0, run[-1].end_min or 0
    at, until = worst.start_min or 0, worst.end_min or 0
    kept = hindrances.of(worst.rule, at, at + problem.slot_min)
    return Shortage(
        f"{statements.words(worst)}{_utc(problem, at, until)}",
        start,
        end,
        sum(v.amount for v in run),
        tuple(hindrance.text for hindrance in kept),
        statements.place(worst.rule),
    )


def _utc(problem: Problem, start_min: int, end_min: int) -> str:
    """Return `` (18:00–20:00 UTC)``, nothing where that is said already."""
    _, minute = problem.local(start_min)
    if minute == start_min % 1440:
        return ""
    return f" ({wording.clock(start_min)}–{wording.clock(end_min)} UTC)"
