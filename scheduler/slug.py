"""Ids made from names: short, plain and stable across files."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ids", "slug"]

_LONGEST = 64


def slug(name: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens for a name.

    Where letters are lost (山田, मीरा, Łukasz) a short hash of the name makes
    up for them, so that the id never depends on who else is there. At most
    64 characters.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
    if words and not _loses_letters(name):
        return words[:_LONGEST].rstrip("-")
    digest = _hash(name)
    words = words[: _LONGEST - len(digest) - 1].rstrip("-")
    return f"{words}-{digest}" if words else digest


def ids(named: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return the given id, else a slug, for each (name, id).

    That no two are equal is seen to when a file is read.
    """
    return [given or slug(name) for name, given in named]


def _loses_letters(name: str) -> bool:
    """Return whether more than accents is lost."""
    return any(
        c.isalnum() and not c.isascii()
        for c in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(c)
    )


def _hash(name: str) -> str:
    return "x" + uuid5(NAMESPACE_URL, name).hex[:8]
