"""Exchanges: the hand-overs of a roster, and who is there of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.handover import Handover
from constraints.stretches import there
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constraints.rule import Violation
    from scheduler.roster import Roster

__all__ = ["Exchange", "exchanges"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A hand-over: who is there of both sides.

    Attributes
    ----------
    missing
        What it lacks, as a sentence; empty where it lacks nothing.
    """

    queue: int
    start_min: int
    end_min: int
    givers: tuple[int, ...]
    receivers: tuple[int, ...]
    missing: str


def exchanges(
    roster: Roster, violations: Sequence[Violation]
) -> Iterator[Exchange]:
    """Yield all hand-overs of a judged roster, rule by rule."""
    problem = roster.problem
    works = [w for p in problem.people for w in roster.with_past(p.idx)]
    rules = [r for r in problem.rules if isinstance(r, Handover)]
    if not rules:
        return
    present = there(roster, works)
    statements = Statements(problem)
    lacks = [v for v in violations if v.start_min is not None]
    for rule in rules:
        missing = {
            v.start_min: statements.words(v)
            for v in lacks
            if v.rule == rule.id
        }
        for start, end in rule.stretches:
            day, _ = problem.local(start)
            here = [
                p
                for p in sorted(present.get(start, ()))
                if problem.fully_serves(p, rule.queue, day)
            ]
            sides = [
                tuple(
                    p
                    for p in here
                    if who is None or who.matches(problem.people[p])
                )
                for who in (rule.givers, rule.receivers)
            ]
            lack = next(
                (text for at, text in missing.items() if start <= at < end),  # type: ignore[operator]
                "",
            )
            yield Exchange(rule.queue, start, end, sides[0], sides[1], lack)
