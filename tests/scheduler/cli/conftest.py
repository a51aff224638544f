"""A small roster file, and the command run in this process."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import scheduler
from scheduler.cli.main import schedule
from scheduler.export.json import write_roster

DATA = Path(__file__).parents[2] / "data" / "cli"


@pytest.fixture
def run():
    """Return a function that runs the command with some arguments."""

    def invoked(*arguments, **extra):
        return CliRunner().invoke(
            schedule,
            [str(a) for a in arguments],
            prog_name="schedule",
            **extra,
        )

    return invoked


@pytest.fixture
def tiny(tmp_path):
    """Return a copy of the small roster file."""
    path = tmp_path / "tiny.yaml"
    path.write_bytes((DATA / "tiny.yaml").read_bytes())
    return path


@pytest.fixture
def edited(tiny):
    """Return a function that replaces text of the small roster file."""

    def changed(**texts):
        text = tiny.read_text("utf-8")
        for old, new in texts.items():
            assert old in text
            text = text.replace(old, new)
        tiny.write_text(text, "utf-8")
        return tiny

    return changed


@pytest.fixture(scope="session")
def solved():
    """Return the best roster of the small file."""
    problem = scheduler.read(DATA / "tiny.yaml")
    result = scheduler.solve(problem, iterations=20_000, threads=1)
    assert result.status == "optimal"
    return result


@pytest.fixture
def roster_json(solved, tmp_path):
    """Return a file with the best roster of the small file."""
    path = tmp_path / "roster.json"
    path.write_bytes(write_roster(solved.best, solved))
    return path
