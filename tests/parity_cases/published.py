"""Parity cases of published days: frozen, priced, days off, history."""

from constraints.published import Published, PublishedDay
from constraints.values import MUST, Importance
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

SHIFTS = {"s": TinyShift(starts=(7 * 60, 15 * 60), lengths=(360, 480))}
PLAIN = tiny_problem(2, days=4, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "s", 15 * 60, 480)])
LATE = Importance.parse("2.14")


def told(person, day, duty, importance):
    """Return a published day: a duty of the day by number, or off."""
    times = None
    if duty is not None:
        found = PLAIN.duties[PLAIN.menu(person, day)[duty]]
        times = found.start_min, found.end_min
    return PublishedDay(person, day, times, importance)


def rule(*days):
    """Return the rule for some days."""
    return Published(id="published", told=days)


CASES = [
    ParityCase("a frozen duty", PLAIN, rule(told(0, 0, 1, MUST))),
    ParityCase("a frozen day off", PLAIN, rule(told(1, 3, None, MUST))),
    ParityCase(
        "priced at both ends",
        PLAIN,
        rule(
            told(0, 0, 0, Importance.parse("30")),
            told(0, 3, None, LATE),
            told(1, 2, 3, LATE),
        ),
    ),
    ParityCase(
        "after history", PAST, rule(told(0, 0, 2, MUST), told(1, 1, 0, LATE))
    ),
]
