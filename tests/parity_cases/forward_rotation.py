"""Parity cases of forward rotation: orders, days off, history."""

from constraints.forward_rotation import ForwardRotation
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "early": TinyShift((6 * 60,)),
    "late": TinyShift((14 * 60,)),
    "night": TinyShift((22 * 60,)),
}
PLAIN = tiny_problem(2, days=8, shifts=SHIFTS)
PAST = with_history(
    PLAIN,
    [
        (0, -3, "night", 22 * 60, 480),
        (0, -1, "early", 6 * 60, 480),
        (1, -2, "late", 14 * 60, 480),
    ],
)


CALL = TinyShift((1020,), parts=((0, 900, True),))
CALLED = with_history(
    tiny_problem(2, days=7, shifts={**SHIFTS, "call": CALL}),
    [(0, -2, "late", 14 * 60, 480), (0, -1, "call", 1020, 0)],
    shifts={"call": CALL},
)


def forward(*order, **options):
    """Return a rule on the order of shifts."""
    return ForwardRotation(id="forward", order=order, **options)


CASES = [
    ParityCase("standby", CALLED, forward("early", "late", days_off=2)),
    ParityCase("in turn", CALLED, forward("early", "call", days_off=1)),
    ParityCase("hard", PLAIN, forward("early", "late", "night")),
    ParityCase("priced", PLAIN, forward("early", "late", importance="normal")),
    ParityCase("history", PAST, forward("early", "late", "night", days_off=1)),
    ParityCase(
        "history priced",
        PAST,
        forward("early", "night", days_off=3, importance="low"),
    ),
]
