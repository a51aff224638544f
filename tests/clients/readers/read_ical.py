"""The strict parser of Home Assistant."""

from collections.abc import Iterator
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream
from reader import Entry, in_utc, run


def read(path: Path) -> Iterator[Entry]:
    """Yield the events of a file."""
    text = path.read_bytes().decode()
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        yield (
            event.uid,
            in_utc(event.dtstart),
            in_utc(event.dtend),
            event.summary,
            event.description or "",
        )


run(read)
