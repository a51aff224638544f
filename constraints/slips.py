"""What people write instead of a short form, and what they meant.

Repairs are only ever proposed in a message, never applied in silence. A
form lists those that can concern it, in the order in which they build on
one another. Imported by the values of the language alone.
"""

from __future__ import annotations

import re

from constraints.form import Repair

__all__ = [
    "CLOCKS",
    "DATES",
    "FRACTIONS",
    "LAYOUT",
    "LIMITS",
    "NOUNS",
    "TIMES",
    "UNITS",
    "WEEKDAYS",
]

DAY_WORD = r"(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]*"


def _hour_of_half_day(match: re.Match[str]) -> str:
    hour, minute, half = int(match[1]), match[2] or "00", match[3].lower()
    if not 1 <= hour <= 12:
        return match[0]
    return f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute}"


def _with_minutes(match: re.Match[str]) -> str:
    first, last = match[2] or ":00", match[4] or ":00"
    return f"{int(match[1]):02}{first}-{int(match[3]):02}{last}"


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _iso_from_end(match: re.Match[str]) -> str:
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"


def _minutes_of_decimal(match: re.Match[str]) -> str:
    hours, minutes = divmod(round(float(match[1].replace(",", ".")) * 60), 60)
    if not minutes:
        return f"{hours}h"
    return f"{hours}h{minutes:02}" if hours else f"{minutes}m"


LAYOUT = (
    Repair("has a long dash", re.compile("[‐‑‒–—―−]"), "-"),
    Repair(
        "has a tab or a wide gap",
        re.compile("[\t\u00a0\u2007\u2009\u202f]+ *| {2,}"),
        " ",
    ),
    Repair('has an @ or "at"', re.compile(" *(?:@| at ) *"), " "),
)
"""Characters that word processors and habits put in."""

TIMES = (
    Repair(
        "has a 12-hour clock",
        re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?([aApP])\.?[mM]\b\.?"),
        _hour_of_half_day,
    ),
    Repair(
        'has "to" between two times',
        re.compile(r"(?<=\d) to (?=\d{1,2}(?::|$| ))"),
        "-",
    ),
    Repair("has spaces around the dash", re.compile(" *- *"), "-"),
    Repair(
        "has times without a colon",
        re.compile(r"\b(\d\d)[h.]?(\d\d)-(\d\d)[h.]?(\d\d)\b(?!-)"),
        r"\1:\2-\3:\4",
    ),
    Repair(
        "has times without a colon",
        re.compile(r"\b(\d{1,2})[h.](\d\d)-(\d{1,2})[h.](\d\d)\b"),
        r"\1:\2-\3:\4",
    ),
    Repair(
        "has hours without minutes",
        re.compile(
            r"(?<![\d:.-])(\d{1,2})(:\d\d)?h?-(\d{1,2})(:\d\d)?h?(?![\d:.-])"
        ),
        _with_minutes,
    ),
)
"""Spans of clock times; the forms that use them write HH:MM-HH:MM."""

CLOCKS = (
    Repair(
        "has no colon",
        re.compile(r"^(\d{1,2})[h.]?(\d\d)$"),
        lambda match: f"{int(match[1]):02}:{match[2]}",
    ),
    Repair(
        "has no minutes",
        re.compile(r"^(\d{1,2})h$"),
        lambda match: f"{int(match[1]):02}:00",
    ),
)
"""A single time of day."""

WEEKDAYS = (
    Repair(
        "has a word for its days", re.compile(r"(?i)\bweekdays?\b"), "Mon-Fri"
    ),
    Repair(
        "has a word for its days", re.compile(r"(?i)\bweekends?\b"), "Sat-Sun"
    ),
    Repair(
        "has a word for its days",
        re.compile(r"(?i)\b(?:every ?day|each day|all days)\b"),
        "daily",
    ),
    Repair(
        'has "to" between two days',
        re.compile(rf"({DAY_WORD}) (?:to|until|through) (?={DAY_WORD})"),
        r"\1-",
    ),
    Repair(
        "has a comma between days",
        re.compile(rf"({DAY_WORD}) ?[,;] ?(?={DAY_WORD})"),
        r"\1+",
    ),
    Repair(
        "does not join its days by +",
        re.compile(rf"({DAY_WORD}) ?(?:[+&/]| and ) ?(?={DAY_WORD})"),
        r"\1+",
    ),
    Repair("has a comma", re.compile(r"(?<=[a-z]), ?(?=\d)"), " "),
    Repair("has a capital letter", re.compile("Daily"), "daily"),
)
"""Days of the week: spans by ``-``, lists by ``+``."""

DATES = (
    Repair(
        "is not written year-month-day",
        re.compile(r"\b(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\b"),
        _iso,
    ),
    Repair(  # with dots the day comes first everywhere
        "is not written year-month-day",
        re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b"),
        _iso_from_end,
    ),
    Repair(
        "has no dashes",
        re.compile(r"\b(\d{4})(\d\d)(\d\d)\b"),
        r"\1-\2-\3",
    ),
    Repair(
        'has no "to" between its dates',
        re.compile(
            r"(\d{4}-\d\d-\d\d) ?(?:-|/|\.\.+|until|through) ?(?=\d{4})"
        ),
        r"\1 to ",
    ),
)
"""Calendar dates and ranges of them."""

UNITS = (
    Repair(
        "spells out its unit",
        re.compile(r"(?i)(\d) ?(?:hours?|hrs?|h)\b(?: and (?=\d))?"),
        r"\1h",
    ),
    Repair(
        "spells out its unit",
        re.compile(r"(?i)(\d) ?(?:minutes?|mins?|m)\b"),
        r"\1m",
    ),
    Repair(
        "spells out its unit",
        re.compile(r"(?i)(\d) ?(?:seconds?|secs?|s)\b"),
        r"\1s",
    ),
    Repair("abbreviates its unit", re.compile(r"(?i)(\d) ?d\b"), r"\1 days"),
    Repair(
        "abbreviates its unit",
        re.compile(r"(?i)(\d) ?(?:wks?|w)\b"),
        r"\1 weeks",
    ),
    Repair(
        "has no space before its unit",
        re.compile(r"(\d)(?=days?\b|weeks?\b)"),
        r"\1 ",
    ),
)
"""Durations, except for fractions."""

FRACTIONS = (
    Repair(
        "has a decimal fraction",
        re.compile(r"(\d+[.,]\d+)h\b"),
        _minutes_of_decimal,
    ),
    Repair(
        "has a colon, which is for times of day",
        re.compile(r"\b(\d{1,2}):([0-5]\d)\b"),
        r"\1h\2",
    ),
)
"""Hours and minutes in another notation than 7h48."""

LIMITS = (
    Repair(
        "has a sign for its limit",
        re.compile("(?:>=|=>|≥|>) ?"),
        "at least ",
    ),
    Repair(
        "has a sign for its limit",
        re.compile("(?:<=|=<|≤|<) ?"),
        "at most ",
    ),
    Repair(
        "has another word for its limit",
        re.compile(
            r"(?i)\b(?:at least|min(?:imum)?\.?|no less than)(?= ?\d) ?"
        ),
        "at least ",
    ),
    Repair(
        "has another word for its limit",
        re.compile(
            r"(?i)\b(?:at most|max(?:imum)?\.?|no more than|up to)(?= ?\d) ?"
        ),
        "at most ",
    ),
    Repair(
        "has a sign for its limit",
        re.compile(r"^(\S*\d\S*)\+$"),
        r"at least \1",
    ),
    Repair(
        'has no "to" between its ends',
        re.compile(r"(?<=[\dhm]) ?(?:-|\.\.+|–) ?(?=\d)"),
        " to ",
    ),
    Repair(
        "names its unit once",
        re.compile(r"(?<![\dh.])(\d+) to (\d+)([hm])\b"),
        r"\1\3 to \2\3",
    ),
    Repair(
        "spells out the slash",
        re.compile(r" ?(?:\bper\b|\ba\b(?= week)) ?"),
        "/",
    ),
    Repair("has spaces around the slash", re.compile(" ?/ ?"), "/"),
    Repair(
        "abbreviates its week",
        re.compile(r"(?i)/(\d*) ?(?:wk|w)s?\b"),
        r"/\1 week",
    ),
)
"""Ranges, limits and what they are counted per."""

NOUNS = (
    Repair(
        "names what it counts",
        re.compile(r"(?<=\d) ?(?:days?|shifts?|times|x)(?=/)"),
        "",
    ),
)
"""Counts that need no noun, as their key names it."""
