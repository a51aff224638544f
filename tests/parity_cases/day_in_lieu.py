"""Parity cases of days in lieu: alone, in groups, history, absence."""

from dataclasses import replace
from datetime import date

from constraints.day_in_lieu import DayInLieu
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60, 20 * 60))}
DAYS = [date(2027, 3, day) for day in (2, 5, 8)]
PLAIN = tiny_problem(
    [
        {"place": "here"},
        {"place": "here", "weekend": (4, 5), "zone": "Asia/Manila"},
        {"place": "there"},
    ],
    days=14,
    shifts=SHIFTS,
    holidays={"here": DAYS},
)
MIDNIGHT = PLAIN.duties[0].start_min - 480
AWAY = replace(
    PLAIN, away=(((MIDNIGHT + 2 * 1440, MIDNIGHT + 4 * 1440),), (), ())
)
PAST = with_history(
    tiny_problem(
        [{"place": "here"}, {"place": "here"}],
        days=7,
        first_day=date(2027, 3, 6),
        shifts=SHIFTS,
        holidays={"here": DAYS},
    ),
    [
        *((0, day, "s", 480, 480) for day in (-4, -3, -2, -1)),
        (1, -1, "s", 480, 480),
    ],
)


CALLED = tiny_problem(
    [{"place": "here"}],
    days=9,
    shifts={**SHIFTS, "call": TinyShift((1020,), parts=((0, 900, True),))},
    holidays={"here": DAYS},
)


def lieu(**options):
    """Return a rule on days in lieu."""
    return DayInLieu(id="lieu", **options)


CASES = [
    ParityCase("standby", CALLED, lieu(within="3 days")),
    ParityCase("hard", PLAIN, lieu(within="3 days")),
    ParityCase("week", AWAY, lieu(within="7 days", importance="normal")),
    ParityCase("short", AWAY, lieu(within="2 days", importance="low")),
    ParityCase("history", PAST, lieu(within="6 days")),
    ParityCase("history priced", PAST, lieu(within="5 days", importance=1)),
]
