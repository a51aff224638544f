"""Parity cases of consecutive days: hard, priced, carried runs."""

from constraints.consecutive_days import ConsecutiveDays
from scheduler.testing import ParityCase, tiny_problem, with_history

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


CASES = [
    ParityCase("hard", PLAIN, run(most=3)),
    ParityCase("priced", PLAIN, run(most=2, importance="normal")),
    ParityCase("history", PAST, run(most=6)),
    ParityCase("broken before", PAST, run(most=3)),
    ParityCase("history priced", PAST, run(most=2, importance=1)),
]
