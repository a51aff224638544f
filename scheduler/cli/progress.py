"""Progress of a search: a live panel on a terminal, plain lines elsewhere."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Protocol

from rich.live import Live
from rich.text import Text

from constraints.terms import TICKS_PER_POINT
from constraints.wording import hours
from scheduler.cli.panel import GLYPHS, NARROW, Seen, panel
from scheduler.cli.terminal import fits
from scheduler.events import Event

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from rich.console import Console, RenderableType

__all__ = ["LiveProgress", "PlainProgress", "Progress", "Silence", "progress"]

PLAIN_SECONDS = 1.0
"""Plain lines come no faster: a log is read by people, too."""

STOPPING = "stopping: the best roster so far is kept (Ctrl-C again gives up)"


class Progress(Protocol):
    """Shows events while a search runs; a context manager."""

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing half shown."""
        ...

    def tell(self, event: Event) -> None:
        """Show an event."""
        ...

    def stopping(self) -> None:
        """Say that the search is about to end early."""
        ...


def progress(
    console: Console, seconds: float | None, *, quiet: bool
) -> Progress:
    """Return the progress that suits a console.

    Parameters
    ----------
    seconds
        Time limit, for the time left; None for none.
    """
    if quiet:
        return Silence()
    # A terminal that cannot move its cursor would show nothing of a panel.
    plain = console.is_dumb_terminal or console.no_color
    if console.is_terminal and not plain:
        return LiveProgress(console, seconds)
    return PlainProgress(console)


class Silence:
    """Shows nothing."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *failure: object) -> None:
        """End."""

    def tell(self, event: Event) -> None:
        """Show nothing."""

    def stopping(self) -> None:
        """Say nothing."""


class PlainProgress:
    """Writes a line for what is new, at most one a second."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last_seconds = -PLAIN_SECONDS

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *failure: object) -> None:
        """End."""

    def tell(self, event: Event) -> None:
        """Write a line, unless the last one was just now."""
        soon = event.seconds - self._last_seconds < PLAIN_SECONDS
        if event.kind in ("improved", "bound") and soon:
            return
        self._last_seconds = event.seconds
        self._console.print(line(event), soft_wrap=True)

    def stopping(self) -> None:
        """Say that the search is about to end early."""
        self._console.print(STOPPING, soft_wrap=True)


class LiveProgress:
    """Keeps a panel up to date, and takes it away at the end."""

    def __init__(self, console: Console, seconds: float | None) -> None:
        self._console = console
        self._seconds = seconds
        self._began = monotonic()
        self._seen = Seen()
        self._stopping = False
        self._live = Live(
            console=console,
            get_renderable=self.shown,
            refresh_per_second=4,
            transient=True,
        )

    def __enter__(self) -> Self:
        """Begin."""
        self._began = monotonic()
        self._live.start()
        return self

    def __exit__(self, *failure: object) -> None:
        """Take the panel away."""
        self._live.stop()

    def tell(self, event: Event) -> None:
        """Show an event; what it leaves out stays as it was."""
        self._seen.learn(event, monotonic() - self._began)

    def stopping(self) -> None:
        """Say that the search is about to end early."""
        self._stopping = True

    def shown(self) -> RenderableType:
        """Return what is shown now: a panel, or a line where it is narrow."""
        if self._stopping:
            return Text(STOPPING)
        passed = monotonic() - self._began
        if self._console.width >= NARROW:
            return panel(
                self._seen,
                passed,
                self._seconds,
                width=self._console.width,
                plain=not fits(self._console, GLYPHS),
            )
        seen = self._seen
        known = figures(
            Event("", "", 0.0, "", seen.shortage_min, seen.cost, seen.bound)
        )
        return Text(known or "searching", overflow="ellipsis", no_wrap=True)


def line(event: Event) -> str:
    """Return an event as a line of a log."""
    said = event.message if event.kind in ("phase", "finished") else ""
    words = [f"{event.seconds:7.1f} s", event.kind, said, figures(event)]
    return "  ".join(word for word in words if word)


def figures(event: Event) -> str:
    """Return best, bound, gap and shortage as far as they are known."""
    parts = []
    if event.cost is not None:
        parts.append(f"best {event.cost / TICKS_PER_POINT:.2f}")
    if event.bound is not None:
        parts.append(f"bound {event.bound / TICKS_PER_POINT:.2f}")
    if event.cost and event.bound is not None:
        gap = max(0, event.cost - event.bound) / event.cost
        parts.append(f"gap {gap:.1%}".replace("%", " %"))
    if event.shortage_min:
        parts.append(f"must shortage {hours(event.shortage_min)}")
    return "   ".join(parts)
