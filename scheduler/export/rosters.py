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
    from collections.abc import Callable
    from pathlib import Path

    from scheduler.export.roster_doc import RosterDoc
    from scheduler.problem import Problem
    from scheduler.roster import Roster

__all__ = ["read_any", "read_clipped", "read_document"]


def read_any(problem: Problem, path: Path | str) -> Roster:
    """Return the roster of a JSON, CSV or XLSX file.

    Queues are assigned, as well as can be, where a file says nothing of
    any.

    Raises
    ------
    InputError
        For what is not there, not understood or not known.
    """
    return with_queues(_reader(path)(problem, path))


def read_clipped(problem: Problem, path: Path | str) -> Roster:
    """Return what a JSON or CSV file says of the days of a problem.

    Whatever it says of others is left out, and queues are not assigned.

    Raises
    ------
    InputError
        For what is not there, not understood or not known.
    """
    reader = read_roster if _is_json(path) else read_csv
    return reader(problem, path, clip=True)


def read_document(problem: Problem, path: Path | str) -> RosterDoc:
    """Return what a JSON, CSV or XLSX file tells, in the shape of the former.

    Of JSON it need not fit the problem: people and days may be others.

    Raises
    ------
    InputError
        For what is not there or not understood.
    """
    if _is_json(path):
        return roster_document(path)[1]
    return document(_reader(path)(problem, path))


def _reader(path: Path | str) -> Callable[[Problem, Path | str], Roster]:
    start = _start(path)
    if start.startswith(_ZIP):
        # Workbooks are an optional part, and slow to load.
        from scheduler.export.xlsx_reading import read_xlsx

        return read_xlsx
    return read_roster if _is_json(path) else read_csv


def _is_json(path: Path | str) -> bool:
    start = _start(path)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def _start(path: Path | str) -> bytes:
    return read_bytes(path, MOST_BYTES, "split the roster by team")[:1024]


_ZIP = b"PK\x03\x04"
