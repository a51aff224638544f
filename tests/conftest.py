"""What all tests share: how hypothesis searches, what coverage leaves out."""

import os
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from hypothesis import settings

# A machine that checks changes must not fail by luck; at home luck finds
# new cases. Deadlines measure the machine, not the code.
settings.register_profile("home", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=50
)
settings.load_profile("ci" if os.environ.get("CI") else "home")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Leave slow tests untraced: tracing would take as long again.

    The marker of pytest-cov for this does nothing in a worker of xdist.
    """
    trace = sys.gettrace()
    if item.get_closest_marker("slow"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)


def pytest_runtest_setup(item):
    """Have one process compile the loops, before tests that search.

    Several at once would each compile the same for a minute.
    """
    tests = item.path.relative_to(Path(__file__).parent).parts
    if SEARCHING & {*tests} or tests[:2] == ("scheduler", "engine"):
        _compiled(item.config)


SEARCHING = {
    "benchmarks",
    "e2e",
    "test_docs.py",
    "test_parity.py",
    "test_partners.py",
    "test_rounds.py",
    "test_backlog.py",
}


def _compiled(config):
    """Wait until somebody has compiled the loops, or do it."""
    if not hasattr(config, "workerinput") or hasattr(config, "_compiled"):
        return
    config._compiled = True
    mark = Path(config.option.basetemp).parent / "compiled"
    try:
        mark.mkdir()
    except FileExistsError:
        while not (mark / "done").exists():
            sleep(0.2)
        return
    code = "from scheduler.engine.kernels.warm import warm; warm()"
    try:
        subprocess.run([sys.executable, "-P", "-c", code], check=True)
    finally:
        (mark / "done").touch()
