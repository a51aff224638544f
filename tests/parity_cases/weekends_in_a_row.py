"""Parity cases of weekends in a row: history, weekends cut by an end."""

from datetime import date

from constraints.weekends_in_a_row import WeekendsInARow
from scheduler.testing import ParityCase, tiny_problem, with_history

PLAIN = tiny_problem(2, days=28)
CUT = tiny_problem(2, days=21, first_day=date(2027, 3, 7))
PAST = with_history(
    CUT,
    [
        *((0, day, "day", 480, 480) for day in (-15, -8, -1)),
        (1, -14, "day", 480, 480),
    ],
)

MIXED = with_history(
    tiny_problem(
        [{"weekend": (4, 5)}, {"weekend": (4, 5, 6)}, {"weekend": (6, 0)}],
        days=22,
        first_day=date(2027, 3, 6),
    ),
    [
        *((0, day, "day", 480, 480) for day in (-8, -1)),
        (1, -14, "day", 480, 480),
    ],
)


def in_a_row(**options):
    """Return a rule on weekends in a row."""
    return WeekendsInARow(id="row", **options)


CASES = [
    ParityCase("hard", PLAIN, in_a_row(most=2)),
    ParityCase("priced", PLAIN, in_a_row(most=1, importance="normal")),
    ParityCase("history", PAST, in_a_row(most=1, importance="high")),
    ParityCase("off", PLAIN, in_a_row(off_between=2)),
    ParityCase("off priced", PAST, in_a_row(off_between=3, importance=2)),
    ParityCase("both", PAST, in_a_row(most=1, off_between=2)),
    ParityCase(
        "Fridays", MIXED, in_a_row(most=1, off_between=2, importance=1)
    ),
    ParityCase("cut", CUT, in_a_row(most=2, off_between=2, importance="low")),
]
