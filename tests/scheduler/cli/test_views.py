"""What solve, check and show have in common."""

import io

from rich.console import Console

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from scheduler.checker import check
from scheduler.cli.views import print_costs, print_findings, print_weeks
from scheduler.testing import TinyShift, tiny_problem, tiny_roster


def _roster(need, choices, shifts=None):
    """Return a roster whose desk needs something on day 0, from 8:00 on."""
    bare = tiny_problem(1)
    start = bare.duties[0].start_min
    line = CoverageLine("coverage.1", 0, (Need(start, start + 120, **need),))
    rule = Coverage(id="coverage", lines=(line,))
    problem = tiny_problem(1, rules=(rule,), shifts=shifts)
    return tiny_roster(problem, choices)


def _printed(do, roster, encoding="utf-8"):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding, errors="replace")
    console = Console(file=file, width=80)
    do(console, roster, check(roster).violations)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_costs_and_findings_of_a_gap():
    """Two hours below the least, at high importance, in both places."""
    roster = _roster({"least": 1}, [{}])
    assert "2 × person-hour missing" in _printed(print_costs, roster)
    assert "desk has 0 instead of at least 1" in _printed(
        print_findings, roster
    )


def test_nothing_is_said_of_nothing():
    """A roster without costs has neither table nor findings."""
    roster = _roster({}, [{}])
    assert _printed(print_costs, roster) == ""
    assert _printed(print_findings, roster) == ""


def test_edges_are_told_apart():
    """What a night of the day before could cover is no finding."""
    nights = {"night": TinyShift((20 * 60,), (14 * 60,))}
    roster = _roster({"least": 1}, [{}], nights)
    text = _printed(print_findings, roster)
    assert "2.0 person-hours are missing at the edges" in " ".join(
        text.split()
    )


def test_coverage_without_blocks():
    """A terminal of plain ASCII gets plain characters."""

    def weeks(console, roster, _):
        print_weeks(console, roster, roster.problem.weeks)

    roster = _roster({"wanted": 1}, [{}])
    text = _printed(weeks, roster, "ascii")
    assert f"Mon 1 Mar  {16 * '.'}++++{28 * '.'}  -2 h" in text
