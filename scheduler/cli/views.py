"""What people look at: a roster's weeks, coverage, findings and costs.

The texts of ``solve``, ``check`` and ``show`` meet here, so that the same
thing looks the same in all three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from scheduler.cli.costs import cost_table
from scheduler.cli.strips import ASCII, BLOCKS, legend, met, strips
from scheduler.cli.terminal import fits
from scheduler.cli.weeks import Grid, week_blocks
from scheduler.clock import zone
from scheduler.findings import edges, insights, trades
from scheduler.watch import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from constraints.rule import Violation
    from scheduler.roster import Roster
    from scheduler.watch import Turn

__all__ = ["print_costs", "print_findings", "print_weeks"]

_FINDINGS = 5
_EDGES = (
    "{hours:.1f} person-hours are missing at the edges of the roster, where "
    "the one before or after it may help"
)
_KINDS = {
    "broken": "broken",
    "short": "short",
    "price": "paid",
    "edge": "edge",
}


def print_weeks(
    console: Console,
    roster: Roster,
    weeks: Sequence[Sequence[int]],
    *,
    people: Sequence[int] | None = None,
    zone_name: str | None = None,
    coverage: bool = True,
    queues: Sequence[int] | None = None,
) -> None:
    """Print week grids, each with its coverage.

    Parameters
    ----------
    people
        By default everybody.
    queues
        Of people, only when they are on these queues, and only these
        strips; None for whole duties and all queues.
    zone_name
        Zone of all times; by default each person's own, and the file's for
        coverage.
    """
    problem = roster.problem
    chosen = range(len(problem.people)) if people is None else people
    on = None if queues is None else _turns(roster, queues)
    if on is not None:
        serving = {person for person, _ in on}
        chosen = [idx for idx in chosen if idx in serving]
    grid = Grid(roster, tuple(chosen), zone_name, console.width, on)
    clock = zone(zone_name or problem.zone)
    found = met(roster, clock) if coverage else {}
    if queues is not None:
        found = {queue: m for queue, m in found.items() if queue in queues}
    glyphs = BLOCKS if fits(console, "".join(BLOCKS.values())) else ASCII
    for week in weeks:
        for block in week_blocks(grid, week):
            console.print(block)
        for line in strips(problem, found, week, clock, glyphs):
            console.print(line, no_wrap=True)
    if coverage:
        console.print(legend(glyphs))
        console.print()


def _turns(
    roster: Roster, queues: Sequence[int]
) -> dict[tuple[int, int], list[Turn]]:
    """Return by person and line day when they are on some queues."""
    found: dict[tuple[int, int], list[Turn]] = {}
    for queue in queues:
        for turn in turns(roster, roster.problem.queues[queue]):
            found.setdefault((turn.person, turn.day), []).append(turn)
    return found


def print_findings(
    console: Console, roster: Roster, violations: Sequence[Violation]
) -> None:
    """Print the five findings that matter most."""
    found = insights(roster, violations, _FINDINGS)
    at_edges = edges(roster, violations)
    if not found and not at_edges:
        return
    console.print("What matters most", style="bold")
    for insight in found:
        where = f"  [{insight.place}]" if insight.place else ""
        label = _KINDS[insight.kind]
        console.print(_hanging(label, f"{insight.text}{where}"))
        for detail in insight.details[:_FINDINGS]:
            console.print(_hanging("", detail))
    if at_edges:
        hours = sum(insight.amount for insight in at_edges) / 60
        text = _EDGES.format(hours=hours)
        console.print(_hanging(_KINDS["edge"], text))
    console.print()


def print_costs(
    console: Console, roster: Roster, violations: Sequence[Violation]
) -> None:
    """Print what was traded for what, if anything was."""
    found = trades(roster, violations)
    if found:
        console.print("What was traded for what", style="bold")
        console.print(cost_table(found))
        console.print()


def _hanging(label: str, text: str) -> Padding:
    """Return a text behind its label, wrapped beneath itself."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=6, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(label, Text(text))
    return Padding(table, (0, 0, 0, 1))
