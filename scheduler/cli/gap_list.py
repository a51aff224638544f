"""Gaps as text: where people are missing, dearest first; who could come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from constraints import wording
from constraints.terms import TICKS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rich.console import Console

    from constraints.rule import Violation
    from scheduler.roster import Roster

__all__ = ["print_gaps"]

_MOST_GAPS = 10
_MOST_KEPT = 4


def print_gaps(
    console: Console,
    roster: Roster,
    violations: Sequence[Violation],
    queues: Collection[int] | None,
) -> None:
    """Print the worst gaps and what kept everybody from them.

    Parameters
    ----------
    queues
        Only those of these queues; None for all.
    """
    from scheduler.report.gaps import gaps
    from scheduler.report.heat import heat

    rows = heat(roster, violations)
    chosen = tuple(r for r in rows if queues is None or r.queue in queues)
    found = gaps(roster, violations, chosen, _MOST_GAPS)
    if not found:
        console.print("No gaps: nobody is missing.")
        return
    some = f", the worst {_MOST_GAPS} of {len(found)}"
    title = f"Gaps{some if len(found) > _MOST_GAPS else ''}"
    console.print(Text(title, "bold"))
    for gap in found[:_MOST_GAPS]:
        points = f" ({gap.ticks / TICKS_PER_POINT:,.0f} points)"
        told = " (must)" if gap.must_min else points if gap.ticks else ""
        if gap.edge:
            told += ", at the edge of the roster"
        style = "red" if gap.must_min else ""
        console.print(Padding(Text(f"{gap.text}{told}", style), (0, 0, 0, 1)))
        kept = gap.hindrances or ()
        for hindrance in kept[:_MOST_KEPT]:
            console.print(Padding(Text(hindrance.text, "dim"), (0, 0, 0, 3)))
        if len(kept) > _MOST_KEPT:
            more = f"and {len(kept) - _MOST_KEPT} more"
            console.print(Padding(Text(more, "dim"), (0, 0, 0, 3)))
    hours = wording.hours(round(sum(gap.missing_min for gap in found)))
    console.print(f"{hours} are missing to what is wanted, in all.")
