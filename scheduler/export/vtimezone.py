"""VTIMEZONE components that every calendar client reads alike.

Clients differ in what they understand of a time zone. All of them agree on
one form, which is Outlook's: exactly one STANDARD and at most one DAYLIGHT,
each with a yearly rule that names a month and a weekday of it. Outlook
ignores RDATE (MS-STANOICAL 2.2.47), and lists of RDATE put ical.js, and with
it Thunderbird, an hour off; so zones that do not fit this form get no
component at all, and their events are written in UTC. Events next to a clock
change are too, as clients disagree about repeated and skipped hours.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.clock import (
    DAY_MIN,
    Change,
    Zone,
    day_number,
    day_of_number,
)

__all__ = [
    "WEEKDAYS",
    "Onset",
    "is_regular",
    "needs_utc",
    "onsets",
    "vtimezone",
]

# Clients look zones up by name in data of their own, which lags behind new
# laws: a zone is only trusted after it kept its rule for a while.
_SETTLED_YEARS = 2
# Enough years to tell the fourth Sunday from the last, and Outlook's "second
# Sunday" from a law's "first Sunday after the 5th".
_AHEAD_YEARS = 5
_TRANSITION_MIN = 60
_ANCHOR_YEAR = 1970
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Onset:
    """A clock change that comes back every year.

    Attributes
    ----------
    before_min, after_min
        Offsets from UTC before and after it.
    month, weekday, nth
        Its date: weekday 0 is Monday; nth counts from 1, −1 is the last.
    minute
        Its minute of the day, as clocks not yet changed show it.
    """

    before_min: int
    after_min: int
    month: int
    weekday: int
    nth: int
    minute: int

    def day(self, year: int) -> date:
        """Return the local date of the change in a year."""
        days = monthrange(year, self.month)[1]
        low = days - 6 if self.nth < 0 else 7 * self.nth - 6
        first = date(year, self.month, low)
        return first + timedelta((self.weekday - first.weekday()) % 7)

    @property
    def rule(self) -> dict[str, str | int]:
        """The RRULE of RFC 5545, without BYMONTHDAY as Outlook wants it."""
        byday = f"{self.nth}{WEEKDAYS[self.weekday]}"
        return {"FREQ": "YEARLY", "BYMONTH": self.month, "BYDAY": byday}


def onsets(
    where: Zone, first_min: int, last_min: int
) -> tuple[Onset, ...] | None:
    """Return the yearly changes of a zone around a window of instants.

    Returns
    -------
    tuple of Onset or None
        Two onsets, the one that puts the clocks on first; none at all where
        the offset is fixed; None where no such rule describes the zone from
        two years before the window to five years after it.
    """
    first_year = where.local_day(first_min).year - _SETTLED_YEARS
    last_year = where.local_day(last_min).year + _AHEAD_YEARS
    changes = where.changes(
        where.start_min(date(first_year, 1, 1), 0),
        where.start_min(date(last_year + 1, 1, 1), 0),
    )
    if not changes:
        return ()
    ahead = [c for c in changes if c.after_min > c.before_min]
    back = [c for c in changes if c.after_min < c.before_min]
    years = range(first_year, last_year + 1)
    found = (_yearly(ahead, years), _yearly(back, years))
    if found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def is_regular(where: Zone, first_min: int, last_min: int) -> bool:
    """Return whether events of this window may name the zone."""
    return onsets(where, first_min, last_min) is not None


def needs_utc(where: Zone, instant_min: int) -> bool:
    """Return whether an instant is too close to a clock change to be local.

    True for repeated wall times (which RFC 5545, section 3.3.5, and clients
    read differently) and for the hour before and after any change.
    """
    near = where.changes(instant_min - DAY_MIN, instant_min + DAY_MIN)
    return any(
        abs(instant_min - change.at_min)
        <= max(_TRANSITION_MIN, abs(change.after_min - change.before_min))
        for change in near
    )


def vtimezone(where: Zone, first_min: int, last_min: int) -> Timezone:
    """Return the component of a zone for a window of instants.

    Raises
    ------
    ValueError
        If the zone is irregular in this window.
    """
    changes = onsets(where, first_min, last_min)
    if changes is None:
        raise ValueError(f"{where.name} follows no yearly rule")
    component = Timezone()
    component.add("TZID", where.name)
    if not changes:
        component.add_component(_fixed(where.offset_min(first_min)))
        return component
    ahead, back = changes
    # The bigger offset is DAYLIGHT, also in Dublin, whose law has it the
    # other way round and whose winter Outlook would not understand.
    component.add_component(_observance(TimezoneStandard(), back))
    component.add_component(_observance(TimezoneDaylight(), ahead))
    return component


def _fixed(offset_min: int) -> TimezoneStandard:
    observance = TimezoneStandard()
    observance.add("DTSTART", datetime(_ANCHOR_YEAR, 1, 1))  # noqa: DTZ001 - local by RFC 5545, 3.6.5
    observance.add("TZOFFSETFROM", timedelta(minutes=offset_min))
    observance.add("TZOFFSETTO", timedelta(minutes=offset_min))
    return observance


def _observance(
    observance: TimezoneStandard | TimezoneDaylight, onset: Onset
) -> TimezoneStandard | TimezoneDaylight:
    at = time(*divmod(onset.minute, 60))
    start = datetime.combine(onset.day(_ANCHOR_YEAR), at)
    observance.add("DTSTART", start)  # in TZOFFSETFROM: RFC 5545, 3.6.5
    observance.add("TZOFFSETFROM", timedelta(minutes=onset.before_min))
    observance.add("TZOFFSETTO", timedelta(minutes=onset.after_min))
    observance.add("RRULE", onset.rule)
    return observance


def _yearly(changes: list[Change], years: range) -> Onset | None:
    """Return the one rule that yields exactly these changes, if any."""
    if len(changes) != len(years):
        return None
    first = changes[0]
    days, minute = divmod(first.at_min + first.before_min, DAY_MIN)
    day = day_of_number(days)
    for nth in (-1, (day.day - 1) // 7 + 1):
        onset = Onset(
            first.before_min,
            first.after_min,
            day.month,
            day.weekday(),
            nth,
            minute,
        )
        if changes == [_change(onset, year) for year in years]:
            return onset
    return None


def _change(onset: Onset, year: int) -> Change:
    local_min = day_number(onset.day(year)) * DAY_MIN + onset.minute
    return Change(
        local_min - onset.before_min, onset.before_min, onset.after_min
    )
