"""``schedule export``: chosen formats, zones, and what changed."""

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
