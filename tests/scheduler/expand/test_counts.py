"""Head counts from a CSV file: starts, lengths, repeated hours, slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.clock import format_local, zone
from scheduler.errors import InputError
from scheduler.expand.counts import Count, read_counts

HALIFAX = "America/Halifax"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str) -> list[Count]:
    """Return the rows of ``c.csv``."""
    Path("c.csv").write_text(text)
    return read_counts(Path("c.csv"), HALIFAX)


def told(text: str) -> list[str]:
    """Return what ``c.csv`` is refused for."""
    with pytest.raises(InputError) as caught:
        read(text)
    return [str(found) for found in caught.value.findings]


def starts(rows: list[Count], where: str = "UTC") -> list[str]:
    """Return the starts as clocks somewhere show them."""
    return [format_local(row.start_min, zone(where))[4:] for row in rows]


def test_starts_are_on_the_clock_of_the_file_or_the_row() -> None:
    """An offset says itself what it means; rows come in any order."""
    rows = read(
        "start,zone,minutes,least\n"
        "2027-01-11T12:00Z,Asia/Manila,60,4\n"
        "2027-01-11 08:00,Europe/Dublin,60,1\n"
        "2027-01-11T08:00:00+02:00,,60,0\n"
        "2027-01-11 07:00,,60,3\n"
    )
    assert starts(rows) == [
        "2027-01-11 06:00",
        "2027-01-11 08:00",
        "2027-01-11 11:00",
        "2027-01-11 12:00",
    ]
    assert [row.least for row in rows] == [0, 1, 3, 4]


def test_lengths_are_the_commonest_step() -> None:
    """A gap at lunch does not make an interval longer."""
    rows = read(
        "start,least\n"
        "2027-01-11 08:00,1\n"
        "2027-01-11 08:30,2\n"
        "2027-01-11 09:00,3\n"
        "2027-01-11 13:00,4\n"
    )
    assert {row.end_min - row.start_min for row in rows} == {30}


def test_lengths_may_be_said() -> None:
    """Rows may differ, and one row alone must say it."""
    rows = read(
        "start,minutes,wanted\n2027-01-11 08:00,45,1\n2027-01-11 09:00,,1\n"
    )
    assert [row.end_min - row.start_min for row in rows] == [45, 60]
    (found,) = told("start,least\n2027-01-11 08:00,1\n")
    assert found == (
        "c.csv:2:1: error: how long is this interval? Add a column minutes"
    )


def test_repeated_hour_first_row_is_its_first_pass() -> None:
    """1 November 2026, 01:00 to 02:00 happens twice in Halifax."""
    rows = read(
        "start,minutes,least\n"
        "2026-11-01 00:00,60,1\n"
        "2026-11-01 01:00,60,2\n"
        "2026-11-01 01:00,60,3\n"
        "2026-11-01 02:00,60,4\n"
    )
    assert starts(rows) == [f"2026-11-01 0{hour}:00" for hour in (3, 4, 5, 6)]
    assert [row.least for row in rows] == [1, 2, 3, 4]


def test_one_row_stands_for_both_passes() -> None:
    """Averages have 24 rows on a day of 25 hours: no hour is left out."""
    rows = read(
        "start,minutes,least\n"
        "2026-11-01 00:00,60,1\n"
        "2026-11-01 01:00,60,2\n"
        "2026-11-01 02:00,60,4\n"
    )
    assert [row.least for row in rows] == [1, 2, 2, 4]
    assert {row.end_min - row.start_min for row in rows} == {60}


def test_skipped_hour_is_left_out() -> None:
    """02:00 to 03:00 of 14 March 2027 does not happen in Halifax."""
    rows = read(
        "start,minutes,least\n"
        "2027-03-14 01:00,60,1\n"
        "2027-03-14 02:00,60,2\n"
        "2027-03-14 03:00,60,3\n"
    )
    assert [row.least for row in rows] == [1, 3]


def test_interval_over_a_change_ends_when_the_clock_says() -> None:
    """00:00 to 04:00 of 14 March 2027 lasts three real hours."""
    (row,) = read("start,minutes,least\n2027-03-14 00:00,240,1\n")
    assert row.end_min - row.start_min == 180


SLIPS = {
    "8 a.m.,1": "'8 a.m.' is not a start: write 2027-03-08 09:00",
    "2027-02-30 08:00,1": "there is no day 2027-02-30",
    "2027-01-11 25:00,1": "there is no time 25:00",
    "2027-01-11 08:00,": "this row has neither least, wanted nor most",
    "2027-01-11 08:00,-1": "least is -1: a whole number from 0 is expected",
    "2027-01-11 08:00,1.5": "least is 1.5: a whole number from 0 is expected",
}


@pytest.mark.parametrize("row", SLIPS)
def test_slips_are_told_by_their_row(row: str) -> None:
    """What was found, where, and what to write."""
    found = told(f"start,least\n{row}\n2027-01-12 08:00,1\n")
    assert found[0].startswith(f"c.csv:2:1: error: {SLIPS[row]}")


def test_all_slips_are_told_at_once() -> None:
    """Unknown zones and bad starts of several rows."""
    found = told(
        "start,zone,minutes,least\n"
        "2027-01-11 08:00,Atlantis,60,1\n"
        "tomorrow,,60,1\n"
    )
    assert [text.split(":")[1] for text in found] == ["2", "3"]


def test_overlaps_are_errors() -> None:
    """Nobody knows which of two rows is meant."""
    (found,) = told(
        "start,minutes,least\n2027-01-11 08:00,90,1\n2027-01-11 09:00,60,2\n"
    )
    assert found == (
        "c.csv:3:1: error: this interval overlaps the one of c.csv:2:1"
    )


def test_whole_numbers_may_have_a_point() -> None:
    """Spreadsheets write 2.0 for 2."""
    (row,) = read("start,minutes,least\n2027-01-10 08:00,60,2.0\n")
    assert row.least == 2


def test_most_alone_is_a_count() -> None:
    """No more than two on Sundays asks for nobody."""
    (row,) = read("start,minutes,most\n2027-01-10 08:00,60,2\n")
    assert (row.least, row.wanted, row.most) == (0, 0, 2)
