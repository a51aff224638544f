"""Parity cases of coverage: queues, tiers, reserve, breaks and edges."""

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.values import LOW, MUST
from scheduler.problem import Break, Contract
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
DAY = 24 * HOUR
SHIFTS = {"day": TinyShift((8 * HOUR,)), "night": TinyShift((22 * HOUR,))}
QUEUES = {"chat": (), "plus": ("plus",)}
LEAD = Contract("lead", reserve_ticks=24000)
PEOPLE = (
    {"skills": ("plus",)},
    {"skills": ("plus",), "contract": LEAD},
    {},
)


def _needs(problem, first, last, **heads):
    midnight = problem.duties[0].start_min - 8 * HOUR
    return tuple(
        Need(
            midnight + day * DAY + first * HOUR,
            midnight + day * DAY + last * HOUR,
            **heads,
        )
        for day in range(problem.days)
    )


def _rule(problem, importance):
    return Coverage(
        id="coverage",
        lines=(
            CoverageLine(
                "all day",
                0,
                _needs(problem, 0, 24, least=1),
                importance=importance,
            ),
            CoverageLine("busy", 0, _needs(problem, 9, 15, least=2, wanted=3)),
            CoverageLine(
                "plus",
                1,
                _needs(problem, 8, 18, least=1, most=1),
                importance=LOW,
            ),
        ),
    )


_PLAIN = tiny_problem(PEOPLE, days=4, shifts=SHIFTS, queues=QUEUES)
_PAST = with_history(
    _PLAIN, [(0, -1, "night", 22 * HOUR, 480), (1, -1, "night", 1320, 480)]
)
_LUNCH = tiny_problem(
    PEOPLE,
    days=3,
    queues=QUEUES,
    shifts={"day": TinyShift(breaks=(Break(60, 3 * HOUR, 4 * HOUR),))},
)

CASES = [
    ParityCase("priced", _PLAIN, _rule(_PLAIN, LOW)),
    ParityCase("must", _PLAIN, _rule(_PLAIN, MUST)),
    ParityCase("history", _PAST, _rule(_PAST, MUST)),
    ParityCase("breaks", _LUNCH, _rule(_LUNCH, LOW)),
]
