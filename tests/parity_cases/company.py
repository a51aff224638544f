"""Parity cases of company: hard, priced, history, breaks."""

from constraints.company import Company
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
    "early": TinyShift((6 * H,), breaks=(LUNCH,)),
    "late": TinyShift((13 * H,), breaks=(LUNCH,)),
}
PLAIN = tiny_problem(
    [{"team": "new"}, {"team": "new"}, {}, {}], days=3, shifts=SHIFTS
)
PAST = with_history(PLAIN, [(2, -1, "late", 22 * H, 10 * H)])


def _case(name, problem, **options):
    return ParityCase(name, problem, Company(id="company", **options))


CASES = [
    _case("novices among two", PLAIN, who="team new", least=2),
    _case("nobody alone", PLAIN, who="all", importance="low"),
    _case("history", PAST, who="P0", least=2, importance="high"),
    _case("of a group", PAST, who="team new", of="P2", importance="low"),
]
