"""Wishes: what people would rather have, and how often they have it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from constraints.available import Available
from constraints.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from constraints.rule import Rule, Violation
    from scheduler.people import Person
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["is_wish", "refused", "wishes"]


def wishes(roster: Roster) -> Counter[int]:
    """Return by person how many duties and days something was wished of."""
    found: Counter[int] = Counter()
    problem = roster.problem
    for rule in problem.rules:
        for person in _wishing(problem, rule):
            days = _days_wished(problem, rule)
            found[person.idx] += (
                len(roster.lines[person.idx]) if days is None else days
            )
    return found


def _wishing(problem: Problem, rule: Rule) -> Sequence[Person]:
    """Return whose wish a rule is; nobody's for other rules."""
    if not is_wish(rule):
        return ()
    return [person for person in problem.people if rule.who.matches(person)]


def is_wish(rule: Rule | None) -> bool:
    """Return whether a rule says what somebody would rather have."""
    if isinstance(rule, Available):
        return rule.kind in ("prefer", "avoid")
    return isinstance(rule, Preferences) and not rule.importance.hard


def _days_wished(problem: Problem, rule: Rule) -> int | None:
    """Return how many days a wish names; None if it is about all duties."""
    if not isinstance(rule, Preferences) or rule.prefer or rule.avoid:
        return None
    return sum(
        any(problem.date(day) in dates for dates in rule.day_off or rule.work)
        for day in range(problem.days)
    )


def refused(problem: Problem, violations: Iterable[Violation]) -> Counter[int]:
    """Return by person how many of their wishes are not granted."""
    wishes = {rule.id for rule in problem.rules if is_wish(rule)}
    days = {
        (violation.rule, person, violation.days[0])
        for violation in violations
        if violation.rule in wishes
        for person in violation.people
    }
    return Counter(person for _, person, _ in days)
