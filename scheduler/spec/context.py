"""What references are checked against: the names that a file defines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from scheduler.clock import known_zones
from scheduler.spec.families import families, seats
from scheduler.spec.identity import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.spec.identity import Label
    from scheduler.spec.node import Node

__all__ = ["context_of"]

_SECTION = {
    "team": "teams",
    "contract": "contracts",
    "queue": "queues",
    "shift": "shifts",
    "account": "accounts",
    "tier": "tiers",
    "ramp": "ramp",
}


@dataclass(frozen=True)
class _Known(Collection[str]):
    """Names and ids: both are known, messages list only the names."""

    named: tuple[Label, ...]
    all_: frozenset[str]

    def __contains__(self, name: object) -> bool:
        return name in self.all_

    def __iter__(self) -> Iterator[str]:
        return (label.name for label in self.named)

    def __len__(self) -> int:
        return len(self.named)


def context_of(node: Node) -> dict[str, Any]:
    """Return the validation context of a roster that need not be valid."""
    skills = node.get("skills")
    names: dict[str, Collection[str]] = {
        kind: [label.name for label in labels(node, section)]
        for kind, section in _SECTION.items()
    }
    people = tuple(labels(node, "people"))
    names["person"] = _Known(
        people, frozenset(name for p in people for name in (p.name, p.id))
    )
    names["place"] = _places(node)
    names["skill"] = _texts(skills, "names")
    names["language"] = _texts(skills, "languages")
    names["queue"] = [
        *names["queue"],
        *chain.from_iterable(families(node, names["language"]).values()),
        *seats(node, names["language"]),
    ]
    if levels := _texts(skills, "levels"):
        names["level"] = levels
    return {"names": names, "zones": known_zones()}


def _places(node: Node) -> list[str]:
    """Return the places at which somebody may work."""
    said = [
        entry.get("place")
        for section in ("teams", "people")
        for found in [node.get(section)]
        if found is not None
        for entry in _entries(found)
    ]
    return list(dict.fromkeys(str(p.value) for p in said if p is not None))


def _entries(node: Node) -> Collection[Node]:
    if isinstance(node.value, dict):
        return node.value.values()
    return node.value if isinstance(node.value, list) else ()


def _texts(node: Node | None, key: str) -> list[str]:
    found = node.get(key) if node else None
    if found is None or not isinstance(found.value, list):
        return []
    return [str(item.value) for item in found.value]
