"""Past volumes from a file, by the dates and clock of one zone.

The file is one of volumes: ``start``, ``contacts`` and, where wanted,
``zone``, ``queue``, ``account``, ``priority``, ``handle``, ``minutes``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN
from scheduler.demand.day_table import day_table
from scheduler.demand.layout import Layout, translated
from scheduler.demand.volume_csv import read_volume
from scheduler.errors import Finding, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.clock import Zone
    from scheduler.demand.day_table import DayTable
    from scheduler.demand.intervals import Stream
    from scheduler.errors import Finding as AnyFinding

__all__ = ["History", "read_history"]

_DATE = re.compile(rb"(?:^|[,;\t\"])\s*(\d{4})-(\d\d)-(\d\d)[T ]", re.M)
_HANDLE = re.compile(rb"(?:^|[,;\"])\s*handle\s*(?:$|[,;\"\r])", re.I)
_MOST_DAYS = 5 * 366
PLAIN = Layout()


@dataclass(frozen=True, eq=False)
class History:
    """What a file of past volumes says.

    Attributes
    ----------
    tables
        By stream: contacts by date and time of day.
    handled
        Whether the file knows how long contacts took.
    findings
        Warnings: hours that the clocks skip or show twice.
    """

    tables: Mapping[Stream, DayTable]
    handled: bool
    findings: tuple[AnyFinding, ...] = ()


def read_history(
    data: bytes,
    name: str,
    where: Zone,
    slot_min: int = 30,
    layout: Layout = PLAIN,
) -> History:
    """Return past volumes by the dates and clock of a zone.

    Parameters
    ----------
    data, name
        The bytes of the file and the name that messages show.
    where
        Zone of the forecast, and of starts without one of their own.
    slot_min
        Width of the slots of the clock.
    layout
        How a help desk's export says it; by default it is a volume file.

    Raises
    ------
    InputError
        When the file cannot be read in full, or spans more than five years.
    """
    if not layout.plain:
        data = translated(data, name, layout, where)
    days = [_ordinal(*map(int, found)) for found in _DATE.findall(data)]
    known = [day for day in days if day]
    first = min(known, default=date(2000, 1, 1).toordinal())
    last = max(known, default=first)
    if last - first > _MOST_DAYS:
        raise InputError(
            Finding(
                f"the file spans {(last - first) // 365} years, from "
                f"{date.fromordinal(first)} to {date.fromordinal(last)}: a "
                "date must be wrong, or leave out the oldest",
                Place(name, 1, 1),
                code="span",
            )
        )
    handled = bool(_HANDLE.search(data.split(b"\n", 1)[0]))
    epoch = date(1970, 1, 1).toordinal()
    read = read_volume(
        data,
        name,
        first_min=(first - 2 - epoch) * DAY_MIN,
        last_min=(last + 3 - epoch) * DAY_MIN,
        slot_min=slot_min,
        default_zone=where,
        default_handle_min=None if handled else 1.0,
    )
    return History(
        {s: day_table(v, where) for s, v in read.volumes.items()},
        handled,
        tuple(f for f in read.findings if f.code != "gap"),
    )


def _ordinal(year: int, month: int, day: int) -> int:
    """Return the ordinal of a date, 0 for what is none."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0
