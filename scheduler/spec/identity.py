"""Who and what is meant: names and ids that two things must not share.

Ids name files, calendars and rules; whoever gives none has a slug of the
name. So two names may differ and their ids be the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scheduler.errors import Finding, Place
from scheduler.slug import slug
from scheduler.spec.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.spec.node import Node

__all__ = ["Label", "labels", "shared_names"]

_KEYED = ("teams", "contracts", "shifts", "queues", "accounts", "tiers")
_LINES = ("coverage", "handovers", "events", "pins", "rules")


class Label(NamedTuple):
    """What something is called: its name, the id given, and where.

    ``place`` is where the id stands, else the name.
    """

    name: str
    given: str
    place: Place

    @property
    def id(self) -> str:
        """The id given, else a slug of the name."""
        return self.given or slug(self.name)


def labels(node: Node, section: str) -> list[Label]:
    """Return what the entries of a section are called, in their order.

    Entries without a name are left out: what is wrong with them is found
    by others.
    """
    found = node.get(section)
    if found is None:
        return []
    if isinstance(found.value, dict):
        return [
            _label(entry, name, found.key_place(name))
            for name, entry in found.value.items()
        ]
    return [
        _label(entry, str(name.value), name.place)
        for entry in (found.value if isinstance(found.value, list) else [])
        if (name := entry.get("name")) is not None
    ]


def shared_names(node: Node) -> Iterator[Finding]:
    """Yield a finding for every name or id that something else has.

    Parameters
    ----------
    node
        The merged roster, tables included; need not be valid.
    """
    people = labels(node, "people")
    yield from _same_names(people)
    yield from _names_as_ids(people)
    distinct = {person.name: person for person in reversed(people)}
    yield from _same_ids(reversed(distinct.values()))
    for section in _KEYED:
        yield from _same_ids(labels(node, section))
    yield from _same_ids(_lines(node))


def _label(entry: Node, name: str, place: Place) -> Label:
    given = entry.get("id")
    if given is None:
        return Label(name, "", place)
    return Label(name, str(given.value), given.place)


def _lines(node: Node) -> Iterator[Label]:
    """Yield the lines that have ids; their rules share one name space."""
    for section in _LINES:
        found = node.get(section)
        for line in (
            found.value if found and isinstance(found.value, list) else []
        ):
            if line.get("id") is not None:
                yield _label(line, section, line.place)


def _same_names(people: Iterable[Label]) -> Iterator[Finding]:
    first: dict[str, Label] = {}
    for person in people:
        if person.name in first:
            yield Finding(
                f"two people have the name {shown(person.name)}, the first "
                f"at {first[person.name].place}: tell them apart, as in "
                f"{shown(person.name + ' (2)')}",
                person.place,
                code="duplicate-name",
            )
        first.setdefault(person.name, person)


def _names_as_ids(people: Iterable[Label]) -> Iterator[Finding]:
    by_name = {person.name: person for person in people}
    for person in by_name.values():
        other = by_name.get(person.given)
        if person.given and other is not None and other is not person:
            yield Finding(
                f"the id {shown(person.given)} is somebody else's name, at "
                f"{other.place}: nobody would know who is meant",
                person.place,
                code="duplicate-id",
            )


def _same_ids(named: Iterable[Label]) -> Iterator[Finding]:
    first: dict[str, Label] = {}
    for label in named:
        other = first.setdefault(label.id, label)
        if other is label:
            continue
        both = (
            f"the id {shown(label.id)} stands"
            if label.given
            else f"{shown(label.name)} and {shown(other.name)} both have the "
            f"id {shown(label.id)}, which stands"
        )
        yield Finding(
            f"{both} already at {other.place}: write another id: here",
            label.place,
            code="duplicate-id",
        )
