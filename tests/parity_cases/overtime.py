"""Parity cases of overtime: contracts, steps, the most, history."""

from dataclasses import replace
from datetime import date

from constraints.overtime import Overtime
from constraints.values import PaidHours
from scheduler.problem import Contract
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(lengths=(240, 480, 600))}
FULL = Contract("full", paid_hours=PaidHours.parse("30/week"))
LIMITED = Contract("limited", paid_hours=PaidHours.parse("40 to 48/2 weeks"))
NONE = Contract("none")


def _problem(days, first_day):
    return tiny_problem(
        [{"contract": FULL}, {"contract": LIMITED}, {"contract": NONE}],
        days=days,
        first_day=first_day,
        shifts=SHIFTS,
    )


PLAIN = _problem(7, date(2027, 3, 1))
FIRST_MIN = PLAIN.duties[0].start_min
AWAY = replace(PLAIN, away=(((FIRST_MIN, FIRST_MIN + 2880),), (), ()))
PAST = with_history(
    _problem(6, date(2027, 3, 4)),
    [(0, day, "s", 480, 480) for day in (-3, -2, -1)],
)


def overtime(**options):
    """Return a rule on overtime."""
    return Overtime(id="overtime", **options)


CASES = [
    ParityCase("priced", PLAIN, overtime()),
    ParityCase("most", PLAIN, overtime(most="8h", importance="normal")),
    ParityCase(
        "steps", AWAY, overtime(dearer_after="2h", dearer=40, above="20h")
    ),
    ParityCase("history", PAST, overtime(most="12h", dearer_after="2h")),
    ParityCase("blocks", PAST, overtime(per="2 weeks", most="4h")),
    ParityCase("roster", PAST, overtime(per="period")),
]
