"""Published days: another duty, on or off is a change; nothing else is."""

from constraints.published import Published, PublishedDay
from constraints.terms import Because
from constraints.values import MUST, Importance
from scheduler.testing import TinyShift, tiny_problem, tiny_roster

SHIFTS = {"s": TinyShift(starts=(8 * 60,), lengths=(360, 480))}
PROBLEM = tiny_problem(1, days=3, shifts=SHIFTS)
SHORT, LONG = (
    (PROBLEM.duties[duty].start_min, PROBLEM.duties[duty].end_min)
    for duty in PROBLEM.menu(0, 0)
)
RULE = Published(
    id="published",
    told=(
        PublishedDay(0, 0, LONG, MUST),
        PublishedDay(0, 1, None, Importance.parse("10")),
    ),
)


def found(**line):
    """Return the violations of a line, by day and duty."""
    days = {int(day[1:]): duty for day, duty in line.items()}
    return list(RULE.check(tiny_roster(PROBLEM, [days])))


def test_as_published():
    """The same duty and the same day off are no change; day 2 is free."""
    (_, long), (_, _), (short, _) = (PROBLEM.menu(0, d) for d in range(3))
    assert found(d0=long, d2=short) == []


def test_changes():
    """A shorter duty breaks what is frozen; a duty on a day off costs 80."""
    short, extra = PROBLEM.menu(0, 0)[0], PROBLEM.menu(0, 1)[0]
    frozen, late = found(d0=short, d1=extra)
    assert frozen.hard
    assert late.ticks == 80 * 6000
    assert RULE.words(late, PROBLEM) == (
        "P0 works from Tue 2 March 08:00; the published roster says:"
        " is off Tue 2 March"
    )
    assert RULE.words(frozen, PROBLEM) == (
        "P0 works from Mon 1 March 08:00; the published roster says:"
        " works Mon 1 March 08:00–16:00"
    )


def test_says():
    """The clause names the duty, or the day off."""
    assert RULE.says(Because("published", (0,), (0, 0)), PROBLEM) == (
        "P0 works Mon 1 March 08:00–16:00, as published"
    )
    assert RULE.says(Because("published", (0,), (1, 1)), PROBLEM) == (
        "P0 is off Tue 2 March, as published"
    )
