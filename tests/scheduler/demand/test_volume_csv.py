"""Volume files: intervals to slots, clock changes, gaps, and refusals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clock import zone
from scheduler.demand.intervals import Stream
from scheduler.demand.volume_csv import read_volume
from scheduler.errors import InputError

HALIFAX = zone("America/Halifax")


def minute(text):
    """Minutes since the epoch of a UTC time."""
    when = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return int(when.timestamp()) // 60


def read(text, first, last, **options):
    """Read a file given as text on a grid of an hour per slot."""
    wanted = {
        "slot_min": 60,
        "default_zone": HALIFAX,
        "default_handle_min": 6.0,
    }
    return read_volume(
        text.encode(),
        "volume.csv",
        first_min=minute(first),
        last_min=minute(last),
        **(wanted | options),
    )


def refused(text, **options):
    """Findings of a file that must not be read, as lines."""
    with pytest.raises(InputError) as caught:
        read(text, "2027-03-01T00:00", "2027-03-02T00:00", **options)
    return str(caught.value)


def rates(volumes, queue="", account=""):
    """Contacts per hour of a stream, rounded."""
    volume = volumes.volumes[Stream(queue, account)]
    return [round(rate, 6) for rate in volume.per_hour.tolist()]


def test_half_hours_to_quarters_and_hours():
    """12 contacts in half an hour are 24 an hour, however it is cut."""
    text = "start,contacts\n2027-03-01T09:00,12\n2027-03-01T09:30,6\n"
    spans = ("2027-03-01T13:00", "2027-03-01T14:00")
    assert rates(read(text, *spans, slot_min=15)) == [24, 24, 12, 12]
    assert rates(read(text, *spans, slot_min=60)) == [18]


def test_zones_queues_accounts_and_handle_times():
    """Every queue and account is a stream of its own, offsets win."""
    found = read(
        "start,zone,queue,account,contacts,handle,minutes\n"
        "2027-03-01 09:00,,plus,BigBrand,4,7m30s,60\n"
        "2027-03-01T13:00Z,Asia/Manila,plus,,5,1h,60\n"
        "2027-03-01T21:00:00,Asia/Manila,mail,,6,90s,30\n"
        "2027-03-01T10:30-0300,,mail,,6,150s,30\n",
        "2027-03-01T13:00",
        "2027-03-01T14:00",
    )
    assert rates(found, "plus", "BigBrand") == [4]
    assert rates(found, "plus") == [5]
    assert rates(found, "mail") == [12]
    handles = {
        stream: volume.handle_min.tolist()
        for stream, volume in found.volumes.items()
    }
    assert handles[Stream("plus", "BigBrand")] == [7.5]
    # Six of 90 s and six of 150 s take two minutes each on average.
    assert handles[Stream("mail", "")] == [2]
    assert found.findings == ()


def test_rows_in_any_order_and_blank_lines():
    """Order does not matter, and spreadsheets leave blank rows behind."""
    found = read(
        "\ufeffstart,contacts\r\n2027-03-01T10:00,2\r\n,\r\n"
        "2027-03-01T09:00,1\r\n",
        "2027-03-01T13:00",
        "2027-03-01T15:00",
    )
    assert rates(found) == [1, 2]


def test_spring_row_that_the_clocks_skip():
    """02:00 on 2027-03-14 does not exist in Halifax; its row is left out."""
    rows = "".join(f"2027-03-14T{h:02}:00,{h + 1}\n" for h in range(5))
    found = read(
        "start,contacts\n" + rows, "2027-03-14T04:00", "2027-03-14T08:00"
    )
    assert rates(found) == [1, 2, 4, 5]
    [warning] = found.findings
    assert str(warning) == (
        "volume.csv:4:1: warning: The clocks skip this time; the row is left "
        "out."
    )


def test_spring_quarters_that_the_clocks_skip():
    """Four quarters without existence, told in one warning."""
    rows = "".join(
        f"2027-03-14T{m // 60:02}:{m % 60:02},1\n" for m in range(60, 240, 15)
    )
    found = read(
        "start,contacts\n" + rows, "2027-03-14T05:00", "2027-03-14T07:00"
    )
    assert rates(found) == [4, 4]
    [warning] = found.findings
    assert "(and 3 more)" in warning.message


def test_autumn_hour_listed_twice():
    """Two rows of 01:00 are the first and the second pass."""
    found = read(
        "start,contacts\n2026-11-01T00:00,1\n2026-11-01T01:00,2\n"
        "2026-11-01T01:00,3\n2026-11-01T02:00,4\n",
        "2026-11-01T03:00",
        "2026-11-01T07:00",
    )
    assert rates(found) == [1, 2, 3, 4]
    assert found.findings == ()


def test_autumn_half_hours_listed_once():
    """A forecast with 24 hours on a day of 25 counts both passes alike."""
    found = read(
        "start,contacts\n2026-11-01T00:30,1\n2026-11-01T01:00,2\n"
        "2026-11-01T01:30,3\n2026-11-01T02:00,4\n",
        "2026-11-01T03:30",
        "2026-11-01T06:30",
        slot_min=30,
    )
    assert rates(found) == [2, 4, 6, 4, 6, 8]
    [warning] = found.findings
    assert "twice" in warning.message
    assert "1 more" in warning.message
    assert warning.place.line == 3


@pytest.mark.parametrize(
    ("day", "hours"), [("2027-03-14", 23), ("2026-11-01", 25)]
)
def test_long_intervals_over_a_clock_change(day, hours):
    """Rows of two hours last one or three where the clocks change."""
    rows = "".join(f"{day}T{h:02}:00,6\n" for h in range(0, 24, 2))
    start = HALIFAX.start_min(datetime.fromisoformat(day).date(), 0)
    found = read_volume(
        ("start,contacts\n" + rows).encode(),
        "volume.csv",
        first_min=start,
        last_min=start + hours * 60,
        slot_min=60,
        default_zone=HALIFAX,
        default_handle_min=6.0,
    )
    assert sum(rates(found)) == pytest.approx(12 * 6, abs=1e-4)
    assert found.findings == ()


def test_hours_without_rows_are_warned_of():
    """An export that leaves out quiet hours is read, with a warning."""
    found = read(
        "start,queue,contacts\n2027-03-01T09:00,mail,1\n"
        "2027-03-01T10:00,mail,2\n2027-03-01T12:00,mail,3\n",
        "2027-03-01T12:00",
        "2027-03-01T17:00",
    )
    assert rates(found, "mail") == [0, 1, 2, 0, 3]
    [warning] = found.findings
    assert warning.severity == "warning"
    assert warning.message.startswith("2 h of the time")


def test_last_years_file_is_refused():
    """A file without one row in the time to be staffed is a mistake."""
    assert "volume.csv:3:1: error: No row of mail lies within" in refused(
        "start,queue,contacts\n2026-03-01T09:00,mail,1\n"
        "2026-03-01T10:00,mail,1\n"
    )


def test_overlapping_rows_are_refused():
    """A second row for the same time, or a step too short, is an error."""
    message = refused(
        "start,contacts\n2027-03-01T09:00,1\n2027-03-01T10:00,1\n"
        "2027-03-01T11:00,1\n2027-03-01T12:00,1\n2027-03-01T13:00,1\n"
        "2027-03-01T10:15,1\n2027-03-01T13:00,1\n"
    )
    assert "volume.csv:7:1: error:" in message
    assert "before that of line 3 ends" in message
    assert "volume.csv:8:1: error:" in message


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        ("yesterday,,1,5m", "2:1", "is no start"),
        ("2027-02-30T09:00,,1,5m", "2:1", "is no start"),
        ("0027-03-01T09:00,,1,5m", "2:1", "is no start"),
        ("01/03/2027 09:00,,1,5m", "2:1", "is no start"),
        ("2027-03-01T09:00,Atlantic,1,5m", "2:18", "Atlantic"),
        ("2027-03-01T09:00,,many,5m", "2:19", "number of contacts"),
        ("2027-03-01T09:00,,-1,5m", "2:19", "number of contacts"),
        ("2027-03-01T09:00,,nan,5m", "2:19", "number of contacts"),
        ("2027-03-01T09:00,,inf,5m", "2:19", "number of contacts"),
        ("2027-03-01T09:00,,1,300", "2:21", "with its unit"),
        ("2027-03-01T09:00,, 1, 0m", "2:23", "above 0"),
        ("2027-03-01T09:00,,1,5,5m", "2:1", "5 cells"),
        ('2027-03-01T09:00,,"1,5",5m', "2:19", "number of contacts"),
        ('"2027-03-01T09:00",,x,5m', "2:21", "number of contacts"),
        ('2027-03-01T09:00,,"1,5m', "2:1", "no CSV"),
    ],
)
def test_bad_cells_are_named_with_their_place(row, place, says):
    """Every bad cell is refused with file, line, column and the remedy."""
    message = refused(f"start,zone,contacts,handle\n{row}\n")
    assert message.startswith(f"volume.csv:{place}: error:")
    assert says in message


def test_all_bad_rows_are_told_at_once():
    """The user hears of every bad row in one go."""
    message = refused("start,contacts\nx,1\n2027-03-01T09:00,y\n")
    assert message.count("error") == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("start,contacts\n", "no rows"),
        ("start;contacts\n", "not by semicolons"),
        ("start,contact\n", "did you mean 'contacts'?"),
        ("start,contacts,wat\n", "no column 'wat'"),
        ("start,contacts,start\n", "there twice"),
        ("contacts\n1\n", "needs a column 'start'"),
        ("start,contacts\n2027-03-01T09:00,1\n", "how long"),
        (
            "start,contacts\n2027-03-01T00:00,1\n2027-03-02T00:00,1\n",
            "hide the peak",
        ),
        ("start,contacts,minutes\n2027-03-01T09:00,1,0\n", "whole number"),
    ],
)
def test_bad_files_are_refused(text, says):
    """Wrong headers, no rows and intervals of unknown length are refused."""
    assert says in refused(text)


def test_missing_zone_and_handle_time_are_refused():
    """Nothing is guessed where neither row nor roster says it."""
    row = "2027-03-01T09:00,1\n2027-03-01T10:00,1\n"
    no_zone = refused(f"start,contacts\n{row}", default_zone=None)
    assert "has no zone" in no_zone
    no_handle = refused(f"start,contacts\n{row}", default_handle_min=None)
    assert "is no handle time" in no_handle


def test_other_bytes_are_refused(monkeypatch):
    """Latin-1 and files beyond the limit are refused, with the line."""
    data = "start,queue,contacts\n2027-03-01T09:00,café,1\n".encode("latin-1")
    with pytest.raises(InputError, match=r"volume\.csv:2:1: error: .*UTF-8"):
        read_volume(data, "volume.csv", first_min=0, last_min=60)
    monkeypatch.setattr("scheduler.demand.sheet.MOST_BYTES", 10)
    with pytest.raises(InputError, match="MB"):
        read_volume(data, "volume.csv", first_min=0, last_min=60)


def test_empty_grid_is_a_programming_error():
    """The caller gives a grid of whole slots."""
    with pytest.raises(ValueError, match="whole slots"):
        read_volume(b"", "volume.csv", first_min=0, last_min=50)


@given(
    counts=st.lists(st.integers(0, 500), min_size=2, max_size=30),
    step=st.sampled_from([5, 15, 20, 30, 60]),
    slot=st.sampled_from([5, 15, 30]),
)
def test_contacts_are_conserved(counts, step, slot):
    """Whatever the cut, contacts on the grid are contacts in the file."""
    first = minute("2027-05-01T00:00")
    rows = [
        f"{datetime.fromtimestamp((first + n * step) * 60, UTC):%FT%H:%M}Z,{c}"
        for n, c in enumerate(counts)
    ]
    last = first + -(-len(counts) * step // slot) * slot
    found = read_volume(
        ("start,contacts\n" + "\n".join(rows)).encode(),
        "volume.csv",
        first_min=first,
        last_min=last,
        slot_min=slot,
        default_handle_min=5.0,
    )
    [volume] = found.volumes.values()
    total = volume.per_hour.sum() * slot / 60
    assert total == pytest.approx(sum(counts), abs=1e-6)
