"""What "08:00-16:00 ±2h" may mean: five things, told apart by their key.

A tolerance alone is refused, since its readings allow different duties; the
message shows what each would allow, so that the right key can be copied.
"""

from __future__ import annotations

import re

from constraints.durations import (
    CLOCK,
    DAY_MIN,
    HOUR_MIN,
    clock_min,
    clock_text,
    duration_text,
)

__all__ = ["five_readings"]

_TOLERANCE = re.compile(
    r"(?:±|\+ ?/ ?-|\+-|plus or minus) ?(?P<by>\d+(?:\.\d+)?) ?(?P<unit>m)?"
)
_SPAN = re.compile(rf"(?P<start>{CLOCK})-(?P<end>{CLOCK})")
_DAYS = re.compile(r"^[A-Za-z+-]+ (?=\d)")
_ZONE = re.compile(r" [A-Z][A-Za-z_]+/[A-Za-z/_+-]+")


def five_readings(text: str) -> str | None:
    """Return the end of a sentence on a text with a tolerance, else None.

    Parameters
    ----------
    text
        A window with something like ``±2h``, other slips repaired.
    """
    tolerance, span = _TOLERANCE.search(text), _SPAN.search(text)
    if tolerance is None:
        return None
    if span is None:
        return (
            "has a tolerance but no times to apply it to: write a window,"
            ' and beside it a key such as "slide: 2h"'
        )
    unit_min = 1 if tolerance["unit"] else HOUR_MIN
    by_min = round(float(tolerance["by"]) * unit_min)
    days, zone = _DAYS.search(text), _ZONE.search(text)
    return _readings(
        clock_min(span["start"]),
        clock_min(span["end"]),
        by_min,
        days[0] if days else "daily ",
        zone[0] if zone else "",
    )


def _readings(start: int, end: int, by_min: int, days: str, zone: str) -> str:
    if end <= start:
        end += DAY_MIN
    by = duration_text(by_min)
    starts = _span_text(start - by_min, start + by_min)
    ends = _span_text(end - by_min, end + by_min)
    wide = _span_text(start - by_min, end + by_min)
    core = _span_text(start + by_min, end - by_min)
    overlap = (
        f'"overlap: {core}{zone}" (every shift includes that core)'
        if start + by_min < end - by_min
        else '"overlap:" (every shift includes a core, here none is left)'
    )
    return (
        "can mean five things, so keep the window and write beside it the"
        f' one you mean: "slide: {by}" (it keeps its'
        f" {duration_text(end - start)} and starts {starts}),"
        f' "edges: {by}" (it starts {starts} and ends {ends}, each on its'
        f' own), instead of it "inside: {days}{wide}{zone}" (any shift'
        f" within that) or {overlap}, or, where the team as a whole is"
        f' meant, coverage with "shoulders: {{by: {by}}}" (it is staffed'
        f" {wide}, the margins thinly)"
    )


def _span_text(start: int, end: int) -> str:
    return f"{clock_text(start % DAY_MIN)}-{clock_text(end % DAY_MIN)}"
