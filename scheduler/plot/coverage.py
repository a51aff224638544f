"""Coverage as a picture: each queue against what was asked, worst first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from constraints import wording
from scheduler.checker import check
from scheduler.plot.canvas import Canvas
from scheduler.report.heat import heat

if TYPE_CHECKING:
    from scheduler.plot.canvas import Theme, View
    from scheduler.report.rows import Row, State
    from scheduler.roster import Roster

__all__ = ["draw_coverage"]

_SAID: dict[State, str] = {
    "must": "below what must be there",
    "short": "below least",
    "low": "below wanted",
    "met": "as wanted",
    "over": "too many",
}


# Gaps are told apart by those, too, who see no red.
_HATCHES: dict[State, str] = {"must": "xxx", "short": "///"}


def draw_coverage(
    roster: Roster, view: View, theme: Theme, queues: frozenset[int] | None
) -> Canvas:
    """Return the picture of how everything asked for is staffed.

    Parameters
    ----------
    queues
        Indices of those to show; None for all.
    """
    rows = [
        row
        for row in heat(roster, check(roster).violations)
        if queues is None or row.queue in queues
    ]
    canvas = Canvas(view, theme, max(1, len(rows)))
    seen: set[State] = set()
    for number, row in enumerate(rows):
        for state, stretches in _stretches(row).items():
            canvas.bars(
                number, stretches, theme.states[state], 0.8, linewidth=0,
                hatch=_HATCHES.get(state), edgecolor=theme.paper,
            )  # fmt: skip
            seen.update(state for at in stretches if view.cut(*at))
    canvas.labels(
        [_name(row, view) for row in rows] or ["nothing is asked for"],
        bold=set(),
    )
    canvas.legend(
        [
            (said, theme.states[state], _HATCHES.get(state))
            for state, said in _SAID.items()
            if state in seen
        ]
    )
    return canvas


def _stretches(row: Row) -> dict[State, list[tuple[int, int]]]:
    found: dict[State, list[tuple[int, int]]] = defaultdict(list)
    for cell in row.cells:
        if max(cell.least, cell.wanted) or cell.state == "over":
            found[cell.state].append((cell.start_min, cell.end_min))
    return found


def _name(row: Row, view: View) -> str:
    """Return the name of a row, and what is missing where it is shown."""
    cells = row.cells
    shown = ((cell, view.cut(cell.start_min, cell.end_min)) for cell in cells)
    missing = round(
        sum(cell.missing * (at[1] - at[0]) for cell, at in shown if at)
    )
    return f"{row.name} (−{wording.hours(missing)})" if missing else row.name
