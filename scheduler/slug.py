"""Ids made from names: short, plain and stable across files."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["slug", "unique_ids"]


def slug(name: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens for a name.

    A name without any ASCII letter or digit (山田, मीरा) becomes a short
    hash of itself, so that the id never depends on who else is there.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
    # Half a name must not stand for the whole of it.
    lost = sum(c.isalnum() and not c.isascii() for c in _base(name))
    if not words or lost:
        return "-".join(filter(None, [words, _hash(name)]))
    return words[:64].rstrip("-")


def unique_ids(named: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return the given id, else a slug, for each (name, id)."""
    return [given or slug(name) for name, given in named]


def _base(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _hash(name: str) -> str:
    return "x" + uuid5(NAMESPACE_URL, name).hex[:8]
