"""Parity cases of people at once: most, least, days, windows, edges."""

from constraints.concurrent import Concurrent
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

H = 60
LUNCH = Break(H, 3 * H, 5 * H)
SHIFTS = {
    "day": TinyShift((6 * H, 9 * H), breaks=(LUNCH,)),
    "night": TinyShift((22 * H,)),
}
PLAIN = tiny_problem(4, days=3, shifts=SHIFTS)
PAST = with_history(PLAIN, [(1, -1, "night", 22 * H, 8 * H)])


def _case(name, problem, **options):
    return ParityCase(name, problem, Concurrent(id="c", **options))


_NIGHT = ["daily 23:00-05:00", "Mon 02:30-04:00"]

CASES = [
    _case("most", PLAIN, most=2),
    _case("both, priced", PAST, least=1, most=2, importance="low"),
    _case(
        "window",
        PAST,
        least=2,
        who=["P0", "P1", "P2"],
        window="daily 10:00-12:00",
    ),
    _case("edges", PLAIN, least=1, who="P3", window=_NIGHT, importance="must"),
    _case("night", PAST, least=2, window=_NIGHT, importance="low"),
    _case("day", PLAIN, most=2, same="day"),
    _case("day, priced", PAST, least=2, most=3, same="day", importance=1),
]
