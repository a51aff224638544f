"""Pictures of a roster for slides and chats: timeline or coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from scheduler.plot.canvas import DARK, LIGHT, View
from scheduler.plot.coverage import draw_coverage
from scheduler.plot.timeline import draw_timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.plot.canvas import Format
    from scheduler.roster import Roster

__all__ = ["What", "write_plot"]

What: TypeAlias = Literal["timeline", "coverage"]


def write_plot(
    roster: Roster,
    what: What = "timeline",
    kind: Format = "svg",
    *,
    days: Sequence[int] | None = None,
    zone: str | None = None,
    people: Sequence[int] | None = None,
    queues: Iterable[int] | None = None,
    dark: bool = False,
) -> bytes:
    """Return a picture of a roster, SVG or PNG.

    Parameters
    ----------
    days
        Line days to show, such as those of a week; by default all.
    zone
        Whose clock the axis follows; by default the file's.
    people
        Indices of those to show in a timeline; by default everybody.
    queues
        Indices of those to show in a picture of coverage; by default all.

    Raises
    ------
    InputError
        When matplotlib is not installed.
    """
    problem = roster.problem
    shown = tuple(range(problem.days) if days is None else days)
    view = View(problem, shown, zone or problem.zone)
    theme = DARK if dark else LIGHT
    if what == "coverage":
        asked = None if queues is None else frozenset(queues)
        return draw_coverage(roster, view, theme, asked).saved(kind)
    everybody = range(len(problem.people)) if people is None else people
    return draw_timeline(roster, view, theme, everybody).saved(kind)
