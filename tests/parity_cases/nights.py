"""Parity cases of nights: period and run, weeks and runs from before."""

from datetime import date

from constraints.nights import Nights
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
        2,
        days=8,
        first_day=date(2027, 3, 12),
        zone="America/Halifax",
        shifts=SHIFTS,
    ),
    [
        *((0, day, "s", 22 * 60, 480) for day in (-4, -2, -1)),
        (1, -2, "s", 22 * 60, 480),
        (1, -1, "s", 8 * 60, 480),
    ],
)
ZONES = tiny_problem(
    [{"zone": "America/Halifax"}, {"zone": "Asia/Manila"}],
    days=6,
    shifts=SHIFTS,
)


def nights(**options):
    """Return a rule on nights."""
    return Nights(id="nights", **options)


CASES = [
    ParityCase("hard", PLAIN, nights(most=3)),
    ParityCase("priced", PLAIN, nights(most=2, importance="normal")),
    ParityCase("per week", CUT, nights(most=2, per="week")),
    ParityCase("in a row", PLAIN, nights(in_a_row=2)),
    ParityCase("row carried", CUT, nights(in_a_row=2)),
    ParityCase("both", CUT, nights(most=2, in_a_row=1, importance="low")),
    ParityCase("fewest", PLAIN, nights(least=3, most=5)),
    ParityCase(
        "fewest in a row", PLAIN, nights(least_in_a_row=2, importance="low")
    ),
    ParityCase("row carried on", CUT, nights(least_in_a_row=3)),
    ParityCase(
        "all", CUT, nights(least=3, per="week", least_in_a_row=2, in_a_row=3)
    ),
    ParityCase(
        "rolling",
        CUT,
        nights(most=3, per="2 weeks", rolling=True, importance=1),
    ),
    ParityCase(
        "rolling hard", CUT, nights(most=4, per="2 weeks", rolling=True)
    ),
    ParityCase("zones", ZONES, nights(most=2)),
]
