"""Radicale's parser; it keeps zones for good, so one file per process."""

from collections.abc import Iterator
from pathlib import Path

import vobject
from reader import Entry, in_utc, run


def read(path: Path) -> Iterator[Entry]:
    """Yield the events of a file."""
    calendar = vobject.readOne(path.read_bytes().decode())
    for event in calendar.contents.get("vevent", []):
        described = event.contents.get("description")
        yield (
            event.uid.value,
            in_utc(event.dtstart.value),
            in_utc(event.dtend.value),
            event.summary.value,
            described[0].value if described else "",
        )


run(read)
