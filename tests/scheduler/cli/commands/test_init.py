"""``schedule init``: the starter file, once."""

from pathlib import Path

from scheduler.cli.commands.init import starter
from scheduler.cli.status import Status

ROOT = Path(__file__).parents[4]


def test_the_starter_is_the_quickstart():
    """What ``init`` writes and what the examples show is one text."""
    example = (ROOT / "examples" / "quickstart.yaml").read_bytes()
    assert starter() == example


def test_it_writes_the_starter(run, tmp_path):
    """A folder that is not there is made; the next step is said."""
    done = run("init", tmp_path / "new" / "deep")
    assert done.exit_code == Status.DONE
    written = tmp_path / "new" / "deep" / "roster.yaml"
    assert written.read_bytes() == starter()
    assert "schedule solve" in done.stderr


def test_it_never_overwrites(run, tmp_path):
    """A file that is there is somebody's work."""
    (tmp_path / "roster.yaml").write_text("mine")
    done = run("init", tmp_path)
    assert done.exit_code == Status.BAD_INPUT
    assert "already there" in done.stderr
    assert (tmp_path / "roster.yaml").read_text() == "mine"


def test_a_file_is_no_folder(run, tmp_path):
    """What cannot be made is told."""
    (tmp_path / "file").write_text("")
    done = run("init", tmp_path / "file" / "deeper")
    assert done.exit_code == Status.BAD_INPUT
    assert "is not written" in done.stderr
