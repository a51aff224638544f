"""Parity cases of shift lengths: hard and priced, both sides."""

from constraints.shift_length import ShiftLength
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(lengths=(3 * 60, 4 * 60, 6 * 60, 8 * 60))}
PLAIN = tiny_problem(2, days=7, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "s", 480, 120)])

CASES = [
    ParityCase("hard", PLAIN, ShiftLength(id="length", least="4h", most="6h")),
    ParityCase(
        "priced",
        PLAIN,
        ShiftLength(id="length", least="5h", importance="normal"),
    ),
    ParityCase("history", PAST, ShiftLength(id="length", most="7h", who="P0")),
]
