"""Ctrl-C in a real process."""

import signal
import subprocess
import time

import pytest

pytestmark = pytest.mark.slow

# Wanting far more than there are people keeps the search busy.
GREEDY = {"least: 1, wanted: 2}": "least: 6, wanted: 9}"}


@pytest.fixture
def busy(schedule, tmp_path):
    """Return a roster file whose optimum is not proven in a minute."""
    schedule("init")
    path = tmp_path / "roster.yaml"
    text = path.read_text("utf-8").replace("weeks: 1", "weeks: 2")
    for old, new in GREEDY.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def _started(command, path, folder):
    """Start solving, and wait until there is a roster."""
    arguments = ["solve", str(path), "-o", str(folder), "--seconds", "100"]
    process = subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    for line in process.stderr:
        if "best " in line:
            return process
    raise AssertionError("no roster was found before the search ended")


def test_ctrl_c_keeps_the_best_so_far(command, busy, tmp_path):
    """Once: the best roster is written, and the exit code says so."""
    process = _started(command, busy, tmp_path / "out")
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert "the best roster so far is kept" in stderr
    assert "interrupted: this is the best roster" in stdout
    assert (tmp_path / "out" / "roster.json").exists()


def test_ctrl_c_twice_gives_up(command, busy, tmp_path):
    """Twice: it ends at once, without a traceback."""
    process = _started(command, busy, tmp_path / "out")
    process.send_signal(signal.SIGINT)
    time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr
