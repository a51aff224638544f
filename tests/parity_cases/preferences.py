"""Parity cases of wishes: shifts, days, starts, requests on and off."""

from constraints.preferences import Preferences
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
PROBLEM = tiny_problem(
    [{}, {"zone": "Asia/Manila"}],
    shifts={
        "day": TinyShift((7 * HOUR, 9 * HOUR)),
        "late": TinyShift((14 * HOUR,)),
    },
)
PAST = with_history(PROBLEM, [(0, -1, "late", 14 * HOUR, 8 * HOUR)])


def _case(name, problem, **options):
    return ParityCase(name, problem, Preferences(id="wish", **options))


CASES = [
    _case("prefer a shift", PROBLEM, prefer={"shifts": "late"}),
    _case(
        "avoid a shift on days",
        PAST,
        avoid={"shifts": ["day"], "days": ["Fri", "2027-03-01"]},
    ),
    _case("starts", PROBLEM, prefer={"starts": "Mon-Fri 08:00-14:00"}),
    _case("off", PAST, day_off="2027-02-27 to 2027-03-02", who="P0"),
    _case("off, hard", PROBLEM, day_off="2027-03-07", importance="must"),
    _case("work", PROBLEM, work=["2027-03-01", "2027-03-06 to 2027-03-09"]),
    _case("work, hard", PROBLEM, work="2027-03-02", importance="must"),
]
