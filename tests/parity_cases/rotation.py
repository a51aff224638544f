"""Parity cases of rotation: cycles of days and of weeks, absence."""

from dataclasses import replace

from constraints.rotation import Rotation
from scheduler.testing import ParityCase, TinyShift, tiny_problem

SHIFTS = {"early": TinyShift((6 * 60,)), "late": TinyShift((14 * 60,))}
PLAIN = tiny_problem(2, days=10, shifts=SHIFTS)
FIRST_MIN = PLAIN.duties[0].start_min
AWAY = replace(PLAIN, away=(((FIRST_MIN, FIRST_MIN + 2880),), ()))


CALLED = tiny_problem(
    2,
    days=6,
    shifts={**SHIFTS, "call": TinyShift((1020,), parts=((0, 900, True),))},
)


def rotation(**options):
    """Return a rule on a rotation from the Wednesday before."""
    return Rotation(id="turn", **{"from_": "2027-02-24", **options})


CASES = [
    ParityCase("standby", CALLED, rotation(cycle=["work", "day off", "call"])),
    ParityCase("hard", PLAIN, rotation(cycle=["4 work", "4 day off"])),
    ParityCase(
        "shifts",
        AWAY,
        rotation(
            cycle=["2 early", "2 late", "3 day off"],
            shifted_by="2 days",
            importance="normal",
        ),
    ),
    ParityCase("weeks", PLAIN, rotation(weeks=["early", "late"])),
    ParityCase(
        "weeks shifted",
        AWAY,
        rotation(weeks=["early", "late"], shifted_by="1 week", importance=1),
    ),
    ParityCase(
        "begins later",
        PLAIN,
        rotation(cycle=["early", "work"], from_="2027-03-04", who="P1"),
    ),
]
