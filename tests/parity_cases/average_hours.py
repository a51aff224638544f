"""Parity cases of average hours: history, cut ends, absence, prices."""

from dataclasses import replace
from datetime import date

from constraints.average_hours import AverageHours
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "s": TinyShift(
        starts=(8 * 60, 20 * 60),
        lengths=(4 * 60, 8 * 60),
        breaks=(Break(30, 60, 120),),
    )
}
PLAIN = tiny_problem(2, days=21, shifts=SHIFTS)
CUT = tiny_problem(
    2,
    days=12,
    first_day=date(2027, 3, 10),
    zone="America/Halifax",
    shifts=SHIFTS,
)
WORKS = [
    *((0, day, "s", 480, 480) for day in (-20, -9, -8, -3, -2, -1)),
    (1, -1, "s", 480, 240),
]
PAST = with_history(CUT, WORKS)
SHORT = with_history(CUT, WORKS, days_known=9)
MIDNIGHT = PLAIN.duties[0].start_min - 8 * 60
AWAY = replace(PLAIN, away=(((MIDNIGHT, MIDNIGHT + 7 * 1440),), ()))


def average(**options):
    """Return a rule on average hours."""
    return AverageHours(id="average", **options)


CASES = [
    ParityCase("hard", PLAIN, average(most=20, over="2 weeks")),
    ParityCase("whole", PLAIN, average(most=20)),
    ParityCase(
        "priced", PLAIN, average(most=18, over="2 weeks", importance=3)
    ),
    ParityCase("history", PAST, average(most=22, over="2 weeks")),
    ParityCase(
        "short history", SHORT, average(most=20, over="4 weeks", count="paid")
    ),
    ParityCase(
        "past too high",
        PAST,
        average(most=10, over="2 weeks", importance="low"),
    ),
    ParityCase("away", AWAY, average(most=16, over="2 weeks")),
    ParityCase("period", CUT, average(most=21, over="period")),
]
