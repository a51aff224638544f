import os
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.export import files
from scheduler.export.files import write_all


def test_files_are_written_with_their_folders(tmp_path):
    """Content arrives under its relative path, folders are made."""
    out = tmp_path / "new"
    changed = write_all(out, {Path("a.txt"): b"1", Path("d/b.txt"): b"2"})
    assert changed == (out / "a.txt", out / "d" / "b.txt")
    assert (out / "d" / "b.txt").read_bytes() == b"2"


def test_only_what_changed_is_rewritten(tmp_path):
    """A file with the same bytes keeps its date."""
    write_all(tmp_path, {Path("a"): b"1", Path("b"): b"1"})
    os.utime(tmp_path / "a", (0, 0))
    changed = write_all(tmp_path, {Path("a"): b"1", Path("b"): b"2"})
    assert changed == (tmp_path / "b",)
    assert (tmp_path / "a").stat().st_mtime == 0


def test_a_failure_leaves_everything_as_it_was(tmp_path, monkeypatch):
    """When one file cannot be written, none is, and nothing is left over."""
    write_all(tmp_path, {Path("a"): b"old", Path("b"): b"old"})
    whole = files._written_beside

    def full_disk(target, content):
        if target.name == "b":
            raise OSError(28, "No space left on device")
        return whole(target, content)

    monkeypatch.setattr(files, "_written_beside", full_disk)
    with pytest.raises(InputError, match="b cannot be written: No space"):
        write_all(tmp_path, {Path("a"): b"new", Path("b"): b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_half_a_temporary_file_is_removed(tmp_path, monkeypatch):
    """Even the file that could not be finished leaves no trace."""

    def broken(number):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(InputError, match="Input/output error"):
        write_all(tmp_path, {Path("a"): b"new"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_bad_input(tmp_path):
    """The message names the path and says what is wrong."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        write_all(tmp_path / "out", {Path("a"): b"1"})
    assert caught.value.exit_code == 2
    assert "cannot be written" in str(caught.value)


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x"])
def test_nothing_is_written_outside_the_folder(tmp_path, path):
    """Names from a file cannot lead out of the output folder."""
    with pytest.raises(InputError, match="outside the output folder"):
        write_all(tmp_path, {Path(path): b"1"})
