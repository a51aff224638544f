"""Parity cases of weekly rest: weeks, rolling, parts, history, edges."""

from datetime import date

from constraints.weekly_rest import WeeklyRest
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(6 * 60, 14 * 60, 22 * 60))}
PLAIN = tiny_problem(2, days=14, shifts=SHIFTS)
SPRING = tiny_problem(
    [{"zone": "America/Halifax"}, {"zone": "Asia/Manila", "day_starts": 240}],
    days=10,
    first_day=date(2027, 3, 11),
    shifts=SHIFTS,
)
PAST = with_history(
    tiny_problem(2, days=8, first_day=date(2027, 3, 4), shifts=SHIFTS),
    [
        *((0, day, "s", 14 * 60, 480) for day in (-5, -4, -3, -2, -1)),
        *((1, day, "s", 22 * 60, 480) for day in (-3, -1)),
    ],
)

PIECES = {
    "split": TinyShift((7 * 60,), parts=((0, 240, False), (540, 240, False))),
    "call": TinyShift((17 * 60,), parts=((0, 900, True),)),
    "both": TinyShift((8 * 60,), parts=((0, 540, False), (540, 900, True))),
}
CALLED = with_history(
    tiny_problem(2, days=8, first_day=date(2027, 3, 3), shifts=PIECES),
    [(0, -2, "split", 7 * 60, 0), (0, -1, "call", 17 * 60, 0)],
    shifts=PIECES,
)


def rest(**options):
    """Return a rule on weekly rest."""
    return WeeklyRest(id="weekly", **options)


CASES = [
    ParityCase("hard", PLAIN, rest(least="62h")),
    ParityCase("priced", PLAIN, rest(least="72h", importance="normal")),
    ParityCase("rolling", PLAIN, rest(least="60h", rolling=True)),
    ParityCase(
        "parts", PLAIN, rest(least="110h", per="2 weeks", shortest_part="40h")
    ),
    ParityCase(
        "parts run on",
        PAST,
        rest(least="90h", shortest_part="32h", runs_on=True, importance=1),
    ),
    ParityCase("clock change", SPRING, rest(least="60h", importance=2)),
    ParityCase("history", PAST, rest(least="50h")),
    ParityCase("standby", CALLED, rest(least="60h")),
    ParityCase(
        "standby counts", CALLED, rest(least="60h", standby=True, importance=1)
    ),
    ParityCase(
        "standby rolling",
        CALLED,
        rest(least="48h", standby=True, rolling=True),
    ),
    ParityCase(
        "history rolling", PAST, rest(least="48h", rolling=True, importance=3)
    ),
    ParityCase("history rolling hard", PAST, rest(least="40h", rolling=True)),
]
