"""Parity cases of the minimum call: hard, priced, breaks, standby."""

from constraints.minimum_call import MinimumCall
from scheduler.problem import Break
from scheduler.testing import ParityCase, TinyShift, tiny_problem, with_history

H = 60
SHIFTS = {
    "short": TinyShift((8 * H,), (2 * H, 3 * H, 5 * H)),
    "lunch": TinyShift((12 * H,), (4 * H,), breaks=(Break(H, H, 2 * H),)),
    "on call": TinyShift((18 * H,), parts=((0, 2 * H, True),)),
}
PLAIN = tiny_problem(2, days=5, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "short", 8 * H, 60)])

CASES = [
    ParityCase(
        "hard", PLAIN, MinimumCall(id="m", least="3h", importance="must")
    ),
    ParityCase("priced", PAST, MinimumCall(id="m", least="4h", who="P0")),
]
