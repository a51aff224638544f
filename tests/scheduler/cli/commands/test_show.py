"""``schedule show``: weeks, people, teams and zones."""

import json

import pytest

from scheduler.cli.status import Status


def test_it_shows_people_and_coverage(run, tiny, roster_json):
    """Everybody in their own zone, then the strips, in 80 columns."""
    done = run("show", tiny, roster_json)
    assert done.exit_code == Status.DONE
    assert "lisbon · Europe/Lisbon" in done.stdout
    assert "manila · Asia/Manila" in done.stdout
    assert "desk · Europe/Lisbon" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--person", "Joy Cruz"),
        ("--person", "joy-cruz"),
        ("--team", "manila"),
    ],
)
def test_some_people_alone(run, tiny, roster_json, options):
    """Named by name, id or team; coverage would be of others, too."""
    done = run("show", tiny, roster_json, *options)
    assert "Joy Cruz" in done.stdout
    assert "Ana Souza" not in done.stdout
    assert "desk ·" not in done.stdout


def test_one_zone_for_all(run, tiny, roster_json):
    """Joy's 14:30 in Manila is 06:30 in Lisbon."""
    done = run("show", tiny, roster_json, "--zone", "Europe/Lisbon")
    assert "manila · Europe/Lisbon" in done.stdout
    assert "06:30–" in done.stdout


def test_one_week_for_machines(run, tiny, roster_json):
    """The same selection as JSON."""
    done = run(
        "show",
        tiny,
        roster_json,
        "--person",
        "Joy Cruz",
        "--json",
        "--week",
        1,
    )
    (person,) = json.loads(done.stdout)["people"]
    assert person["id"] == "joy-cruz"
    assert len(person["work"]) == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--person", "Joy Crus"), 'did you mean "Joy Cruz"'),
        (("--team", "manilla"), 'did you mean "manila"'),
        (("--week", "2"), "the roster has 1 week, no week 2"),
        (("--zone", "Mars/Olympus"), "--zone"),
        (("--zone", "EST"), "America/New_York"),
    ],
)
def test_unknown_names_are_refused(run, tiny, roster_json, options, said):
    """With the nearest that there is."""
    done = run("show", tiny, roster_json, *options)
    assert done.exit_code == Status.BAD_INPUT
    assert said in done.stderr
