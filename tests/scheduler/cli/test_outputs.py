"""Whether a folder can be written is known before anything is solved."""

import pytest

from scheduler.cli.outputs import FORMATS, check_writable, files_of
from scheduler.errors import InputError


def test_a_folder_that_is_not_there_yet_will_do(tmp_path):
    """It is not made before there is something to put into it."""
    check_writable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path):
    """Neither as the folder nor on the way to it."""
    file = tmp_path / "out"
    file.write_text("")
    for folder in (file, file / "deeper"):
        with pytest.raises(InputError, match="cannot be written"):
            check_writable(folder)


def test_names_that_are_too_long_are_refused(tmp_path):
    """What the system refuses is told as such."""
    with pytest.raises(InputError, match="cannot be written"):
        check_writable(tmp_path / ("x" * 300))


def test_what_stands_in_the_way_is_named(tmp_path):
    """A folder in the place of a file would be found out too late."""
    (tmp_path / "roster.csv").mkdir()
    with pytest.raises(InputError, match=r"roster\.csv .*it is a folder"):
        check_writable(tmp_path)
    (tmp_path / "roster.csv").rmdir()
    (tmp_path / "calendars").write_text("")
    with pytest.raises(InputError, match=r"calendars .*it is no folder"):
        check_writable(tmp_path)


def test_all_formats_are_rendered(solved, tmp_path):
    """One file of each, and a calendar for each person, team and queue."""
    files = files_of(solved.best, tmp_path, FORMATS, result=solved)
    assert sorted(map(str, files)) == [
        "calendars/people/ana-souza.ics",
        "calendars/people/joy-cruz.ics",
        "calendars/queues/desk.ics",
        "calendars/teams/lisbon.ics",
        "calendars/teams/manila.ics",
        "roster.csv",
        "roster.json",
        "roster.xlsx",
    ]
