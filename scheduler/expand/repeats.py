"""Repeating events of calendars: which are refused before they cost time.

A rule is expanded by stepping from its first event on, so that hostile or
broken rules could take for ever: "every minute since 1970", "the 30th of
February". Nothing of that kind is time off, and it is refused unexpanded.
"""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MOST_STEPS", "fault", "steps"]

# What a year of each frequency costs, measured in steps of a daily rule.
_YEAR_STEPS = {"DAILY": 365, "WEEKLY": 104, "MONTHLY": 36, "YEARLY": 15}
# About five seconds for all events of a calendar together.
MOST_STEPS = 1_500_000
_MANY_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
# Every month has a 28th, and four of each weekday.
_SURE_DAY = 28
_SURE_WEEK = 4


def fault(rule: Mapping[str, Any]) -> str | None:
    """Return why a recurrence rule is refused, None if it is not.

    Parameters
    ----------
    rule
        Parts of an RRULE, each a list (RFC 5545, section 3.3.10).
    """
    frequency = _first(rule, "FREQ")
    if frequency not in _YEAR_STEPS:
        return (
            f"repeats {frequency or 'without FREQ'}; time off repeats DAILY, "
            "WEEKLY, MONTHLY or YEARLY"
        )
    if any(len(_all(rule, part)) > 1 for part in _MANY_A_DAY):
        return "repeats several times a day, which time off does not"
    interval = _first(rule, "INTERVAL")
    if interval is not None and interval < 1:
        return f"repeats with INTERVAL={interval}; it must be 1 or more"
    return None


def steps(rule: Mapping[str, Any], start: date, last: date) -> int:
    """Return about how many steps it takes to expand a rule.

    Parameters
    ----------
    rule
        A rule without `fault`.
    start, last
        Days of its first event and of the end of the time looked at.
    """
    year = last.year
    until = _first(rule, "UNTIL")
    if until is not None:
        year = min(year, until.year)
    if not _surely_occurs(rule):
        # A rule without any event is stepped through to the end of time.
        year = MAXYEAR
    years = max(0, year - start.year) + 1
    interval = _first(rule, "INTERVAL") or 1
    return years * _YEAR_STEPS[_first(rule, "FREQ")] // interval + 1


def _surely_occurs(rule: Mapping[str, Any]) -> bool:
    """Tell whether the rule occurs every few years, whatever its start."""
    frequency = _first(rule, "FREQ")
    by_month = frequency in {"MONTHLY", "YEARLY"}
    # The 30th exists, but not with BYMONTH=2.
    days = [abs(int(day)) for day in _all(rule, "BYMONTHDAY")]
    weeks = [abs(day.relative or 0) for day in _all(rule, "BYDAY")]
    positions = [abs(int(at)) for at in _all(rule, "BYSETPOS")]
    if rule.get("BYYEARDAY") or rule.get("BYWEEKNO"):
        return False
    if positions and not (by_month and weeks and not days):
        return False
    if frequency == "DAILY" and _first(rule, "INTERVAL") not in {None, 1}:
        # Every seventh day from a Monday is never a Tuesday.
        return not (weeks or days or rule.get("BYMONTH"))
    return all(day <= _SURE_DAY for day in days) and all(
        week <= _SURE_WEEK for week in weeks + positions
    )


def _all(rule: Mapping[str, Any], part: str) -> list[Any]:
    values = rule.get(part, [])
    return values if isinstance(values, list) else [values]


def _first(rule: Mapping[str, Any], part: str) -> Any:
    return next(iter(_all(rule, part)), None)
