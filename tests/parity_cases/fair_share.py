"""Parity cases of fair shares: each burden, with history and coverage."""

from dataclasses import replace
from datetime import date

from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.needs import CoverageLine, Need
from constraints.values import PaidHours
from scheduler.problem import Contract
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
SHIFTS = {"day": TinyShift((8 * HOUR,)), "night": TinyShift((22 * HOUR,))}
HALF = Contract("half", weight=0.5, paid_hours=PaidHours.parse("20/week"))
FULL = Contract("full", paid_hours=PaidHours.parse("at most 40/week"))


def _problem(first_day, days, covered):
    problem = tiny_problem(
        [
            {"contract": FULL, "place": "here"},
            {"contract": HALF, "place": "here", "skills": ("plus",)},
            {
                "contract": FULL,
                "zone": "Asia/Manila",
                "joins": date(2027, 3, 3),
                "place": "there",
            },
        ],
        days=days,
        first_day=first_day,
        shifts=SHIFTS,
        queues={"chat": (), "plus": ("plus",)},
        holidays={
            "here": [date(2027, 3, 5)],
            "there": [date(2027, 3, 6), date(2027, 3, 9)],
        },
    )
    if not covered:
        return problem
    start = problem.duties[0].start_min - 8 * HOUR
    end = start + days * 24 * HOUR
    coverage = Coverage(
        id="coverage",
        lines=(
            CoverageLine("chat", 0, (Need(start, end, least=1, wanted=2),)),
            CoverageLine("plus", 1, (Need(start + 480, end, least=1),)),
        ),
    )
    return replace(problem, rules=(coverage,))


PLAIN = _problem(date(2027, 3, 1), 10, covered=False)
COVERED = _problem(date(2027, 3, 1), 10, covered=True)
PAST = with_history(
    _problem(date(2027, 3, 7), 8, covered=True),  # begins on a Sunday
    [
        (0, -1, "night", 22 * HOUR, 480),
        (0, -2, "night", 22 * HOUR, 480),
        (1, -8, "day", 8 * HOUR, 480),
        (2, -3, "night", 22 * HOUR, 480),
    ],
    days_known=14,
)
MIXED = replace(
    PAST,
    people=tuple(
        replace(person, weekend=weekend)
        for person, weekend in zip(
            PAST.people, ((4, 5), (5, 6), (6, 0, 1)), strict=True
        )
    ),
)


def _case(name, problem, **options):
    return ParityCase(name, problem, FairShare(id="fair", **options))


CALL = TinyShift((17 * 60,), parts=((0, 900, True),))
CALLED = with_history(
    tiny_problem(3, days=6, shifts={"day": TinyShift(), "call": CALL}),
    [(0, -1, "call", 17 * 60, 0)],
    shifts={"call": CALL},
)

CASES = [
    ParityCase(
        "standby", CALLED, FairShare(id="fair", of=["standby", "weekends"])
    ),
    _case("hours", COVERED, of="hours", importance="low"),
    _case("by contract", PLAIN, of=["hours", "nights", "weekends"]),
    _case("weekends", PAST, of="weekends"),
    _case("Fridays", MIXED, of=["weekends", "unsocial hours"]),
    _case("nights", PAST, of="nights", importance="high"),
    _case("holidays", COVERED, of="holidays", who=["P0", "P2"]),
    _case("unsocial", PAST, of=["unsocial hours", "hours"]),
]
