"""Parity cases of split shifts: how many, how long, history."""

from constraints.split_shifts import SplitShifts
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "day": TinyShift((9 * 60,), (4 * 60, 11 * 60)),
    "split": TinyShift(
        (6 * 60, 8 * 60), parts=((0, 240, False), (540, 240, False))
    ),
    "both": TinyShift((8 * 60,), parts=((0, 480, False), (540, 840, True))),
}
PLAIN = tiny_problem(2, days=9, shifts=SHIFTS)
PAST = with_history(
    tiny_problem(2, days=6, first_day=PLAIN.date(3), shifts=SHIFTS),
    [(0, day, "split", 480, 0) for day in (-3, -2, -1)],
    shifts=SHIFTS,
)


def split(**options):
    """Return a rule on split shifts."""
    return SplitShifts(id="split", **options)


CASES = [
    ParityCase("hard", PLAIN, split(most=2)),
    ParityCase("priced", PLAIN, split(most=0, per="period", importance=1)),
    ParityCase("spread", PLAIN, split(spread="12h")),
    ParityCase(
        "both priced", PLAIN, split(most=1, spread="9h", importance="low")
    ),
    ParityCase("history", PAST, split(most=2)),
]
