"""``schedule plot``: pictures by name of the file."""

import pytest

from scheduler.cli.status import Status


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG")]
)
def test_the_ending_says_what_to_write(
    run, tiny, roster_json, tmp_path, name, start
):
    """SVG or PNG, of a week, a team, on some clock."""
    path = tmp_path / name
    options = ("--week", 1, "--zone", "UTC", "--team", "lisbon", "--dark")
    done = run("plot", tiny, roster_json, "-o", path, *options)
    assert done.exit_code == Status.DONE, done.stderr
    assert done.stdout == f"{path}\n"
    assert path.read_bytes().startswith(start)


def test_coverage_of_a_queue(run, tiny, roster_json, tmp_path):
    """By name or id."""
    path = tmp_path / "a.svg"
    options = ("--what", "coverage", "--queue", "desk")
    done = run("plot", tiny, roster_json, "-o", path, *options)
    assert done.exit_code == Status.DONE, done.stderr
    assert b">desk" in path.read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "a.pdf"), "a picture ends in .svg or .png, not .pdf"),
        (("-o", "a.svg", "--queue", "desc"), 'did you mean "desk"?'),
        (("-o", "a.svg", "--team", "lisboa"), 'did you mean "lisbon"?'),
        (("-o", "a.svg", "--week", "9"), "no week 9"),
        (("-o", "a.svg", "--zone", "Mars"), "--zone"),
    ],
)
def test_what_is_not_there_is_said(
    run, tiny, roster_json, tmp_path, monkeypatch, options, said
):
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = run("plot", tiny, roster_json, *options)
    assert done.exit_code == Status.BAD_INPUT
    assert said in done.stderr
    assert not (tmp_path / "a.svg").exists()
