"""The timeline: who works when, on what, and why each duty is there.

A duty is there for the coverage it serves, and despite the prices it pays:
of each block it is said how much of it least and wanted need.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.pinned import Pinned
from scheduler.report.blocks import Blocks
from scheduler.report.exchanges import exchanges
from scheduler.report.wishes import is_wish
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from constraints.rule import Violation
    from scheduler.problem import Problem, Work
    from scheduler.report.blocks import Block
    from scheduler.report.exchanges import Exchange
    from scheduler.report.heat import Heat
    from scheduler.roster import Roster

__all__ = ["Away", "Bar", "Paid", "Timeline", "timeline"]


@dataclass(frozen=True, slots=True)
class Paid:
    """A price that a duty pays, or shares in.

    Attributes
    ----------
    wish
        Whether it is about what somebody would rather have.
    """

    rule: str
    text: str
    ticks: int
    hard: bool
    wish: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A duty as it is drawn.

    Attributes
    ----------
    pinned
        The file says that it has to be.
    """

    person: int
    day: int
    shift: str
    start_min: int
    end_min: int
    paid_min: int
    blocks: tuple[Block, ...]
    paid: tuple[Paid, ...]
    pinned: bool
    foreign: bool


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is not there; why is nobody's business."""

    person: int
    start_min: int
    end_min: int


@dataclass(frozen=True, eq=False)
class Timeline:
    """Everything that is drawn on it, in order of people and time."""

    bars: tuple[Bar, ...]
    away: tuple[Away, ...]
    exchanges: tuple[Exchange, ...]


def timeline(
    roster: Roster, violations: Iterable[Violation], rows: Heat
) -> Timeline:
    """Return the timeline of a judged roster.

    Parameters
    ----------
    violations
        The checker's judgement.
    rows
        The heat map: what coverage needs at each moment.
    """
    problem = roster.problem
    found = tuple(violations)
    paid = _prices(problem, found)
    blocks = Blocks(roster, rows)
    pinned = {
        (person.idx, problem.day(rule.day))
        for rule in problem.rules
        if isinstance(rule, Pinned)
        for person in problem.people
        if rule.who.matches(person)
    }
    return Timeline(
        tuple(
            _bar(
                roster,
                work,
                tuple(blocks.of(work)),
                tuple(paid.get((work.person, work.day), ())),
                (work.person, work.day) in pinned,
            )
            for work in roster.works()
        ),
        tuple(
            Away(person, start, end)
            for person, stretches in enumerate(problem.away)
            for start, end in stretches
        ),
        tuple(exchanges(roster, found)),
    )


def _bar(
    roster: Roster,
    work: Work,
    blocks: tuple[Block, ...],
    paid: tuple[Paid, ...],
    pinned: bool,
) -> Bar:
    duty = roster.duty(work)
    shifts = roster.problem.shifts
    return Bar(
        work.person,
        work.day,
        shifts[duty.shift].name if duty.shift >= 0 else "",
        duty.start_min,
        duty.end_min,
        duty.paid_min,
        blocks,
        paid,
        pinned,
        duty.foreign,
    )


def _prices(
    problem: Problem, violations: Sequence[Violation]
) -> dict[tuple[int, int], list[Paid]]:
    """Return by person and day what is paid there.

    Only what concerns some people and a few days: what is of the whole
    roster is the ledger's.
    """
    statements = Statements(problem)
    found: dict[tuple[int, int], list[Paid]] = defaultdict(list)
    for violation in violations:
        first, last = violation.days
        if not violation.people or last - first > _FEW_DAYS:
            continue
        rule = statements.rule(violation.rule)
        entry = Paid(
            rule.id if rule else violation.rule,
            statements.words(violation).removesuffix("."),
            violation.ticks,
            violation.hard,
            is_wish(rule),
        )
        for person in violation.people:
            for day in range(first, last + 1):
                found[person, day].append(entry)
    return found


_FEW_DAYS = 1
