"""Progress on a terminal and in a log."""

import io

from rich.console import Console

from scheduler.cli.progress import (
    STOPPING,
    LiveProgress,
    PlainProgress,
    Silence,
    figures,
    line,
    progress,
)
from scheduler.events import Event


def _event(kind, seconds=0.0, **figures_):
    return Event(kind, "cp-sat", seconds, **figures_)


def _console(*, terminal):
    return Console(file=io.StringIO(), force_terminal=terminal, width=80)


def test_it_suits_the_console():
    """A live line on a terminal, lines elsewhere, nothing when quiet."""
    log, terminal = _console(terminal=False), _console(terminal=True)
    assert isinstance(progress(log, 1.0, quiet=False), PlainProgress)
    assert isinstance(progress(terminal, 1.0, quiet=False), LiveProgress)
    assert isinstance(progress(terminal, 1.0, quiet=True), Silence)


def test_figures_are_in_points():
    """Ticks become points; the gap is a share of the best."""
    event = _event("improved", cost=600_000, bound=540_000, shortage_min=90)
    assert figures(event) == (
        "best 100.00   bound 90.00   gap 10.0 %   must shortage 1 h 30"
    )
    assert figures(_event("started")) == ""


def test_a_line_says_when_and_what():
    """A log line begins with the seconds."""
    event = _event("phase", 12.34, message="cost")
    assert line(event) == "   12.3 s  phase  cost"


def test_a_log_gets_a_line_a_second():
    """Improvements in quick succession do not flood a log."""
    console = _console(terminal=False)
    with PlainProgress(console) as shown:
        for tenths in range(25):
            shown.tell(_event("improved", tenths / 10, cost=6000 * tenths))
        shown.tell(_event("finished", 2.5, message="optimal"))
        shown.stopping()
    lines = console.file.getvalue().splitlines()
    assert len(lines) == 5
    assert "optimal" in lines[3]
    assert lines[4] == STOPPING


def test_the_live_line_keeps_what_it_knows():
    """A better bound leaves the best roster's cost on the line."""
    console = _console(terminal=True)
    with LiveProgress(console, 60.0) as shown:
        assert str(shown._line()) == "searching   1:00 left"
        shown.tell(_event("improved", cost=600_000))
        shown.tell(_event("bound", bound=300_000))
        assert str(shown._line()).startswith(
            "best 100.00   bound 50.00   gap 50.0 %"
        )
        shown.stopping()
        assert str(shown._line()) == STOPPING


def test_without_a_limit_the_line_counts_up():
    """With iterations there is no time left to show."""
    shown = LiveProgress(_console(terminal=True), None)
    assert str(shown._line()) == "searching   0:00"


def test_silence():
    """Quiet means quiet."""
    with Silence() as shown:
        shown.tell(_event("started"))
        shown.stopping()
