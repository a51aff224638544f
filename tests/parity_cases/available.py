"""Parity cases of availability: each kind of statement, hard and priced."""

from datetime import date

from constraints.available import Available
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
PROBLEM = tiny_problem(
    [
        {"joins": date(2027, 3, 3)},
        {"leaves": date(2027, 3, 5), "zone": "Asia/Manila"},
    ],
    shifts={
        "day": TinyShift((7 * HOUR, 9 * HOUR), (6 * HOUR, 8 * HOUR)),
        "night": TinyShift((22 * HOUR,)),
    },
)
# The clocks go forward on Sunday 28 March 2027.
SPRING = tiny_problem(
    1,
    zone="Europe/Berlin",
    first_day=date(2027, 3, 27),
    days=3,
    shifts={"night": TinyShift((22 * HOUR,)), "day": TinyShift()},
)
PAST = with_history(PROBLEM, [(0, -1, "night", 22 * HOUR, 8 * HOUR)])
MIDNIGHT = PROBLEM.duties[0].start_min - 7 * HOUR
AWAY = ((MIDNIGHT - 600, MIDNIGHT + 300), (MIDNIGHT + 3000, MIDNIGHT + 5000))


def _case(name, problem, **options):
    return ParityCase(name, problem, Available(id="available", **options))


CASES = [
    _case("only", PROBLEM, kind="only", windows=("Mon-Fri 07:00-15:00",)),
    _case(
        "only, priced",
        PROBLEM,
        kind="only",
        windows=("Mon-Thu 09:00-15:00", "Sat"),
        importance="high",
    ),
    _case("never", PAST, kind="never", windows=("Wed",)),
    _case("prefer", PROBLEM, kind="prefer", windows=("daily 08:00-24:00",)),
    _case("avoid", SPRING, kind="avoid", windows=("daily 00:00-06:00",)),
    _case("away", PROBLEM, kind="away", stretches=AWAY),
    _case(
        "away, priced",
        PAST,
        kind="away",
        stretches=AWAY,
        importance="low",
        who="P1",
    ),
    _case("employed", PROBLEM, kind="employed"),
]
