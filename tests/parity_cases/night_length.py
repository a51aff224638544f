"""Parity cases of night length: zones, clock changes, standby."""

from datetime import date

from constraints.night_length import NightLength
from scheduler.testing import ParityCase, TinyShift, tiny_problem

SHIFTS = {"s": TinyShift(starts=(8 * 60, 20 * 60), lengths=(480, 720))}
PIECES = {
    "night": TinyShift((20 * 60,), lengths=(600,)),
    "both": TinyShift((16 * 60,), parts=((0, 480, False), (480, 600, True))),
}
ZONES = [{"zone": "America/Halifax"}, {"zone": "Asia/Manila"}]
PLAIN = tiny_problem(2, days=6, shifts=SHIFTS)
SPRING = tiny_problem(
    ZONES, days=4, first_day=date(2027, 3, 12), shifts=SHIFTS
)
CALLED = tiny_problem(2, days=6, shifts=PIECES)


def length(**options):
    """Return a rule on the length of nights."""
    return NightLength(id="length", **options)


CASES = [
    ParityCase("hard", PLAIN, length(most="10h")),
    ParityCase("priced", SPRING, length(most="7h30", importance="low")),
    ParityCase("standby", CALLED, length(most="9h", importance=2)),
]
