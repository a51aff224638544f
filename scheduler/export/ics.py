"""Calendars of a roster: one file for each person, team and queue.

People import or subscribe to these. The same roster gives the same bytes,
and an entry keeps its UID however often the roster is solved again: the UID
knows who and which day, not when or on what shift.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from scheduler.clock import UnknownZone, zone
from scheduler.errors import Finding, InputError
from scheduler.export.ics_changes import updated_bytes
from scheduler.export.ics_feeds import Feeds
from scheduler.slug import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from scheduler.export.calendar import Calendar
    from scheduler.result import Result
    from scheduler.roster import Roster

    Thing = TypeVar("Thing")

__all__ = ["IcsExporter", "write_ics"]

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]*")


class IcsExporter:
    """Writes ``calendars/``, each time as if for the first time."""

    name = "ics"
    extra: str | None = None

    def render(
        self, roster: Roster, result: Result | None = None
    ) -> dict[Path, bytes]:
        """Return all calendars."""
        return write_ics(roster)


def write_ics(
    roster: Roster,
    *,
    event_tz: str | None = None,
    previous: Mapping[Path, bytes] | None = None,
) -> dict[Path, bytes]:
    """Return the calendars of everybody, of every team and of every queue.

    Works before the roster's first day are in none of them.

    Parameters
    ----------
    event_tz
        Whose wall clock entries follow: ``person``, ``shift`` (the zone it
        was written in), ``utc``, or the name of a zone. By default people's
        own for their own calendars and the shift's for teams and queues.
    previous
        What is published already, by the same paths. Entries that changed
        since are marked as newer versions; without it all are first ones,
        stamped with midnight UTC of the roster's first day.

    Returns
    -------
    dict
        ``calendars/people/<id>.ics``, ``calendars/teams/<id>.ics`` and
        ``calendars/queues/<id>.ics``. Somebody without work has a file too,
        since a missing one is an error to those who subscribed.

    Raises
    ------
    InputError
        If ``event_tz`` is none of these, or two people share an id.
    """
    _check_zone(event_tz)
    utc = event_tz == "utc"
    feeds = Feeds(roster, None if utc else event_tz)
    published = previous or {}
    return {
        path: updated_bytes(calendar, published.get(path), utc=utc)
        for path, calendar in _calendars(roster, feeds)
    }


def _calendars(
    roster: Roster, feeds: Feeds
) -> Iterator[tuple[Path, Calendar]]:
    people = roster.problem.people
    yield from _made("people", people, [p.id for p in people], feeds.of_person)
    teams = {person.team: person.team_id or person.team for person in people}
    yield from _made("teams", list(teams), list(teams.values()), feeds.of_team)
    # Who need only be near serves another queue, and is found there.
    queues = [queue for queue in roster.problem.queues if queue.seat]
    yield from _made("queues", queues, [q.id for q in queues], feeds.of_queue)


def _made(
    kind: str,
    things: Sequence[Thing],
    ids: Sequence[str],
    make: Callable[[Thing], Calendar],
) -> Iterator[tuple[Path, Calendar]]:
    for thing, stem in zip(things, _stems(kind, ids), strict=True):
        yield Path("calendars", kind, f"{stem}.ics"), make(thing)


def _stems(kind: str, ids: Sequence[str]) -> list[str]:
    """Return file names without ending, no two alike.

    Ids that would share one get a hash of themselves, so that none depends
    on the order of the file.

    Raises
    ------
    InputError
        If an id stands twice.
    """
    findings = [
        Finding(
            f"{count} of the {kind} have the id {id_!r}, and so one calendar:"
            " write another id",
            code="duplicate-id",
        )
        for id_, count in Counter(ids).items()
        if count > 1
    ]
    if findings:
        raise InputError(*findings)
    plain = [id_ if _SAFE.fullmatch(id_) else slug(id_) for id_ in ids]
    counts = Counter(plain)
    return [
        stem
        if counts[stem] == 1 or stem == id_
        else f"{stem}-{uuid5(NAMESPACE_URL, id_).hex[:8]}"
        for id_, stem in zip(ids, plain, strict=True)
    ]


def _check_zone(event_tz: str | None) -> None:
    if event_tz in {None, "person", "shift", "utc"}:
        return
    try:
        zone(str(event_tz))
    except UnknownZone as error:
        message = f"event times follow person, shift, utc or a zone: {error}"
        raise InputError(Finding(message, code="unknown-zone")) from None
