"""Event spans that were booked slot by slot, as one where they touch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from scheduler.engine.engine import Day
    from scheduler.problem import Span

__all__ = ["joined"]


def joined(chosen: Day, events: Collection[str]) -> Day:
    """Return a day on which spans of these keys that touch are one."""
    if chosen is None or not events or not chosen.events:
        return chosen
    found: list[Span] = []
    last: dict[str, int] = {}
    for span in chosen.events:
        at = last.get(span.event)
        if at is not None and found[at].end_min == span.start_min:
            found[at] = replace(found[at], end_min=span.end_min)
            continue
        if span.event in events:
            last[span.event] = len(found)
        found.append(span)
    return chosen._replace(events=tuple(found))
