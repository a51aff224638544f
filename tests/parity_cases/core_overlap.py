"""Parity cases of core overlap: all, some, zones, days, clock changes."""

from datetime import date

from constraints.core_overlap import CoreOverlap
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {
    "s": TinyShift(
        starts=(0, 6 * 60, 9 * 60, 12 * 60, 20 * 60), lengths=(480,)
    )
}
PLAIN = tiny_problem(
    [{"zone": "America/Halifax"}, {"zone": "Australia/Sydney"}],
    days=7,
    first_day=date(2027, 3, 11),
    shifts=SHIFTS,
)
PAST = with_history(PLAIN, [(0, -1, "s", 20 * 60, 480)])


def core(**options):
    """Return a rule on a core of four hours."""
    return CoreOverlap(id="core", **{"window": "10:00-14:00", **options})


CASES = [
    ParityCase("hard", PLAIN, core()),
    ParityCase("some of it", PLAIN, core(least="1h30", importance="normal")),
    ParityCase("zone", PAST, core(window="10:00-14:00 America/Halifax")),
    ParityCase(
        "days",
        PLAIN,
        core(
            window="Mon-Fri 10:00-14:00 America/Halifax",
            least="2h",
            importance=3,
        ),
    ),
]
