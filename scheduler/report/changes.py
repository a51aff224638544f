"""Changes: what is different from another roster, person by person.

Rosters are compared as their files tell them, by people and local dates, so
that one of a somewhat other problem can be compared as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scheduler.export.roster_doc import RosterDoc, WorkDoc

__all__ = ["Change", "Changes", "changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One day of somebody that is different.

    Attributes
    ----------
    how
        A duty came, went, or begins or ends at another time; or only what
        is done in it is different.
    before, after
        Start and end; None for no duty.
    """

    person: str
    name: str
    day: date
    how: Literal["new", "gone", "moved", "inside"]
    before: tuple[int, int] | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different.

    Attributes
    ----------
    cost_before
        Points of the other roster, where it says so.
    people
        How many have other times.
    """

    changes: tuple[Change, ...]
    cost_before: float | None
    people: int


def changes(now: RosterDoc, before: RosterDoc) -> Changes:
    """Return what is different on the days that both rosters have."""
    days = _days(now) & _days(before)
    old, new = _works(before), _works(now)
    names = {
        person.id: person.name or person.id
        for doc in (before, now)
        for person in doc.people
    }
    found = tuple(
        change
        for key in sorted(
            old.keys() | new.keys(), key=lambda k: (k[1], names[k[0]])
        )
        if key[1].toordinal() in days
        for change in _change(key, names, old.get(key), new.get(key))
    )
    people = {change.person for change in found if change.how != "inside"}
    return Changes(found, before.cost_points, len(people))


def _days(doc: RosterDoc) -> set[int]:
    first = doc.first.toordinal()
    return set(range(first, first + doc.days))


def _works(doc: RosterDoc) -> dict[tuple[str, date], WorkDoc]:
    return {
        (person.id, work.day): work
        for person in doc.people
        for work in person.work
    }


def _change(
    key: tuple[str, date],
    names: dict[str, str],
    old: WorkDoc | None,
    new: WorkDoc | None,
) -> Iterator[Change]:
    before = None if old is None else (old.start, old.end)
    after = None if new is None else (new.start, new.end)
    person, day = key
    if old is None or new is None:
        how: Literal["new", "gone"] = "new" if old is None else "gone"
        yield Change(person, names[person], day, how, before, after)
    elif before != after:
        yield Change(person, names[person], day, "moved", before, after)
    elif (old.spans, old.pieces) != (new.spans, new.pieces):
        yield Change(person, names[person], day, "inside", before, after)
