"""Parity cases of stable starts: hard, priced, remembered, across weeks."""

from datetime import date

from constraints.stable_start import StableStart
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "core": TinyShift(starts=(6 * 60, 8 * 60, 10 * 60)),
    "eve": TinyShift(starts=(14 * 60,)),
}
PLAIN = tiny_problem(2, days=9, shifts=SHIFTS)
CUT = with_history(
    tiny_problem(
        2,
        days=6,
        first_day=date(2027, 3, 12),
        zone="America/Halifax",
        shifts=SHIFTS,
    ),
    [(0, -1, "core", 7 * 60, 480), (1, -5, "core", 6 * 60, 480)],
)


def stable(**options):
    """Return a rule on the starts of core."""
    return StableStart(id="stable", shift="core", **options)


CASES = [
    ParityCase("hard", PLAIN, stable()),
    ParityCase("once", PLAIN, stable(vary="once")),
    ParityCase("priced", PLAIN, stable(importance="normal")),
    ParityCase("history", CUT, stable(importance="low")),
    ParityCase("history once", CUT, stable(vary="once")),
]
