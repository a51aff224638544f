"""From a roster file to a problem: read, merge, validate, expand.

All findings are collected before anything is refused, so that a file is
mended in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from constraints.near import nearest
from scheduler.clock import known_zones
from scheduler.errors import Finding, InputError, Place
from scheduler.spec.base import findings_from
from scheduler.spec.columns import TABLES
from scheduler.spec.inheritance import apply_defaults, resolve_like
from scheduler.spec.merge import load_with_use
from scheduler.spec.node import Node
from scheduler.spec.origin import Origin
from scheduler.spec.roster import RosterSpec
from scheduler.spec.tables import with_tables

if TYPE_CHECKING:
    from os import PathLike

    from scheduler.problem import Problem

__all__ = ["build", "context_of", "read", "read_spec"]

DEFAULTS = {
    "break": ("shifts", "break"),
    "step": ("shifts", "step"),
    "least block": ("queues", "least block"),
}
"""What ``defaults:`` may hold, and where it is a default."""

_AVAILABILITY = ("only", "never", "prefer", "avoid")


def read(path: str | PathLike[str]) -> Problem:
    """Read a roster file into a problem.

    Parameters
    ----------
    path
        A YAML file; it may build on another with ``use:`` and name CSV and
        iCalendar files, relative to itself.

    Raises
    ------
    InputError
        With every finding: places, what was found and what is allowed.
    """
    from scheduler.expand.expansion import expand

    spec, origin = read_spec(path)
    return expand(spec, origin)


def build(data: RosterSpec | Mapping[str, Any]) -> Problem:
    """Make a problem from plain data: what a roster file would say.

    Parameters
    ----------
    data
        Mapping with the keys of a roster file, or a validated ``RosterSpec``.
        File names in it are relative to the working directory.

    Raises
    ------
    InputError
        With every finding.
    """
    from scheduler.expand.expansion import expand

    if isinstance(data, RosterSpec):
        return expand(data, Origin())
    node = _node(data, Place("<python>", 1, 1))
    return expand(*_validated(node))


def read_spec(path: str | PathLike[str]) -> tuple[RosterSpec, Origin]:
    """Read and validate a roster file without expanding it.

    Raises
    ------
    InputError
        With every finding of reading and validation.
    """
    return _validated(
        load_with_use(
            str(path), prepare=lambda node: with_tables(node, TABLES)
        )
    )


def _validated(node: Node) -> tuple[RosterSpec, Origin]:
    node, unlike = resolve_like(node)
    node, misplaced = apply_defaults(node, DEFAULTS)
    node = _with_rows_folded(node)
    findings = [*unlike, *misplaced, *_twice(node)]
    try:
        spec = RosterSpec.model_validate(
            node.plain(), context=context_of(node)
        )
    except ValidationError as error:
        findings += findings_from(error, node, RosterSpec)
    else:
        findings += _unserved(spec, Origin(node))
    if findings:
        raise InputError(*findings)
    return spec, Origin(node)


def context_of(node: Node) -> dict[str, Any]:
    """Return what references are checked against: the names defined."""
    skills = node.get("skills")
    people = _items(node, "people")
    names: dict[str, list[str]] = {
        kind: list(_entries(node, section))
        for kind, section in (
            ("team", "teams"),
            ("contract", "contracts"),
            ("queue", "queues"),
            ("shift", "shifts"),
            ("account", "accounts"),
        )
    }
    names["person"] = [
        *_labels(people, "name"),
        *_labels(people, "id"),
    ]
    names["skill"] = _texts(skills, "names")
    names["language"] = _texts(skills, "languages")
    if levels := _texts(skills, "levels"):
        names["level"] = levels
    return {"names": names, "zones": known_zones()}


def _with_rows_folded(node: Node) -> Node:
    """Fold columns that only tables have into the keys that YAML has.

    People have a column for each kind of availability, coverage has a
    column for the zone of its windows.
    """
    items = dict(_mapping(node))
    for section, fold in (
        ("people", _with_availability),
        ("coverage", _with_zoned_windows),
    ):
        found = items.get(section)
        if found is not None and isinstance(found.value, list):
            rows = [
                fold(row) if row.place.file.endswith(".csv") else row
                for row in found.value
            ]
            items[section] = Node(rows, found.place)
    return Node(items, node.place, node.key_places)


def _with_availability(row: Node) -> Node:
    cells = _mapping(row)
    said = [key for key in _AVAILABILITY if key in cells]
    rest = {key: cell for key, cell in cells.items() if key not in said}
    if said:
        rest["availability"] = Node(
            [Node({key: cells[key]}, cells[key].place) for key in said],
            cells[said[0]].place,
        )
    return Node(rest, row.place, row.key_places)


def _with_zoned_windows(row: Node) -> Node:
    cells = _mapping(row)
    zone_, windows = cells.get("zone"), cells.get("window")
    rest = {key: cell for key, cell in cells.items() if key != "zone"}
    if zone_ is not None and windows is not None:
        listed = (
            windows.value if isinstance(windows.value, list) else [windows]
        )
        rest["window"] = Node(
            [Node(f"{w.value} {zone_.value}", w.place) for w in listed],
            windows.place,
        )
    return Node(rest, row.place, row.key_places)


def _twice(node: Node) -> list[Finding]:
    """Find people with the same name or id: who would be meant?"""
    found = []
    for key in ("name", "id"):
        counts = Counter(_labels(_items(node, "people"), key))
        seen: dict[str, Place] = {}
        for person in _items(node, "people"):
            label = person.get(key)
            if label is None or counts[str(label.value)] < 2:
                continue
            text = str(label.value)
            if text in seen:
                found.append(
                    Finding(
                        f"two people have the {key} {text!r}, the first at "
                        f"{seen[text]}: write Ana Souza and Ana Souza (2), "
                        "say",
                        label.place,
                        code="duplicate-name",
                    )
                )
            seen.setdefault(text, label.place)
    return found


def _unserved(spec: RosterSpec, origin: Origin) -> list[Finding]:
    """Find queues whose needs are neither said nor a skill's name."""
    skills = (*spec.skills.names, *spec.skills.languages)
    return [
        origin.finding(
            f"the queue {name!r} says no needs: and there is no skill of "
            f"that name{nearest(name, skills)} (write needs: [] if anybody "
            "can serve it)",
            "queues",
            name,
            code="no-needs",
        )
        for name, queue in spec.queues.items()
        if queue.needs is None and not queue.needs_any and name not in skills
    ]


def _mapping(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _entries(node: Node, section: str) -> Mapping[str, Node]:
    found = node.get(section)
    return _mapping(found) if found else {}


def _items(node: Node, section: str) -> list[Node]:
    found = node.get(section)
    return found.value if found and isinstance(found.value, list) else []


def _labels(items: list[Node], key: str) -> list[str]:
    labels = (item.get(key) for item in items)
    return [str(label.value) for label in labels if label is not None]


def _texts(node: Node | None, key: str) -> list[str]:
    found = node.get(key) if node else None
    if found is None or not isinstance(found.value, list):
        return []
    return [str(item.value) for item in found.value]


def _node(data: object, place: Place) -> Node:
    if isinstance(data, Mapping):
        return Node({str(k): _node(v, place) for k, v in data.items()}, place)
    if isinstance(data, (list, tuple)):
        return Node([_node(item, place) for item in data], place)
    if isinstance(data, (str, int, float, bool)) or data is None:
        return Node(data, place)
    return Node(str(data), place)
