"""Parity cases of night share: whole rosters, weeks, history, zones."""

from datetime import date

from constraints.night_share import NightShare
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60, 22 * 60))}
PLAIN = tiny_problem(2, days=10, shifts=SHIFTS)
CUT = with_history(
    tiny_problem(
        [{"zone": "America/Halifax"}, {"zone": "Asia/Manila"}],
        days=8,
        first_day=date(2027, 3, 12),
        shifts=SHIFTS,
    ),
    [(0, -2, "s", 22 * 60, 480), (0, -1, "s", 22 * 60, 480)],
)

CALLED = tiny_problem(
    2,
    days=8,
    shifts={
        "night": TinyShift((22 * 60,)),
        "day": TinyShift(),
        "call": TinyShift((17 * 60,), parts=((0, 900, True),)),
    },
)


def share(**options):
    """Return a rule on the share of nights."""
    return NightShare(id="share", **options)


CASES = [
    ParityCase("hard", PLAIN, share(most="60%")),
    ParityCase("priced", PLAIN, share(most="25%", importance="low")),
    ParityCase("standby", CALLED, share(most="50%", importance=1)),
    ParityCase("per week", CUT, share(most="50%", per="week")),
    ParityCase(
        "history", CUT, share(most="12.5%", per="week", importance="normal")
    ),
]
