"""``schedule solve``: files, exit codes, and what it says."""

import json
import signal
from dataclasses import replace

import pytest

from scheduler.cli.status import Status

EFFORT = ("--iterations", "20000", "--threads", "1")


def test_it_writes_all_files(run, tiny, tmp_path):
    """JSON, CSV and calendars; results on one stream, chatter on the other."""
    out = tmp_path / "out"
    done = run("solve", tiny, "-o", out, *EFFORT)
    assert done.exit_code == Status.DONE
    assert sorted(p.name for p in out.iterdir()) == [
        "calendars",
        "roster.csv",
        "roster.json",
    ]
    assert len(list(out.glob("calendars/*/*.ics"))) == 5
    # 3 person-hours below wanted at normal importance: 10 points each.
    assert "optimal: no better roster exists (cost 30 points)" in done.stdout
    assert "What was traded for what" in done.stdout
    assert "Ana Souza        09–17" in done.stdout
    assert "finished  optimal" in done.stderr
    assert "wrote the roster" in done.stderr


def test_the_same_iterations_make_the_same_bytes(run, tiny, tmp_path):
    """Determinism holds down to the files."""
    made = []
    for name in ("one", "two"):
        out = tmp_path / name
        run("solve", tiny, "-o", out, "-q", *EFFORT)
        files = sorted(p for p in out.rglob("*") if p.is_file())
        made.append([(p.relative_to(out), p.read_bytes()) for p in files])
    assert made[0] == made[1]


def test_without_a_folder_it_only_prints(run, tiny, tmp_path):
    """Nothing is written unless asked for."""
    done = run("solve", tiny, "--quiet", *EFFORT)
    assert done.exit_code == Status.DONE
    assert "Joy Cruz" in done.stdout
    assert done.stderr == ""
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.yaml"]


def test_machines_get_the_whole_result(run, tiny, tmp_path):
    """Numbers, findings and costs; the roster, unless it is in a file."""
    document = json.loads(run("solve", tiny, "--json", *EFFORT).stdout)
    assert document["status"] == "optimal"
    assert document["cost_points"] == document["bound_points"] == 30
    assert document["costs"][0]["rule"] == "coverage"
    assert document["findings"][0]["kind"] == "price"
    assert document["roster"]["people"][0]["id"] == "ana-souza"
    out = tmp_path / "out"
    done = run("solve", tiny, "--json", "-o", out, *EFFORT)
    document = json.loads(done.stdout)
    assert "roster" not in document
    assert str(out / "roster.json") in document["files"]


def test_must_shortage_is_told_and_written(run, edited, tmp_path):
    """Nobody can be there at four in the morning: exit code 1, a roster."""
    path = edited(**{"Mon-Fri 14:00-16:00": "Mon-Fri 04:00-05:00"})
    out = tmp_path / "out"
    done = run("solve", path, "-o", out, *EFFORT)
    assert done.exit_code == Status.NO
    assert (out / "roster.json").exists()
    assert "must shortage 5.0 person-hours: no roster has less" in done.stdout
    assert "!!" in done.stdout
    assert "tiny.yaml:22:" in "".join(done.stdout.split())


def _contradiction(edited):
    text = "\npins:\n  - {who: Ana Souza, day: 2027-03-22, off: true}\n"
    text += "  - {who: Ana Souza, day: 2027-03-22, shift: day}\naway:"
    return edited(**{"\naway:": text})


def _short_rest(edited):
    return edited(**{"least: 11h": "least: 17h", "\naway:": PINNED})


PINNED = """
pins:
  - {who: Ana Souza, day: 2027-03-22, shift: day}
  - {who: Ana Souza, day: 2027-03-23, shift: day}
away:"""


def test_infeasible_has_reasons(run, edited, tmp_path):
    """The statements that clash, with places; nothing is written."""
    out = tmp_path / "out"
    done = run("solve", _short_rest(edited), "-o", out, *EFFORT)
    assert done.exit_code == Status.NO
    assert "cannot all hold" in done.stdout
    assert "Ana Souza rests at least 17 h" in done.stdout
    assert "tiny.yaml:24:" in done.stdout
    assert "infeasible: no roster keeps every rule" in done.stdout
    assert not out.exists()


def test_infeasible_leaves_an_earlier_roster(run, edited, tmp_path):
    """What an earlier run wrote stays, and is said to be old."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "roster.json").write_text("old")
    done = run("solve", _short_rest(edited), "-o", out, *EFFORT)
    assert (out / "roster.json").read_text() == "old"
    assert "of an earlier run" in done.stderr


def test_infeasible_for_machines(run, edited):
    """Statements with rules, people, days and places."""
    done = run("solve", _short_rest(edited), "--json", *EFFORT)
    assert done.exit_code == Status.NO
    reason = json.loads(done.stdout)["reason"]
    assert reason["minimal"]
    rest = next(s for s in reason["statements"] if "rests" in s["text"])
    assert rest["rules"] == ["rules.rest"]
    assert rest["people"] == ["ana-souza"]


def test_what_pins_contradict_is_bad_input(run, edited, tmp_path):
    """Off and a shift on one day: nothing is solved."""
    done = run("solve", _contradiction(edited), "-o", tmp_path / "out")
    assert done.exit_code == Status.BAD_INPUT
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused_first(
    run, tiny, tmp_path, monkeypatch
):
    """Nobody solves for an hour to learn that a file is in the way."""
    monkeypatch.setattr("scheduler.solve", pytest.fail, raising=False)
    (tmp_path / "out").write_text("a file")
    done = run("solve", tiny, "-o", tmp_path / "out")
    assert done.exit_code == Status.BAD_INPUT
    assert "cannot be written" in done.stderr


def _given(monkeypatch, result):
    """Let the search return a result, whatever is asked."""
    monkeypatch.setattr(
        "scheduler.solve", lambda problem, **_: result, raising=False
    )


def test_nothing_found_is_three(run, tiny, tmp_path, monkeypatch, solved):
    """Neither a roster nor a proof that there is none."""
    _given(
        monkeypatch,
        replace(solved, status="unknown", best=None, cost=None, bound=None),
    )
    done = run("solve", tiny, "-o", tmp_path / "out")
    assert done.exit_code == Status.NO_ROSTER
    assert "there may be one" in done.stdout
    assert not (tmp_path / "out").exists()


def test_an_interrupted_roster_is_written_and_named_so(
    run, tiny, tmp_path, monkeypatch, solved
):
    """The best so far is kept; the exit code says that it is not the end."""
    _given(monkeypatch, replace(solved, interrupted=True))
    out = tmp_path / "out"
    done = run("solve", tiny, "-o", out)
    assert done.exit_code == Status.INTERRUPTED
    assert json.loads((out / "roster.json").read_bytes())["interrupted"]
    assert "best roster until the interruption" in done.stderr


def test_ctrl_c_reaches_the_search(run, tiny, monkeypatch, solved):
    """The first Ctrl-C makes ``stop`` true and is confirmed."""

    def solve(problem, *, stop, **_):
        signal.raise_signal(signal.SIGINT)
        assert stop()
        return solved

    monkeypatch.setattr("scheduler.solve", solve, raising=False)
    done = run("solve", tiny)
    assert "the best roster so far is kept" in done.stderr


def test_big_rosters_are_left_to_show(
    run, tiny, tmp_path, monkeypatch, solved
):
    """A grid of hundreds of rows would hide what matters."""
    monkeypatch.setattr("scheduler.cli.solved._MOST_ROWS", 1)
    _given(monkeypatch, solved)
    assert "09–17" in run("solve", tiny).stdout
    done = run("solve", tiny, "-o", tmp_path / "out")
    assert "09–17" not in done.stdout
    assert "schedule show" in done.stderr


def test_options_reach_the_search(run, tiny, monkeypatch, solved):
    """Seconds, effort, seed, threads and gap are passed on."""
    asked = {}

    def solve(problem, **options):
        asked.update(options)
        return solved

    monkeypatch.setattr("scheduler.solve", solve, raising=False)
    run("solve", tiny)
    assert (asked["seconds"], asked["iterations"]) == (60.0, None)
    run("solve", tiny, "--iterations", "5", "--seed", "3", "--gap", "2.5")
    assert (asked["seconds"], asked["iterations"]) == (None, 5)
    assert (asked["seed"], asked["gap"]) == (3, 0.025)
    run("solve", tiny, "--time-limit", "2", "--threads", "4")
    assert (asked["seconds"], asked["threads"]) == (2.0, 4)
