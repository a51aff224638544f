"""``schedule export``: chosen formats, zones, and what changed."""

import json

import openpyxl
import pytest

from scheduler.cli.status import Status


def test_all_formats_by_default(run, tiny, roster_json, tmp_path):
    """Files are listed on standard output; again, nothing has changed."""
    out = tmp_path / "out"
    done = run("export", tiny, roster_json, "-o", out)
    assert done.exit_code == Status.DONE
    assert len(done.stdout.splitlines()) == 7
    again = run("export", tiny, roster_json, "-o", out)
    assert again.stdout == ""
    assert "7 files, 0 of them new or changed" in again.stderr


def test_one_format(run, tiny, roster_json, tmp_path):
    """Only what is asked for is written."""
    out = tmp_path / "out"
    run("export", tiny, roster_json, "-o", out, "--format", "csv")
    assert [p.name for p in out.rglob("*")] == ["roster.csv"]


def test_a_roster_is_not_written_over_itself(run, tiny, roster_json):
    """Its proof would be lost: only the run that found it knows that."""
    before = roster_json.read_bytes()
    assert b'"bound_points"' in before
    done = run("export", tiny, roster_json, "-o", roster_json.parent)
    assert done.exit_code == Status.DONE
    assert roster_json.read_bytes() == before
    assert (roster_json.parent / "roster.csv").exists()


def test_what_was_proven_is_told_again(run, tiny, roster_json, tmp_path):
    """In another folder too; not of a roster that somebody edited."""
    out = tmp_path / "out"
    run("export", tiny, roster_json, "-o", out, "--format", "json")
    assert (out / "roster.json").read_bytes() == roster_json.read_bytes()
    edited = json.loads(roster_json.read_bytes())
    edited["people"][0]["work"].pop()
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(edited), "utf-8")
    run("export", tiny, changed, "-o", out, "--format", "json")
    assert b"bound_points" not in (out / "roster.json").read_bytes()


def test_a_workbook_goes_out_and_comes_back(run, tiny, roster_json, tmp_path):
    """Exported, judged as it is, edited, and judged again."""
    run("export", tiny, roster_json, "-o", tmp_path, "--format", "xlsx")
    path = tmp_path / "roster.xlsx"
    assert (
        run("check", tiny, path).stdout
        == run("check", tiny, roster_json).stdout
    )
    book = openpyxl.load_workbook(path)
    week = next(sheet for sheet in book if sheet.title.startswith("week"))
    for cell in week[2][4:-1]:
        cell.value = None
    book.save(path)
    judged = run("check", tiny, path)
    assert judged.stdout != run("check", tiny, roster_json).stdout
    week["E2"].value = "whenever"
    book.save(path)
    refused = run("check", tiny, path)
    assert refused.exit_code == Status.BAD_INPUT
    assert f"sheet {week.title}, cell E2" in refused.stderr


def test_event_zones(run, tiny, roster_json, tmp_path):
    """In UTC, no calendar needs a time zone."""
    out = tmp_path / "out"
    options = ("--format", "ics", "--event-tz", "utc")
    run("export", tiny, roster_json, "-o", out, *options)
    for path in out.glob("calendars/*/*.ics"):
        assert b"DTSTART:20270" in path.read_bytes()


@pytest.mark.parametrize("zone", ["Mars/Olympus", ""])
def test_unknown_zones_are_refused(run, tiny, roster_json, tmp_path, zone):
    """Before anything is written."""
    out = tmp_path / "out"
    done = run("export", tiny, roster_json, "-o", out, "--event-tz", zone)
    assert done.exit_code == Status.BAD_INPUT
    assert not out.exists()
