"""Families of queues: ``per: language`` is one queue for each language.

A family has the name that the file gives it, its members are called after
their languages: "buyer chat fr". Whoever names the family means them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import Finding
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.spec.node import Node

__all__ = ["families", "member_name", "same_as_member", "seats"]

PER_LANGUAGE = "language"


def member_name(family: str, member: str) -> str:
    """Return what a queue of a family is called: "buyer chat fr"."""
    return f"{family} {member}"


def families(
    node: Node, languages: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the names of the members by family; need not be valid."""
    queues = node.get("queues")
    if queues is None or not isinstance(queues.value, dict):
        return {}
    spoken = tuple(languages)
    return {
        name: tuple(member_name(name, language) for language in spoken)
        for name, entry in queues.value.items()
        if (per := entry.get("per")) is not None and per.value == PER_LANGUAGE
    }


def seats(node: Node, languages: Iterable[str]) -> Iterator[str]:
    """Yield the names of seats that accounts have to themselves."""
    members = families(node, languages)
    accounts = node.get("accounts")
    for name, account in (
        accounts.value.items()
        if accounts is not None and isinstance(accounts.value, dict)
        else ()
    ):
        dedicated, queues = account.get("dedicated"), account.get("queues")
        if dedicated is None or not dedicated.value or queues is None:
            continue
        said = queues.value if isinstance(queues.value, list) else [queues]
        for queue in map(str, (item.value for item in said)):
            for member in members.get(queue, (queue,)):
                yield member_name(member, name)


def same_as_member(node: Node, languages: Iterable[str]) -> Iterator[Finding]:
    """Find queues that are called like a member of a family."""
    queues = node.get("queues")
    found = families(node, languages)
    if queues is None:
        return
    for family, names in found.items():
        for name in names:
            if queues.get(name) is not None:
                yield Finding(
                    f"{shown(family)} has a queue {shown(name)} already, as "
                    "it is per: language: give this one another name",
                    queues.key_place(name),
                    code="duplicate-name",
                    path=("queues", name),
                )
        if not names:
            yield Finding(
                f"{shown(family)} is per: language, and skills: names no "
                "languages: write skills: {languages: [en, fr]}",
                queues.key_place(family),
                code="no-languages",
                path=("queues", family, "per"),
            )
