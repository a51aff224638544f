"""A YAML file → a tree of nodes, or every finding about its form at once.

Only the *events* of the parser are used: the tree that PyYAML would compose
knows YAML 1.1 only, and composing in C overflows the stack on a megabyte of
``[``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from scheduler.errors import InputError
from scheduler.spec.node import Node, place_of, places, uncollected
from scheduler.spec.syntax import syntax_finding
from scheduler.spec.text import decoded, read_bytes, same_text, too_long
from scheduler.spec.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.errors import Place

__all__ = ["Node", "load", "loads", "place_of", "places"]

MOST_BYTES = 2_000_000

_HINT = "move people or coverage to a CSV file (people: people.csv)"
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def load(path: Path | str, at: Place | None = None) -> Node:
    """Return the tree of a YAML file.

    Parameters
    ----------
    path
        The file; at most 2 MB of UTF-8.
    at
        Where the file is named, if another file names it.

    Raises
    ------
    InputError
        With all findings that the syntax allows to see at once.
    """
    data = read_bytes(path, MOST_BYTES, _HINT, at)
    return _parsed(decoded(data, str(path)), str(path))


def loads(text: str, name: str = "roster.yaml") -> Node:
    """Return the tree of YAML text; `name` stands in its places.

    Raises
    ------
    InputError
        As for `load`.
    """
    if len(text) > MOST_BYTES:
        raise InputError(too_long(name, MOST_BYTES, _HINT))
    return _parsed(same_text(text, name), name)


def _parsed(text: str, name: str) -> Node:
    tree = Tree(text, name)
    try:
        with uncollected():
            tree.grow(yaml.parse(text, Loader=_LOADER))
    # The parser in pure Python lets some of its own slips through.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        tree.findings.append(syntax_finding(error, text, name))
    return tree.root()
