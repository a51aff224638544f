"""Parity cases of pins: a shift, a start, any duty, a day off."""

from datetime import date

from constraints.pinned import Pinned
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
PROBLEM = tiny_problem(
    2,
    shifts={
        "day": TinyShift((7 * HOUR, 9 * HOUR)),
        "late": TinyShift((14 * HOUR,)),
    },
)
PAST = with_history(PROBLEM, [(0, -1, "late", 14 * HOUR, 8 * HOUR)])


def _case(name, problem, **options):
    pin = {"who": "P0", "day": date(2027, 3, 3)} | options
    return ParityCase(name, problem, Pinned(id="pin", **pin))


CASES = [
    _case("shift", PROBLEM, shift="day"),
    _case("start", PAST, shift="day", at="09:00"),
    _case("first day off", PAST, day=date(2027, 3, 1), off=True),
    _case("last day on", PROBLEM, day=date(2027, 3, 7)),
    _case("priced", PROBLEM, at="14:00", importance="normal"),
    _case("priced off", PROBLEM, who="all", off=True, importance="low"),
]
