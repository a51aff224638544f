"""Hours per calendar week: contract hours and weekly limits."""

from __future__ import annotations

from typing import Literal

from constraints.hours import HoursRule

__all__ = ["WeeklyHours"]


class WeeklyHours(HoursRule):
    """Hours per calendar week: at most, at least, or near a target.

    Why
    ---
    Contracts promise hours and laws limit them. A calendar week, Monday to
    Sunday unless the file says otherwise, is a week of dates on the
    person's own clock, so its edges do not move when the clocks change.

    Example
    -------
    .. code-block:: yaml

        - {rule: weekly-hours, most: 48, count: worked}
        - {rule: weekly-hours, most: 48, count: worked,
           split at midnight: true}
        - {rule: weekly-hours, least: 16, most: 24, who: part-time}
        - {rule: weekly-hours, target: 37.5, low importance: high}

    Unit
    ----
    Hour above or below. `count: paid` sums contract minutes: wall-clock
    length without unpaid breaks, so a night duty is 8 hours even when the
    clocks change. `count: worked` sums real minutes from start to end. A
    duty counts in the week in which it starts, or with `split at midnight:
    true` in each with the hours that lie in it. Within 5 % of a target
    everything is free; beyond it is priced. `importance` is that of the
    hours that are too many, `low importance` of those that are missing:
    missing hours are a price unless you say `must`.

    A week that begins before the roster counts what history knows. Where
    days are neither in the roster nor in history the most still holds and
    the least is not judged. With `pro rata: true` a day of absence
    outside the weekend takes a fifth off all bounds; a public holiday of the
    person's place, or a day outside the roster, a fifth off the least.

    Source
    ------
    Directive 2003/88/EC, article 6: 48 hours a week on average.
    """

    rule: Literal["weekly-hours"] = "weekly-hours"

    def weeks(self) -> int:
        """Return 1: calendar weeks."""
        return 1
