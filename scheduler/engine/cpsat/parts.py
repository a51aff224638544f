"""Which parts of a model to look at for statements that clash.

Small ones first: whatever clashes within one person's line, or within a few
days of coverage, is found where little else has to be solved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from constraints.evaluator import amounts
from constraints.terms import (
    Choice,
    Cover,
    Free,
    Meeting,
    OnQueues,
    Pattern,
    Presence,
    Rest,
    Row,
    Session,
    Streak,
    Tally,
)
from scheduler.engine.cpsat import model
from scheduler.engine.cpsat.needs import able, asked_by, wants
from scheduler.engine.scope import people_of, reads
from scheduler.engine.view import LinesView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.terms import Because, Term
    from scheduler.engine.cpsat.needs import Need
    from scheduler.engine.engine import Lines
    from scheduler.problem import Problem

__all__ = [
    "Part",
    "days_that_matter",
    "hopeless",
    "is_hard",
    "line_parts",
    "near_choices",
    "short_days",
    "staffed_parts",
]

NEAR_DAYS = (0, 1, 3, 7)
"""How far around a shortage coverage is looked at, step by step."""

REACH_DAYS = 2
"""Between the day of a need and the line days whose duties could meet it:
clocks may be a day apart, and nights go on."""

WORST = 3
"""Shortages that are looked at closely."""


@dataclass(frozen=True, slots=True)
class Part:
    """Terms and needs about some people, looked at apart from all others."""

    people: frozenset[int]
    lines: tuple[Term, ...]
    needs: tuple[Need, ...] = ()


def line_parts(problem: Problem, lines: Sequence[Term]) -> Iterator[Part]:
    """Yield everybody alone, then with those whom rows tie them to.

    All lines hold together if each part does.
    """
    own = [term for term in lines if len(people_of(term)) < 2]
    for person in problem.people:
        yield _part(own, frozenset((person.idx,)))
    for people in _tied(lines):
        yield _part(lines, people)


def short_days(
    lines: Sequence[Term], needs: Sequence[Need], short: Sequence[Because]
) -> Iterator[Part]:
    """Yield the days on which a roster lacks most, each by itself."""
    for why in _by_size(short)[:WORST]:
        chosen = tuple(asked_by(needs, why.rule, why.days))
        yield _staffed_part(lines, chosen)


def staffed_parts(
    lines: Sequence[Term], needs: Sequence[Need], short: Sequence[Because]
) -> Iterator[Part]:
    """Yield coverage around shortages, then line by line, then all of it.

    Parameters
    ----------
    short
        Statements that a good roster does not meet.
    """
    by_size = _by_size(short)
    for near in NEAR_DAYS:
        for why in by_size[:WORST]:
            days = why.days[0] - near, why.days[1] + near
            chosen = tuple(asked_by(needs, why.rule, days))
            yield _staffed_part(lines, chosen)
    rules = dict.fromkeys(why.rule for why in by_size)
    for rule in rules:
        chosen = tuple(asked_by(needs, rule, None))
        yield _staffed_part(lines, chosen)
    if {why.rule for need in needs for why in wants(need)} - set(rules):
        yield _staffed_part(lines, needs)


def _by_size(short: Sequence[Because]) -> list[Because]:
    """Return each statement once, the one that lacks most first."""
    return [why for why, _ in Counter(short).most_common()]


def _staffed_part(lines: Sequence[Term], needs: Sequence[Need]) -> Part:
    """Return needs with everybody who could help, and who is tied to them."""
    people = frozenset(person for need in needs for person in able(need))
    for group in _tied(lines):
        if not people.isdisjoint(group):
            people |= group
    return _part(lines, people, needs)


def days_that_matter(problem: Problem, part: Part) -> model.Part:
    """Return the days that are looked at; all others are off.

    A day off of which no term reads breaks nothing.
    """
    days = range(problem.days)
    free = {
        (person, day)
        for term in part.lines
        for person in people_of(term) & part.people
        for day in days
        if reads(term, person, day)
    }
    rows = [term for term in part.lines if isinstance(term, Presence)]
    near = _near(problem, [*part.needs, *rows])
    return model.Part(_off(problem), frozenset(free | near))


def hopeless(problem: Problem, needs: Iterable[Need]) -> bool:
    """Return whether a need goes unmet that no duty could help to meet."""
    view = LinesView(problem, _off(problem))
    return any(
        not _near(problem, [need]) and any(amounts(need, view))
        for need in needs
    )


def _off(problem: Problem) -> Lines:
    line = (None,) * problem.days
    return (line,) * len(problem.people)


def near_choices(problem: Problem, part: Part) -> Iterator[Choice]:
    """Yield what bars duties to those who could meet a part's needs."""
    near = _near(problem, part.needs)
    for term in part.lines:
        if isinstance(term, Choice):
            days = tuple(d for d in term.days if (term.person, d) in near)
            if days:
                yield replace(term, days=days)


def _near(
    problem: Problem, needs: Iterable[Need]
) -> frozenset[tuple[int, int]]:
    """Return whose line days have duties that could meet needs."""
    found: set[tuple[int, int]] = set()
    for need in needs:
        at, _ = problem.local(need.start_min)
        first, last = max(0, at - REACH_DAYS), at + REACH_DAYS
        days = range(first, min(problem.days, last + 1))
        by_menu: dict[int, list[int]] = {}
        for person in able(need):
            menu = problem.people[person].menu
            if menu not in by_menu:
                by_menu[menu] = [
                    day for day in days if _reaches(problem, menu, day, need)
                ]
            found.update((person, day) for day in by_menu[menu])
    return frozenset(found)


def _reaches(problem: Problem, menu: int, day: int, need: Need) -> bool:
    return any(
        problem.duties[duty].start_min < need.end_min
        and need.start_min < problem.duties[duty].end_min
        for duty in problem.menus[menu][day]
    )


def _part(
    lines: Iterable[Term],
    people: frozenset[int],
    needs: Sequence[Need] = (),
) -> Part:
    own = tuple(t for t in lines if not people.isdisjoint(people_of(t)))
    return Part(people, own, tuple(needs))


def is_hard(term: Term) -> bool:
    """Return whether a term can rule out a roster; coverage never does."""
    match term:
        case Cover():
            return False
        case Presence():
            return term.binds
        case (
            Choice()
            | Rest()
            | Free()
            | Row()
            | Meeting()
            | Session()
            | OnQueues()
        ):
            return term.price.hard
        case Tally() | Streak():
            return term.price_low.hard or term.price_high.hard
        case Pattern():
            # Whatever its price, a choice that matches no arc is forbidden.
            return True
        case _:
            assert_never(term)


def _tied(terms: Iterable[Term]) -> list[frozenset[int]]:
    """Return the people in groups that rows tie together."""
    groups: list[frozenset[int]] = []
    for term in terms:
        people = people_of(term)
        if len(people) > 1:
            met = [group for group in groups if not group.isdisjoint(people)]
            groups = [group for group in groups if group.isdisjoint(people)]
            groups.append(people.union(*met))
    return groups
