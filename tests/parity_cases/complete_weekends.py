"""Parity cases of complete weekends: shifts, and weekends cut by an end."""

from datetime import date

from constraints.complete_weekends import CompleteWeekends
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "early": TinyShift(starts=(6 * 60, 8 * 60)),
    "late": TinyShift(starts=(14 * 60,)),
}
PLAIN = tiny_problem(2, days=14, shifts=SHIFTS)
CUT = tiny_problem(2, days=2, first_day=date(2027, 3, 7), shifts=SHIFTS)
PAST = with_history(CUT, [(0, -1, "early", 8 * 60, 480)])

MIXED = with_history(
    tiny_problem(
        [{"weekend": (4, 5)}, {"weekend": (4, 5, 6)}, {"weekend": (6, 0)}],
        days=10,
        first_day=date(2027, 3, 6),
        shifts=SHIFTS,
    ),
    [(0, -1, "early", 480, 480), (1, -1, "late", 840, 480)],
)


def complete(**options):
    """Return a rule on complete weekends."""
    return CompleteWeekends(id="complete", **options)


CASES = [
    ParityCase("hard", PLAIN, complete()),
    ParityCase("priced", PLAIN, complete(importance="normal")),
    ParityCase("same shift", PLAIN, complete(same_shift=True)),
    ParityCase(
        "same shift priced",
        PAST,
        complete(same_shift=True, importance="low", who="P0"),
    ),
    ParityCase("cut", CUT, complete()),
    ParityCase("history", PAST, complete()),
    ParityCase("Fridays", MIXED, complete(importance="low")),
    ParityCase(
        "Fridays same shift", MIXED, complete(same_shift=True, importance=2)
    ),
    ParityCase("Fridays hard", MIXED, complete()),
]
