"""Parity cases of rolling hours: history, short rosters, clock changes."""

from datetime import date

from constraints.rolling_hours import RollingHours
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60), lengths=(240, 480))}
PLAIN = tiny_problem(2, days=11, shifts=SHIFTS)
CUT = tiny_problem(
    2,
    days=5,
    first_day=date(2027, 3, 12),
    zone="America/Halifax",
    shifts=SHIFTS,
)
PAST = with_history(
    CUT,
    [
        *((0, day, "s", 480, 480) for day in (-6, -5, -3, -2, -1)),
        (1, -1, "s", 1320, 480),
    ],
    days_known=6,
)


def rolling(**options):
    """Return a rule on rolling hours."""
    return RollingHours(id="rolling", **options)


CASES = [
    ParityCase("hard", PLAIN, rolling(most="36h")),
    ParityCase("priced", PLAIN, rolling(most="24h", importance="low")),
    ParityCase("short", CUT, rolling(most="20h", count="paid")),
    ParityCase("midnight", PLAIN, rolling(most="24h", split_at_midnight=True)),
    ParityCase(
        "midnight, history",
        PAST,
        rolling(
            most="12h",
            within="2 days",
            split_at_midnight=True,
            importance="low",
        ),
    ),
    ParityCase("history", PAST, rolling(most="40h")),
    ParityCase(
        "history priced",
        PAST,
        rolling(most="20h", within="4 days", importance=1),
    ),
]
