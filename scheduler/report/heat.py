"""Heat: how every queue and account is staffed, against what was asked.

Rows of stretches in which nothing changes. People are counted as the rules
count them: one queue each, whoever is new for their part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from constraints.coverage import Coverage
from constraints.handover import Handover
from constraints.presence import Presence
from constraints.served import asked, serving
from constraints.stretches import there
from constraints.trained import Trained
from scheduler.report.rows import (
    Cell,
    Kind,
    Level,
    Row,
    State,
    cells_of,
    levels_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from constraints.needs import CoverageLine
    from constraints.rule import Violation
    from constraints.served import Served
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["Cell", "Heat", "Row", "State", "heat"]

Heat: TypeAlias = "tuple[Row, ...]"
"""Rows, dearest first; accounts below their queue."""


def heat(roster: Roster, violations: Iterable[Violation]) -> Heat:
    """Return how everything asked for is staffed.

    Parameters
    ----------
    violations
        The checker's judgement of the roster: what is missing costs.
    """
    ticks: dict[str, int] = defaultdict(int)
    must: dict[str, int] = defaultdict(int)
    found = tuple(violations)
    for violation in found:
        if violation.hard:
            must[violation.rule] += violation.amount
        else:
            ticks[violation.rule] += violation.ticks
    rows = [
        replace(row, ticks=sum(ticks[line] for line in row.lines))
        for row in _rows(roster, found)
    ]

    def worst(row: Row) -> tuple[int, int, float]:
        missing = sum(must[line] for line in row.lines)
        return -missing, -row.ticks, -row.missing_min

    # Accounts stand below their queue, wherever that is.
    group = {row.queue: worst(row) for row in rows if row.kind == "queue"}

    def key(row: Row) -> tuple[object, ...]:
        pooled = row.kind == "account" and row.queue in group
        first = group[row.queue] if pooled else worst(row)
        return first, row.queue, _ORDER.index(row.kind), worst(row), row.key

    return tuple(sorted(rows, key=key))


_ORDER: tuple[Kind, ...] = (
    "queue",
    "account",
    "presence",
    "handover",
    "knows",
)


def _rows(roster: Roster, violations: Sequence[Violation]) -> Iterator[Row]:
    for rule in roster.problem.rules:
        match rule:
            case Coverage():
                yield from _served(rule, roster)
            case Presence():
                yield from _present(rule, roster)
            case Trained():
                yield from _known(rule, roster)
            case Handover():
                yield _handed_over(rule, roster, violations)
            case _:
                pass


def _served(rule: Coverage, roster: Roster) -> Iterator[Row]:
    """Yield queues, and accounts that share or have them."""
    problem = roster.problem
    demands = asked(rule.lines, rule.priced, problem)
    served: Served = serving(roster, demands, {})
    minutes = cache(served.minutes)
    edges = {
        (ask.queue, slot)
        for slot, asks in demands.items()
        for ask in asks
        if ask.edge
    }

    def staffed(queue: int, slot: int) -> float:
        return minutes(slot)[queue] / problem.slot_min

    lines: dict[tuple[int, str], list[CoverageLine]] = defaultdict(list)
    accounts = _accounts(problem)
    for line in rule.lines:
        lines[line.queue, ""].append(line)
        if account := accounts.get(line.id, ""):
            lines[line.queue, account].append(line)
    for (queue, account), asking in lines.items():
        name = problem.queues[queue].name
        yield Row(
            key=f"{'account' if account else 'queue'}:"
            f"{problem.queues[queue].id}:{account}".rstrip(":"),
            kind="account" if account else "queue",
            name=f"{account} on {name}" if account else name,
            queue=queue,
            cells=cells_of(
                levels_of(asking, problem.slot_min),
                lambda slot, queue=queue: staffed(queue, slot),  # type: ignore[misc]
                {slot for q, slot in edges if q == queue},
                problem.slot_min,
            ),
            lines=frozenset(line.id for line in asking),
            account=account,
        )


def _accounts(problem: Problem) -> dict[str, str]:
    """Return the accounts of lines that are promises, by their ids."""
    return {
        promised.id: promised.account
        for promised in problem.demand.promised
        if promised.account
    }


def _present(rule: Presence, roster: Roster) -> Iterator[Row]:
    """Yield queues for which people are to be there."""
    problem = roster.problem
    works = [w for p in problem.people for w in roster.with_past(p.idx)]
    lines: dict[tuple[int, bool], list[CoverageLine]] = defaultdict(list)
    for line in rule.lines:
        lines[line.queue, line.standby].append(line)

    @cache
    def able(queue: int, day: int) -> frozenset[int]:
        return frozenset(
            p.idx
            for p in problem.people
            if problem.fully_serves(p.idx, queue, day)
        )

    for (queue, standby), asking in lines.items():
        here = there(roster, works, near=True, standby=standby)

        def staffed(
            slot: int,
            queue: int = queue,
            here: Mapping[int, set[int]] = here,
        ) -> float:
            people = able(queue, problem.local(slot)[0])
            return len(people & here.get(slot, set()))

        what = "reachable" if standby else "on duty"
        yield Row(
            key=f"presence:{problem.queues[queue].id}:{standby}",
            kind="presence",
            name=f"{problem.queues[queue].name}, {what}",
            queue=queue,
            cells=cells_of(
                levels_of(asking, problem.slot_min),
                staffed,
                set(),
                problem.slot_min,
            ),
            lines=frozenset(line.id for line in asking),
        )


def _known(rule: Trained, roster: Roster) -> Iterator[Row]:
    """Yield accounts that somebody there must know."""
    problem = roster.problem
    works = [w for p in problem.people for w in roster.with_past(p.idx)]
    here = there(roster, works)
    for known in rule.accounts:
        people = {p.idx for p in problem.people if known.account in p.knows}
        levels = {
            slot: Level(
                least=known.least,
                must=known.least if known.importance.hard else 0,
            )
            for start, end in known.stretches
            for slot in range(start, end, problem.slot_min)
        }
        yield Row(
            key=f"knows:{known.id}",
            kind="knows",
            name=f"knows {known.account}",
            queue=-1,
            cells=cells_of(
                levels,
                lambda slot, who=people: len(who & here.get(slot, set())),  # type: ignore[misc]
                set(),
                problem.slot_min,
            ),
            lines=frozenset({known.id}),
            account=known.account,
        )


def _handed_over(
    rule: Handover, roster: Roster, violations: Sequence[Violation]
) -> Row:
    """Return a hand-over: two people each time, less those missing."""
    problem = roster.problem
    width = problem.slot_min
    lacks: dict[int, int] = defaultdict(int)
    for violation in violations:
        if violation.rule == rule.id and violation.start_min is not None:
            end = violation.end_min or violation.start_min
            heads = violation.amount // (end - violation.start_min)
            for slot in range(violation.start_min, end, width):
                lacks[slot] += heads
    must = 2 if rule.importance.hard else 0
    levels = {
        slot: Level(least=2, must=must)
        for start, end in rule.stretches
        for slot in range(start, end, width)
    }
    sides = f" to {rule.receivers}" if rule.receivers is not None else ""
    return Row(
        key=f"handover:{rule.id}",
        kind="handover",
        name=f"hand-over of {problem.queues[rule.queue].name}{sides}",
        queue=rule.queue,
        cells=cells_of(
            levels, lambda slot: max(0, 2 - lacks[slot]), set(), width
        ),
        lines=frozenset({rule.id}),
    )
