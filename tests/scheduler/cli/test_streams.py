"""Streams that survive a reader who leaves."""

import io
import os
import subprocess
import sys

from scheduler.cli.streams import patient_streams


def test_a_closed_pipe_is_quiet():
    """Whoever pipes into head sees no error, and the exit code is kept."""
    read, write = os.pipe()
    os.close(read)
    code = "from scheduler.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "schema"],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_reader_who_leaves_is_not_missed(monkeypatch):
    """Text after the pipe is closed goes nowhere; the rest goes on."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        with patient_streams():
            print("x" * 100_000, flush=True)
            print("and on")


def test_the_streams_are_put_back():
    """Afterwards everything is as it was."""
    before = sys.stdout, sys.stderr
    with patient_streams():
        assert sys.stdout is not before[0]
    assert (sys.stdout, sys.stderr) == before


def test_what_a_stream_cannot_write_is_replaced(monkeypatch):
    """A terminal without Unicode gets question marks, no error."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))
    with patient_streams():
        print("Inês")
    assert raw.getvalue() == b"In?s\n"
