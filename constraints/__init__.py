"""What a good roster is: values, measures, terms and rules.

``RULES`` lists every rule of the house, one line each. Rules from other
packages join through the entry point group ``sunroster.rules``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from constraints.rule import Rule

    RULES: tuple[type[Rule], ...]

__all__ = ["RULES"]

_RULES = {  # file: class, in alphabetical order
    "apart": "Apart",
    "available": "Available",
    "average_hours": "AverageHours",
    "company": "Company",
    "complete_weekends": "CompleteWeekends",
    "concurrent": "Concurrent",
    "consecutive_days": "ConsecutiveDays",
    "core_overlap": "CoreOverlap",
    "cost": "Cost",
    "coverage": "Coverage",
    "day_in_lieu": "DayInLieu",
    "days_off": "DaysOff",
    "days_per_week": "DaysPerWeek",
    "event": "Event",
    "fair_share": "FairShare",
    "forward_rotation": "ForwardRotation",
    "handover": "Handover",
    "holidays": "Holidays",
    "ideal_shift": "IdealShift",
    "lone_worker": "LoneWorker",
    "mentor": "Mentor",
    "minimum_call": "MinimumCall",
    "night_length": "NightLength",
    "night_share": "NightShare",
    "nights": "Nights",
    "offered": "Offered",
    "on_queues": "OnQueuesMost",
    "overtime": "Overtime",
    "period_hours": "PeriodHours",
    "pinned": "Pinned",
    "preferences": "Preferences",
    "presence": "Presence",
    "published": "Published",
    "qualified": "Qualified",
    "rest": "RestBetween",
    "rest_after_nights": "RestAfterNights",
    "rolling_hours": "RollingHours",
    "rotation": "Rotation",
    "shift_length": "ShiftLength",
    "split_shifts": "SplitShifts",
    "stable_start": "StableStart",
    "standby_blocks": "StandbyBlocks",
    "starts": "Starts",
    "succession": "Succession",
    "together": "Together",
    "trained": "Trained",
    "unsocial": "Unsocial",
    "weekends": "Weekends",
    "weekends_in_a_row": "WeekendsInARow",
    "weekly_hours": "WeeklyHours",
    "weekly_rest": "WeeklyRest",
}


def __getattr__(name: str) -> Any:
    # Values and terms are read long before any rule is: load rules late.
    if name != "RULES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    rules = tuple(
        getattr(import_module(f"{__name__}.{file}"), rule)
        for file, rule in _RULES.items()
    )
    globals()["RULES"] = rules
    return rules
