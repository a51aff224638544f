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
    alike = _alike(rows, view)
    canvas = Canvas(view, theme, max(1, len(alike)))
    seen: set[State] = set()
    for number, (row, *_) in enumerate(alike):
        for state, stretches in _stretches(row).items():
            canvas.bars(
                number, stretches, theme.states[state], 0.8, linewidth=0,
                hatch=_HATCHES.get(state), edgecolor=theme.paper,
            )  # fmt: skip
            seen.update(state for at in stretches if view.cut(*at))
    canvas.labels(
        lambda band: (
            [_names(found, band) for found in alike]
            or ["nothing is asked for"]
        ),
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
            stretches = found[cell.state]
            start_min = cell.start_min
            if stretches and stretches[-1][1] == start_min:
                start_min = stretches.pop()[0]
            stretches.append((start_min, cell.end_min))
    return found


def _alike(rows: list[Row], view: View) -> list[list[Row]]:
    """Return rows by what they show: sixty accounts well served are one.

    Queues, and whatever misses anything, have a row of their own.
    """
    found: dict[object, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        own = row.kind == "queue" or _missing_min(row, view) > 0
        shown = tuple(
            (state, tuple(stretches))
            for state, stretches in _stretches(row).items()
        )
        found[number if own else (row.kind, row.queue, shown)].append(row)
    return list(found.values())


def _names(rows: list[Row], view: View) -> str:
    """Return the name of a row, and what is missing where it is shown."""
    row, *others = rows
    if others:
        return f"{row.name}, and {len(others)} like it"
    missing = _missing_min(row, view)
    return f"{row.name} (−{wording.hours(missing)})" if missing else row.name


def _missing_min(row: Row, view: View) -> int:
    """Return person-minutes missing where the picture shows a row."""
    cells = row.cells
    shown = ((cell, view.cut(cell.start_min, cell.end_min)) for cell in cells)
    return round(
        sum(cell.missing * (at[1] - at[0]) for cell, at in shown if at)
    )
