"""Parity cases of hours per period: whole roster, blocks, cut blocks."""

from constraints.period_hours import PeriodHours
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(lengths=(4 * 60, 8 * 60))}
PLAIN = tiny_problem(2, days=10, shifts=SHIFTS)
LONG = tiny_problem(2, days=18, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "s", 480, 480)])


def hours(**options):
    """Return a rule on hours of a period."""
    return PeriodHours(id="hours", **options)


CASES = [
    ParityCase("hard", PLAIN, hours(most=36)),
    ParityCase("priced", PLAIN, hours(least=30, most=36, importance="low")),
    ParityCase("target", PLAIN, hours(target=40)),
    ParityCase("blocks", LONG, hours(least=28, most=32, per="2 weeks")),
    ParityCase(
        "blocks pro rata",
        LONG,
        hours(target=40, per="2 weeks", pro_rata=True),
    ),
    ParityCase("history", PAST, hours(least=24, most=24)),
]
