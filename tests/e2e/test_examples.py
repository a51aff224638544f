"""The shipped examples: solved, with every rule that must hold held."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler import check, read, solve, write_ics
from scheduler.export.csv import write_csv
from scheduler.export.ics_lint import lint
from scheduler.export.json import write_roster
from scheduler.export.rosters import read_any

pytestmark = pytest.mark.slow

REACHED = "coverage.2"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def test_the_script_solves_the_quickstart():
    """Twenty lines of Python: optimal, nothing broken, calendars made."""
    done = subprocess.run(
        [sys.executable, EXAMPLES / "solve_quickstart.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *_, broken, calendars = done.stdout.splitlines()
    assert first == "optimal: 80.0 points, bound 80.0"
    assert broken == "0 statements broken"
    assert calendars.startswith("12 calendars")


def test_atlantic_keeps_every_rule():
    """Around the clock over two clock changes: nothing broken or short."""
    problem = read(EXAMPLES / "atlantic" / "march.yaml")
    result = solve(problem, iterations=1_500)
    judged = check(result.best)
    assert judged.ok
    assert result.shortage_min == 0
    assert result.cost == judged.cost >= result.bound


def test_on_call_comes_out_of_every_file_as_it_went_in(tmp_path):
    """Weeks of standby and split shifts: solved, written, linted, read."""
    problem = read(EXAMPLES / "on-call.yaml")
    result = solve(problem, iterations=5_000, seed=1)
    assert result.status == "optimal"
    assert check(result.best).ok
    # Nobody is missing where one hands over, or when the clocks change.
    short = [v for v in check(result.best).violations if v.rule == REACHED]
    assert all(v.edge for v in short)
    on_call = {
        (work.day // 7, work.person)
        for work in result.best.works()
        if result.best.duty(work).standby
    }
    assert sorted(week for week, _ in on_call) == [0, 1, 2]
    calendars = write_ics(result.best)
    for path, data in calendars.items():
        # That 24 hours of standby last 23 in one night is but a warning.
        found = {f.code for f in lint(data, str(path))}
        assert found <= {"real-length"}
    for name, data in (
        ("roster.json", write_roster(result.best)),
        ("roster.csv", write_csv(result.best)),
    ):
        (tmp_path / name).write_bytes(data)
        again = read_any(problem, tmp_path / name)
        assert again.lines == result.best.lines


def test_rota_keeps_what_was_published():
    """Somebody falls out in the second week: the first stays as it was."""
    problem = read(EXAMPLES / "rota" / "april.yaml")
    result = solve(problem, iterations=5_000, seed=1)
    assert result.status == "optimal"
    assert check(result.best).ok
    told = read_any(problem, EXAMPLES / "rota" / "published.json")
    first, then = (
        [
            {
                (w.person, w.duty)
                for w in roster.works()
                if (w.day < 7) is early
            }
            for roster in (told, result.best)
        ]
        for early in (True, False)
    )
    assert first[0] == first[1]
    assert then[0] != then[1]


@pytest.mark.parametrize(
    "name", ["marketplace/market.yaml", "paid-support/spring.yaml"]
)
def test_larger_examples_keep_every_rule(name):
    """Sixty people in ten regions, six weeks in three: nothing broken."""
    problem = read(EXAMPLES / name)
    result = solve(problem, iterations=3_000)
    judged = check(result.best)
    assert not judged.broken
    assert result.cost == judged.cost >= result.bound
    assert result.shortage_min == judged.shortage_min == 0
    # No novice is alone in paid support, not even over somebody's lunch.
    mentors = "ramp.new-hire.with"
    assert not any(v.rule == mentors for v in judged.violations)
