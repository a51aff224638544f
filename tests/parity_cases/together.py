"""Parity cases of people kept together: by day, shift, with absences."""

from dataclasses import replace
from datetime import date

from constraints.together import Together
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
SHIFTS = {"early": TinyShift((6 * HOUR,)), "late": TinyShift((14 * HOUR,))}
PROBLEM = tiny_problem(3, shifts=SHIFTS)
JOINS = tiny_problem([{}, {"joins": date(2027, 3, 3)}], shifts=SHIFTS)
PAST = with_history(PROBLEM, [(0, -1, "late", 14 * HOUR, 8 * HOUR)])
FRIDAY = PROBLEM.duties[PROBLEM.menu(0, 4)[0]].start_min
AWAY = replace(PAST, away=((), ((FRIDAY, FRIDAY + 1440),), ()))


def _case(name, problem, **options):
    return ParityCase(name, problem, Together(id="together", **options))


SLIDE = {"s": TinyShift((6 * HOUR, 7 * HOUR), (6 * HOUR, 8 * HOUR))}
TIMES = tiny_problem(3, days=4, shifts=SLIDE)
CLOCKS = tiny_problem([{}, {"zone": "Etc/GMT-1"}], days=4, shifts=SLIDE)

CASES = [
    _case("day", PROBLEM, who=["P0", "P2"]),
    _case("day, priced", AWAY, importance="normal"),
    _case("shift", JOINS, same="shift"),
    _case("time", TIMES, same="time"),
    _case("time, priced", CLOCKS, same="time", importance="low"),
    _case("time, away", AWAY, same="time", importance="normal"),
    _case("shift, priced", AWAY, same="shift", importance="low"),
]
