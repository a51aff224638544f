"""Reads a roster file whatever its format; its first character tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.export.csv import read_csv
from scheduler.export.json import document, read_roster
from scheduler.export.json_reading import roster_document
from scheduler.export.reading import MOST_BYTES
from scheduler.queues import with_queues
from scheduler.spec.text import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.export.roster_doc import RosterDoc
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["read_any", "read_document"]


def read_any(problem: Problem, path: Path | str) -> Roster:
    """Return the roster of a JSON or CSV file.

    Queues are assigned, as well as can be, where a file says nothing of
    any.

    Raises
    ------
    InputError
        For what is not there, not understood or not known.
    """
    read = read_roster if _is_json(path) else read_csv
    return with_queues(read(problem, path))


def read_document(problem: Problem, path: Path | str) -> RosterDoc:
    """Return what a JSON or CSV file tells, in the shape of the former.

    Of JSON it need not fit the problem: people and days may be others.

    Raises
    ------
    InputError
        For what is not there or not understood.
    """
    if _is_json(path):
        return roster_document(path)[1]
    return document(read_csv(problem, path))


def _is_json(path: Path | str) -> bool:
    start = read_bytes(path, MOST_BYTES, "split the roster by team")[:1024]
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
