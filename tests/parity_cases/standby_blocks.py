"""Parity cases of standby blocks: whole, apart, people, begun before."""

from datetime import date

from constraints.standby_blocks import StandbyBlocks
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

CALL = TinyShift((17 * 60,), parts=((0, 900, True),))
SHIFTS = {"day": TinyShift(), "call": CALL}
PLAIN = tiny_problem(2, days=10, shifts=SHIFTS)
SHORT = tiny_problem(2, days=8, first_day=date(2027, 3, 6), shifts=SHIFTS)
PAST = with_history(
    tiny_problem(3, days=5, first_day=date(2027, 3, 4), shifts=SHIFTS),
    [(0, day, "call", 17 * 60, 0) for day in (-2, -1)]
    + [(1, -9, "call", 17 * 60, 0)],
    shifts=SHIFTS,
)


def blocks(**options):
    """Return a rule on blocks of a week."""
    return StandbyBlocks(id="blocks", shift="call", **options)


CASES = [
    ParityCase("hard", SHORT, blocks()),
    ParityCase("priced", PLAIN, blocks(importance="low")),
    ParityCase("Fridays", PLAIN, blocks(hands_over="Fri", importance=1)),
    ParityCase("two weeks", PLAIN, blocks(block="2 weeks", importance=1)),
    ParityCase("history", PAST, blocks(apart="1 week")),
    ParityCase(
        "history priced", PAST, blocks(apart="2 weeks", importance="low")
    ),
    ParityCase("people", PLAIN, blocks(people=1, importance="normal")),
    ParityCase("people hard", SHORT, blocks(people=1)),
]
