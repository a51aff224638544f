"""Parity cases of trained: groups, levels, edges, history, breaks."""

from constraints.trained import Known, Trained
from constraints.values import LOW, MUST
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
SHIFTS = {"day": TinyShift((8 * HOUR,)), "night": TinyShift((22 * HOUR,))}
PEOPLE = (
    {"knows": frozenset({"Acme", "Bolt", "Core"})},
    {"knows": frozenset({"Acme", "Bolt"})},
    {},
)
PLAIN = tiny_problem(PEOPLE, days=4, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "night", 22 * HOUR, 480)])
LUNCH = tiny_problem(
    PEOPLE,
    days=3,
    shifts={"day": TinyShift(breaks=(Break(60, 3 * HOUR, 4 * HOUR),))},
)


def _rule(problem, importance):
    start = problem.duties[0].start_min - 8 * HOUR
    end = start + problem.days * 24 * HOUR
    noon = start + 36 * HOUR
    return Trained(
        id="trained",
        accounts=(
            Known("a", "Acme", ((start + 480, end),), 1, importance),
            Known("b", "Bolt", ((noon, noon + 120),), 2, importance),
            Known("c", "Core", ((noon, noon + 240),), 1, LOW),
        ),
    )


CASES = [
    ParityCase("priced", PLAIN, _rule(PLAIN, LOW)),
    ParityCase("must", PLAIN, _rule(PLAIN, MUST)),
    ParityCase("history", PAST, _rule(PAST, MUST)),
    ParityCase("breaks", LUNCH, _rule(LUNCH, LOW)),
]
