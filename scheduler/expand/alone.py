"""People who must not be alone, and have nobody who could be with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints import wording
from constraints.company import Company
from constraints.mentor import Mentor
from scheduler.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.problem import Person, Problem

__all__ = ["alone"]


def alone(problem: Problem) -> Iterator[Finding]:
    """Yield a warning for each rule that leaves somebody no duty at all.

    Where it is a must, that is; else whatever they work is paid for.
    """
    for rule in problem.rules:
        if isinstance(rule, Mentor):
            found = _without_mentor(rule, problem)
            wanted = f"a mentor ({wording.those(rule.with_)})"
        elif isinstance(rule, Company):
            found = _without_company(rule, problem)
            wanted = wording.count(rule.least, "other")
        else:
            continue
        if found:
            who = wording.people([p.idx for p in found], problem)
            verb = "is" if len(found) == 1 else "are"
            yield Finding(
                f"{who} {verb} never to be there without {wanted}, and"
                " nobody can be with them",
                problem.places.get(rule.id),
                "warning",
                code="alone",
            )


def _without_mentor(rule: Mentor, problem: Problem) -> list[Person]:
    if any(
        rule.with_.matches(person, problem.date(day))
        and not rule.who.matches(person, problem.date(day))
        for person in problem.people
        for day in range(problem.days)
    ):
        return []
    return _meant(rule, problem)


def _without_company(rule: Company, problem: Problem) -> list[Person]:
    others = [
        person
        for person in problem.people
        if any(
            rule.of.matches(person, problem.date(day))
            for day in range(problem.days)
        )
    ]
    return [
        person
        for person in _meant(rule, problem)
        if len([o for o in others if o != person]) < rule.least
    ]


def _meant(rule: Mentor | Company, problem: Problem) -> list[Person]:
    return [
        person
        for person in problem.people
        if any(
            rule.who.matches(person, problem.date(day))
            for day in range(problem.days)
        )
    ]
