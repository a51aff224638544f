"""What a file says, as a tree in which every value knows its place."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scheduler.errors import Place

__all__ = [
    "NO_KEYS",
    "Node",
    "Path",
    "Scalar",
    "node_at",
    "place_of",
    "places",
    "real_path",
    "uncollected",
]

Scalar: TypeAlias = "str | int | float | bool | None"
Path: TypeAlias = "tuple[str | int, ...]"

NO_KEYS: Mapping[str, Place] = MappingProxyType({})
"""Shared by all scalars and lists, of which a file has very many."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it was said; nobody changes a node once it is made.

    Attributes
    ----------
    value
        A scalar, a list of nodes or a mapping of names to nodes.
    place
        Where the value begins. Its file is the one that said it, which
        matters once files are merged and for file names inside values.
    key_places
        For a mapping: where each key stands.
    """

    value: Scalar | list[Node] | dict[str, Node]
    place: Place
    key_places: Mapping[str, Place] = field(default_factory=lambda: NO_KEYS)

    def get(self, key: str) -> Node | None:
        """Return the value of `key`; None if absent or not a mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def key_place(self, key: str) -> Place:
        """Return where `key` stands, else where the mapping begins."""
        return self.key_places.get(key, self.place)

    def plain(self) -> object:
        """Return the same data as fresh scalars, lists and dicts."""
        value = self.value
        if isinstance(value, dict):
            return {key: node.plain() for key, node in value.items()}
        if isinstance(value, list):
            return [node.plain() for node in value]
        return value


def places(node: Node) -> dict[Path, Place]:
    """Return the place of every value by the path that leads to it.

    The empty path is the whole; a value of a mapping is found under its key,
    an item of a list under its index from 0.
    """
    return dict(_walk(node, ()))


def place_of(node: Node, path: Iterable[str | int]) -> Place:
    """Return the place of the value at `path`, else of its nearest ancestor.

    Parameters
    ----------
    node
        The whole.
    path
        Keys and indices. Parts that lead nowhere are skipped, since a path of
        pydantic also names the branches of a union.
    """
    return node_at(node, path).place


def node_at(node: Node, path: Iterable[str | int]) -> Node:
    """Return the value at `path`, found as `place_of` finds its place."""
    return _descend(node, path)[0]


def real_path(node: Node, path: Iterable[str | int]) -> Path:
    """Return the parts of `path` that are keys and indices of `node`."""
    return _descend(node, path)[1]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a tree that only grows.

    A tree of nodes has no cycles; collecting while it grows takes more time
    than reading it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _descend(node: Node, path: Iterable[str | int]) -> tuple[Node, Path]:
    real: list[str | int] = []
    for part in path:
        child = _child(node, part)
        if child is not None:
            node = child
            real.append(part)
    return node, tuple(real)


def _child(node: Node, part: str | int) -> Node | None:
    value = node.value
    if isinstance(value, dict):
        return value.get(part) if isinstance(part, str) else None
    if isinstance(value, list) and isinstance(part, int):
        return value[part] if 0 <= part < len(value) else None
    return None


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, Place]]:
    yield path, node.place
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _walk(child, (*path, key))
    elif isinstance(node.value, list):
        for idx, child in enumerate(node.value):
            yield from _walk(child, (*path, idx))
