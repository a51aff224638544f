"""The shipped examples: solved, with every rule that must hold held."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler import check, read, solve

pytestmark = pytest.mark.slow

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
    result = solve(problem, iterations=10_000)
    judged = check(result.best)
    assert judged.ok
    assert result.shortage_min == 0
    assert result.cost == judged.cost >= result.bound
