"""Time off from calendar files: the stretches in which somebody is away.

Only stretches leave this file. What an event is called, why somebody is away
and who else knows are never looked at, and no message repeats them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import recurring_ical_events
from icalendar import Calendar

from scheduler.clock import known_zones, to_instant, zone
from scheduler.errors import Finding, Place
from scheduler.expand import repeats
from scheduler.expand.ics_events import kind, read_series, refused
from scheduler.expand.intervals import union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Component

    from scheduler.clock import Zone
    from scheduler.expand.ics_events import Entry, Series
    from scheduler.expand.intervals import Interval

__all__ = ["TimeOff", "busy_times"]

# All-day and floating events move by up to 14 hours with their zone.
_MARGIN = timedelta(days=2)
_DAY = timedelta(days=1)
# What was read with a guess or left out, by the code of the warning.
_NOTICES = {
    "unknown-zone": "names an unknown time zone and is read as local time",
    "floating-time": "names no time zone and is read as local time",
    "free-all-day": "lasts all day, is marked as free and does not count",
    "no-length": "ends when it starts and does not count",
}


@dataclass(frozen=True)
class TimeOff:
    """When somebody is away, and what could not be read.

    Attributes
    ----------
    intervals
        Stretches from start to end (exclusive), in minutes since
        1970-01-01T00:00Z; in order, neither touching nor overlapping.
    findings
        Errors for events that could not be read, so that nobody is rostered
        on a day off that got lost; warnings for what was read with a guess.
    """

    intervals: tuple[Interval, ...]
    findings: tuple[Finding, ...] = ()


def busy_times(
    data: bytes, name: str, where: Zone, first_min: int, last_min: int
) -> TimeOff:
    """Return when the owner of a calendar is away.

    Every event counts but those that are cancelled or marked as free. Days
    without times last from midnight to midnight where the person is. Times
    without a zone of a known name are read in the zone that the calendar
    names as its own (``X-WR-TIMEZONE``), else in the person's.

    Parameters
    ----------
    data, name
        The bytes of the file and the name that messages show.
    where
        The person's zone.
    first_min, last_min
        Time looked at, in minutes since 1970-01-01T00:00Z; intervals are
        clipped to it.

    Raises
    ------
    InputError
        When the bytes are no calendar, cut short, or too much of one.
    """
    reading = _Reading(name, where, first_min, last_min)
    # All are looked at before one is expanded: too many cost no time.
    accepted = [
        series for series in read_series(data, name) if reading.accepts(series)
    ]
    found = [
        stretch for series in accepted for stretch in reading.stretches(series)
    ]
    return TimeOff(tuple(union(found)), tuple(reading.findings()))


class _Reading:
    """One file being read: its span, its warnings, its errors."""

    def __init__(
        self, name: str, where: Zone, first_min: int, last_min: int
    ) -> None:
        self._name = name
        self._where = where
        self._first_min = first_min
        self._last_min = last_min
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        self._first = epoch + timedelta(minutes=first_min) - _MARGIN
        self._last = epoch + timedelta(minutes=last_min) + _MARGIN
        self._errors: list[Finding] = []
        self._notices: dict[str, set[int]] = defaultdict(set)
        self._steps = 0

    def accepts(self, series: Series) -> bool:
        """Tell whether a series is readable and may lie in the span."""
        if len(series.entries) == 1 and self._is_elsewhere(series.entries[0]):
            return False
        faults = [(entry.line, entry.fault()) for entry in series.entries]
        for line, fault in faults:
            if fault:
                self._refuse(line, fault)
        if any(fault for _, fault in faults):
            return False
        for entry in series.entries:
            self._count_steps(entry)
            self._note_zones(entry, series)
        return True

    def stretches(self, series: Series) -> Iterator[Interval]:
        """Yield the stretches of an accepted series that lie in the span."""
        for start, end in self._occurrences(series):
            yield from self._stretch(start, end, series)

    def findings(self) -> Iterator[Finding]:
        """Yield errors, then one warning for all events of a kind."""
        yield from self._errors
        for code, lines in sorted(self._notices.items()):
            more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
            yield Finding(
                f"This event {_NOTICES[code]}{more}.",
                Place(self._name, min(lines), 1),
                "warning",
                code,
            )

    def _refuse(self, line: int, message: str) -> None:
        self._errors.append(
            Finding(
                f"This event {message}.",
                Place(self._name, line, 1),
                code="bad-event",
            )
        )

    def _is_elsewhere(self, entry: Entry) -> bool:
        """Tell whether a single event lies far from the span, for sure.

        Old events of a long kept calendar may be as broken as they like.
        """
        if entry.event.errors or entry.repeats or entry.is_exception:
            return False
        try:
            days = [entry.day("DTSTART"), entry.day("DTEND")]
            return (
                max(days) < self._first.date() or min(days) > self._last.date()
            )
        except (KeyError, AttributeError, TypeError):
            return False

    def _count_steps(self, entry: Entry) -> None:
        start, last = entry.day("DTSTART"), self._last.date()
        self._steps += sum(
            repeats.steps(rule, start, last) for rule in entry.rules
        )
        if self._steps > repeats.MOST_STEPS:
            raise refused(
                self._name,
                "Events that repeat take too long to work out, up to this "
                "one; export the time of the roster only.",
                entry.line,
            )

    def _note_zones(self, entry: Entry, series: Series) -> None:
        for part in ("DTSTART", "DTEND"):
            value: Any = entry.event.get(part)
            if value is None or kind(value.dt) != "wall time":
                continue
            if "TZID" in value.params:
                self._notices["unknown-zone"].add(entry.line)
            elif series.own_zone is None:
                self._notices["floating-time"].add(entry.line)

    def _occurrences(self, series: Series) -> Iterator[tuple[date, date]]:
        """Yield starts and ends of what takes place and takes time."""
        calendar = Calendar()
        for entry in series.entries:
            calendar.add_component(entry.event)
        try:
            found = recurring_ical_events.of(calendar).between(
                self._first, self._last
            )
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ):
            # Series can contradict themselves in more ways than are foreseen
            # here; whichever it is, the time off must not get lost.
            self._refuse(
                series.line, "contradicts itself and cannot be worked out"
            )
            return
        for event in found:
            if str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            if not _is_free(event):
                yield start, end
            elif not isinstance(start, datetime):
                self._notices["free-all-day"].add(series.line)

    def _stretch(
        self, start: date, end: date, series: Series
    ) -> Iterator[Interval]:
        if isinstance(start, datetime) and isinstance(end, datetime):
            wall = series.own_zone or self._where
            start_min = _instant_min(start, wall, is_end=False)
            end_min = _instant_min(end, wall, is_end=True)
            if end_min <= start_min:
                self._notices["no-length"].add(series.line)
        else:
            # Exporters that end a day on itself mean that day.
            start_min = self._where.start_min(start, 0)
            end_min = self._where.end_min(max(end, start + _DAY), 0)
        start_min = max(start_min, self._first_min)
        end_min = min(end_min, self._last_min)
        if start_min < end_min:
            yield start_min, end_min


def _is_free(event: Component) -> bool:
    """Tell whether an event is marked as taking no time.

    Outlook's own mark wins: what is shown as "out of office" is time off
    with either TRANSP.
    """
    shown = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    transparent = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return shown == "FREE" or (transparent and shown not in {"BUSY", "OOF"})


def _instant_min(when: datetime, wall: Zone, *, is_end: bool) -> int:
    """Return the minute of a time; a minute begun counts as time off.

    Zones of a known name are looked up in our own copy of their rules, which
    is newer than that of many systems.
    """
    key = getattr(when.tzinfo, "key", None)
    begun = int(is_end and bool(when.second or when.microsecond))
    if when.tzinfo is not None and key not in known_zones():
        return to_instant(when) + begun
    where = wall if key is None else zone(key)
    to_minute = where.end_min if is_end else where.start_min
    return to_minute(when.date(), when.hour * 60 + when.minute) + begun
