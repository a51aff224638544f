"""Parity cases of consecutive days: hard, priced, carried runs."""

from constraints.consecutive_days import ConsecutiveDays
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

PLAIN = tiny_problem(2, days=10)
PAST = with_history(
    PLAIN,
    [
        *((0, day, "day", 480, 480) for day in (-5, -4, -3, -2, -1)),
        *((1, day, "day", 480, 480) for day in (-3, -1)),
    ],
)


def run(**options):
    """Return a rule on consecutive days."""
    return ConsecutiveDays(id="run", **options)


CALLED = with_history(
    tiny_problem(
        2,
        days=8,
        shifts={
            "day": TinyShift(),
            "call": TinyShift((1020,), parts=((0, 900, True),)),
        },
    ),
    [(0, -2, "day", 480, 480), (0, -1, "call", 1020, 0)],
    shifts={"call": TinyShift((1020,), parts=((0, 900, True),))},
)

CASES = [
    ParityCase("standby", CALLED, run(most=2)),
    ParityCase("hard", PLAIN, run(most=3)),
    ParityCase("priced", PLAIN, run(most=2, importance="normal")),
    ParityCase("history", PAST, run(most=6)),
    ParityCase("broken before", PAST, run(most=3)),
    ParityCase("history priced", PAST, run(most=2, importance=1)),
]
