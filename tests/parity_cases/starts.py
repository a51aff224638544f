"""Parity cases of starts: hard, priced, people on two clocks."""

from constraints.starts import Starts
from scheduler.testing import ParityCase, TinyShift, tiny_problem, with_history

H = 60
SHIFTS = {"day": TinyShift((7 * H, 8 * H), (6 * H, 8 * H))}
PLAIN = tiny_problem(3, days=4, shifts=SHIFTS)
FAR = tiny_problem(
    [{}, {"zone": "Etc/GMT-1"}, {"zone": "Etc/GMT-1"}], days=4, shifts=SHIFTS
)
PAST = with_history(PLAIN, [(0, -1, "day", 8 * H, 480)])

CALL = tiny_problem(
    3,
    days=4,
    shifts={
        "day": TinyShift((8 * H,)),
        "on call": TinyShift(
            (7 * H,), parts=((0, H, True), (H, 5 * H, False))
        ),
    },
)

CASES = [
    ParityCase("hard", PLAIN, Starts(id="starts", most=1)),
    ParityCase("priced", PAST, Starts(id="s", most=2, importance="low")),
    ParityCase("two clocks", FAR, Starts(id="s", most=1, importance=2)),
    ParityCase("standby", CALL, Starts(id="s", most=2)),
]
