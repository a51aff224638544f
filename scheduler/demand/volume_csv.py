"""Volume files: contacts per interval, as spreadsheets and exports say it.

A row is an interval: its ``start``, how many ``contacts`` arrived in it and,
where wanted, its ``zone``, ``queue``, ``account``, ``priority``, mean
``handle`` time and length in ``minutes``. Rows may come in any order::

    start,zone,queue,account,contacts,handle
    2027-03-01T09:00,America/Halifax,plus,BigBrand,12,7m30s
    2027-03-01T13:30Z,,frontline,,40.5,300s
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.clock import UnknownZone, to_instant, zone
from scheduler.demand.intervals import (
    Grid,
    Interval,
    Stream,
    Wall,
    by_stream,
    deduced_length_min,
    ended,
    gaps,
    on_grid,
    overlaps,
    repeated_hours,
)
from scheduler.demand.sheet import Sheet
from scheduler.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from scheduler.clock import Zone
    from scheduler.demand.volume import Volume
    from scheduler.errors import Place

__all__ = ["VolumeFile", "read_volume"]

COLUMNS = (
    "start",
    "zone",
    "queue",
    "account",
    "priority",
    "contacts",
    "handle",
    "minutes",
)
# A day's total hides its peak, and the peak is what heads are needed for.
LONGEST_MIN = 240
# Beyond these a figure is a slip: a date in 0027, a phone number as contacts.
YEARS = range(1971, 2200)
MOST_CONTACTS = 1e7
LONGEST_HANDLE_MIN = 7 * 24 * 60

_START = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::00)?(Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_HANDLE = re.compile(
    r"(?=\d)(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?",
    re.ASCII,
)


@dataclass(frozen=True)
class VolumeFile:
    """What a volume file says on a grid, and what is odd about it.

    Attributes
    ----------
    volumes
        One forecast per queue and account.
    findings
        Warnings: gaps, hours that the clocks skip or show twice.
    """

    volumes: Mapping[Stream, Volume]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Defaults:
    """What a row means that says no zone or no handle time."""

    where: Zone | None
    handle_of: Callable[[str, str], float | None]


def read_volume(
    data: bytes,
    name: str,
    *,
    first_min: int,
    last_min: int,
    slot_min: int = 15,
    default_zone: Zone | None = None,
    default_handle_min: float | None = None,
    handle_of: Callable[[str, str], float | None] = lambda *_: None,
) -> VolumeFile:
    """Return contacts per slot for every queue and account in the file.

    The length of an interval is its row's ``minutes``, else the commonest
    step from one start to the next. An interval that covers several slots is
    divided among them by time, several intervals in a slot add up. Time
    without rows counts as time without contacts, and a warning says so. Of
    an hour that the clocks show twice two rows are the first and the second
    pass, while one row stands for each of them; a row in an hour that the
    clocks skip is left out. Both are warned of.

    Parameters
    ----------
    data, name
        The bytes of the file and the name that messages show.
    first_min, last_min
        The grid wanted, in minutes since 1970-01-01T00:00Z; its end is
        exclusive. Rows outside it are checked and left out.
    slot_min
        Length of a slot, 15 minutes by default.
    default_zone
        Zone of starts without an offset and without a zone of their own.
    default_handle_min
        Handle time in minutes where a row has none.
    handle_of
        The same for a queue and an account, where it knows one.

    Raises
    ------
    InputError
        With all findings, when the file cannot be read in full.
    ValueError
        When the grid is empty or no whole number of slots.
    """
    if last_min <= first_min or (last_min - first_min) % slot_min:
        raise ValueError("The grid must be one slot or more, and whole slots.")
    sheet = Sheet(name, COLUMNS, needed=("start", "contacts"))
    sheet.load(data)
    defaults = _Defaults(
        default_zone,
        lambda queue, account: handle_of(queue, account) or default_handle_min,
    )
    intervals = _second_passes(_intervals(sheet, defaults))
    sheet.stop_on_errors()
    intervals = _with_ends(sheet, intervals)
    sheet.stop_on_errors()
    grid = Grid(first_min, last_min, slot_min)
    volumes = _volumes(sheet, intervals, grid)
    sheet.stop_on_errors()
    return VolumeFile(volumes, tuple(sheet.findings))


def _intervals(sheet: Sheet, defaults: _Defaults) -> list[Interval]:
    """Return every row that can be read; refuse the others."""
    intervals: list[Interval] = []
    for line, cells in sheet.rows():
        try:
            interval = _interval(sheet.place(line, "start"), cells, defaults)
        except _BadCellError as bad:
            sheet.refuse(line, str(bad), bad.column)
        else:
            intervals.append(interval)
    if not intervals and not sheet.findings:
        sheet.refuse(1, "The file has a header and no rows.")
    return intervals


def _second_passes(intervals: Iterable[Interval]) -> list[Interval]:
    """Move the later of two rows with one wall time to the second pass.

    Exports list a repeated hour in order of time, with equal starts.
    """
    seen: set[tuple[Stream, int]] = set()
    told_apart = []
    for interval in intervals:
        key = (interval.stream, interval.start_min)
        told_apart.append(interval.second_pass() if key in seen else interval)
        seen.add(key)
    return told_apart


def _with_ends(sheet: Sheet, intervals: list[Interval]) -> list[Interval]:
    """Return the intervals that last, with their ends."""
    deduced_min = deduced_length_min(by_stream(intervals))
    lengths_min = [row.length_min or deduced_min or 0 for row in intervals]
    for interval, length_min in zip(intervals, lengths_min, strict=True):
        if not 0 < length_min <= LONGEST_MIN:
            sheet.refuse(interval.place.line, _bad_length(length_min))
            return []
    with_ends = list(map(ended, intervals, lengths_min))
    sheet.findings += _warned(
        [row.place for row in with_ends if row.end_min <= row.start_min],
        "The clocks skip this time; the row is left out",
        "skipped-hour",
    )
    return [row for row in with_ends if row.end_min > row.start_min]


def _bad_length(length_min: int) -> str:
    if length_min == 0:
        return (
            "One row does not tell how long its interval is; say so in a "
            "column 'minutes'."
        )
    return (
        f"Intervals of {length_min / 60:g} h hide the peak; give contacts "
        f"per {LONGEST_MIN // 60} h or less, and say the length in a column "
        "'minutes' if it is shorter already."
    )


def _volumes(
    sheet: Sheet, intervals: list[Interval], grid: Grid
) -> dict[Stream, Volume]:
    copied: list[Interval] = []
    volumes = {}
    for stream, series in by_stream(intervals).items():
        copies = list(repeated_hours(series))
        copied += copies
        series = sorted([*series, *copies], key=lambda row: row.start_min)
        sheet.findings += overlaps(series)
        sheet.findings += gaps(stream, series, grid)
        volumes[stream] = on_grid(series, grid)
    sheet.findings += _warned(
        [copy.place for copy in copied],
        "The clocks show this time twice; the row counts both times",
        "repeated-hour",
    )
    return volumes


def _warned(places: list[Place], message: str, code: str) -> Iterator[Finding]:
    """Yield one warning for all rows of a kind, at the first of them."""
    if places:
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield Finding(f"{message}{more}.", min(places), "warning", code)


class _BadCellError(Exception):
    """A cell cannot be read: its column and why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _interval(
    place: Place, cells: dict[str, str], defaults: _Defaults
) -> Interval:
    when = _start(cells["start"])
    wall = None
    if when.tzinfo is None:
        where = _zone(cells.get("zone", ""), defaults.where)
        wall = Wall(where, when.date(), when.hour * 60 + when.minute)
    start_min = to_instant(when) if wall is None else wall.instant_min()
    stream = Stream(
        cells.get("queue", ""),
        cells.get("account", ""),
        cells.get("priority", ""),
    )
    usual_min = defaults.handle_of(stream.queue, stream.account)
    return Interval(
        place,
        stream,
        start_min,
        _again_min(wall, start_min),
        wall,
        _length_min(cells.get("minutes")),
        _contacts(cells["contacts"]),
        _handle_min(cells.get("handle", ""), usual_min),
    )


def _again_min(wall: Wall | None, start_min: int) -> int | None:
    """Return when the clocks show the start again, if they do."""
    if wall is None:
        return None
    again_min = wall.where.end_min(wall.day, wall.minute)
    # In a gap the clock moves a start on, past the change it is put to here.
    shows_it = wall.where.local(again_min).minute == wall.minute
    return again_min if again_min != start_min and shows_it else None


def _start(text: str) -> datetime:
    match = _START.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day, clock, offset = match.groups()
        when = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
        if when.year not in YEARS:
            raise ValueError
    except ValueError:
        raise _BadCellError(
            "start",
            f"{text!r} is no start; write 2027-03-01T09:00 with a zone, or "
            "an offset after it as in 2027-03-01T09:00-04:00.",
        ) from None
    return when


def _zone(text: str, default: Zone | None) -> Zone:
    if not text:
        if default is None:
            raise _BadCellError(
                "start",
                "This start has no zone: add an offset to it, or a zone such "
                "as America/Halifax to the row.",
            )
        return default
    try:
        return zone(text)
    except UnknownZone as error:
        raise _BadCellError("zone", str(error)) from None


def _length_min(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise _BadCellError(
            "minutes", f"{text!r} is no whole number of minutes above 0."
        )
    return int(text)


def _contacts(text: str) -> float:
    try:
        contacts = float(text)
    except ValueError:
        contacts = math.nan
    if not 0 <= contacts <= MOST_CONTACTS:
        raise _BadCellError(
            "contacts",
            f"{text!r} is no number of contacts; write 0 or more, up to "
            f"{MOST_CONTACTS:.0f}.",
        )
    return contacts


def _handle_min(text: str, default_min: float | None) -> float:
    if not text and default_min is not None:
        return default_min
    match = _HANDLE.fullmatch(text)
    hours, minutes, seconds = (
        (float(part or 0) for part in match.groups())
        if match
        else (0.0, 0.0, 0.0)
    )
    handle_min = hours * 60 + minutes + seconds / 60
    if not 0 < handle_min <= LONGEST_HANDLE_MIN:
        raise _BadCellError(
            "handle",
            f"{text!r} is no handle time; write a number above 0 with its "
            "unit, such as 6m, 360s or 7m30s.",
        )
    return handle_min
