"""Writes files so that nobody ever sees half of one.

All files are first written beside their targets under temporary names, and
renamed only when every one of them is complete. Files that would not change
are left alone: calendars and web servers go by their dates.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from scheduler.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["write_all"]


def write_all(folder: Path, files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write files below a folder, all or none; return those that changed.

    Parameters
    ----------
    folder
        Made when it does not exist.
    files
        Content by path relative to the folder.

    Raises
    ------
    InputError
        When a path leads out of the folder, or something there cannot be
        written.
    """
    for path in files:
        if path.is_absolute() or ".." in path.parts:
            raise _refusal(path, "it lies outside the output folder")
    changed = {
        folder / path: content
        for path, content in files.items()
        if not _same(folder / path, content)
    }
    temporary: dict[Path, Path] = {}
    target = folder
    try:
        for target, content in changed.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary[target] = _written_beside(target, content)
        for target, beside in temporary.items():
            beside.replace(target)
    except OSError as error:
        raise _refusal(target, error.strerror or str(error)) from error
    finally:
        for beside in temporary.values():
            beside.unlink(missing_ok=True)
    return tuple(changed)


def _same(path: Path, content: bytes) -> bool:
    try:
        return (
            path.stat().st_size == len(content)
            and path.read_bytes() == content
        )
    except OSError:
        return False


def _written_beside(target: Path, content: bytes) -> Path:
    """Write a temporary file in the target's folder, down to the disk."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _refusal(path: Path, why: str) -> InputError:
    return InputError(
        Finding(f"{path} cannot be written: {why}.", code="cannot-write")
    )
