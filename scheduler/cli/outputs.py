"""Files of a roster: what is written, and whether it can be at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError
from scheduler.export.exporter import EXPORTERS, exporter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.export.roster_doc import RosterDoc
    from scheduler.result import Result
    from scheduler.roster import Roster

__all__ = ["DEFAULT", "FORMATS", "check_page", "check_writable", "files_of"]

FORMATS = tuple(EXPORTERS)
DEFAULT = ("json", "csv", "ics")
"""What is written when nobody says what to write."""
ROSTER = Path("roster.json")
_CALENDARS = "calendars"


def check_writable(folder: Path) -> None:
    """Refuse a folder that could not be written, before any work is done.

    Raises
    ------
    InputError
        When the folder, or the nearest one above it that exists, takes no
        files, or a folder stands where a file would.
    """
    try:
        _try_folder(folder)
        for name in ("roster.json", "roster.csv"):
            if (folder / name).is_dir():
                raise _refusal(folder / name, "it is a folder")
        calendars = folder / _CALENDARS
        if calendars.exists() and not calendars.is_dir():
            raise _refusal(calendars, "it is no folder")
    except OSError as error:
        raise _refusal(folder, error.strerror or str(error)) from None


def check_page(path: Path) -> None:
    """Refuse a file that could not be written, before any work is done.

    Raises
    ------
    InputError
        When its folder takes no files, or it is a folder itself.
    """
    try:
        _try_folder(path.parent)
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from None
    if path.is_dir():
        raise _refusal(path, "it is a folder")


def _try_folder(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=_nearest(folder)):
        pass


def files_of(
    roster: Roster,
    folder: Path,
    formats: Iterable[str] = DEFAULT,
    *,
    result: Result | None = None,
    read_from: RosterDoc | None = None,
    event_tz: str | None = None,
) -> dict[Path, bytes]:
    """Return the files of a roster by path below a folder.

    Calendars that the folder already holds count as published: what changed
    since is marked as a newer version of the same entry.
    """
    from scheduler.export.ics import write_ics
    from scheduler.export.json import write_roster

    files: dict[Path, bytes] = {}
    for name in formats:
        if name == "ics":
            files |= write_ics(
                roster, event_tz=event_tz, previous=_published(folder)
            )
        elif name == "json" and read_from is not None:
            files[ROSTER] = write_roster(roster, read_from=read_from)
        else:
            files |= exporter(name).render(roster, result)
    return files


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    above = folder.absolute()
    while not above.exists():
        above = above.parent
    return above


def _published(folder: Path) -> dict[Path, bytes]:
    found = sorted((folder / _CALENDARS).glob("*/*.ics"))
    return {path.relative_to(folder): path.read_bytes() for path in found}


def _refusal(path: Path, why: str) -> InputError:
    message = f"{path} cannot be written: {why}"
    return InputError(Finding(message, code="cannot-write"))
