"""``use:``: a file laid over the files it builds on.

A standing file says who works where, a month file says what is new. Lists
append, maps merge, scalars replace. Where entries have names (teams, shifts,
people…), a name said again in a later file is an error unless that entry says
``replace: true``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeAlias

from constraints.near import nearest
from scheduler.errors import Finding, InputError, Place
from scheduler.spec.findings import described, refusal, shown
from scheduler.spec.node import Node
from scheduler.spec.source import load
from scheduler.spec.syntax import missing_space

__all__ = ["NAMED_LISTS", "NAMED_MAPS", "load_with_use"]

NAMED_MAPS = ("teams", "contracts", "shifts", "queues", "accounts", "tiers")
NAMED_LISTS = ("people",)
MOST_DEPTH = 10

Prepare: TypeAlias = Callable[[Node], Node]


def load_with_use(
    path: Path | str,
    *,
    prepare: Prepare = lambda node: node,
    named_maps: Collection[str] = NAMED_MAPS,
    named_lists: Collection[str] = NAMED_LISTS,
) -> Node:
    """Return a roster file merged over the files that its ``use:`` names.

    Every value keeps the place in the file that said it, also relative file
    names. A file that several others use is merged once, before all of them.

    Parameters
    ----------
    path
        The file that builds on others.
    prepare
        Applied to the mapping of each file before it is merged, so that rows
        of a table and entries of a file can be merged alike. May raise
        InputError.
    named_maps, named_lists
        Sections whose entries have names: as keys, or as ``name`` or ``id``.

    Raises
    ------
    InputError
        With the findings of all files.
    """
    library = _Library(prepare)
    library.take(Path(path), None, ())
    merger = _Merger(named_maps, named_lists)
    whole = Node({}, Place(str(path), 1, 1))
    for node in library.nodes:
        whole = merger.merged(whole, node)
    if findings := library.findings + merger.findings:
        raise refusal(findings)
    return whole


class _Library:
    """Reads files so that each comes after those that it uses."""

    def __init__(self, prepare: Prepare) -> None:
        self.nodes: list[Node] = []
        self.findings: list[Finding] = []
        self._prepare = prepare
        self._taken: set[str] = set()

    def take(
        self, path: Path, at: Place | None, users: tuple[str, ...]
    ) -> None:
        """Read a file that `users` use, the last of them at `at`."""
        name = os.path.abspath(path)
        if name in users:
            message = f"{shown(str(path), 200)} uses itself through this use:"
            self.findings.append(Finding(message, at, code="use"))
        elif len(users) > MOST_DEPTH:
            message = f"files use each other more than {MOST_DEPTH} deep"
            self.findings.append(Finding(message, at, code="use"))
        elif name not in self._taken:
            self._taken.add(name)
            try:
                self._read(path, at, (*users, name))
            except InputError as error:
                self.findings += error.findings

    def _read(
        self, path: Path, at: Place | None, users: tuple[str, ...]
    ) -> None:
        node = load(path, at)
        if not isinstance(node.value, dict):
            raise InputError(_no_mapping(node))
        for used in _used(node):
            self.take(path.parent / str(used.value), used.place, users)
        self.nodes.append(self._prepare(_without(node, "use")))


def _used(node: Node) -> list[Node]:
    use = node.get("use")
    if use is None:
        return []
    used = use.value if isinstance(use.value, list) else [use]
    if wrong := [each for each in used if not isinstance(each.value, str)]:
        raise refusal(
            Finding(
                "expected the name of a file, found"
                f" {described(each.plain())}",
                each.place,
                code="wrong-type",
                path=("use",),
            )
            for each in wrong
        )
    return used


def _no_mapping(node: Node) -> Finding:
    message = "a roster file is a mapping of NAME: VALUE, found"
    message += f" {described(node.plain())}"
    fixed = missing_space(node.value) if isinstance(node.value, str) else None
    if fixed:
        message = f"a space is missing after the colon: write {fixed}"
    return Finding(message, node.place, code="wrong-type")


def _without(node: Node, key: str) -> Node:
    if not isinstance(node.value, dict) or key not in node.value:
        return node
    rest = {name: item for name, item in node.value.items() if name != key}
    return Node(rest, node.place, node.key_places)


class _Merger:
    """Lays one file over what came before; keeps what it finds."""

    def __init__(
        self, named_maps: Collection[str], named_lists: Collection[str]
    ) -> None:
        self.findings: list[Finding] = []
        self._named_maps = named_maps
        self._named_lists = named_lists

    def merged(self, base: Node, over: Node) -> Node:
        """Return `over` laid over `base`; both are mappings of sections."""
        items, key_places = _entries(base), {**base.key_places}
        for key, new in _entries(over).items():
            items[key] = self._section(key, items.get(key), new)
            key_places[key] = over.key_place(key)
        return Node(items, over.place, key_places)

    def _section(self, key: str, old: Node | None, new: Node) -> Node:
        if old is not None and _is_collection(old) and new.value is None:
            return old  # a section left empty takes nothing back
        if key in (*self._named_maps, *self._named_lists):
            if old is not None and not _are_alike(old, new):
                self._differ(key, old, new)
                return new
            if isinstance(new.value, dict):
                return self._named_map(old or Node({}, new.place), new)
            if isinstance(new.value, list):
                return self._named_list(old or Node([], new.place), new)
        return new if old is None else _options(old, new)

    def _differ(self, key: str, old: Node, new: Node) -> None:
        message = (
            f"{shown(key)} is {described(new.plain())} here and"
            f" {described(old.plain())} at {old.place}: the two cannot be"
            " merged"
        )
        self._find(message, new.place, "use")

    def _named_map(self, old: Node, new: Node) -> Node:
        before = _entries(old)
        items, key_places = dict(before), {**old.key_places}
        for name, entry in _entries(new).items():
            place = new.key_place(name)
            first = old.key_place(name) if name in before else None
            items[name] = self._entry(name, entry, place, first, before)
            key_places[name] = place
        return Node(items, new.place, key_places)

    def _named_list(self, old: Node, new: Node) -> Node:
        before = old.value if isinstance(old.value, list) else []
        people = _Register(before)
        items = list(before)
        for entry in new.value if isinstance(new.value, list) else []:
            name, place = _name_of(entry)
            idx = people.find(entry)
            first = None if idx is None else _name_of(before[idx])[1]
            taken = self._entry(name, entry, place, first, people.names)
            if idx is None:
                items.append(taken)
            else:
                items[idx] = taken
        return Node(items, new.place)

    def _entry(
        self,
        name: str,
        entry: Node,
        place: Place,
        first: Place | None,
        known: Collection[str],
    ) -> Node:
        """Return an entry without its ``replace``; find a name said twice."""
        replaces = entry.get("replace")
        if replaces is not None and not isinstance(replaces.value, bool):
            said = described(replaces.plain())
            message = f"expected true or false, found {said}"
            self._find(message, replaces.place, "wrong-type")
        elif replaces is not None and replaces.value and first is None:
            near = nearest(name, known)
            message = f"there is no {shown(name)} before this to replace{near}"
            self._find(message, replaces.place, "unknown-name")
        elif first is not None and not (replaces and replaces.value):
            message = f"{shown(name)} is said already at {first}: write"
            message += " replace: true here to replace it"
            self._find(message, place, "repeated-name")
        return _without(entry, "replace")

    def _find(self, message: str, place: Place, code: str) -> None:
        self.findings.append(Finding(message, place, code=code))


class _Register:
    """Finds the entry of a list that has the same id, else the same name."""

    def __init__(self, entries: list[Node]) -> None:
        self.names: list[str] = []
        self._by_id: dict[object, int] = {}
        self._by_name: dict[object, list[int]] = {}
        self._ids = [_scalar(entry, "id") for entry in entries]
        for idx, entry in enumerate(entries):
            if self._ids[idx] is not None:
                self._by_id.setdefault(self._ids[idx], idx)
            if (name := _scalar(entry, "name")) is not None:
                self._by_name.setdefault(name, []).append(idx)
                self.names.append(str(name))

    def find(self, entry: Node) -> int | None:
        """Return its index; two ids that differ are two people."""
        own = _scalar(entry, "id")
        if own is not None and own in self._by_id:
            return self._by_id[own]
        for idx in self._by_name.get(_scalar(entry, "name"), ()):
            if own is None or self._ids[idx] is None:
                return idx
        return None


def _scalar(entry: Node, key: str) -> object:
    node = entry.get(key)
    return None if node is None or _is_collection(node) else node.value


def _name_of(entry: Node) -> tuple[str, Place]:
    for key in ("name", "id"):
        node = entry.get(key)
        if node is not None and not _is_collection(node):
            return str(node.value), node.place
    return "", entry.place


def _entries(node: Node) -> dict[str, Node]:
    return dict(node.value) if isinstance(node.value, dict) else {}


def _is_collection(node: Node) -> bool:
    return isinstance(node.value, (dict, list))


def _are_alike(old: Node, new: Node) -> bool:
    return (
        type(old.value) is type(new.value)
        or old.value is None
        or not (_is_collection(old) or _is_collection(new))
    )


def _options(old: Node, new: Node) -> Node:
    """Lay options over options: maps merge, lists append, scalars replace."""
    if isinstance(old.value, list) and isinstance(new.value, list):
        return Node(old.value + new.value, new.place)
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return new
    items = dict(old.value)
    for key, item in new.value.items():
        items[key] = _options(items[key], item) if key in items else item
    return Node(items, new.place, {**old.key_places, **new.key_places})
