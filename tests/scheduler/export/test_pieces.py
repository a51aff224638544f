"""Duties in pieces, written by every exporter and read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

import scheduler
from scheduler.export.csv import read_csv, write_csv
from scheduler.export.json import read_roster, write_roster
from scheduler.export.rosters import read_any

if TYPE_CHECKING:
    from pathlib import Path

FILE = {
    "roster": "r",
    "zone": "Europe/Madrid",
    "from": "2027-03-22",
    "weeks": 1,
    "skills": {"names": ["plus"]},
    "teams": {"t": {"skills": ["plus"]}},
    "contracts": {"full": {}},
    "shifts": {
        "split": {
            "window": "Mon-Fri 07:00-20:00",
            "split": {"gap at": "11:00-16:00"},
        },
        "day": {"window": "Mon-Fri 08:00-17:00"},
        "on call": {
            "standby": True,
            "window": "Mon-Fri 17:00-08:00",
            "paid": "10%",
        },
    },
    "people": [
        {"name": "Ana", "team": "t", "contract": "full"},
        {"name": "Ben", "team": "t", "contract": "full"},
    ],
    "queues": {"plus": {}},
    "coverage": [
        {"queue": "plus", "window": "Mon 07:00-08:00", "least": 1},
        {"queue": "plus", "window": "Mon 19:00-20:00", "least": 1},
        {
            "queue": "plus",
            "window": "Mon 17:00-08:00",
            "least": 1,
            "standby": "ok",
        },
    ],
    "pins": [
        {"who": "Ana", "day": "2027-03-22", "shift": "split"},
        {"who": "Ben", "day": "2027-03-22", "shift": "on call", "at": "08:00"},
    ],
}


@pytest.fixture(scope="module")
def roster():
    """Return a roster with a split shift, and work with standby."""
    result = scheduler.solve(scheduler.build(FILE), iterations=2000, seed=1)
    assert result.best is not None
    assert result.status == "optimal"
    return result.best


def pieces(roster, person: int):
    """Return the pieces of somebody's Monday."""
    work = roster.work(person, 0)
    return roster.duty(work).parts


def test_what_was_pinned_is_solved(roster) -> None:
    """Ana works twice, Ben until 17:00 and is on call then."""
    assert [p.standby for p in pieces(roster, 0)] == [False, False]
    assert [p.standby for p in pieces(roster, 1)] == [False, True]
    assert not scheduler.check(roster).broken


def test_json_comes_back_as_it_was(roster, tmp_path: Path) -> None:
    """Pieces, spans, and so every byte."""
    path = tmp_path / "roster.json"
    path.write_bytes(write_roster(roster))
    found = read_roster(roster.problem, path)
    assert found.lines == roster.lines
    told = json.loads(path.read_bytes())["people"][1]["work"][0]["pieces"]
    assert told[1] == {
        "start": "2027-03-22T16:00Z",
        "end": "2027-03-23T07:00Z",
        "standby": True,
        "shift": "on-call",
        "paid_min": 90,
    }


def test_csv_comes_back_as_it_was(roster, tmp_path: Path) -> None:
    """One row per work, with its pieces in a column."""
    path = tmp_path / "roster.csv"
    path.write_bytes(write_csv(roster))
    assert "07:00-11:00; 16:00-20:00" in path.read_text("utf-8-sig")
    assert "on-call 17:00-08:00 standby" in path.read_text("utf-8-sig")
    assert read_csv(roster.problem, path).lines == roster.lines


def test_two_rows_of_a_day_are_its_split_shift(roster, tmp_path: Path) -> None:
    """As people write them; the standby of another row is Ben's alone."""
    path = tmp_path / "hand.csv"
    path.write_text(
        "person,day,start,end,shift\n"
        "Ana,2027-03-22,16:00,20:00,\n"
        "Ana,2027-03-22,07:00,11:00,\n"
        "Ben,2027-03-22,08:00,17:00,day\n"
        "Ben,2027-03-22,17:00,08:00,on call\n"
    )
    found = read_any(roster.problem, path)
    assert [len(line) for line in found.lines] == [1, 1]
    assert pieces(found, 0) == pieces(roster, 0)
    assert pieces(found, 1) == pieces(roster, 1)


def test_two_rows_that_are_no_duty_stay_two(roster, tmp_path: Path) -> None:
    """They are told as a second duty of the day."""
    path = tmp_path / "hand.csv"
    path.write_text(
        "person,day,start,end\n"
        "Ana,2027-03-22,07:00,10:00\n"
        "Ana,2027-03-22,16:00,20:00\n"
    )
    found = read_any(roster.problem, path)
    assert len(found.lines[0]) == 2


def test_foreign_standby_is_standby(roster, tmp_path: Path) -> None:
    """A hand-made row of a standby shift at other times is not work."""
    path = tmp_path / "hand.csv"
    path.write_text(
        "person,day,start,end,shift\n"
        "Ana,2027-03-23,18:00,07:00,on call\n"
        "Ben,2027-03-23,06:00,10:00,\n"
    )
    found = read_any(roster.problem, path)
    (standby,) = pieces_of(found, 0)
    (work,) = pieces_of(found, 1)
    assert (standby.standby, work.standby) == (True, False)


def pieces_of(roster, person: int):
    """Return the pieces of somebody's only duty."""
    (work,) = roster.lines[person]
    return roster.duty(work).parts


def test_each_piece_is_an_entry_of_the_calendar(roster) -> None:
    """Standby leaves the time free; UIDs are of the day and a number."""
    files = scheduler.write_ics(roster)
    by_name = {path.stem: data for path, data in files.items()}
    ana, ben = (
        [e for e in Calendar.from_ical(by_name[name]).walk("VEVENT")]
        for name in ("ana", "ben")
    )
    assert [e["DTSTART"].dt.hour for e in ana] == [7, 16]
    assert [str(e["TRANSP"]) for e in ben] == ["OPAQUE", "TRANSPARENT"]
    assert "on call (standby)" in str(ben[1]["SUMMARY"])
    assert len({str(e["UID"]) for e in ana + ben}) == 4
    assert "Also: 16:00" in str(ana[0]["DESCRIPTION"])


def test_history_knows_pieces(roster, tmp_path: Path) -> None:
    """Next week rests from the end of work, not of standby."""
    path = tmp_path / "roster.json"
    path.write_bytes(write_roster(roster))
    later = scheduler.build(
        FILE
        | {
            "from": "2027-03-29",
            "history": str(path),
            "pins": [],
        }
    )
    (ana,), (ben,) = later.history
    assert len(later.duties[ana.duty].work) == 2
    assert later.duties[ben.duty].standby
    assert later.duties[ben.duty].paid_min == 9 * 60 + 90
