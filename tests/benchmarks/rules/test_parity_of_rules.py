"""The parity law holds for rules from outside both packages."""

import pytest

from benchmarks.rules.against import Against, Wish
from benchmarks.rules.head_count import HeadCount, Need
from benchmarks.rules.runs import Runs
from benchmarks.rules.sequences import Sequence, Sequences
from benchmarks.rules.slot_excess import SlotExcess
from benchmarks.rules.total import Total
from scheduler.engine.cpsat.engine import CpSat
from scheduler.testing import (
    ParityCase,
    TinyShift,
    assert_parity,
    tiny_problem,
    with_history,
)

HOUR = 60
EARLY, LATE = 0, 1
OFF = frozenset({None})
WORK = frozenset({EARLY, LATE})
SHIFTS = {"early": TinyShift((6 * HOUR,)), "late": TinyShift((14 * HOUR,))}
PROBLEM = tiny_problem(2, shifts=SHIFTS)
PAST = with_history(
    PROBLEM,
    [
        (0, day, shift, start * HOUR, 8 * HOUR)
        for day, shift, start in (
            (-3, "early", 6),
            (-2, "late", 14),
            (-1, "late", 14),
        )
    ]
    + [(1, -4, "early", 6 * HOUR, 8 * HOUR)],
    days_known=5,
)
NEEDS = (
    Need(0, frozenset({EARLY}), 1, 1),
    Need(3, WORK, None, 1),
    Need(5, frozenset({LATE}), 2),
)
SUCCESSION = Sequence((frozenset({LATE}), frozenset({EARLY})))
ALONE = Sequence((OFF, WORK, OFF), 3)


def case(name, rule, problem=PROBLEM):
    """Return a parity case."""
    return ParityCase(name, problem, rule)


CASES = [
    case("heads, hard", HeadCount(id="r", needs=NEEDS)),
    case("heads", HeadCount(id="r", needs=NEEDS, importance="5")),
    case("runs, hard", Runs(id="r", of=WORK, least=2, most=3), PAST),
    case(
        "runs, open",
        Runs(id="r", of=OFF, least=2, before="open", importance="1"),
    ),
    case(
        "runs, judged",
        Runs(id="r", of=OFF, least=2, most=2, after="judged", importance="1"),
    ),
    case(
        "runs of a shift",
        Runs(id="r", of=frozenset({LATE}), least=3, most=3, importance="1"),
        PAST,
    ),
    case(
        "runs of days off",
        Runs(id="r", of=OFF, least=4, most=2, importance="1"),
        PAST,
    ),
    case(
        "runs of groups",
        Runs(
            id="r",
            of=WORK,
            most=1,
            least=2,
            groups=((0, 1), (3, 4), (5, 6)),
            after="judged",
            importance="1",
        ),
    ),
    case(
        "slots",
        SlotExcess(
            id="r",
            start_min=PROBLEM.duties[0].start_min,
            most=(0, 0, 1) + (0,) * (7 * 24 - 3),
        ),
    ),
    case("total, hard", Total(id="r", amounts=(8, 5), least=20, most=30)),
    case(
        "total, carried",
        Total(id="r", amounts=(1, 1), most=4, carried=3, importance="2"),
    ),
    case(
        "total of groups",
        Total(
            id="r",
            amounts=(1, 0),
            most=1,
            groups=((0, 1), (4, 5, 6)),
            importance="2",
        ),
    ),
    case("sequences, hard", Sequences(id="r", sequences=(SUCCESSION,)), PAST),
    case(
        "sequences",
        Sequences(id="r", sequences=(SUCCESSION, ALONE), importance="1"),
        PAST,
    ),
    case(
        "sequences, anchored",
        Sequences(
            id="r", sequences=(ALONE,), starts=(0, 3, 4), importance="1"
        ),
    ),
    case(
        "against, hard",
        Against(id="r", wishes=(Wish(0, (0, 1, 2), frozenset({EARLY})),)),
    ),
    case(
        "against",
        Against(
            id="r",
            importance="1",
            wishes=(
                Wish(1, (0, 4), frozenset({None, LATE}), 7),
                Wish(1, (4,), frozenset({LATE}), 2),
            ),
        ),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_parity(case):
    """Engine, check and evaluator agree, and something is prevented."""
    count = assert_parity(case, CpSat(reasons=False), rosters=12, seed=1)
    assert count.broken + count.paid
    assert count.broken < count.rosters
