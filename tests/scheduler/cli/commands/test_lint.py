"""``schedule lint``: findings about calendar files."""

import json

from scheduler.cli.status import Status

GOOD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\nBEGIN:VEVENT\r\n"
    "UID:1@x\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270101T080000Z\r\n"
    "DTEND:20270101T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_what_solve_writes_is_clean(run, tiny, roster_json, tmp_path):
    """Our own calendars have no findings."""
    run("export", tiny, roster_json, "-o", tmp_path, "--format", "ics")
    done = run("lint", *tmp_path.glob("calendars/*/*.ics"))
    assert done.exit_code == Status.DONE
    assert done.stdout == "5 calendars: nothing found\n"


def test_errors_end_in_one(run, tmp_path):
    """Each finding has its line; exit code 1."""
    path = tmp_path / "bad.ics"
    path.write_bytes(GOOD.replace("UID:1@x\r\n", "").encode())
    done = run("lint", path)
    assert done.exit_code == Status.NO
    assert f"{path}:4:1: error: the event has no UID" in done.stdout
    document = json.loads(run("lint", path, "--json").stdout)
    assert document["findings"][0]["code"] == "missing-uid"


def test_a_missing_file_is_bad_input(run, tmp_path):
    """That is no judgement about a calendar."""
    done = run("lint", tmp_path / "none.ics")
    assert done.exit_code == Status.BAD_INPUT
