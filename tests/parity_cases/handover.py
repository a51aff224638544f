"""Parity cases of hand-overs: sides apart, overlapping, or anybody."""

from constraints.handover import Handover
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

HOUR = 60
PROBLEM = tiny_problem(
    [{"team": "na"}, {"team": "na"}, {"team": "apac"}],
    days=4,
    shifts={"day": TinyShift((8 * HOUR,)), "night": TinyShift((22 * HOUR,))},
)
PAST = with_history(PROBLEM, [(2, -1, "night", 22 * HOUR, 9 * HOUR)])
MIDNIGHT = PROBLEM.duties[0].start_min - 8 * HOUR
STRETCHES = tuple(
    (
        MIDNIGHT + day * 1440 + hour * HOUR,
        MIDNIGHT + day * 1440 + hour * 60 + 60,
    )
    for day in range(4)
    for hour in (5, 8, 15)
)


def _case(name, problem, **options):
    rule = Handover(id="handover", queue=0, stretches=STRETCHES, **options)
    return ParityCase(name, problem, rule)


CASES = [
    _case("teams", PROBLEM, givers="team apac", receivers="team na"),
    _case("overlapping", PAST, givers="all", receivers="team na"),
    _case("anybody", PROBLEM, importance="normal"),
    _case(
        "must",
        PAST,
        givers="team apac",
        receivers="team na",
        importance="must",
    ),
]
