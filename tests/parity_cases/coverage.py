"""Parity cases of coverage: queues, tiers, reserve, breaks and edges."""

from datetime import timedelta

from constraints.coverage import Coverage
from constraints.needs import CoverageLine, Need
from constraints.values import LOW, MUST
from scheduler.people import Stage
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

_MONDAY = _PLAIN.first_day


def _new(first, last, percent):
    """Return the ramp of somebody who is new on some days."""
    return (
        Stage(
            "new",
            _MONDAY + timedelta(days=first),
            _MONDAY + timedelta(days=last),
            percent,
        ),
    )


_RAMP = tiny_problem(
    (
        {"skills": ("plus",)},
        {"skills": ("plus",), "ramp": _new(0, 2, 50)},
        {"ramp": _new(0, 1, 0) + _new(2, 3, 30)},
        {"skills": ("plus",), "ramp": _new(0, 3, 50), "contract": LEAD},
    ),
    days=4,
    shifts={"day": TinyShift((8 * HOUR, 10 * HOUR))},
    queues=QUEUES,
    slot_min=30,
)
_RAMP_PAST = with_history(
    _RAMP, [(1, -1, "day", 22 * HOUR, 720), (2, -1, "day", 23 * HOUR, 660)]
)

CASES = [
    ParityCase("priced", _PLAIN, _rule(_PLAIN, LOW)),
    ParityCase("must", _PLAIN, _rule(_PLAIN, MUST)),
    ParityCase("history", _PAST, _rule(_PAST, MUST)),
    ParityCase("breaks", _LUNCH, _rule(_LUNCH, LOW)),
    ParityCase("ramp", _RAMP, _rule(_RAMP, LOW)),
    ParityCase("ramp and history", _RAMP_PAST, _rule(_RAMP_PAST, MUST)),
]
