"""Head counts from a CSV file: how many people each interval needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from scheduler.clock import DAY_MIN, UnknownZone, day_number, zone
from scheduler.demand.intervals import (
    Interval,
    Stream,
    Wall,
    by_stream,
    deduced_length_min,
    ended,
    repeated_hours,
)
from scheduler.errors import Finding, InputError
from scheduler.spec.tables import Column, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from scheduler.errors import Place
    from scheduler.spec.node import Node

__all__ = ["COLUMNS", "Count", "read_counts"]

COLUMNS = {
    "start": Column("start", required=True),
    "zone": Column("zone"),
    "minutes": Column("minutes", kind="number"),
    "least": Column("least", kind="number"),
    "wanted": Column("wanted", kind="number"),
    "most": Column("most", kind="number"),
}

_START = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::00)?(Z|([+-])(\d\d):?(\d\d))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Count:
    """What one row asks for, in instants; heads are at least 0."""

    place: Place
    start_min: int
    end_min: int
    least: int
    wanted: int
    most: int | None


def read_counts(
    path: Path, default_zone: str, at: Place | None = None
) -> list[Count]:
    """Return the rows of a head-count file in order of time.

    An interval lasts as its row's ``minutes`` say, else the commonest step
    from one start to the next. A start has an offset (``Z``, ``+02:00``),
    else it is read on the clock of its row's zone, else of the file's. Of
    an hour that clocks show twice, two rows are the first and the second
    pass, while one row stands for each of them; a row in an hour that they
    skip is left out.

    Raises
    ------
    InputError
        With the findings of all rows: bad starts, counts, overlaps.
    """
    findings: list[Finding] = []
    heads: dict[Place, _Heads] = {}
    rows: list[Interval] = []
    for node in _rows(read_table(path, COLUMNS, at=at)):
        try:
            heads[node.place] = _heads(node)
            rows.append(_interval(node, default_zone))
        except ValueError as error:
            findings.append(Finding(str(error), node.place, code="bad-row"))
    rows = _ended(_second_passes(rows), findings)
    rows += repeated_hours(rows)
    rows.sort(key=lambda row: row.start_min)
    findings += [
        Finding(
            f"this interval overlaps the one of {before.place}",
            row.place,
            code="overlap",
        )
        for before, row in pairwise(rows)
        if row.start_min < before.end_min
    ]
    if findings:
        raise InputError(*findings)
    return [
        Count(row.place, row.start_min, row.end_min, *heads[row.place])
        for row in rows
    ]


class _Heads(NamedTuple):
    least: int
    wanted: int
    most: int | None


def _rows(table: Node) -> list[Node]:
    return table.value if isinstance(table.value, list) else []


def _heads(node: Node) -> _Heads:
    least, wanted, most = (
        _number(node, key) for key in ("least", "wanted", "most")
    )
    if least is None and wanted is None and most is None:
        raise ValueError("this row has neither least, wanted nor most")
    return _Heads(least or 0, wanted or 0, most)


def _interval(node: Node, default_zone: str) -> Interval:
    day, minute, offset = _start(_text(node, "start"))
    again_min = wall = None
    if offset is None:
        try:
            clock = zone(_text(node, "zone") or default_zone)
        except UnknownZone as error:
            raise ValueError(str(error)) from None
        wall = Wall(clock, day, minute)
        start_min = wall.instant_min()
        last_min = clock.end_min(day, minute)
        shown = clock.local(last_min).minute == minute
        again_min = last_min if shown and last_min > start_min else None
    else:
        start_min = day_number(day) * DAY_MIN + minute - offset
    return Interval(
        place=node.place,
        stream=Stream("", ""),
        start_min=start_min,
        again_min=again_min,
        wall=wall,
        length_min=_number(node, "minutes") or 0,
        contacts=0,
        handle_min=0,
    )


def _start(text: str) -> tuple[date, int, int | None]:
    """Return the date, the minute of the day and the offset of a start."""
    match = _START.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is not a start: write 2027-03-08 09:00, with a zone "
            "column, or 2027-03-08T09:00Z"
        )
    day_text, hour, minute, offset, sign, by_hour, by_minute = match.groups()
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise ValueError(f"there is no day {day_text}") from None
    of_day = int(hour) * 60 + int(minute)
    if of_day >= DAY_MIN or int(minute) > 59:
        raise ValueError(f"there is no time {hour}:{minute}")
    if offset is None or offset == "Z":
        return day, of_day, None if offset is None else 0
    ahead = int(by_hour) * 60 + int(by_minute)
    return day, of_day, -ahead if sign == "-" else ahead


def _second_passes(rows: Iterable[Interval]) -> list[Interval]:
    """Move the later of two rows with one wall time to the second pass."""
    seen: set[int] = set()
    told_apart = []
    for row in rows:
        told_apart.append(row.second_pass() if row.start_min in seen else row)
        seen.add(row.start_min)
    return told_apart


def _ended(
    rows: Sequence[Interval], findings: list[Finding]
) -> list[Interval]:
    """Return the rows with their ends, without those that clocks skip."""
    step = deduced_length_min(by_stream(rows)) or 0
    with_ends = []
    for row in rows:
        if length := row.length_min or step:
            with_ends.append(ended(row, length))
        else:
            findings.append(
                Finding(
                    "how long is this interval? Add a column minutes",
                    row.place,
                    code="bad-row",
                )
            )
    return [row for row in with_ends if row.start_min < row.end_min]


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return "" if found is None else str(found.value)


def _number(node: Node, key: str) -> int | None:
    found = node.get(key)
    if found is None or found.value is None:
        return None
    value = found.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(
            f"{key} is {value!r}: a whole number from 0 is expected"
        )
    return value
