"""How a roster breaks or pays for its rules: as lines and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.terms import TICKS_PER_POINT

if TYPE_CHECKING:
    from constraints.rule import Violation
    from scheduler.problem import Problem
    from scheduler.statements import Statements

__all__ = ["violation_document", "violation_line"]


def violation_line(violation: Violation, statements: Statements) -> str:
    """Return what is broken, by which rule, and where it is written."""
    place = statements.place(violation.rule)
    where = f"  [{violation.rule}, {place}]" if place else ""
    return f"{statements.words(violation)}{where}"


def violation_document(
    violation: Violation, statements: Statements, problem: Problem
) -> dict[str, object]:
    """Return a violation for machines; instants are minutes since 1970."""
    rule = statements.rule(violation.rule)
    place = statements.place(violation.rule)
    return {
        "rule": rule.id if rule else violation.rule,
        "line": violation.rule,
        "hard": violation.hard,
        "people": [problem.people[p].id for p in violation.people],
        "days": [str(problem.date(day)) for day in violation.days],
        "start": violation.start_min,
        "end": violation.end_min,
        "amount": violation.amount / (rule.amounts_per_unit if rule else 1),
        "unit": rule.unit if rule else "",
        "points": round(violation.ticks / TICKS_PER_POINT, 4),
        "edge": violation.edge,
        "place": place and str(place),
        "text": statements.words(violation),
    }
