"""Week grids: local times, clock changes, absence."""

from dataclasses import replace
from datetime import date

from rich.console import Console

from scheduler.cli.weeks import Grid, week_blocks
from scheduler.problem import Span
from scheduler.testing import TinyShift, tiny_problem, tiny_roster


def _text(grid, week=None):
    console = Console(width=grid.width, no_color=True)
    with console.capture() as capture:
        for block in week_blocks(grid, week or grid.roster.problem.weeks[0]):
            console.print(block)
    return [line.rstrip() for line in capture.get().splitlines()]


def _grid(problem, choices, *, zone=None, width=80):
    roster = tiny_roster(problem, choices)
    people = tuple(range(len(problem.people)))
    return Grid(roster, people, zone, width)


def test_whole_hours_are_brief():
    """In 80 columns a duty of whole hours takes five characters."""
    lines = _text(_grid(tiny_problem(1), [{0: 0}]))
    assert lines == [
        "1–7 March 2027",
        "team · UTC",
        "                 Mon 1   Tue 2   Wed 3   Thu 4   Fri 5   Sat 6   "
        "Sun 7   hours",
        "P0               08–16   ·       ·       ·       ·       ·       "
        "·           8",
        "",
    ]


def test_half_hours_take_two_lines():
    """What does not fit breaks at the dash."""
    shifts = {"late": TinyShift((14 * 60 + 30,), (450,))}
    lines = _text(_grid(tiny_problem(1, shifts=shifts), [{1: 1}]))
    assert lines[3].split() == ["P0", "·", "14:30–", *"·····", "7.5"]
    assert lines[4].split() == ["22"]


def test_a_wide_terminal_has_it_all():
    """From 106 columns on, times are written out; midnight is 24:00."""
    shifts = {"late": TinyShift((16 * 60,))}
    grid = _grid(tiny_problem(1, shifts=shifts), [{0: 0}], width=120)
    assert "16:00–24:00" in _text(grid)[3]


def test_everybody_has_their_own_clock():
    """Teams and zones get blocks of their own, in local time."""
    problem = tiny_problem(
        [{"zone": "Asia/Manila"}, {"zone": "Europe/Lisbon", "team": "lisbon"}]
    )
    lines = _text(_grid(problem, [{0: 0}, {0: 7}]))
    titles = [line for line in lines if "/" in line]
    assert titles == ["team · Asia/Manila", "lisbon · Europe/Lisbon"]
    assert sum("08–16" in line for line in lines) == 2


def test_one_zone_for_all_marks_other_dates():
    """A start on another date than the column's says so."""
    shifts = {"early": TinyShift((6 * 60,))}
    problem = tiny_problem([{"zone": "Asia/Manila"}], shifts=shifts)
    lines = _text(_grid(problem, [{0: 0}], zone="UTC"))
    assert lines[1] == "team · UTC"
    assert lines[3].split()[:2] == ["P0", "22–"]
    assert lines[4].split() == ["06-1d"]


def test_clock_changes_are_marked():
    """The day has a star, and below it stands what the clocks do."""
    problem = tiny_problem(
        [{"zone": "America/Halifax"}], first_day=date(2026, 10, 26)
    )
    lines = _text(_grid(problem, [{}]))
    assert "Sun 1*" in lines[2]
    assert lines[-2] == (
        "* the clocks go back by 1 h, to Sun 2026-11-01 01:00 (UTC-04:00)"
    )


def test_who_has_not_joined_is_away():
    """Days outside somebody's employment are not days off."""
    problem = tiny_problem([{"joins": date(2027, 3, 3)}])
    lines = _text(_grid(problem, [{}]))
    assert lines[3].split() == ["P0", "away", "away", *"·····", "0"]


def test_who_is_away_is_shown_as_away():
    """Absence for most of a day, or not employed yet: away; else a dot."""
    problem = tiny_problem(1)
    start = problem.duties[0].start_min - 8 * 60
    away = ((start, start + 1440), (start + 2 * 1440, start + 2 * 1440 + 60))
    lines = _text(_grid(replace(problem, away=(away,)), [{}]))
    assert lines[3].split() == ["P0", "away", *"······", "0"]


def test_events_are_listed_below_their_people():
    """On the clock of the block, with those who are there."""
    problem = tiny_problem([{"name": "Ana"}, {"name": "Ben"}])
    start = problem.duties[0].start_min
    span = Span(start + 60, start + 90, "event", event="events.stand-up/x")
    roster = tiny_roster(
        problem, [{0: 0}, {0: 0}], {(0, 0): (span,), (1, 0): (span,)}
    )
    lines = _text(Grid(roster, (0, 1), "America/Halifax", 80))
    assert lines[5:] == ["Mon 1 March 05:00–05:30 stand-up: Ana and Ben", ""]
