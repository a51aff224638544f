"""Parity cases of mentors: ratio, breaks, dates, history."""

from datetime import date

from constraints.mentor import Mentor
from scheduler.problem import Break, Skill
from scheduler.testing import (
    ParityCase,
    TinyShift,
    tiny_problem,
    with_history,
)

H = 60
LUNCH = Break(H, 3 * H, 5 * H)
SHIFTS = {
    "early": TinyShift((6 * H, 7 * H), breaks=(LUNCH,)),
    "late": TinyShift((13 * H,), breaks=(LUNCH,)),
}
PEOPLE = [
    {"team": "new"},
    {"team": "new"},
    {"skills": ("plus",)},
    {"skills": (Skill("plus", 2, date(2027, 3, 3)),)},
]
PLAIN = tiny_problem(PEOPLE, days=4, shifts=SHIFTS)
PAST = with_history(PLAIN, [(0, -1, "late", 22 * H, 8 * H)])
FAR = tiny_problem(
    [{"team": "new", "zone": "Asia/Manila"}, *PEOPLE[2:]],
    days=3,
    shifts=SHIFTS,
)
CALL = tiny_problem(
    PEOPLE,
    days=3,
    shifts={
        "early": TinyShift((6 * H,)),
        "on call": TinyShift((6 * H,), parts=((0, 12 * H, True),)),
    },
)


def _case(name, problem, **options):
    options = {"who": "team new", "with": "skill plus>=solid", **options}
    return ParityCase(name, problem, Mentor(id="mentor", **options))


CASES = [
    _case("hard", PLAIN),
    _case("ratio", PLAIN, most=1, importance="low"),
    _case("history", PAST, importance="high"),
    _case("standby", CALL, standby="ok", most=1, importance="low"),
    _case("zones", FAR, importance="normal"),
    _case("among each other", FAR, who="all", importance="low"),
]
