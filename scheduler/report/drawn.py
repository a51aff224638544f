"""Drawn: the timeline as the page takes it, short, as there is much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.problem import Problem
    from scheduler.report.clocks import Clock
    from scheduler.report.frame import Frame
    from scheduler.report.timeline import Bar, Timeline

__all__ = ["clock", "exchanges", "people"]


def clock(frame: Frame, known: Clock) -> dict[str, Any]:
    """Return a zone: offsets, midnights, nights and clock changes."""
    return {
        "name": known.name,
        "offsets": [[frame.at(at), by] for at, by in known.offsets],
        "midnights": frame.ends(known.midnights),
        "first": known.first,
        "nights": [frame.ends(night) for night in known.nights],
        "changes": [[frame.at(at), by] for at, by in known.changes],
    }


def people(
    frame: Frame, problem: Problem, zones: Mapping[str, int], drawn: Timeline
) -> dict[str, Any]:
    """Return people, grouped by team and zone, with their bars."""
    groups: dict[tuple[str, str], int] = {}
    rows: list[dict[str, Any]] = []
    for person in problem.people:
        key = person.team, person.zone
        rows.append(
            {
                "name": person.name,
                "group": groups.setdefault(key, len(groups)),
                "zone": zones[person.zone],
                "skills": sorted({skill.name for skill in person.skills}),
                "bars": [],
                "away": [],
            }
        )
    shifts = {shift.name: n for n, shift in enumerate(problem.shifts)}
    for bar in drawn.bars:
        rows[bar.person]["bars"].append(_bar(frame, bar, shifts))
    for gone in drawn.away:
        stretch = [frame.at(gone.start_min), frame.at(gone.end_min)]
        rows[gone.person]["away"].append(stretch)
    return {
        "groups": [{"team": t, "zone": zones[z]} for t, z in groups],
        "people": rows,
        "shifts": list(shifts),
    }


def _bar(frame: Frame, bar: Bar, shifts: Mapping[str, int]) -> list[Any]:
    return [
        frame.at(bar.start_min),
        frame.at(bar.end_min),
        shifts.get(bar.shift, -1),
        bar.day,
        bar.paid_min,
        [
            [
                block.what[0],
                frame.at(block.start_min),
                frame.at(block.end_min),
                block.queue,
                block.least_min,
                block.wanted_min,
                block.more_min,
                block.title,
            ]
            for block in bar.blocks
        ],
        [
            [paid.text, frame.points(paid.ticks), int(paid.hard)]
            for paid in bar.paid
        ]
        if frame.open
        else [],
        int(bar.pinned) + 2 * int(bar.foreign),
    ]


def exchanges(frame: Frame, drawn: Timeline) -> list[Any]:
    """Return hand-overs: queue, ends, both sides and what is missing."""
    return [
        [
            each.queue,
            frame.at(each.start_min),
            frame.at(each.end_min),
            each.givers,
            each.receivers,
            each.missing,
        ]
        for each in drawn.exchanges
    ]
