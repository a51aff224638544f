from datetime import date

import pytest

from scheduler.clock import zone
from scheduler.export.moments import Inside, moment

HALIFAX = zone("America/Halifax")
MONDAY = date(2027, 3, 1)
EIGHT = HALIFAX.start_min(MONDAY, 8 * 60)


@pytest.mark.parametrize(
    "text",
    [
        "08:00",
        "8:00",
        "08:00:00",
        "2027-03-01 08:00",
        "2027-03-01T08:00",
        "2027-03-01T12:00Z",
        "2027-03-01 12:00 Z",
        "2027-03-01 08:00-04:00",
        "2027-03-01 20:00+0800",
        "12:00Z",
    ],
)
def test_ways_to_write_eight_in_halifax(text):
    """Own clock, UTC and offsets mean the same instant."""
    assert moment(text).start(HALIFAX, MONDAY) == EIGHT


@pytest.mark.parametrize("text", ["8", "8am", "25:00", "08:60", "2027-03-01"])
def test_what_is_no_time(text):
    """Nothing is guessed."""
    assert moment(text) is None


def test_a_date_that_no_calendar_has():
    """February has no thirtieth."""
    with pytest.raises(ValueError, match="day"):
        moment("2027-02-30 08:00")


def test_an_end_is_the_next_such_time():
    """22:00 to 06:00 ends on the next day, 24:00 at midnight."""
    late = moment("22:00").start(HALIFAX, MONDAY)
    assert moment("06:00").end(HALIFAX, late) == late + 480
    assert moment("24:00").end(HALIFAX, late) == late + 120
    assert moment("2027-03-02 06:00").end(HALIFAX, late) == late + 480


def test_stretches_inside_a_night_of_a_clock_change():
    """Times are found behind the change, either way."""
    for day, real in ((date(2027, 3, 13), 420), (date(2026, 10, 31), 540)):
        start = HALIFAX.start_min(day, 22 * 60)
        inside = Inside(HALIFAX, start, start + real)
        assert inside.stretch("23:00", "23:30") == (start + 60, start + 90)
        end = start + real
        assert inside.stretch("05:00", "06:00") == (end - 60, end)
        assert inside.stretch("07:00", "08:00") is None
