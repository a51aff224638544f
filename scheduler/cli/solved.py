"""What ``schedule solve`` says at the end, to people and to machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints import wording
from scheduler.cli.costs import cost_document
from scheduler.cli.proof import proof, run
from scheduler.cli.views import print_costs, print_findings, print_weeks
from scheduler.findings import findings, trades

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from scheduler.findings import Insight
    from scheduler.problem import Problem
    from scheduler.reasons import Reason, Statement
    from scheduler.result import Result

__all__ = ["print_solved", "reason_document", "solved_document"]

_MOST_ROWS = 60
"""Rows of week grids beyond which `show` is the better place."""


def print_solved(
    console: Console,
    problem: Problem,
    result: Result,
    written: Sequence[Path],
) -> bool:
    """Print the roster if it is small, what matters in it, and the proof.

    Return whether all there is was printed.

    Parameters
    ----------
    written
        The files it is in; a roster that is in none is printed whole.
    """
    rows = len(problem.people) * len(problem.weeks)
    whole = rows <= _MOST_ROWS or not written
    if result.best is not None:
        if whole:
            print_weeks(console, result.best, problem.weeks)
        print_findings(console, result.best, result.violations)
        print_costs(console, result.best, result.violations)
    elif result.reason is not None:
        console.print(f"{result.reason}\n", soft_wrap=True)
    for line in (*proof(result), *result.notes, run(result)):
        console.print(line, soft_wrap=True)
    return whole


def solved_document(
    problem: Problem, result: Result, written: Sequence[Path]
) -> dict[str, object]:
    """Return the result for machines; the roster, unless it is in a file."""
    document: dict[str, object] = {
        "status": result.status,
        "interrupted": result.interrupted,
        "cost_points": result.points,
        "bound_points": result.bound_points,
        "gap": result.gap,
        "shortage_min": result.shortage_min,
        "shortage_bound_min": result.shortage_bound_min,
        "seconds": round(result.seconds, 3),
        "engine": result.engine,
        "seed": result.seed,
        "proof": list(proof(result)),
        "notes": list(result.notes),
        "files": [str(path) for path in written],
        "warnings": [str(finding) for finding in problem.warnings],
        "findings": [_insight(insight) for insight in findings(result)],
    }
    if result.best is not None:
        paid = trades(result.best, result.violations)
        document["costs"] = [cost_document(trade) for trade in paid]
        if not written:
            document["roster"] = _roster(result)
    if result.reason is not None:
        document["reason"] = reason_document(result.reason, problem)
    return document


def reason_document(reason: Reason, problem: Problem) -> dict[str, object]:
    """Return statements that clash for machines."""
    return {
        "minimal": reason.minimal,
        "statements": [_statement(s, problem) for s in reason.statements],
    }


def _roster(result: Result) -> object:
    from scheduler.export.json import document

    assert result.best is not None
    return document(result.best, result).model_dump(
        mode="json", by_alias=True, exclude_none=True
    )


def _insight(insight: Insight) -> dict[str, object]:
    return {
        "kind": insight.kind,
        "text": insight.text,
        "count": insight.count,
        "points": round(insight.points, 4),
        "place": insight.place and str(insight.place),
        "details": list(insight.details),
    }


def _statement(said: Statement, problem: Problem) -> dict[str, object]:
    return {
        "text": said.text,
        "place": said.place and str(said.place),
        "rules": sorted({because.rule for because in said.because}),
        "people": sorted(
            {problem.people[p].id for b in said.because for p in b.people}
        ),
        "days": sorted({wording.days(b.days, problem) for b in said.because}),
    }
