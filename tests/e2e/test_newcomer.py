"""The first five minutes: init, validate, solve, check, show, lint."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_from_nothing_to_calendars(schedule, tmp_path):
    """Every command of the README works in an empty folder."""
    assert schedule("init").returncode == 0
    assert schedule("validate", "roster.yaml").returncode == 0
    effort = ("--iterations", "20000", "--threads", "1")
    solved = schedule("solve", "roster.yaml", "-o", "out", *effort)
    assert solved.returncode == 0, solved.stderr
    assert "seed 0" in solved.stdout

    judged = schedule("check", "roster.yaml", "out/roster.json", "--json")
    assert judged.returncode == 0
    run = json.loads((tmp_path / "out" / "roster.json").read_bytes())
    assert json.loads(judged.stdout)["cost_points"] == run["cost_points"]

    # What stands in the table for spreadsheets is the same roster.
    again = schedule("check", "roster.yaml", "out/roster.csv", "--json")
    assert json.loads(again.stdout) == json.loads(judged.stdout)

    shown = schedule("show", "roster.yaml", "out/roster.csv", "--week", "1")
    assert shown.returncode == 0
    assert max(map(len, shown.stdout.splitlines())) <= 80

    calendars = sorted((tmp_path / "out" / "calendars").glob("*/*.ics"))
    assert {path.parent.name for path in calendars} == {
        "people",
        "queues",
        "teams",
    }
    assert schedule("lint", *calendars).returncode == 0


def test_a_second_look_changes_nothing(schedule, tmp_path):
    """The same roster exported again leaves every file as it was."""
    schedule("init")
    effort = ("--iterations", "5000", "--threads", "1", "--quiet")
    schedule("solve", "roster.yaml", "-o", "out", *effort)
    before = _files(tmp_path / "out")
    done = schedule("export", "roster.yaml", "out/roster.json", "-o", "out")
    assert done.returncode == 0
    changed = {
        path
        for path, content in _files(tmp_path / "out").items()
        if before[path] != content
    }
    # An export knows of no run: engine, seed and cost are not repeated.
    assert changed <= {"roster.json"}


def _files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
