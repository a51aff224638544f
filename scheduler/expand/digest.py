"""The digest of an input: equal for equal meaning, whatever the wording."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scheduler.spec.origin import Origin
    from scheduler.spec.roster import RosterSpec

__all__ = ["digest"]


def digest(spec: RosterSpec, origin: Origin) -> str:
    """Return the SHA-256 of what a roster says and of the files it names.

    Comments, order of keys and short or long forms do not count; the
    contents of volumes, head counts, calendars and history do.
    """
    found = hashlib.sha256(spec.model_dump_json(by_alias=True).encode())
    for file in _files(spec, origin):
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _files(spec: RosterSpec, origin: Origin) -> Iterator[Path]:
    for idx, line in enumerate(spec.coverage):
        if line.counts:
            yield origin.file(line.counts, "coverage", idx, "counts")
    for name, account in spec.accounts.items():
        if isinstance(account.volume, str):
            yield origin.file(account.volume, "accounts", name, "volume")
    if spec.volume is not None:
        yield origin.file(spec.volume.file, "volume", "file")
    for idx, away in enumerate(spec.away):
        if away.calendar:
            yield origin.file(away.calendar, "away", idx, "calendar")
    for idx, name in enumerate(spec.history):
        history = origin.file(name, "history", idx)
        yield history / "roster.json" if history.is_dir() else history
