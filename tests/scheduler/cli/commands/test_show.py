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


def test_a_queue_alone(run, tiny, roster_json):
    """When people are on it, its strip, and no other; by name or id."""
    done = run("show", tiny, roster_json, "--queue", "desk")
    assert done.exit_code == Status.DONE, done.stderr
    assert "desk · Europe/Lisbon" in done.stdout
    assert "Joy Cruz" in done.stdout
    assert run("show", tiny, roster_json, "--queue", "plus").exit_code == (
        Status.BAD_INPUT
    )


def test_gaps_are_listed(run, tiny, tmp_path):
    """Nobody works: the worst first, and below each what kept everybody."""
    empty = tmp_path / "empty.csv"
    empty.write_text("person,start,end\n", "utf-8")
    done = run("show", tiny, empty, "--gaps")
    assert done.exit_code == Status.DONE, done.stderr
    first, gap, *more = done.stdout.splitlines()
    assert first.startswith("Gaps")
    assert gap.startswith(" desk has 0 instead of at least 1")
    assert any(" could, " in line for line in more)
    assert more[-1].endswith("are missing to what is wanted, in all.")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_ledger_fits(run, tiny, roster_json, monkeypatch, width):
    """In as many tables as it takes; every name and figure is there."""
    monkeypatch.setenv("COLUMNS", str(width))
    done = run("show", tiny, roster_json, "--ledger")
    assert done.exit_code == Status.DONE, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= width
    for word in ("Ledger", "Joy Cruz", "Ana Souza", "hours", "lisbon"):
        assert word in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("options", [(), ("--queue", "desk"), ("--ledger",)])
def test_names_are_literal_and_whole(
    run, tiny, roster_json, tmp_path, monkeypatch, width, options
):
    """Markup is a name like any other, and long names are folded."""
    name = "[red]Ana :smile: <script> of the Very Long Name"
    text = tiny.read_text("utf-8").replace("Ana Souza", name)
    file = tmp_path / "odd.yaml"
    text = text.replace(f"name: {name}", f'name: "{name}", id: ana-souza')
    file.write_text(text, "utf-8")
    told = roster_json.read_text("utf-8").replace("Ana Souza", name)
    roster = tmp_path / "odd.json"
    roster.write_text(told, "utf-8")
    monkeypatch.setenv("COLUMNS", str(width))
    done = run("show", file, roster, *options)
    assert done.exit_code == Status.DONE, done.stderr
    squeezed = "".join(done.stdout.split())
    assert "[red]Ana" in squeezed
    assert "<script>" in squeezed
