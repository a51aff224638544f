"""``schedule check``: a second opinion about any roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import scheduler
from scheduler.cli.options import file_argument, json_option, roster_argument
from scheduler.cli.status import Status
from scheduler.cli.terminal import out, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from scheduler.checker import Judgement
    from scheduler.roster import Roster

__all__ = ["command"]


@click.command("check")
@file_argument
@roster_argument
@json_option
def command(file: str, roster_file: str, as_json: bool) -> Status:
    """Judge a roster by every rule: who, which day, by how much.

    ROSTER is a roster.json, a CSV file or a workbook; of CSV a person, a
    start and an end in each row are enough. Anything that must hold and
    does not ends in exit code 1.

    \b
    Example:
      schedule check roster.yaml by-hand.csv
      schedule check roster.yaml edited.xlsx
    """
    from scheduler.export.rosters import read_any

    roster = read_any(scheduler.read(file), roster_file)
    judgement = scheduler.check(roster)
    if as_json:
        write_json(_document(roster, judgement))
    else:
        _print(out(), roster, judgement)
    return Status.DONE if judgement.ok else Status.NO


def _print(console: Console, roster: Roster, judgement: Judgement) -> None:
    from scheduler.cli.views import print_costs
    from scheduler.cli.violations import violation_line
    from scheduler.statements import Statements

    statements = Statements(roster.problem)
    for title, found in (
        ("Broken", judgement.broken),
        ("Missing that must be there", judgement.short),
    ):
        if found:
            console.print(title, style="bold")
        for violation in found:
            console.print(
                f" {violation_line(violation, statements)}", soft_wrap=True
            )
    print_costs(console, roster, judgement.violations)
    console.print(_verdict(judgement))


def _verdict(judgement: Judgement) -> str:
    """Return the judgement in one sentence."""
    cost = f"cost {judgement.points:,.2f} points"
    if judgement.ok:
        return f"everything that must hold does; {cost}"
    parts = []
    if broken := len(judgement.broken):
        things = "things are" if broken > 1 else "thing is"
        parts.append(f"{broken} {things} broken")
    if not judgement.rules_asked:
        return f"{parts[0]}; mend that first: no rule was asked"
    if judgement.short:
        hours = judgement.shortage_min / 60
        parts.append(f"must shortage {hours:.1f} person-hours")
    return f"{', '.join(parts)}; {cost}"


def _document(roster: Roster, judgement: Judgement) -> dict[str, object]:
    from scheduler.cli.costs import cost_document
    from scheduler.cli.violations import violation_document
    from scheduler.findings import trades
    from scheduler.statements import Statements

    problem = roster.problem
    statements = Statements(problem)
    paid = trades(roster, judgement.violations)
    return {
        "ok": judgement.ok,
        "broken": len(judgement.broken),
        "shortage_min": judgement.shortage_min,
        "rules_asked": judgement.rules_asked,
        "cost_points": round(judgement.points, 4),
        "costs": [cost_document(trade) for trade in paid],
        "violations": [
            violation_document(violation, statements, problem)
            for violation in judgement.violations
        ],
    }
