"""Parity cases of offered shifts: hard, priced, with history."""

from constraints.offered import Offered
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"core": TinyShift(), "eve": TinyShift(starts=(14 * 60,))}
PLAIN = tiny_problem(3, days=7, shifts=SHIFTS)
PAST = with_history(PLAIN, [(1, -1, "core", 480, 480)])

CASES = [
    ParityCase("hard", PLAIN, Offered(id="offer", shift="core", who="P0")),
    ParityCase(
        "priced",
        PLAIN,
        Offered(
            id="offer", shift="eve", who=["P0", "P2"], importance="normal"
        ),
    ),
    ParityCase(
        "history", PAST, Offered(id="offer", shift="core", who="not P1")
    ),
]
