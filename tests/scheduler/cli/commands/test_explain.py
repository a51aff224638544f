"""``schedule explain``: what rules out every roster."""

import json

from scheduler.cli.status import Status

LATE = {"Mon-Fri 14:00-16:00": "Mon-Fri 14:00-18:00"}


def test_nothing_to_explain(run, edited):
    """A file that can be kept in full says so and ends in 0."""
    path = edited(**{"importance: must": "importance: high"})
    done = run("explain", path)
    assert done.exit_code == Status.DONE
    assert done.stdout == (
        "All that must hold can hold together, must coverage included.\n"
    )


def test_missing_people_are_explained(run, edited):
    """Joy is asleep by then and Ana goes home at 17:00."""
    path = edited(**LATE)
    done = run("explain", path)
    assert done.exit_code == Status.NO
    head, *lines = done.stdout.splitlines()
    assert head.startswith("These statements cannot all hold.")
    assert lines == [
        "  desk has at least 1 person, Mon 22 March (Ana Souza and Joy Cruz"
        f" have the skills)  [{path}:22:5]"
    ]
    without = run("explain", path, "--no-staffing")
    assert without.exit_code == Status.DONE
    assert without.stdout == "All that must hold can hold together.\n"


def test_machines_get_people_and_days(run, edited):
    """The statements, with ids of rules and people."""
    document = json.loads(run("explain", edited(**LATE), "--json").stdout)
    assert document["minimal"] is True
    assert document["settled"] is True
    (said,) = document["statements"]
    assert said["rules"] == ["coverage.2"]
    assert said["days"] == ["Mon 22 March"]


def test_no_time_is_no_answer(run, edited):
    """Undecided is an exit code of its own."""
    done = run("explain", edited(**LATE), "--seconds", "0.000001")
    assert done.exit_code == Status.NO_ROSTER
    assert "in time" in done.stdout
