"""Ctrl-C in a real process."""

import signal
import subprocess
import time

import pytest

pytestmark = pytest.mark.slow

# Wanting far more than there are people keeps the search busy; two weeks of
# it are proven in seconds.
MODEST, GREEDY = "least: 1, wanted: 2}", "least: 6, wanted: 9}"


@pytest.fixture
def search(command, schedule, tmp_path):
    """Yield a search that has a roster and whose proof takes long."""
    schedule("init")
    path = tmp_path / "roster.yaml"
    text = path.read_text("utf-8").replace("weeks: 1", "weeks: 4")
    assert MODEST in text
    path.write_text(text.replace(MODEST, GREEDY), "utf-8")
    arguments = ["solve", str(path), "-o", str(tmp_path / "out")]
    with subprocess.Popen(
        [*command, *arguments, "--seconds", "100"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        told = iter(process.stderr)
        assert any("best " in line for line in told), "it ended early"
        yield process
        process.kill()


def test_ctrl_c_keeps_the_best_so_far(search, tmp_path):
    """Once: the best roster is written, and the exit code says so."""
    search.send_signal(signal.SIGINT)
    stdout, stderr = search.communicate(timeout=60)
    assert search.returncode == 130
    assert "Traceback" not in stderr
    assert "the best roster so far is kept" in stderr
    assert "interrupted: this is the best roster" in stdout
    assert (tmp_path / "out" / "roster.json").exists()


def test_ctrl_c_twice_gives_up(search):
    """Twice: it ends at once, without a traceback."""
    search.send_signal(signal.SIGINT)
    time.sleep(0.02)
    search.send_signal(signal.SIGINT)
    _, stderr = search.communicate(timeout=60)
    assert search.returncode == 130
    assert "Traceback" not in stderr
