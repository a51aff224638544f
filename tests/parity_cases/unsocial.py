"""Parity cases of unsocial hours: priced, barred, by each one's clock."""

from constraints.unsocial import Unsocial
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(8 * 60, 18 * 60, 22 * 60))}
PLAIN = tiny_problem(2, days=8, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "s", 22 * 60, 480)])
ZONES = tiny_problem(
    [{"zone": "America/Halifax"}, {"zone": "Asia/Manila"}],
    days=7,
    shifts=SHIFTS,
)

CASES = [
    ParityCase("priced", PLAIN, Unsocial(id="unsocial")),
    ParityCase("history", PAST, Unsocial(id="unsocial", who="P0")),
    ParityCase("zones", ZONES, Unsocial(id="unsocial", importance=5)),
    ParityCase(
        "hard",
        PLAIN,
        Unsocial(
            id="unsocial", windows=["daily 02:00-06:00"], importance="must"
        ),
    ),
]
