"""Split shifts: how many in a week, and how long their days are."""

import pytest

from constraints.split_shifts import SplitShifts
from scheduler.testing import TinyShift, tiny_problem, with_history

SHIFTS = {
    "day": TinyShift((9 * 60,)),
    "split": TinyShift((7 * 60,), parts=((0, 240, False), (540, 240, False))),
    "both": TinyShift((8 * 60,), parts=((0, 480, False), (540, 840, True))),
}
PROBLEM = tiny_problem(1, days=8, shifts=SHIFTS)


def split(**options):
    """Return the rule."""
    return SplitShifts(id="split", **options)


def test_too_many_in_a_week(judge, at):
    """Three in the first week, one in the next: one too many."""
    line = {day: at(PROBLEM, day, 7) for day in (0, 2, 4, 7)}
    (found,) = judge(split(most=2), PROBLEM, line)
    assert (found.days, found.amount) == ((0, 6), 120)
    assert split(most=2).counted(found) == ("split shift too many", 120)


def test_standby_splits_nothing(judge, at):
    """Work until 16:00 and standby from 17:00 on is one piece of work."""
    line = {day: at(PROBLEM, day, 8) for day in (0, 2, 4)}
    assert not judge(split(most=0, spread="8h"), PROBLEM, line)


def test_spread_is_from_end_to_end(judge, at):
    """07:00 to 20:00 are 13 h: one more than 12."""
    (found,) = judge(split(spread="12h"), PROBLEM, {1: at(PROBLEM, 1, 7)})
    assert (found.days, found.amount) == ((1, 1), 60)
    assert not judge(split(spread="13h"), PROBLEM, {1: at(PROBLEM, 1, 7)})


def test_history_counts_and_is_not_charged_again(judge, at):
    """Two on Monday and Tuesday before: none is left, and none is owed."""
    problem = with_history(
        tiny_problem(1, days=5, first_day=PROBLEM.date(2), shifts=SHIFTS),
        [(0, day, "split", 420, 0) for day in (-2, -1)],
        shifts=SHIFTS,
    )
    assert not judge(split(most=1), problem, {})
    (found,) = judge(split(most=2), problem, {0: at(problem, 0, 7)})
    assert found.amount == 120


def test_something_is_limited():
    """Neither is nothing."""
    with pytest.raises(ValueError, match="most, spread"):
        split()
