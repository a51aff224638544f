"""Columns that only tables have, folded into the keys that YAML has.

People have a column for each kind of availability, coverage has one for
the zone of its windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.spec.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["with_rows_folded"]

_AVAILABILITY = ("only", "never", "prefer", "avoid")


def with_rows_folded(node: Node, sections: Collection[str]) -> Node:
    """Return the same roster, its rows written like entries of YAML.

    Parameters
    ----------
    node
        A roster file with its tables in place.
    sections
        Those that came from a table. In the others a key that only tables
        have is an unknown key.
    """
    if not isinstance(node.value, dict):
        return node
    items = dict(node.value)
    for section, fold in _FOLDS.items():
        found = items.get(section)
        if section in sections and found is not None:
            items[section] = Node(
                [
                    fold(row, dict(row.value))
                    for row in (
                        found.value if isinstance(found.value, list) else []
                    )
                    if isinstance(row.value, dict)
                ],
                found.place,
            )
    return Node(items, node.place, node.key_places)


def _with_availability(row: Node, cells: dict[str, Node]) -> Node:
    said = {key: cells.pop(key) for key in _AVAILABILITY if key in cells}
    if said:
        cells["availability"] = Node(
            [Node({key: cell}, cell.place) for key, cell in said.items()],
            next(iter(said.values())).place,
        )
    return Node(cells, row.place, row.key_places)


def _with_zoned_windows(row: Node, cells: dict[str, Node]) -> Node:
    zone, windows = cells.pop("zone", None), cells.get("window")
    if zone is not None and windows is not None:
        listed = (
            windows.value if isinstance(windows.value, list) else [windows]
        )
        cells["window"] = Node(
            [Node(f"{w.value} {zone.value}", w.place) for w in listed],
            windows.place,
        )
    return Node(cells, row.place, row.key_places)


_FOLDS: dict[str, Callable[[Node, dict[str, Node]], Node]] = {
    "people": _with_availability,
    "coverage": _with_zoned_windows,
}
