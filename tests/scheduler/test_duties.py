"""Duties in pieces: when there is work, when standby, what counts."""

from __future__ import annotations

from constraints.evaluator import totals
from constraints.measures import OFF, WORK, Elapsed, Paid
from constraints.terms import HARD, Because, Presence
from scheduler.engine.engine import Chosen
from scheduler.engine.view import LinesView, roster_of
from scheduler.problem import Break
from scheduler.testing import TinyShift, tiny_problem

SPLIT = TinyShift((7 * 60,), parts=((0, 240, False), (540, 240, False)))
ON_CALL = TinyShift((17 * 60,), parts=((0, 900, True),))
BOTH = TinyShift((8 * 60,), parts=((0, 540, False), (540, 900, True)))


def one_day(shift: TinyShift):
    """Return a problem of one person and one day, and its first duty."""
    problem = tiny_problem(1, days=1, shifts={"it": shift})
    return problem, problem.duties[0]


def test_a_plain_duty_is_one_piece_of_work() -> None:
    """Start to end, breaks and all."""
    _, duty = one_day(TinyShift(breaks=(Break(30, 180, 240),)))
    whole = ((duty.start_min, duty.end_min),)
    assert duty.work == duty.reach == whole
    assert duty.standby == ()
    assert [p.paid_min for p in duty.parts] == [duty.paid_min] == [450]
    assert duty.shifts == (0,)


def test_hours_between_pieces_are_neither_worked_nor_paid() -> None:
    """07-11 and 16-20: 13 hours from start to end, 8 of work."""
    problem, duty = one_day(SPLIT)
    assert duty.end_min - duty.start_min == 13 * 60
    assert duty.elapsed_min == duty.paid_min == 8 * 60
    assert list(problem.measure(Elapsed()).by_duty) == [480]
    assert list(problem.measure(Paid()).by_duty) == [480]


def test_standby_is_not_work() -> None:
    """Its minutes are counted apart, and its day is no day at work."""
    problem, duty = one_day(ON_CALL)
    assert duty.work == ()
    assert duty.times(standby=False) is None
    assert duty.times(standby=True) == (duty.start_min, duty.end_min)
    assert list(problem.measure(Elapsed()).by_duty) == [0]
    assert list(problem.measure(Elapsed("standby")).by_duty) == [900]
    assert not problem.worked.has(0)
    assert problem.not_worked.has(0)
    assert problem.not_worked.has(None)


def test_work_and_standby_that_touch_are_one_reach() -> None:
    """Reachable from 08:00 to 08:00, at work until 17:00."""
    problem, duty = one_day(BOTH)
    assert duty.reach == ((duty.start_min, duty.end_min),)
    assert duty.times(standby=False) == (
        duty.start_min,
        duty.start_min + 540,
    )
    assert (problem.worked, problem.not_worked) == (WORK, OFF)


def test_columns_hold_each_piece_and_empty_ones() -> None:
    """A duty with fewer pieces than another has empty ones."""
    problem = tiny_problem(1, days=1, shifts={"split": SPLIT, "call": ON_CALL})
    lengths = [list(end - start) for start, end in problem.duties.work]
    assert lengths == [[240, 0], [240, 0]]
    assert [list(e - s) for s, e in problem.duties.standby] == [[0, 900]]


def test_somebody_is_there_by_piece() -> None:
    """Presence asks for each hour; both views and the roster agree."""
    problem, duty = one_day(BOTH)
    lines = ((Chosen(0),),)
    for view in (LinesView(problem, lines), roster_of(problem, lines)):
        at = duty.start_min
        assert view.present(0, at, at + 60)
        assert not view.present(0, at + 540, at + 600)
        assert view.present(0, at + 540, at + 600, standby=True)
        assert view.present(0, at + 480, at + 600, standby=True)
    problem, duty = one_day(SPLIT)
    view = LinesView(problem, lines)
    gap = duty.start_min + 300
    assert not view.present(0, gap, gap + 60, standby=True)


def test_a_term_may_count_standby() -> None:
    """An hour of the night, reached by standby only."""
    problem, duty = one_day(BOTH)
    view = LinesView(problem, ((Chosen(0),),))
    at = duty.start_min + 600
    missing = [
        totals(
            [
                Presence.staffed(
                    Because("x"),
                    at,
                    at + 60,
                    (0,),
                    1,
                    HARD,
                    standby=standby,
                )
            ],
            view,
        ).shortage_min
        for standby in (False, True)
    ]
    assert missing == [60, 0]
