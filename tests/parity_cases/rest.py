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

PIECES = {
    "split": TinyShift((7 * 60,), parts=((0, 240, False), (540, 240, False))),
    "call": TinyShift((17 * 60,), parts=((0, 900, True),)),
    "both": TinyShift((8 * 60,), parts=((0, 540, False), (540, 900, True))),
}
CALLED = with_history(
    tiny_problem(2, days=8, shifts=PIECES),
    [(0, -2, "split", 7 * 60, 0), (0, -1, "call", 17 * 60, 0)],
    shifts=PIECES,
)

CASES = [
    ParityCase("standby", CALLED, RestBetween(id="rest", least="14h")),
    ParityCase(
        "standby priced",
        CALLED,
        RestBetween(id="rest", least="36h", importance=2),
    ),
    ParityCase(
        "standby counts",
        CALLED,
        RestBetween(id="rest", least="8h", standby=True),
    ),
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
