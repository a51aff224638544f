"""Parity cases of events: meetings, one-to-ones, projects, reviews."""

from dataclasses import replace

from constraints.event import Event
from constraints.occasions import Period
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

H = 60
DAY = 24 * H
PROBLEM = tiny_problem(
    [{"skills": ["desk"]}, {"skills": ["desk", "mail"]}, {}],
    days=6,
    shifts={
        "day": TinyShift((8 * H,), (6 * H,), (Break(H, 2 * H, 3 * H),)),
        "late": TinyShift((12 * H,), (6 * H,)),
    },
    queues={"desk": ["desk"], "mail": ["mail"]},
)
MIDNIGHT = PROBLEM.duties[0].start_min - 8 * H
PAST = with_history(PROBLEM, [(0, -1, "late", 12 * H, 6 * H)])
# Person 0 is away for the first three of six days, 1 for four of them.
AWAY = replace(
    PROBLEM,
    away=(
        ((MIDNIGHT, MIDNIGHT + 3 * DAY),),
        ((MIDNIGHT, MIDNIGHT + 4 * DAY),),
        (),
    ),
)


def at(day, first, last):
    """Return a stretch of hours of a day."""
    return MIDNIGHT + day * DAY + first * H, MIDNIGHT + day * DAY + last * H


def period(first, last, whole_days, *hours):
    """Return a period with these hours of every day as its windows."""
    windows = tuple(at(d, *hours) for d in range(first, last + 1))
    name = PROBLEM.date(first).isoformat()
    return Period(
        name, (first, last), whole_days, {"": windows, "UTC": windows}
    )


def _case(name, problem, **options):
    return ParityCase(
        name, problem, Event(id="events.e", title="e", **options)
    )


# Both starts of the break lie in those from 10 to 12.
MEETINGS = (
    *(at(day, 10, 12) for day in range(5)),
    at(2, 12, 14),
    at(5, 13, 14),
)
CASES = [
    _case("meetings", PROBLEM, stretches=MEETINGS, importance="must"),
    _case(
        "meetings without some",
        PAST,
        stretches=MEETINGS,
        stays=(((0,), 1), ((1,), 1)),
        importance="high",
    ),
    _case(
        "one-to-ones",
        PROBLEM,
        each=True,
        with_="P2",
        length=H,
        periods=tuple(period(d, d, 1, 8, 13) for d in range(4)),
        importance="must",
    ),
    _case(
        "projects in pieces",
        AWAY,
        each=True,
        length=4 * H,
        least_piece=2 * H,
        periods=(period(0, 2, 3, 8, 12), period(3, 5, 3, 8, 12)),
        importance="normal",
    ),
    _case(
        "a review of all",
        AWAY,
        length=2 * H,
        periods=(
            period(0, 3, 8, 8, 18),
            period(4, 4, 1, 12, 15),
            period(5, 5, 1, 12, 15),
        ),
        importance="must",
    ),
]
