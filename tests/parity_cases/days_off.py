"""Parity cases of days off: hard, priced, runs that began before."""

from constraints.days_off import DaysOff
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

PLAIN = tiny_problem(2, days=10)
PAST = with_history(
    PLAIN, [(0, -1, "day", 480, 480), (1, -2, "day", 480, 480)]
)


def off(**options):
    """Return a rule on days off."""
    return DaysOff(id="off", **options)


CALL = TinyShift((1020,), parts=((0, 900, True),))
CALLED = with_history(
    tiny_problem(2, days=8, shifts={"day": TinyShift(), "call": CALL}),
    [(0, -2, "day", 480, 480), (0, -1, "call", 1020, 0)],
    shifts={"call": CALL},
)

CASES = [
    ParityCase("standby", CALLED, off(least=2)),
    ParityCase("hard", PLAIN, off(least=2)),
    ParityCase("priced", PLAIN, off(least=3, importance="normal")),
    ParityCase("history", PAST, off(least=2)),
    ParityCase("history priced", PAST, off(least=3, importance=2)),
]
