"""Parity cases of lone workers: breaks that leave nobody."""

from constraints.lone_worker import LoneWorker
from scheduler.problem import Break
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

H = 60
SHIFTS = {
    "early": TinyShift((6 * H,), breaks=(Break(H, 3 * H, 4 * H),)),
    "late": TinyShift((9 * H,), (6 * H,), breaks=(Break(H, H, 3 * H),)),
    "short": TinyShift((8 * H,), (4 * H,)),
}
PLAIN = tiny_problem([{}, {}, {"team": "other"}], days=3, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "short", 22 * H, 12 * H)])


def _case(name, problem, **options):
    return ParityCase(name, problem, LoneWorker(id="lone", **options))


CASES = [
    _case("hard", PLAIN),
    _case("priced", PLAIN, importance="low"),
    _case("who may stay", PLAIN, who="P0", of="team other", importance=3),
    _case("history", PAST, who="team team", importance="low"),
]
