"""``schedule who``: at the command line, as text and JSON."""

import json

import pytest

from scheduler.cli.status import Status


def test_it_says_who_and_who_comes_next(run, tiny, roster_json):
    """At the moment asked for, each on their own clock."""
    roster = json.loads(roster_json.read_bytes())
    work = next(w for p in roster["people"] for w in p["work"])
    done = run("who", "desk", work["start"], tiny, roster_json)
    assert done.exit_code == Status.DONE, done.stderr
    assert done.stdout.startswith("desk · ")
    assert "\n now " in done.stdout
    assert "Lisbon" in done.stdout
    assert "\n next " in done.stdout
    told = run("who", "desk", work["start"], tiny, roster_json, "--json")
    (found,) = json.loads(told.stdout)
    assert found["queue"] == "desk"
    assert found["now"][0]["zone"] == "Europe/Lisbon"
    assert found["now"][0]["pause"] is None


def test_files_have_usual_names(run, tiny, roster_json, tmp_path, monkeypatch):
    """In the folder of a roster there is no need to name it."""
    (tmp_path / "roster.yaml").write_bytes(tiny.read_bytes())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "roster.json").write_bytes(roster_json.read_bytes())
    monkeypatch.chdir(tmp_path)
    done = run("who", "desk", "Mon 9am")
    assert done.exit_code == Status.DONE, done.stderr
    assert done.stdout.startswith("desk · Mon ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("desc", "Mon 9am"), 'did you mean "desk"?'),
        (("desk", "Mon"), "says no time of the day"),
        (("desk", "2020-01-01T09:00Z"), "the roster is from"),
    ],
)
def test_what_is_unclear_is_bad_input(run, tiny, roster_json, arguments, said):
    """With what to write instead."""
    done = run("who", *arguments, tiny, roster_json)
    assert done.exit_code == Status.BAD_INPUT
    assert said in done.stderr


def test_a_file_in_place_of_the_moment_is_noticed(run, tiny):
    """Other commands begin with the file; this one does not."""
    done = run("who", "desk", tiny)
    assert done.exit_code == Status.BAD_INPUT
    assert "the moment comes before it" in done.stderr
