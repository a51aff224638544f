"""The library we write with, reading."""

from collections.abc import Iterator
from pathlib import Path

from icalendar import Calendar
from reader import Entry, in_utc, run


def read(path: Path) -> Iterator[Entry]:
    """Yield the events of a file."""
    for event in Calendar.from_ical(path.read_bytes()).events:
        yield (
            str(event["UID"]),
            in_utc(event.start),
            in_utc(event.end),
            str(event["SUMMARY"]),
            str(event.get("DESCRIPTION", "")),
        )


run(read)
