"""The timeline as a picture: duties, queues, breaks, nights in each zone."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from scheduler.plot.canvas import Canvas
from scheduler.report.clocks import clocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.people import Person
    from scheduler.plot.canvas import Theme, View
    from scheduler.problem import Work
    from scheduler.roster import Roster

__all__ = ["draw_timeline"]


def draw_timeline(
    roster: Roster, view: View, theme: Theme, people: Sequence[int]
) -> Canvas:
    """Return the picture of who works when, team by team.

    Bars are coloured by queue; the night of each team's zone is shaded.
    """
    rows = list(_rows(roster, people))
    drawing = _Drawing(roster, Canvas(view, theme, len(rows)))
    nights = {clock.name: clock.nights for clock in clocks(roster.problem)}
    for number, row in enumerate(rows):
        if not isinstance(row, str):
            drawing.person(number, row, nights[row.zone])
    canvas = drawing.canvas
    names = [row if isinstance(row, str) else row.name for row in rows]
    canvas.labels(
        lambda _: names,
        bold={n for n, row in enumerate(rows) if isinstance(row, str)},
    )
    canvas.legend(drawing.legend())
    return canvas


def _rows(roster: Roster, people: Sequence[int]) -> Iterator[str | Person]:
    """Yield each team's title and its people, in order."""
    chosen = [roster.problem.people[idx] for idx in people]
    teams = list(dict.fromkeys(person.team for person in chosen))
    chosen.sort(key=lambda p: teams.index(p.team))
    for team, members in groupby(chosen, key=lambda p: p.team):
        found = list(members)
        zones = " / ".join(dict.fromkeys(p.zone for p in found))
        yield f"{team} · {zones}"
        yield from found


class _Drawing:
    """Draws rows, and remembers what of it a legend has to explain."""

    def __init__(self, roster: Roster, canvas: Canvas) -> None:
        self.canvas = canvas
        self._roster = roster
        self._queues: set[int] = set()
        self._kinds: set[str] = set()

    def person(
        self, row: int, person: Person, nights: Sequence[tuple[int, int]]
    ) -> None:
        """Draw somebody's nights, absences and works."""
        theme, problem = self.canvas.theme, self._roster.problem
        self._bars("night", row, nights, theme.night, 1.0, zorder=0.2)
        if problem.away:
            self._bars(
                "away", row, problem.away[person.idx], "none", 0.5,
                hatch=_AWAY, edgecolor=theme.quiet, linewidth=0,
            )  # fmt: skip
        for work in self._roster.lines[person.idx]:
            self._work(row, work)

    def legend(self) -> list[tuple[str, Any, str | None]]:
        """Return what was drawn: a text, a colour, a hatch."""
        theme, queues = self.canvas.theme, self._roster.problem.queues
        return [
            *(
                (queues[queue].name, theme.queue(queue), None)
                for queue in sorted(self._queues)
            ),
            *(
                entry
                for kind, entry in {
                    "duty": ("on duty", theme.none, None),
                    "event": ("event", theme.event, None),
                    "standby": ("standby", theme.line, None),
                    "away": ("away", theme.quiet, _AWAY),
                    "night": ("night there", theme.night, None),
                }.items()
                if kind in self._kinds
            ),
        ]

    def _work(self, row: int, work: Work) -> None:
        theme = self.canvas.theme
        for piece in self._roster.duty(work).parts:
            at = [(piece.start_min, piece.end_min)]
            if piece.standby:
                self._bars(
                    "standby", row, at, theme.line, 0.4,
                    edgecolor=theme.quiet, linewidth=0.6,
                )  # fmt: skip
            else:
                self._bars("duty", row, at, theme.none)
        for span in work.spans:
            at = [(span.start_min, span.end_min)]
            if span.kind == "queue":
                self._bars("queue", row, at, theme.queue(span.queue))
                self._queues.update(
                    span.queue for found in at if self.canvas.view.cut(*found)
                )
            elif span.kind == "event":
                self._bars("event", row, at, theme.event)
            else:
                self._bars("break", row, at, theme.paper, 0.5)

    def _bars(
        self,
        kind: str,
        row: int,
        stretches: Sequence[tuple[int, int]],
        colour: Any,
        height: float = 0.76,
        **more: Any,
    ) -> None:
        self.canvas.bars(row, list(stretches), colour, height, **more)
        if any(self.canvas.view.cut(*at) for at in stretches):
            self._kinds.add(kind)


_AWAY = "////"
