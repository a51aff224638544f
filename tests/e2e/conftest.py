"""The installed command, run as users run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN = "from scheduler.cli.main import main; main()"


@pytest.fixture
def command():
    """Return what to put before the arguments of the command."""
    # Without -P a folder called scheduler would go before what is installed.
    return [sys.executable, "-P", "-c", MAIN]


@pytest.fixture
def schedule(command, tmp_path):
    """Return a function that runs the command in an empty folder."""
    environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"}

    def run(*arguments):
        return subprocess.run(
            [*command, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def examples(tmp_path):
    """Return a copy of the examples."""
    return shutil.copytree(ROOT / "examples", tmp_path / "examples")
