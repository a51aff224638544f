"""Where a value stands in JSON text; only errors need to know.

The standard library reads JSON fast but forgets where things were.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from scheduler.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Path", "places"]

Path: TypeAlias = "tuple[str | int, ...]"
"""Keys and indices from the outside in."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]|[^\s,:\[\]{}"]+')


def places(text: str, name: str, paths: Iterable[Path]) -> list[Place]:
    """Return where values stand, or what is nearest around them.

    Parameters
    ----------
    text
        JSON without syntax errors.
    name
        Of the file, for places.
    paths
        What to look for; a value that is not there has the place of what
        it should be in.
    """
    wanted = list(paths)
    around = {path[:end] for path in wanted for end in range(len(path) + 1)}
    found = {path: at for path, at in _values(text) if path in around}
    return [_place(text, name, _nearest(path, found)) for path in wanted]


def _nearest(path: Path, found: dict[Path, int]) -> int:
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 0)


def _place(text: str, name: str, at: int) -> Place:
    line_start = text.rfind("\n", 0, at) + 1
    return Place(name, text.count("\n", 0, at) + 1, at - line_start + 1)


def _values(text: str) -> Iterator[tuple[Path, int]]:
    """Yield every value's path and offset."""
    path: list[str | int | None] = []  # None: the next token is a key
    for token in _TOKEN.finditer(text):
        kind = token[0][0]
        if kind in "]}":
            path.pop()
            _next(path)
        elif path and path[-1] is None:
            path[-1] = json.loads(token[0])
        else:
            yield tuple(key for key in path if key is not None), token.start()
            if kind == "[":
                path.append(0)
            elif kind == "{":
                path.append(None)
            else:
                _next(path)


def _next(path: list[str | int | None]) -> None:
    """Go on behind a value: to the next item, or to the next key."""
    if path:
        last = path[-1]
        path[-1] = last + 1 if isinstance(last, int) else None
