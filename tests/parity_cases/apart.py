"""Parity cases of people kept apart: by day and by shift."""

from constraints.apart import Apart
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
SHIFTS = {"early": TinyShift((6 * HOUR,)), "late": TinyShift((14 * HOUR,))}
PROBLEM = tiny_problem(3, shifts=SHIFTS)
ZONES = tiny_problem([{}, {"zone": "Asia/Manila"}], shifts=SHIFTS)
PAST = with_history(PROBLEM, [(0, -1, "late", 14 * HOUR, 8 * HOUR)])


def _case(name, problem, **options):
    return ParityCase(name, problem, Apart(id="apart", **options))


CASES = [
    _case("day", PROBLEM, who=["P0", "P2"]),
    _case("day, priced", PAST, importance="normal"),
    _case("shift", PAST, same="shift"),
    _case("shift, priced", ZONES, same="shift", importance="low"),
]
