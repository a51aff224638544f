"""The digest of an input: equal for equal meaning, whatever the wording."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.errors import InputError
from scheduler.expand.history import published_before
from scheduler.spec.findings import refusal
from scheduler.spec.text import is_folder, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scheduler.spec.origin import Origin, Said
    from scheduler.spec.roster import RosterSpec

__all__ = ["digest"]

MOST_BYTES = 256_000_000
"""More than any of the files may have where it is read."""


def digest(spec: RosterSpec, origin: Origin) -> str:
    """Return the SHA-256 of what a roster says and of the files it names.

    Comments, order of keys and short or long forms do not count; the
    contents of volumes, head counts, calendars and history do.
    """
    found = hashlib.sha256(spec.model_dump_json(by_alias=True).encode())
    for file, path in _files(spec, origin):
        found.update(hashlib.sha256(_content(file, origin, path)).digest())
    return found.hexdigest()


def _content(file: Path, origin: Origin, path: Said) -> bytes:
    # One that nothing else has read may not be there.
    try:
        return read_bytes(file, MOST_BYTES, "split it", origin.place(*path))
    except InputError as error:
        raise refusal(replace(f, path=path) for f in error.findings) from None


def _files(spec: RosterSpec, origin: Origin) -> Iterator[tuple[Path, Said]]:
    for name, path in _named(spec):
        file = origin.file(name, *path)
        if path[0] == "history":
            for before in published_before(file, spec.from_):
                yield before, path
            continue
        if path[0] == "published" and is_folder(file):
            file /= "roster.json"
        yield file, path


def _named(spec: RosterSpec) -> Iterator[tuple[str, Said]]:
    for idx, line in enumerate(spec.coverage):
        if line.counts:
            yield line.counts, ("coverage", idx, "counts")
    for name, account in spec.accounts.items():
        if isinstance(account.volume, str):
            yield account.volume, ("accounts", name, "volume")
    if spec.volume is not None and spec.volume.file:
        yield spec.volume.file, ("volume", "file")
    for idx, away in enumerate(spec.away):
        if away.calendar:
            yield away.calendar, ("away", idx, "calendar")
    if spec.published is not None:
        yield spec.published, ("published",)
    for idx, partner in enumerate(spec.partners):
        yield partner.roster, ("partners", idx, "roster")
    for idx, name in enumerate(spec.history):
        yield name, ("history", idx)
