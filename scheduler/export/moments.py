"""Wall-clock times that people type → instants; for rosters in CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.clock import DAY_MIN, zone

if TYPE_CHECKING:
    from scheduler.clock import Zone

__all__ = ["Inside", "Moment", "moment"]

_MOMENT = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)[T ]+)?"
    r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::00)?"
    r"(?: ?(?P<offset>Z|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
# What clocks are put on or back by; two hours at Troll, Antarctica.
_ODD_MIN = (-120, -60, -30, 0, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written.

    Attributes
    ----------
    day
        None when only a time is written.
    minute
        Of that day, up to 1440.
    ahead_min
        Offset from UTC; None for the clock of whoever reads it.
    """

    day: date | None
    minute: int
    ahead_min: int | None

    def start(self, clock: Zone, day: date) -> int:
        """Return the instant of something that starts then."""
        if self.ahead_min is None:
            return clock.start_min(self.day or day, self.minute)
        return self._exact(self.day or day, self.ahead_min)

    def end(self, clock: Zone, start_min: int) -> int:
        """Return the instant of something that ends then.

        Without a date, it is the first such time after the start.
        """
        day = self.day or clock.local_day(start_min)
        found = self._end(clock, day)
        if self.day is None and found <= start_min:
            return self._end(clock, day + timedelta(days=1))
        return found

    def _end(self, clock: Zone, day: date) -> int:
        if self.ahead_min is None:
            return clock.end_min(day, self.minute)
        return self._exact(day, self.ahead_min)

    def _exact(self, day: date, ahead_min: int) -> int:
        return zone("UTC").start_min(day, self.minute) - ahead_min


def moment(text: str) -> Moment | None:
    """Return what ``08:00``, ``2027-03-01 08:00`` or ``…Z`` means.

    None for anything else.

    Raises
    ------
    ValueError
        For a date that no calendar has.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    minute = int(match["hour"]) * 60 + int(match["minute"])
    day = date.fromisoformat(match["day"]) if match["day"] else None
    return Moment(day, minute, _ahead_min(match["offset"]))


def _ahead_min(offset: str | None) -> int | None:
    if offset is None or offset == "Z":
        return None if offset is None else 0
    digits = offset[1:].replace(":", "")
    ahead = int(digits[:2]) * 60 + int(digits[2:])
    return -ahead if offset[0] == "-" else ahead


@dataclass(frozen=True, slots=True)
class Inside:
    """Finds wall-clock times inside a duty."""

    clock: Zone
    start_min: int
    end_min: int

    def stretch(self, start: str, end: str) -> tuple[int, int] | None:
        """Return the first such stretch inside the duty, None for none.

        The start may have a date: a duty of more than a day shows every
        time twice.
        """
        day, _, clock = start.rpartition(" ")
        after = self.start_min
        if day:
            try:
                midnight = self.clock.start_min(date.fromisoformat(day), 0)
            except ValueError:
                return None
            after = max(after, midnight)
        first = self._shows(clock, after)
        last = None if first is None else self._shows(end, first + 1)
        return None if first is None or last is None else (first, last)

    def _shows(self, text: str, from_min: int) -> int | None:
        """Return the first instant at which the clock shows a time."""
        hour, minute = text.split(":")
        wanted = (int(hour) * 60 + int(minute)) % DAY_MIN
        there = self.clock.local(from_min).minute
        guess = from_min + (wanted - there) % DAY_MIN
        # A clock change in between moves it.
        return next(
            (
                at
                for at in (guess + odd for odd in _ODD_MIN)
                if from_min <= at <= self.end_min
                and self.clock.local(at).minute == wanted
            ),
            None,
        )
