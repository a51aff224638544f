"""Selectors of those whom a statement of a file is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.who import Who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Person

__all__ = ["any_of", "named", "only"]


def only(person: Person) -> Who:
    """Return who selects one person."""
    return named("person", person.id)


def named(kind: str, name: str) -> Who:
    """Return who selects those of one team, contract, place…"""
    return any_of(kind, [name])


def any_of(kind: str, names: Sequence[str]) -> Who:
    """Return who selects those of any of some teams, contracts, places…"""
    # The long form, as a name may hold what a selector is split at.
    return Who.parse(
        {"any_of": [{"kind": kind, "name": name} for name in names]}
    )
