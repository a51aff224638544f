"""Parity cases of rest after nights: runs, history, a clock change."""

from datetime import date

from constraints.rest_after_nights import RestAfterNights
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(7 * 60, 15 * 60, 22 * 60))}
PLAIN = tiny_problem(2, days=8, shifts=SHIFTS)
SPRING = tiny_problem(
    2,
    days=6,
    first_day=date(2027, 3, 12),
    zone="America/Halifax",
    shifts=SHIFTS,
)
PAST = with_history(
    PLAIN,
    [
        *((0, day, "s", 22 * 60, 480) for day in (-3, -2, -1)),
        *((1, day, "s", 22 * 60, 480) for day in (-3, -2)),
    ],
)

PIECES = {
    "night": TinyShift((22 * 60,)),
    "call": TinyShift((17 * 60,), parts=((0, 900, True),)),
    "both": TinyShift((20 * 60,), parts=((0, 480, False), (480, 600, True))),
}
CALLED = with_history(
    tiny_problem(2, days=7, shifts=PIECES),
    [(0, -2, "both", 20 * 60, 0), (0, -1, "call", 17 * 60, 0)],
    shifts=PIECES,
)


def rest(**options):
    """Return a rule on rest after nights."""
    return RestAfterNights(id="after", **options)


CASES = [
    ParityCase("one", PLAIN, rest(least="30h")),
    ParityCase("two", PLAIN, rest(least="46h", after=2)),
    ParityCase("priced", PLAIN, rest(least="46h", after=2, importance=1)),
    ParityCase("history", PAST, rest(least="46h", after=3)),
    ParityCase("history priced", PAST, rest(least="70h", importance="low")),
    ParityCase("history two", PAST, rest(least="60h", after=2, importance=2)),
    ParityCase("standby", CALLED, rest(least="40h")),
    ParityCase("clock change", SPRING, rest(least="40h", after=2)),
]
