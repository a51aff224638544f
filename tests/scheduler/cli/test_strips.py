"""Coverage as strips."""

import pytest
from rich.console import Console

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from scheduler.cli.strips import ASCII, BLOCKS, Level, legend, met, strips
from scheduler.clock import zone
from scheduler.problem import Span
from scheduler.testing import tiny_problem, tiny_roster

LISBON = zone("Europe/Lisbon")


def _lines(roster, clock=LISBON, glyphs=BLOCKS):
    problem = roster.problem
    found = met(roster, clock)
    week = problem.weeks[0]
    return [str(s) for s in strips(problem, found, week, clock, glyphs)]


def test_a_day_is_48_half_hours(solved):
    """Friday lacks Joy: below wanted from 9 to 12, three hours missing."""
    lines = _lines(solved.best)
    assert lines[0] == "desk · Europe/Lisbon"
    assert lines[1].split() == ["00", "06", "12", "18"]
    assert lines[2] == (
        "Mon 22 Mar " + 18 * "·" + 6 * "█" + 4 * "·" + 4 * "█" + 16 * "·"
    )
    assert lines[6] == (
        "Fri 26 Mar "
        + (18 * "·" + 6 * "▅" + 4 * "·" + 4 * "█" + 16 * "·")
        + "  -3 h"
    )
    assert set(lines[8][11:]) == {"·"}


def test_hours_follow_the_clock_shown(solved):
    """In Manila, eight hours ahead, the afternoon is around midnight."""
    lines = _lines(solved.best, zone("Asia/Manila"))
    assert lines[2] == ("Mon 22 Mar " + 34 * "·" + 6 * "█" + 4 * "·" + 4 * "█")


def test_terminals_without_blocks_get_ascii(solved):
    """Every level has a plain character, too."""
    lines = _lines(solved.best, glyphs=ASCII)
    assert 6 * "+" in lines[6]
    assert "".join(lines[1:]).isascii()


def test_too_many_are_shown():
    """More than the most of a line is marked, and nothing is missing."""
    bare = tiny_problem(1)
    start = bare.duties[0].start_min
    line = CoverageLine("coverage.1", 0, (Need(start, start + 60, most=0),))
    rule = Coverage(id="coverage", lines=(line,))
    problem = tiny_problem(1, rules=(rule,))
    block = Span(start, start + 60, "queue", 0)
    roster = tiny_roster(problem, [{0: 0}], {(0, 0): (block,)})
    (desk,) = met(roster, zone("UTC")).values()
    assert set(desk.levels.values()) == {Level.BEYOND}
    assert desk.missing_min.total() == 0


@pytest.mark.parametrize("glyphs", [BLOCKS, ASCII])
def test_the_legend_fits_and_names_all(glyphs):
    """Every character is explained, in one line of 80 columns."""
    console = Console(width=80)
    with console.capture() as capture:
        console.print(legend(glyphs))
    line = capture.get()
    assert line.count("\n") == 1
    assert all(glyphs[level] in line for level in Level)
