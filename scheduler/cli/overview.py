"""What a problem amounts to, in one line: people, duties, days, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints import wording
from constraints.coverage import Coverage

if TYPE_CHECKING:
    from scheduler.problem import Problem

__all__ = ["overview", "overview_document"]


def overview(problem: Problem) -> str:
    """Return ``Harbour Support, 8–14 March: 8 people, …``."""
    when = wording.days((0, problem.days - 1), problem)
    return (
        f"{problem.name}, {when}: "
        f"{_count(len(problem.people), 'person', 'people')}, "
        f"{_count(problem.days, 'day', 'days')}, "
        f"{_count(_duties(problem), 'possible duty', 'possible duties')}, "
        f"{wording.hours(coverage_min(problem))} of coverage wanted, "
        f"{_count(len(problem.rules), 'rule', 'rules')}"
    )


def overview_document(problem: Problem) -> dict[str, object]:
    """Return the same for machines."""
    return {
        "roster": problem.id,
        "name": problem.name,
        "from": str(problem.first_day),
        "days": problem.days,
        "people": len(problem.people),
        "duties": _duties(problem),
        "coverage hours": coverage_min(problem) / 60,
        "rules": len(problem.rules),
    }


def coverage_min(problem: Problem) -> int:
    """Return the person-minutes that coverage wants."""
    return sum(
        heads * problem.slot_min
        for rule in problem.rules
        if isinstance(rule, Coverage)
        for heads in rule.demand(problem.slot_min).values()
    )


def _duties(problem: Problem) -> int:
    return len({d for menu in problem.menus for day in menu for d in day})


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
