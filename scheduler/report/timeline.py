"""The timeline: who works when, on what, and why each duty is there.

A duty is there for the coverage it serves, and despite the prices it pays:
of each block it is said how much of it least and wanted need.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from constraints.handover import Handover
from constraints.pinned import Pinned
from constraints.stretches import there
from scheduler.company import Company
from scheduler.report.ledger import is_wish
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Violation
    from scheduler.problem import Problem, Span, Work
    from scheduler.report.heat import Heat, Row
    from scheduler.roster import Roster

__all__ = ["Away", "Bar", "Block", "Exchange", "Paid", "Timeline", "timeline"]

What: TypeAlias = Literal["queue", "break", "event", "standby", "free"]
"""Free is what lies between the pieces of a split shift."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a duty and what it is for.

    Attributes
    ----------
    queue
        Index; -1 for none.
    title
        Of an event.
    least_min, wanted_min, more_min
        Minutes that would lack somebody for the least, or for what is
        wanted, without this person; and minutes beyond both.
    """

    what: What
    start_min: int
    end_min: int
    queue: int = -1
    title: str = ""
    least_min: int = 0
    wanted_min: int = 0
    more_min: int = 0


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
    blocks = _Blocks(roster, rows)
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
        tuple(_exchanges(roster, found)),
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


class _Blocks:
    """Finds out what each stretch of a duty is for."""

    def __init__(self, roster: Roster, rows: Heat) -> None:
        self._roster = roster
        self._problem = roster.problem
        self._company = Company(roster)
        self._served = {r.queue: _Needs(r) for r in rows if r.kind == "queue"}
        self._present: dict[int, _Needs] = {
            row.queue: _Needs(row) for row in rows if row.kind == "presence"
        }

    def of(self, work: Work) -> Iterator[Block]:
        """Yield the blocks of a work in order of time."""
        blocks = [self._block(work, span) for span in work.spans]
        duty = self._roster.duty(work)
        for start, end in duty.standby:
            blocks += self._standby(work, start, end)
        for (_, end), (start, _) in pairwise(duty.reach):
            blocks.append(Block("free", end, start))
        yield from sorted(blocks, key=lambda b: (b.start_min, b.end_min))

    def _block(self, work: Work, span: Span) -> Block:
        ends = span.start_min, span.end_min
        if span.kind == "queue":
            needs = self._served.get(span.queue)
            minutes = needs.of(*ends) if needs else (0, 0, ends[1] - ends[0])
            return Block("queue", *ends, span.queue, "", *minutes)
        if span.kind == "event":
            title = self._company.title(work.person, span)
            return Block("event", *ends, title=title)
        return Block("break", *ends)

    def _standby(self, work: Work, start: int, end: int) -> Iterator[Block]:
        """Yield a stretch on standby, for the queue that needs it most."""
        able = [
            (needs.of(start, end), queue)
            for queue, needs in self._present.items()
            if self._problem.fully_serves(
                work.person, queue, max(0, self._problem.local(start)[0])
            )
        ]
        minutes, queue = max(able, default=((0, 0, end - start), -1))
        yield Block("standby", start, end, queue, "", *minutes)


class _Needs:
    """What of a stretch of a row would lack somebody without one person."""

    def __init__(self, row: Row) -> None:
        self._cells = row.cells
        self._ends = [cell.end_min for cell in row.cells]

    def of(self, start: int, end: int) -> tuple[int, int, int]:
        """Return minutes for least, for wanted, and beyond both."""
        least = wanted = 0
        for cell in self._cells[bisect_left(self._ends, start + 1) :]:
            if cell.start_min >= end:
                break
            inside = min(end, cell.end_min) - max(start, cell.start_min)
            if cell.staffed <= cell.least:
                least += inside
            elif cell.staffed <= cell.wanted:
                wanted += inside
        return least, wanted, end - start - least - wanted


# Hand-overs


def _exchanges(
    roster: Roster, violations: Sequence[Violation]
) -> Iterator[Exchange]:
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
