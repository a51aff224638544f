"""Parity cases of ideal lengths: priced, hard, some people."""

from constraints.ideal_shift import IdealShift
from scheduler.testing import ParityCase, TinyShift, tiny_problem, with_history

SHIFTS = {"s": TinyShift(starts=(8 * 60, 20 * 60), lengths=(240, 360, 480))}
PLAIN = tiny_problem(2, days=7, shifts=SHIFTS, zone="America/Halifax")
PAST = with_history(PLAIN, [(0, -1, "s", 8 * 60, 480)])


def ideal(**options):
    """Return a rule on the length of duties."""
    return IdealShift(id="ideal", **options)


CASES = [
    ParityCase("priced", PLAIN, ideal(length="6h")),
    ParityCase("between", PLAIN, ideal(length="5h", importance=7)),
    ParityCase("hard", PLAIN, ideal(length="6h", importance="must")),
    ParityCase("history", PAST, ideal(length="4h", who="P0")),
]
