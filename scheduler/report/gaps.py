"""Gaps: stretches in which people are missing, and who could have come.

One gap is one stretch of one row of the heat map; those that miss what
must be come first, then the dearest. What kept everybody from it comes
from the rules themselves: each person is tried on the duties that help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.hindrances import Hindrances
from scheduler.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from constraints.rule import Violation
    from scheduler.hindrances import Hindrance
    from scheduler.report.heat import Cell, Heat, Row
    from scheduler.roster import Roster

__all__ = ["MOST_ASKED", "Gap", "gaps"]

MOST_ASKED = 40
"""Of how many gaps it is asked who could have come; the worst ones."""


@dataclass(frozen=True, eq=False)
class Gap:
    """A stretch of a row in which less is staffed than asked.

    Attributes
    ----------
    row
        Its key.
    text
        What its worst violation says, as a sentence.
    missing_min
        Person-minutes missing to what is wanted.
    must_min
        Person-minutes of what must be there.
    edge
        Duties outside the roster could help.
    hindrances
        What kept everybody who could serve, where it is worst; None where
        it was not asked.
    """

    row: str
    start_min: int
    end_min: int
    text: str
    ticks: int
    missing_min: float
    must_min: int
    edge: bool
    hindrances: tuple[Hindrance, ...] | None = None


def gaps(
    roster: Roster,
    violations: Iterable[Violation],
    rows: Heat,
    most_asked: int = MOST_ASKED,
) -> tuple[Gap, ...]:
    """Return all gaps, the worst first.

    Parameters
    ----------
    violations
        The checker's judgement of the roster.
    rows
        The heat map.
    most_asked
        Of how many to ask who could have come.
    """
    problem = roster.problem
    statements = Statements(problem)
    found = sorted(
        _found(rows, tuple(violations), statements),
        key=lambda pair: (
            -pair[0].must_min,
            -pair[0].ticks,
            -pair[0].missing_min,
            pair[0].start_min,
            pair[0].row,
        ),
    )
    if not found or not most_asked:
        return tuple(gap for gap, _ in found)
    asking = Hindrances(roster, problem.rules, statements)
    return tuple(
        _asked(gap, worst, asking) if number < most_asked else gap
        for number, (gap, worst) in enumerate(found)
    )


def _found(
    rows: Heat, violations: Sequence[Violation], statements: Statements
) -> Iterator[tuple[Gap, Violation]]:
    """Yield gaps, each with its worst violation."""
    by_line: dict[str, list[Violation]] = {}
    for violation in violations:
        if statements.staffs(violation) and violation.start_min is not None:
            by_line.setdefault(violation.rule, []).append(violation)
    for row in rows:
        if row.kind == "account":
            continue  # its queue misses the same people
        own = [v for line in row.lines for v in by_line.get(line, ())]
        for cells in _runs(row):
            start, end = cells[0].start_min, cells[-1].end_min
            inside = [
                v
                for v in own
                if start <= (v.start_min or 0) and (v.end_min or 0) <= end
            ]
            if inside:
                yield _gap(row, cells, inside, statements)


def _runs(row: Row) -> Iterator[list[Cell]]:
    """Yield stretches of cells in a row that miss people."""
    run: list[Cell] = []
    for cell in row.cells:
        if run and (not cell.missing or run[-1].end_min != cell.start_min):
            yield run
            run = []
        if cell.missing:
            run.append(cell)
    if run:
        yield run


def _gap(
    row: Row,
    cells: Sequence[Cell],
    inside: Sequence[Violation],
    statements: Statements,
) -> tuple[Gap, Violation]:
    worst = max(inside, key=lambda v: (v.hard, v.ticks, v.amount))
    gap = Gap(
        row.key,
        cells[0].start_min,
        cells[-1].end_min,
        statements.words(worst),
        sum(v.ticks for v in inside),
        sum(c.missing * (c.end_min - c.start_min) for c in cells),
        sum(v.amount for v in inside if v.hard),
        any(cell.edge for cell in cells),
    )
    return gap, worst


def _asked(gap: Gap, worst: Violation, asking: Hindrances) -> Gap:
    start, end = worst.start_min or 0, worst.end_min or 0
    return replace(gap, hindrances=asking.over(worst.rule, start, end))
