"""What is ``must`` of coverage, cut to some statements or some people.

For reasons: ``core`` asks which of them clash with what people may work.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from constraints.terms import Cover, Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from constraints.terms import Because, Term

__all__ = [
    "Need",
    "able",
    "among",
    "asked_by",
    "must_needs",
    "of_statements",
    "wants",
]

Need: TypeAlias = Cover | Presence


def must_needs(terms: Iterable[Term]) -> Iterator[Need]:
    """Yield coverage as far as it is ``must``."""
    for term in terms:
        if isinstance(term, Cover):
            yield from _cut(term, lambda why: True)
        elif isinstance(term, Presence) and term.must:
            yield term


def wants(need: Need) -> tuple[Because, ...]:
    """Return the statements that a need comes from."""
    if isinstance(need, Presence):
        return (need.because,)
    return tuple(tier.because for tier in need.tiers)


def asked_by(
    needs: Iterable[Need], rule: str, days: tuple[int, int] | None
) -> Iterator[Need]:
    """Yield what one line of coverage asks for on some days, or on all."""

    def asks(why: Because) -> bool:
        return why.rule == rule and (
            days is None or (days[0] <= why.days[0] and why.days[1] <= days[1])
        )

    return _chosen(needs, asks)


def of_statements(
    needs: Iterable[Need], some: frozenset[Because]
) -> tuple[Need, ...]:
    """Return what some statements ask for."""
    return tuple(_chosen(needs, some.__contains__))


def able(need: Need) -> frozenset[int]:
    """Return who can help."""
    if isinstance(need, Presence):
        return need.people
    return frozenset(
        person
        for pool in need.pools
        for people in pool.eligible
        for person in people
    )


def among(people: frozenset[int], need: Need) -> Need:
    """Return a need with nobody but these people to help."""
    if isinstance(need, Presence):
        parts = tuple(
            replace(part, people=_of(people, part.people))
            for part in need.parts
        )
        return replace(need, parts=parts)
    pools = tuple(
        replace(pool, eligible=tuple(_of(people, p) for p in pool.eligible))
        for pool in need.pools
    )
    return replace(need, pools=pools)


def _of(people: frozenset[int], some: Iterable[int]) -> tuple[int, ...]:
    return tuple(person for person in some if person in people)


def _chosen(
    needs: Iterable[Need], wanted: Callable[[Because], bool]
) -> Iterator[Need]:
    for need in needs:
        if isinstance(need, Cover):
            yield from _cut(need, wanted)
        elif wanted(need.because):
            yield need


def _cut(cover: Cover, wanted: Callable[[Because], bool]) -> Iterator[Cover]:
    """Yield a cell with the ``must`` tiers that are wanted, if it has any."""
    tiers = tuple(t for t in cover.tiers if t.must and wanted(t.because))
    if tiers:
        yield replace(cover, tiers=tiers)
