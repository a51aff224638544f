"""Plain Python data as a tree, and findings about it told by keys.

Such data has no lines. Its values are numbered in their order, so that
findings can be told apart and put in order like those about a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from scheduler.errors import Finding, Place
from scheduler.spec.node import Node, places

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["by_keys", "tree"]

_FILE = "<python>"
_PLACE = re.compile(rf"{_FILE}:\d+:1")


def tree(data: object) -> Node:
    """Return the tree of mappings, lists and scalars.

    Whatever is none of them, such as a date, is taken as the text it prints
    as.
    """
    return _node(data, (Place(_FILE, line, 1) for line in count(1)))


def by_keys(findings: Iterable[Finding], node: Node) -> Iterator[Finding]:
    """Yield findings with the keys that lead there instead of places.

    Parameters
    ----------
    node
        The tree they are about. Findings about files that it names keep
        their places.
    """
    keys = {
        str(place): ".".join(map(str, path)) or "the roster"
        for path, place in places(node).items()
    }
    for found in findings:
        message = _PLACE.sub(lambda m: keys.get(m[0], m[0]), found.message)
        if found.place is None or found.place.file != _FILE:
            yield replace(found, message=message)
            continue
        path = ".".join(map(str, found.path)) or keys.get(str(found.place))
        yield replace(found, place=None, message=f"{path}: {message}")


def _node(data: object, free: Iterator[Place]) -> Node:
    place = next(free)
    if isinstance(data, Mapping):
        return Node(
            {str(key): _node(item, free) for key, item in data.items()}, place
        )
    if isinstance(data, (list, tuple)):
        return Node([_node(item, free) for item in data], place)
    if isinstance(data, (str, int, float, bool)) or data is None:
        return Node(data, place)
    return Node(str(data), place)
