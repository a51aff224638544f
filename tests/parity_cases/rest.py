"""Parity cases of rest: hard, priced, history, a clock change."""

from datetime import date

from constraints.rest import RestBetween
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(7 * 60, 15 * 60, 22 * 60))}
PLAIN = tiny_problem(2, days=8, shifts=SHIFTS)
SPRING = tiny_problem(
    2,
    days=5,
    first_day=date(2027, 3, 12),
    zone="America/Halifax",
    shifts=SHIFTS,
)
PAST = with_history(PLAIN, [(0, -1, "s", 22 * 60, 480)])

CASES = [
    ParityCase("hard", PLAIN, RestBetween(id="rest", least="11h")),
    ParityCase(
        "priced", PLAIN, RestBetween(id="rest", least="16h", importance=3)
    ),
    ParityCase("history", PAST, RestBetween(id="rest", least="11h")),
    ParityCase(
        "history priced",
        PAST,
        RestBetween(id="rest", least="20h", importance="low", who="P0"),
    ),
    ParityCase("clock change", SPRING, RestBetween(id="rest", least="15h30")),
]
