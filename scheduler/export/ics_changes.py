"""What changed since a calendar was last published.

Clients that look at SEQUENCE and LAST-MODIFIED take an event for new only if
both have grown (RFC 5545, sections 3.8.7.3 and 3.8.7.4). The published file
itself is the memory: no other state is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.export.calendar import calendar_bytes
from scheduler.export.ics_lines import Component, components, lines
from scheduler.export.ics_times import read_when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.export.calendar import Calendar, CalendarEvent

__all__ = ["updated_bytes"]

_STATE = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})
# RFC 5545, section 3.3.8: an INTEGER has 32 bits.
_SEQUENCE = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class _Published:
    """An event as a file has it.

    Attributes
    ----------
    content
        All its lines but those that tell which version of it this is.
    sequence, stamp_min
        Which version; None for a stamp that cannot be read.
    """

    content: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    sequence: int
    stamp_min: int | None


def updated_bytes(
    calendar: Calendar, previous: bytes | None, *, utc: bool = False
) -> bytes:
    """Return the file of a calendar that follows on a published one.

    An event that is as it was stays byte for byte; one that changed gets
    the next sequence and a later stamp; one that is new keeps its own.

    Parameters
    ----------
    previous
        The published file. What is no calendar counts as nothing.
    utc
        As for `calendar_bytes`.
    """
    fresh = calendar_bytes(calendar, utc=utc)
    if previous is None or previous == fresh:
        return fresh
    old, new = _published(previous), _published(fresh)
    events = tuple(
        _following(event, old.get(event.uid), new[event.uid])
        for event in calendar.events
    )
    if events == calendar.events:
        return fresh
    return calendar_bytes(replace(calendar, events=events), utc=utc)


def _following(
    event: CalendarEvent, old: _Published | None, new: _Published
) -> CalendarEvent:
    if old is None:
        return event
    before_min = event.stamp_min if old.stamp_min is None else old.stamp_min
    if old.content == new.content:
        return replace(event, sequence=old.sequence, stamp_min=before_min)
    # A minute for each version: later than the last, and never "now".
    sequence = old.sequence + 1
    stamp_min = max(before_min + 1, event.stamp_min + sequence)
    return replace(event, sequence=sequence, stamp_min=stamp_min)


def _published(data: bytes) -> Mapping[str, _Published]:
    """Return the events of a file by UID."""
    content = lines(data.decode("utf-8", "replace"), "", [])
    return {
        uid.value: _read(event)
        for calendar in components(content, [])
        for event in calendar.children("VEVENT")
        if (uid := event.first("UID"))
    }


def _read(event: Component) -> _Published:
    sequence, stamp = event.first("SEQUENCE"), event.first("DTSTAMP")
    counted = sequence and _SEQUENCE.fullmatch(sequence.value)
    when = read_when(stamp) if stamp else None
    return _Published(
        content=tuple(
            (line.name, tuple(line.params.items()), line.value)
            for line in event.lines
            if line.name not in _STATE
        ),
        sequence=int(counted[0]) if counted else 0,
        stamp_min=when.instant_min if when else None,
    )
