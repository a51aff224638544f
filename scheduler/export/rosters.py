"""Reads a roster file whatever its format; its first character tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.export.csv import read_csv
from scheduler.export.json import read_roster
from scheduler.export.reading import MOST_BYTES
from scheduler.queues import with_queues
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["read_any"]


def read_any(problem: Problem, path: Path | str) -> Roster:
    """Return the roster of a JSON or CSV file.

    Queues are assigned, as well as can be, where a file says nothing of
    any.

    Raises
    ------
    InputError
        For what is not there, not understood or not known.
    """
    start = read_bytes(path, MOST_BYTES, "split the roster by team")[:1024]
    is_json = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    read = read_roster if is_json else read_csv
    return with_queues(read(problem, path))
