"""``like:``, ``tier:``, ``defaults:``: what an entry takes over unsaid."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from constraints.near import nearest
from scheduler.errors import Finding
from scheduler.spec.findings import described, shown
from scheduler.spec.merge import NAMED_LISTS, NAMED_MAPS
from scheduler.spec.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = ["OWN", "apply_defaults", "apply_tiers", "resolve_like"]

OWN = ("name", "id", "email")
MOST_CHAIN = 10
MOST_COPIED = 500_000

K = TypeVar("K", bound="str | int")


def resolve_like(
    node: Node,
    *,
    named_maps: Collection[str] = NAMED_MAPS,
    named_lists: Collection[str] = NAMED_LISTS,
    own: Collection[str] = OWN,
) -> tuple[Node, list[Finding]]:
    """Return the same roster with what ``like: NAME`` takes over, spelt out.

    Maps merge deeply, everything else that the entry says itself replaces.
    Chains are followed, at most 10 long.

    Parameters
    ----------
    node
        The merged roster.
    named_maps, named_lists
        Sections in which ``like`` names another entry of the same section:
        by its key, or by its ``name`` or ``id``.
    own
        Keys that belong to one entry only and are never taken over.

    Returns
    -------
    tuple
        The roster, and findings about names that are unknown or go round in
        circles; those entries take nothing over.
    """
    findings: list[Finding] = []
    for section in named_maps:
        node = _with_section(node, section, _map_family(own, findings))
    for section in named_lists:
        node = _with_section(node, section, _list_family(own, findings))
    return node, findings


def apply_defaults(
    node: Node,
    targets: Mapping[str, tuple[str, ...]],
    unless: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Node, list[Finding]]:
    """Return the same roster with ``defaults:`` put where nothing is said.

    Maps merge deeply: a shift that says ``break: {length: 1h}`` keeps the
    other options of the default break.

    Parameters
    ----------
    node
        The merged roster; its ``defaults`` stay.
    targets
        For each key that ``defaults`` may have, the section it is for, and
        the keys under which an entry of that section has it: ``{"break":
        ("shifts", "break"), "person": ("people",)}``.
    unless
        Key of an entry by default's key: entries that say true for it go
        without that default.

    Returns
    -------
    tuple
        The roster, and findings about unknown keys.
    """
    defaults = node.get("defaults")
    if defaults is None or not isinstance(defaults.value, dict):
        return node, []
    findings: list[Finding] = []
    for key in defaults.value:
        if key not in targets:
            allowed = ", ".join(targets)
            message = f"{shown(key)} has no defaults{nearest(key, targets)}"
            findings.append(
                Finding(
                    f"{message} (allowed: {allowed})",
                    defaults.key_place(key),
                    code="unknown-key",
                    path=("defaults", key),
                )
            )
    for key, (section, *keys) in targets.items():
        value = defaults.get(key)
        if value is not None:
            for part in reversed(keys):
                value = Node({part: value}, value.place, {part: value.place})
            fill = _filling(value, findings, unless.get(key, ""))
            node = _with_section(node, section, fill)
    return node, findings


def _with_section(
    node: Node, section: str, change: Callable[[Node], Node]
) -> Node:
    old = node.get(section)
    if old is None or not isinstance(node.value, dict):
        return node
    items = {**node.value, section: change(old)}
    return Node(items, node.place, node.key_places)


def apply_tiers(node: Node) -> Node:
    """Return the same roster, accounts with what their tier says for them.

    A tier that nobody defines is found when the file is validated.
    """
    tiers = node.get("tiers")

    def tiered(accounts: Node) -> Node:
        if tiers is None or not isinstance(accounts.value, dict):
            return accounts
        found = {}
        for name, account in accounts.value.items():
            tier = account.get("tier")
            said = tiers.get(str(tier.value)) if tier is not None else None
            found[name] = (
                account
                if said is None
                else _overlaid(_without(said, OWN), account)
            )
        return Node(found, accounts.place, accounts.key_places)

    return _with_section(node, "accounts", tiered)


# --- defaults ----------------------------------------------------------------


def _filling(
    default: Node, findings: list[Finding], unless: str
) -> Callable[[Node], Node]:
    def filled(entry: Node) -> Node:
        said = entry.get(unless)
        if said is not None and said.value is True:
            return entry
        return _overlaid(default, entry)

    def fill(section: Node) -> Node:
        entries = section.value
        if not isinstance(default.value, dict):
            said = described(default.plain())
            message = f"expected a mapping, found {said}"
            findings.append(Finding(message, default.place, code="wrong-type"))
            return section
        if not isinstance(entries, (dict, list)):
            return section
        if len(entries) * _size(default) > MOST_COPIED:
            findings.append(_too_much(default))
            return section
        if isinstance(entries, list):
            return Node([filled(e) for e in entries], section.place)
        named = {k: filled(e) for k, e in entries.items()}
        return Node(named, section.place, section.key_places)

    return fill


# --- like --------------------------------------------------------------------


def _map_family(
    own: Collection[str], findings: list[Finding]
) -> Callable[[Node], Node]:
    def change(section: Node) -> Node:
        if not isinstance(section.value, dict):
            return section
        names = {name: name for name in section.value}
        family = _Family(section.value, names, own, findings)
        return Node(family.resolved(), section.place, section.key_places)

    return change


def _list_family(
    own: Collection[str], findings: list[Finding]
) -> Callable[[Node], Node]:
    def change(section: Node) -> Node:
        if not isinstance(section.value, list):
            return section
        entries = dict(enumerate(section.value))
        names: dict[str, int] = {}
        for key in ("id", "name"):
            for idx, entry in entries.items():
                label = entry.get(key)
                if label is not None and isinstance(label.value, str):
                    names.setdefault(label.value, idx)
        family = _Family(entries, names, own, findings)
        return Node(list(family.resolved().values()), section.place)

    return change


class _Family(Generic[K]):
    """The entries of one section, of which one may be like another."""

    def __init__(
        self,
        entries: Mapping[K, Node],
        names: Mapping[str, K],
        own: Collection[str],
        findings: list[Finding],
    ) -> None:
        self._entries = entries
        self._names = names
        self._own = own
        self._findings = findings
        self._done: dict[K, Node] = {}
        self._depth: dict[K, int] = {}
        self._copied = 0

    def resolved(self) -> dict[K, Node]:
        """Return the entries with what they take over, in their order."""
        return {key: self._resolve(key, ()) for key in self._entries}

    def _resolve(self, key: K, heirs: tuple[K, ...]) -> Node:
        if key not in self._done:
            entry = self._entries[key]
            like = entry.get("like")
            said = _without(entry, ("like",))
            self._depth[key] = 0
            base = None if like is None else self._base(like, (*heirs, key))
            self._done[key] = said if base is None else _overlaid(base, said)
        return self._done[key]

    def _base(self, like: Node, heirs: tuple[K, ...]) -> Node | None:
        """Return what the last of `heirs` takes over; None if it cannot."""
        name = like.value
        if not isinstance(name, str):
            said = described(like.plain())
            message = f"expected the name of another entry, found {said}"
            self._refuse(message, like, "wrong-type")
            return None
        key = self._names.get(name)
        if key is None:
            message = f"there is no {shown(name)} to be like"
            message += nearest(name, self._names)
            self._refuse(message, like, "unknown-name")
            return None
        if key in heirs:
            message = f"{shown(name)} would be like itself"
            self._refuse(message, like, "like")
            return None
        if len(heirs) > MOST_CHAIN:
            self._too_long(like)
            return None
        base = self._resolve(key, heirs)
        self._depth[heirs[-1]] = self._depth[key] + 1
        if self._depth[heirs[-1]] > MOST_CHAIN:
            self._too_long(like)
            return None
        self._copied += _size(base)
        if self._copied > MOST_COPIED:
            self._findings.append(_too_much(like))
            return None
        return _without(base, self._own)

    def _too_long(self, like: Node) -> None:
        message = f"a chain of like: is longer than {MOST_CHAIN}"
        self._refuse(message, like, "like")

    def _refuse(self, message: str, like: Node, code: str) -> None:
        self._findings.append(Finding(message, like.place, code=code))


def _too_much(node: Node) -> Finding:
    message = f"this would repeat more than {MOST_COPIED} values"
    return Finding(message, node.place, code="size")


def _size(node: Node) -> int:
    if isinstance(node.value, dict):
        return 1 + sum(map(_size, node.value.values()))
    if isinstance(node.value, list):
        return 1 + sum(map(_size, node.value))
    return 1


def _without(node: Node, keys: Collection[str]) -> Node:
    if not isinstance(node.value, dict):
        return node
    rest = {key: item for key, item in node.value.items() if key not in keys}
    return Node(rest, node.place, node.key_places)


def _overlaid(base: Node, over: Node) -> Node:
    """Return `over`, and of `base` what it leaves out, map by map."""
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return over
    items = {**base.value, **over.value}
    for key in base.value.keys() & over.value.keys():
        items[key] = _overlaid(base.value[key], over.value[key])
    return Node(items, over.place, {**base.key_places, **over.key_places})
