"""Head counts from a CSV file: how many people each interval needs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.clock import UnknownZone, zone
from scheduler.errors import Finding, InputError
from scheduler.spec.tables import Column, read_table

if TYPE_CHECKING:
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
    else it is read on the clock of its row's zone, else of the file's; of
    an hour that clocks show twice, the first row is the first pass and a
    second row the second.

    Raises
    ------
    InputError
        With the findings of all rows: bad starts, counts, overlaps.
    """
    findings: list[Finding] = []
    rows: list[Count] = []
    for node in _rows(read_table(path, COLUMNS, at=at)):
        try:
            rows.append(_count(node, default_zone, rows))
        except ValueError as error:
            findings.append(Finding(str(error), node.place, code="bad-row"))
    rows.sort(key=lambda row: row.start_min)
    rows = _with_ends(rows, findings)
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
    return rows


def _rows(table: Node) -> list[Node]:
    return table.value if isinstance(table.value, list) else []


def _count(node: Node, default_zone: str, before: list[Count]) -> Count:
    start = _start(_text(node, "start"), _text(node, "zone") or default_zone)
    first, again = start
    if again != first and any(row.start_min == first for row in before):
        first = again
    least, wanted = _number(node, "least"), _number(node, "wanted")
    minutes = _number(node, "minutes")
    if least is None and wanted is None and _number(node, "most") is None:
        raise ValueError("this row has neither least, wanted nor most")
    return Count(
        place=node.place,
        start_min=first,
        end_min=first + (minutes or 0),
        least=least or 0,
        wanted=wanted or 0,
        most=_number(node, "most"),
    )


def _start(text: str, zone_name: str) -> tuple[int, int]:
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
    if of_day >= 24 * 60 or int(minute) > 59:
        raise ValueError(f"there is no time {hour}:{minute}")
    if offset is None:
        try:
            clock = zone(zone_name)
        except UnknownZone as error:
            raise ValueError(str(error)) from None
        return clock.start_min(day, of_day), clock.end_min(day, of_day)
    ahead = 0
    if sign:
        ahead = int(by_hour) * 60 + int(by_minute)
        ahead = -ahead if sign == "-" else ahead
    instant = zone("UTC").start_min(day, of_day) - ahead
    return instant, instant


def _with_ends(rows: list[Count], findings: list[Finding]) -> list[Count]:
    steps = Counter(
        after.start_min - row.start_min
        for row, after in pairwise(rows)
        if after.start_min > row.start_min
    )
    step = steps.most_common(1)[0][0] if steps else 0
    ended = []
    for row in rows:
        if row.end_min == row.start_min:
            row = replace(row, end_min=row.start_min + step)
        if row.end_min <= row.start_min:
            findings.append(
                Finding(
                    "how long is this interval? Add a column minutes",
                    row.place,
                    code="bad-row",
                )
            )
        ended.append(row)
    return ended


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
