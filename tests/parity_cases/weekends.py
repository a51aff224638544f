"""Parity cases of weekends: blocks, weekends cut at both ends."""

from datetime import date

from constraints.weekends import Weekends
from scheduler.testing import ParityCase, TinyShift, tiny_problem, with_history

PLAIN = tiny_problem(2, days=21)
CUT = tiny_problem(2, days=14, first_day=date(2027, 3, 7))
PAST = with_history(CUT, [(0, -1, "day", 480, 480), (1, -2, "day", 480, 480)])

MIXED = with_history(
    tiny_problem(
        [{"weekend": (4, 5)}, {"weekend": (4, 5, 6)}, {"weekend": (6,)}],
        days=15,
        first_day=date(2027, 3, 6),
    ),
    [(0, -1, "day", 480, 480), (1, -8, "day", 480, 480)],
)


def weekends(**options):
    """Return a rule on weekends."""
    return Weekends(id="weekends", **options)


CALL = TinyShift((1020,), parts=((0, 900, True),))
CALLED = with_history(
    tiny_problem(
        2,
        days=9,
        first_day=date(2027, 3, 7),
        shifts={"day": TinyShift(), "call": CALL},
    ),
    [(0, -1, "call", 1020, 0), (1, -1, "day", 480, 480)],
    shifts={"call": CALL},
)

CASES = [
    ParityCase("standby", CALLED, weekends(most=1)),
    ParityCase("hard", PLAIN, weekends(most=1)),
    ParityCase("priced", PLAIN, weekends(most=1, importance="normal")),
    ParityCase("blocks", PLAIN, weekends(most=1, per="2 weeks")),
    ParityCase("cut", CUT, weekends(most=1)),
    ParityCase("cut blocks", CUT, weekends(most=0, per="week", importance=1)),
    ParityCase("history", PAST, weekends(most=1)),
    ParityCase("Fridays", MIXED, weekends(most=1, importance="low")),
    ParityCase("Fridays hard", MIXED, weekends(most=2)),
]
