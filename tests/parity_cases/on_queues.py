"""Parity cases of the most hours on the queues."""

from constraints.on_queues import OnQueuesMost
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

H = 60
PROBLEM = tiny_problem(
    2,
    days=8,
    shifts={
        "day": TinyShift((8 * H,), (6 * H,), (Break(H, 2 * H, 3 * H),)),
        "night": TinyShift((21 * H,), (6 * H,)),
    },
)
# A night from before the first day reaches into it.
PAST = with_history(PROBLEM, [(0, -1, "night", 21 * H, 6 * H)])


def _case(name, problem, **options):
    return ParityCase(name, problem, OnQueuesMost(id="rules.on", **options))


CASES = [
    _case("hard", PROBLEM, most="12h"),
    _case("priced", PROBLEM, most="3h", importance="normal"),
    # Weeks that the horizon cuts, and a night across two of them.
    _case("with history", PAST, most="9h"),
    _case("more than allowed before", PAST, most="2h", importance="high"),
    _case("in all", PAST, most="20h", per="period"),
]
