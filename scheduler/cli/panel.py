"""The panel that a terminal shows while a search runs.

What is known so far, how fast it is found and how the cost came down, in a
box of at most 80 columns that is taken away at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from constraints.terms import TICKS_PER_POINT
from constraints.wording import hours

if TYPE_CHECKING:
    from scheduler.events import Event

__all__ = ["GLYPHS", "NARROW", "Seen", "panel"]

NARROW = 60
"""Columns below which one line has to do."""

GLYPHS = "▁▂▃▄▅▆▇█╭━╸"
"""What the panel is drawn with, where the terminal knows them."""

_WIDEST = 80
_SPARK = 32
_BARS = GLYPHS[:8]


@dataclass
class Seen:
    """What events have told so far.

    Attributes
    ----------
    engine, phase
        Who is at work, and with what.
    speed
        As the engine says it.
    costs
        (seconds, ticks) of each better roster, in order of time.
    trail
        By engine: the best cost, in ticks, when it was last at work.
    """

    engine: str = ""
    phase: str = ""
    speed: str = ""
    cost: int | None = None
    bound: int | None = None
    shortage_min: int | None = None
    costs: list[tuple[float, int]] = field(default_factory=list)
    trail: dict[str, int] = field(default_factory=dict)

    def learn(self, event: Event, seconds: float) -> None:
        """Take notice of an event; what it leaves out stays as it was.

        Parameters
        ----------
        seconds
            Since the whole run began, whenever its engine did.
        """
        if event.engine != self.engine:
            self.engine, self.phase, self.speed = event.engine, "", ""
        if event.kind == "phase":
            self.phase = event.message
        if event.kind == "improved" and event.message:
            self.speed = event.message
        if event.shortage_min is not None:
            self.shortage_min = event.shortage_min
        if event.bound is not None:
            self.bound = max(event.bound, self.bound or 0)
        if event.cost is not None:
            self.cost = event.cost
            self.trail[event.engine] = event.cost
            if not self.costs or self.costs[-1][1] != event.cost:
                self.costs.append((seconds, event.cost))


def panel(
    seen: Seen, passed: float, limit: float | None, *, width: int, plain: bool
) -> Panel:
    """Return the panel of a moment.

    Parameters
    ----------
    passed, limit
        Seconds since the run began, and of its limit; None for none.
    width
        Columns of the terminal.
    plain
        Whether it has to do with ASCII.
    """
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", width=6)
    table.add_column(overflow="ellipsis", no_wrap=True)
    for label, text in _rows(seen, passed, plain):
        table.add_row(label, text)
    title = " · ".join(w for w in (seen.engine or "starting", seen.phase) if w)
    clock = _clock(passed)
    if limit is not None:
        clock += f" of {_clock(limit)}"
    return Panel(
        table,
        title=Text(f"{title}   {clock}".replace("·", "-" if plain else "·")),
        title_align="left",
        subtitle=Text("Ctrl-C keeps the best so far", "dim"),
        subtitle_align="right",
        box=box.ASCII if plain else box.ROUNDED,
        width=min(width, _WIDEST),
    )


def _rows(seen: Seen, passed: float, plain: bool) -> list[tuple[str, Text]]:
    rows = [("best", _best(seen))]
    if seen.bound and not seen.shortage_min:
        rows.append(("bound", _bound(seen)))
    rows.append(("must", _must(seen)))
    if seen.speed:
        rows.append(("speed", Text(seen.speed)))
    if len(seen.costs) > 1 and not plain:
        rows.append(("cost", _spark(seen, passed)))
    if len(seen.trail) > 1:
        arrow = " > " if plain else " → "
        trail = arrow.join(
            f"{engine} {_points(cost)}" for engine, cost in seen.trail.items()
        )
        rows.append(("so far", Text(trail, "dim")))
    return rows


def _best(seen: Seen) -> Text:
    if seen.cost is None:
        return Text("none yet")
    return Text(f"{_points(seen.cost)} points", "bold")


def _bound(seen: Seen) -> Text:
    text = f"{_points(seen.bound or 0)} points"
    if seen.cost:
        gap = max(0, seen.cost - (seen.bound or 0)) / seen.cost
        text += f", so within {100 * gap:.1f} % of the best there is"
    return Text(text)


def _must(seen: Seen) -> Text:
    if seen.cost is None or seen.shortage_min is None:
        return Text("")
    if not seen.shortage_min:
        return Text("nothing missing", "green")
    return Text(f"{hours(seen.shortage_min)} missing", "red")


def _spark(seen: Seen, passed: float) -> Text:
    """Return how the cost came down, over the time since the first roster."""
    first = seen.costs[0][0]
    step = max(passed - first, 1e-3) / _SPARK
    heights, at = [], 0
    for number in range(1, _SPARK + 1):
        while (
            at + 1 < len(seen.costs)
            and seen.costs[at + 1][0] <= first + number * step
        ):
            at += 1
        heights.append(seen.costs[at][1])
    low, high = min(heights), max(max(heights), seen.costs[0][1])
    span = max(high - low, 1)
    bars = "".join(
        _BARS[(len(_BARS) - 1) * (height - low) // span] for height in heights
    )
    return Text(f"{bars}  from {_points(seen.costs[0][1])}")


def _points(ticks: int) -> str:
    return f"{ticks / TICKS_PER_POINT:,.2f}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
