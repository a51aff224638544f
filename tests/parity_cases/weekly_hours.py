"""Parity cases of weekly hours: both sides, targets, cut weeks, absence."""

from dataclasses import replace
from datetime import date

from constraints.weekly_hours import WeeklyHours
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "s": TinyShift(
        starts=(8 * 60, 22 * 60),
        lengths=(4 * 60, 8 * 60),
        breaks=(Break(30, 60, 120),),
    )
}
PLAIN = tiny_problem(2, days=14, shifts=SHIFTS)
CUT = with_history(
    tiny_problem(
        2,
        days=8,
        first_day=date(2027, 3, 12),
        zone="America/Halifax",
        shifts=SHIFTS,
    ),
    [(0, -1, "s", 480, 480), (0, -2, "s", 480, 480), (1, -6, "s", 480, 480)],
)
MIDNIGHT = PLAIN.duties[0].start_min - 8 * 60
AWAY = replace(PLAIN, away=(((MIDNIGHT, MIDNIGHT + 2 * 1440),), ()))


def hours(**options):
    """Return a rule on weekly hours."""
    return WeeklyHours(id="hours", **options)


CASES = [
    ParityCase("hard", PLAIN, hours(most=30)),
    ParityCase("hard low", PLAIN, hours(least=20, low_importance="must")),
    ParityCase("priced", PLAIN, hours(least=20, most=25, importance=7)),
    ParityCase("target", PLAIN, hours(target=24, low_importance="high")),
    ParityCase("cut, history", CUT, hours(least=20, most=24)),
    ParityCase(
        "midnight",
        CUT,
        hours(most=20, least=10, count="worked", split_at_midnight=True),
    ),
    ParityCase(
        "cut, worked", CUT, hours(target=20, count="worked", pro_rata=True)
    ),
    ParityCase(
        "away", AWAY, hours(least=22, most=26, pro_rata=True, who="P0")
    ),
]
