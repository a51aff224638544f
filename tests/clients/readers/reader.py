"""What all readers print: one JSON object, file → list of entries.

An entry is ``[uid, start, end, summary, description]`` with times in UTC as
``2026-11-01T01:00:00Z``. Readers run as scripts, one for each client.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

Entry = tuple[str, str, str, str, str]


def in_utc(when: datetime) -> str:
    """Return an instant as text; a naive time is nobody's and stays so."""
    if when.tzinfo is None:
        return when.isoformat()
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run(read: Callable[[Path], Iterable[Entry]]) -> None:
    """Read the files given as arguments and print what was found."""
    found = {name: list(read(Path(name))) for name in sys.argv[1:]}
    json.dump(found, sys.stdout)
