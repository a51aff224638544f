"""Progress on a terminal and in a log."""

import io
import os
import pty

import pytest
from rich.console import Console

from scheduler.cli.panel import GLYPHS, Seen, panel
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


@pytest.mark.parametrize("said", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_simple_terminal_gets_lines(said):
    """One that draws nothing is told all the same, and in full."""
    console = Console(
        file=io.StringIO(),
        force_terminal=True,
        highlight=False,
        width=80,
        _environ={"TERM": "xterm", **said},
    )
    with progress(console, 1.0, quiet=False) as shown:
        assert isinstance(shown, PlainProgress)
        shown.tell(_event("finished", 2.5, message="optimal"))
    assert console.file.getvalue() == "    2.5 s  finished  optimal\n"


def _interrupted(shown):
    with shown:
        shown.tell(_event("improved", cost=600_000, shortage_min=0))
        raise KeyboardInterrupt


def test_a_terminal_is_left_as_it_was():
    """Whatever ends a search: no panel stays, and the cursor is back."""
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as stream:
        console = Console(
            file=stream, width=80, _environ={"TERM": "xterm-256color"}
        )
        shown = progress(console, 60.0, quiet=False)
        with pytest.raises(KeyboardInterrupt):
            _interrupted(shown)
        stream.flush()
        written = os.read(ours, 65536).decode()
    os.close(ours)
    assert "100.00 points" in written
    left = written[written.rindex("\x1b[?25h") :]
    assert written.count("\x1b[?25l") == written.count("\x1b[?25h") == 1
    # Each line of the box is wiped out again.
    box = written[written.rindex("╭") :].count("\n")
    assert left.count("\x1b[2K") >= box - 1 > 0


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


def _drawn(shown, width=80):
    """Return what is shown now, as text."""
    console = Console(file=io.StringIO(), width=width)
    console.print(shown.shown())
    return console.file.getvalue()


def test_the_panel_keeps_what_it_knows():
    """A better bound leaves the best roster's cost; engines leave a trail."""
    with LiveProgress(_console(terminal=True), 60.0) as shown:
        first = _drawn(shown)
        assert "starting   0:00 of 1:00" in first
        assert "none yet" in first
        shown.tell(Event("phase", "annealer", 0.0, "annealing"))
        shown.tell(
            Event("improved", "annealer", 0.1, "300 000 moves/s", 90, 900_000)
        )
        assert "1 h 30 missing" in _drawn(shown)
        assert "300 000 moves/s" in _drawn(shown)
        shown.tell(_event("improved", cost=600_000, shortage_min=0))
        shown.tell(_event("bound", bound=540_000))
        shown.tell(_event("bound", bound=300_000))  # no step back
        last = _drawn(shown)
        assert "100.00 points" in last
        assert "90.00 points, so within 10.0 % of the best there is" in last
        assert "nothing missing" in last
        assert "annealer 150.00 → cp-sat 100.00" in last
        assert "from 150.00" in last
        assert "moves/s" not in last  # the engine at work has none
        assert max(map(len, last.splitlines())) <= 80
        shown.stopping()
        assert _drawn(shown).strip() == STOPPING


def test_the_cost_comes_down_from_left_to_right():
    """The highest bar comes first and the lowest last, over time."""
    seen = Seen()
    for seconds, points in ((0.0, 400), (1.0, 200), (9.0, 100)):
        seen.learn(_event("improved", cost=6000 * points), seconds)
    drawn = Console(file=io.StringIO(), width=80)
    drawn.print(panel(seen, 10.0, None, width=80, plain=False))
    (spark,) = [x for x in drawn.file.getvalue().splitlines() if "cost" in x]
    bars = [glyph for glyph in spark if glyph in GLYPHS[:8]]
    assert bars[0] == "█"
    assert bars[-1] == "▁"
    assert bars == sorted(bars, reverse=True)
    # For eight of the ten seconds it was 200, a third of the way up.
    assert bars.count("▃") >= 0.7 * len(bars)


def test_a_terminal_without_such_characters_gets_ascii():
    """What cannot be written is not tried."""
    seen = Seen()
    for points in (400, 200):
        seen.learn(_event("improved", cost=6000 * points), 1.0)
        seen.learn(Event("improved", "annealer", 2.0, cost=600), 2.0)
    drawn = Console(file=io.StringIO(), width=70)
    drawn.print(panel(seen, 10.0, None, width=70, plain=True))
    drawn.file.getvalue().encode("ascii")


def test_without_a_limit_the_clock_counts_up():
    """With iterations there is no time left to show."""
    shown = LiveProgress(_console(terminal=True), None)
    assert "starting   0:00 ─" in _drawn(shown)


def test_a_narrow_terminal_gets_a_line():
    """Below sixty columns a box would only be in the way."""
    console = Console(file=io.StringIO(), force_terminal=True, width=50)
    shown = LiveProgress(console, 60.0)
    assert _drawn(shown, 50) == "searching\n"
    shown.tell(_event("improved", cost=600_000))
    shown.tell(_event("bound", bound=300_000))
    assert _drawn(shown, 50) == "best 100.00   bound 50.00   gap 50.0 %\n"


def test_the_panel_is_taken_away():
    """Nothing of it stays on the screen, also after a failure."""
    console = _console(terminal=True)

    def fail():
        with LiveProgress(console, 1.0) as shown:
            shown.tell(_event("improved", cost=600_000))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    text = console.file.getvalue()
    assert text.count("\x1b[2K") >= 3  # its lines are erased
    assert text.endswith("\x1b[?25h") or "\x1b[?25h" in text  # the cursor


def test_silence():
    """Quiet means quiet."""
    with Silence() as shown:
        shown.tell(_event("started"))
        shown.stopping()
