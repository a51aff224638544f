"""What accounts leave unsaid that somebody must say: answers and volumes.

Read from the tree, beside validation, as what one entry may leave out
depends on what others say: its tier, its queues, the volume of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import Finding
from scheduler.spec.families import families
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.spec.node import Node

__all__ = ["unsaid_promises"]


def unsaid_promises(node: Node, languages: Iterable[str]) -> Iterator[Finding]:
    """Find accounts whose contacts or answers are nowhere said.

    Parameters
    ----------
    node
        The merged roster, tiers applied; need not be valid.
    """
    members = families(node, languages)
    for name, account in _entries(node.get("accounts")).items():
        if isinstance(account.value, dict):
            yield from _unsaid(node, name, account, members)
    queues = _entries(node.get("queues"))
    yield from _circular(queues)
    for name, queue in queues.items():
        if queue.get("answer") is not None and not _has_contacts(node):
            yield _finding(
                f"{shown(name)} promises an answer, and nothing says how "
                "many contacts it has: write volume: {file: …}",
                queue,
                ("queues", name, "answer"),
                "no-volume",
            )


def _circular(queues: dict[str, Node]) -> Iterator[Finding]:
    """Find queues that fill in where work is filled in already."""
    for name, queue in queues.items():
        filled = queue.get("fill in")
        other = None if filled is None else queues.get(str(filled.value))
        if other is not None and other.get("fill in") is not None:
            yield _finding(
                f"{shown(str(filled and filled.value))} fills in itself: "
                "name a queue that people are planned for",
                queue,
                ("queues", name, "fill in"),
                "invalid",
            )


def _unsaid(
    node: Node,
    name: str,
    account: Node,
    members: dict[str, tuple[str, ...]],
) -> Iterator[Finding]:
    path = ("accounts", name)
    volume, answer = account.get("volume"), account.get("answer")
    queues = _texts(account.get("queues"))
    if answer is not None and volume is None and not _has_contacts(node):
        yield _finding(
            f'"volume" is missing here: how many contacts does {name} have?',
            account,
            path,
            "missing-key",
        )
    if volume is None:
        return
    unanswered = [q for q in queues if not _says(node, q, members, "answer")]
    if answer is None and unanswered:
        yield _finding(
            f'"answer" is missing here: how soon are contacts of {name} '
            "answered? Write it here, in a tier or with the queue",
            account,
            path,
            "missing-key",
        )
    if isinstance(volume.value, str):
        return
    if account.get("handle") is None and not all(
        _says(node, queue, members, "handle") for queue in queues
    ):
        yield _finding(
            f'"handle" is missing here: how long does one contact of {name} '
            "take?",
            account,
            path,
            "missing-key",
        )
    if sum(len(members.get(queue, (queue,))) for queue in queues) > 1:
        yield _finding(
            "a number per hour is of one queue, and there are several: name "
            "one, or a CSV file with a column queue",
            account,
            (*path, "volume"),
            "invalid",
        )


def _has_contacts(node: Node) -> bool:
    """Return whether the file has contacts beside those of accounts."""
    given = node.get("volume")
    return given is not None and any(
        given.get(key) is not None for key in ("file", "profile")
    )


def _says(
    node: Node, queue: str, members: dict[str, tuple[str, ...]], key: str
) -> bool:
    """Return whether the entry that makes a queue has a key."""
    family = next((f for f, all_ in members.items() if queue in all_), queue)
    entry = _entries(node.get("queues")).get(family)
    return entry is not None and entry.get(key) is not None


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node and isinstance(node.value, dict) else {}


def _texts(node: Node | None) -> list[str]:
    if node is None:
        return []
    items = node.value if isinstance(node.value, list) else [node]
    return [str(item.value) for item in items]


def _finding(
    message: str, entry: Node, path: tuple[str, ...], code: str
) -> Finding:
    found = entry.get(path[-1]) or entry
    return Finding(message, found.place, code=code, path=path)
