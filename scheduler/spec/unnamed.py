"""Unnamed seats: people whom a partner will name, as entries of their own.

``{seats: 3, team: apac, contract: partner}`` stands for "apac seat 1" to
"apac seat 3". Their ids stay when names come, and with them the calendars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.slug import slug
from scheduler.spec.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_SEATS", "with_seats"]

MOST_SEATS = 200
_OWN = ("seats", "names", "name", "id")


def with_seats(node: Node) -> Node:
    """Return one file in which each seat is somebody of its own.

    What is wrong with an entry of seats is left for validation to find.
    """
    people = node.get("people")
    if people is None or not isinstance(people.value, list):
        return node
    found = [seat for entry in people.value for seat in _seats(entry)]
    assert isinstance(node.value, dict)
    items = {**node.value, "people": Node(found, people.place)}
    return Node(items, node.place, node.key_places)


def _seats(entry: Node) -> Iterator[Node]:
    seats = entry.get("seats")
    count = None if seats is None else seats.value
    if (
        seats is None
        or not isinstance(count, int)
        or isinstance(count, bool)
        or not 1 <= count <= MOST_SEATS
        or not isinstance(entry.value, dict)
    ):
        yield entry
        return
    names = _names(entry.get("names"))
    if len(names) > count:
        yield entry  # the model says that there are more names than seats
        return
    base = _text(entry, "name") or f"{_text(entry, 'team') or ''} seat".strip()
    base_id = _text(entry, "id") or slug(base)
    rest = {k: item for k, item in entry.value.items() if k not in _OWN}
    for number in range(1, count + 1):
        name = names[number - 1] if number <= len(names) else None
        said = {
            "name": name or Node(f"{base} {number}", seats.place),
            "id": Node(f"{base_id}-{number}", seats.place),
        }
        yield Node(said | rest, entry.place, entry.key_places)


def _names(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def _text(entry: Node, key: str) -> str | None:
    found = entry.get(key)
    return found.value if found and isinstance(found.value, str) else None
