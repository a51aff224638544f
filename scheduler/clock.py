"""Local time to instants and back; the only file that knows time zones.

An instant is an ``int``: minutes since 1970-01-01T00:00Z. One policy holds
everywhere (the one GoAlert settled on, so that a hand-over in a repeated hour
overlaps instead of leaving a gap): an ambiguous *start* is the first
occurrence, an ambiguous *end* the last, and a wall time that the clocks skip
moves forward by the length of the gap. Nothing here knows seconds.

Zones come from the ``tzdata`` distribution, never from the operating system,
whose copy is often years old. May be imported by anything in ``scheduler``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pendulum  # noqa: TID251 - this is the one door
from pendulum.tz.timezone import Timezone  # noqa: TID251 - this is the one door

from scheduler.zone_names import (
    UnknownZone,
    known_zones,
    tzdata_version,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = [
    "DAY_MIN",
    "Change",
    "Local",
    "UnknownZone",
    "Zone",
    "day_number",
    "day_of_number",
    "format_local",
    "known_zones",
    "to_instant",
    "tzdata_version",
    "zone",
]

DAY_MIN = 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_BLOCK_DAYS = 364
_BLOCK_MIN = _BLOCK_DAYS * DAY_MIN
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Local:
    """An instant as a wall clock shows it.

    Attributes
    ----------
    day, minute
        Local date, and minute of that day from 0 to 1439.
    offset_min
        Local time minus UTC, in minutes.
    fold
        1 when the same wall time was already shown once, else 0.
    """

    day: date
    minute: int
    offset_min: int
    fold: int


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks are put on or back: offsets before and from ``at_min`` on."""

    at_min: int
    before_min: int
    after_min: int


class Zone:
    """A time zone; get one from `zone`, which makes each name once.

    Offsets are whole minutes (local mean times, the last of which ended in
    1972, are rounded). They are kept in tables of about a year, made when
    first asked for: a roster touches one or two of all the years known.

    Attributes
    ----------
    name
        IANA name, exactly as asked for.
    """

    __slots__ = ("_blocks", "_timezone", "name")

    def __init__(self, name: str, timezone: Timezone) -> None:
        self.name = name
        self._timezone = timezone
        self._blocks: dict[int, tuple[list[int], list[int]]] = {}

    def __repr__(self) -> str:
        return f"zone({self.name!r})"

    def __reduce__(self) -> tuple[Callable[[str], Zone], tuple[str]]:
        """Stay the one object of its name when copied or sent elsewhere."""
        return zone, (self.name,)

    def start_min(self, day: date, minute: int) -> int:
        """Return when something that starts at this wall time starts.

        Parameters
        ----------
        day, minute
            Local date and minute of the day. A minute below 0 or from 1440 on
            belongs to a neighbouring date: 1530 is 01:30 of the next day,
            whatever the clocks do in between.
        """
        return self._instants(day_number(day) * DAY_MIN + minute)[0]

    def end_min(self, day: date, minute: int) -> int:
        """Return when something that ends at this wall time ends.

        Differs from `start_min` for ambiguous times only.
        """
        return self._instants(day_number(day) * DAY_MIN + minute)[1]

    def offset_min(self, instant_min: int) -> int:
        """Return local time minus UTC, in minutes."""
        starts, offsets = self._block(instant_min // _BLOCK_MIN)
        return offsets[bisect_right(starts, instant_min) - 1]

    def local(self, instant_min: int) -> Local:
        """Return what the wall clock shows at an instant."""
        offset_min = self.offset_min(instant_min)
        local_min = instant_min + offset_min
        days, minute = divmod(local_min, DAY_MIN)
        fold = int(self._instants(local_min)[0] != instant_min)
        return Local(day_of_number(days), minute, offset_min, fold)

    def local_day(self, instant_min: int) -> date:
        """Return the local date at an instant."""
        local_min = instant_min + self.offset_min(instant_min)
        return day_of_number(local_min // DAY_MIN)

    def changes(self, first_min: int, last_min: int) -> tuple[Change, ...]:
        """Return the clock changes from ``first_min`` until ``last_min``.

        The end is exclusive. What leaves the offset as it was (a new
        abbreviation, "summer time" made permanent) is no change.
        """
        starts, offsets = self._table(first_min - 1, last_min)
        return tuple(
            Change(at, before, after)
            for at, before, after in zip(
                starts[1:], offsets, offsets[1:], strict=False
            )
            if before != after and first_min <= at < last_min
        )

    def at(self, instant_min: int) -> datetime:
        """Return an aware datetime, for those who write files.

        It is pendulum's, whose differences are elapsed time: those of two
        plain datetimes of one zone ignore clock changes.
        """
        return pendulum.from_timestamp(instant_min * 60, tz=self._timezone)

    def _instants(self, local_min: int) -> tuple[int, int]:
        """Return the first and last instant that show a wall time.

        Offsets lie between −12 h and +14 h and no zone changes twice within
        two days, so a day on either side shows both offsets in question.
        """
        early_min = self.offset_min(local_min - DAY_MIN)
        late_min = self.offset_min(local_min + DAY_MIN)
        if early_min == late_min:
            return local_min - early_min, local_min - early_min
        shown = [
            local_min - offset_min
            for offset_min in (early_min, late_min)
            if self.offset_min(local_min - offset_min) == offset_min
        ] or [local_min - early_min]  # skipped: on by the length of the gap
        return shown[0], shown[-1]

    def _table(
        self, first_min: int, last_min: int
    ) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        offsets: list[int] = []
        for number in range(
            first_min // _BLOCK_MIN, last_min // _BLOCK_MIN + 1
        ):
            block = self._block(number)
            starts += block[0]
            offsets += block[1]
        return starts, offsets

    def _block(self, number: int) -> tuple[list[int], list[int]]:
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._scan(number * _BLOCK_MIN)
        return block

    def _scan(self, block_min: int) -> tuple[list[int], list[int]]:
        """Look at each day of a block; search days whose ends differ."""
        starts = [block_min]
        offsets = [self._look_up(block_min)]
        for low in range(block_min, block_min + _BLOCK_MIN, DAY_MIN):
            high = low + DAY_MIN
            offset_min = self._look_up(high)
            if offset_min == offsets[-1]:
                continue
            while high - low > 1:
                middle = (low + high) // 2
                if self._look_up(middle) == offset_min:
                    high = middle
                else:
                    low = middle
            starts.append(high)
            offsets.append(offset_min)
        return starts, offsets

    def _look_up(self, instant_min: int) -> int:
        when = _EPOCH + timedelta(minutes=instant_min)
        offset = when.astimezone(self._timezone).utcoffset() or timedelta()
        return round(offset / timedelta(minutes=1))


@cache
def zone(name: str) -> Zone:
    """Return the zone of an IANA name; the same object for the same name.

    Raises
    ------
    UnknownZone
        For a name outside tzdata, an offset, or an abbreviation: those mean
        several places, and since 2026 "MST" is also Vancouver.
    """
    if name not in known_zones():
        raise unknown(name)
    place = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as data:
        return Zone(name, Timezone.from_file(data, key=name))


def to_instant(when: datetime) -> int:
    """Return the instant of an aware datetime; seconds are cut off.

    Raises
    ------
    ValueError
        If the datetime has no zone.
    """
    if when.tzinfo is None:
        raise ValueError(f"{when.isoformat()} has no time zone")
    return int(when.timestamp() // 60)


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a date."""
    return day.toordinal() - _EPOCH_ORDINAL


def day_of_number(number: int) -> date:
    """Return the date that many days after 1970-01-01."""
    return date.fromordinal(_EPOCH_ORDINAL + number)


def format_local(instant_min: int, where: Zone) -> str:
    """Return ``Sat 2026-10-31 22:00``, with the offset if shown twice."""
    shown = where.local(instant_min)
    hour, minute = divmod(shown.minute, 60)
    text = (
        f"{_WEEKDAYS[shown.day.weekday()]} {shown.day} {hour:02}:{minute:02}"
    )
    first, last = where._instants(instant_min + shown.offset_min)  # noqa: SLF001 - same module
    return text if first == last else f"{text} ({_signed(shown.offset_min)})"


def _signed(offset_min: int) -> str:
    hours, minutes = divmod(abs(offset_min), 60)
    return f"UTC{'-' if offset_min < 0 else '+'}{hours:02}:{minutes:02}"
