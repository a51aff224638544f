"""``schedule report`` and ``schedule solve --report``."""

import json
import re

from scheduler.cli.status import Status

DATA = re.compile(
    r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL
)


def data_of(path):
    """Return the data that a page carries."""
    return json.loads(DATA.search(path.read_text("utf-8"))[1])


def test_page_of_a_roster(run, tiny, roster_json, tmp_path):
    """The page has the file's people; where it is goes to the output."""
    page = tmp_path / "sub" / "report.html"
    done = run("report", tiny, roster_json, "-o", page)
    assert done.exit_code == Status.DONE, done.output
    assert done.stdout == f"{page}\n"
    names = [person["name"] for person in data_of(page)["people"]]
    assert "Joy Cruz" in names


def test_edition_for_the_team(run, tiny, roster_json, tmp_path):
    """It has no ledger."""
    page = tmp_path / "team.html"
    run("report", tiny, roster_json, "-o", page, "--for", "team")
    assert "ledger" not in data_of(page)


def test_since_another_roster(run, tiny, roster_json, tmp_path):
    """Joy's first duty is not in the other roster: it is new."""
    other = json.loads(roster_json.read_text("utf-8"))
    joy = next(p for p in other["people"] if p["id"] == "joy-cruz")
    del joy["work"][0]
    before = tmp_path / "before.json"
    before.write_text(json.dumps(other))
    page = tmp_path / "report.html"
    run("report", tiny, roster_json, "-o", page, "--since", before)
    ((_, name, _, how, was, _),) = data_of(page)["changes"]["days"]
    assert (name, how, was) == ("Joy Cruz", "new", None)


def test_other_versions_of_the_files(run, tiny, roster_json, tmp_path):
    """A roster of a file that was changed since says so."""
    page = tmp_path / "report.html"
    run("report", tiny, roster_json, "-o", page)
    assert not data_of(page)["versions"]["stale"]
    text = tiny.read_text("utf-8").replace("Tiny Desk", "Tiny Desk II")
    tiny.write_text(text, "utf-8")
    run("report", tiny, roster_json, "-o", page)
    assert data_of(page)["versions"]["stale"]


def test_a_page_that_cannot_be_written(run, tiny, roster_json, tmp_path):
    """It is said before any work is done."""
    done = run("report", tiny, roster_json, "-o", tmp_path)
    assert done.exit_code == Status.BAD_INPUT
    assert "it is a folder" in done.stderr


def test_solve_writes_the_page(run, tiny, tmp_path):
    """With the proof of the run."""
    page = tmp_path / "report.html"
    done = run("solve", tiny, "--iterations", 1, "-q", "--report", page)
    assert f"wrote the page {page}" in done.stderr
    run_of = data_of(page)["run"]
    assert run_of["seconds"] is not None
    assert run_of["engine"]
